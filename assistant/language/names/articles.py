"""Articles at the beginning of a title, which nobody sorts by and many leave out."""

ARTICLES = {
    "en": ("the", "a", "an"),
    "de": ("der", "die", "das"),
    "fr": ("le", "la", "les"),
    "es": ("el", "la", "los", "las"),
    "it": ("il", "lo", "la"),
}
_SORTED_AWAY = {
    **ARTICLES,
    "ca": ("el", "la", "els", "les"),
    "da": ("den", "det", "de", "en", "et"),
    "de": ("der", "die", "das", "ein", "eine"),
    "es": ("el", "la", "los", "las", "un", "una"),
    "fr": ("le", "la", "les", "un", "une"),
    "hu": ("a", "az"),
    "it": ("il", "lo", "la", "i", "gli", "le", "un", "una", "uno"),
    "nl": ("de", "het", "een"),
    "no": ("den", "det", "de", "en", "et"),
    "pt": ("o", "a", "os", "as", "um", "uma"),
    "sv": ("den", "det", "de", "en", "ett"),
}
"""What catalogues of each language leave aside at the beginning of a title."""
_ELIDED = {language: ("l'", "l’") for language in ("ca", "fr", "it")}
_ALL = tuple(dict.fromkeys(article for articles in ARTICLES.values() for article in articles))


def without_article(folded: str, language: str = "") -> str:
    """A folded title from its second word on, if its first is an article of that language; of any where none is named.

    A title that is an article and nothing more ("It", "Les") stays.
    """
    first, _, rest = folded.partition(" ")
    return rest if rest and first in (ARTICLES.get(language, ()) if language else _ALL) else folded


def sorted_by(title: str, language: str) -> str:
    """What a title is sorted by: itself without the article that its language puts first. What has no known language is
    taken for English: “Die Hard” is no German title."""
    code = language.partition("-")[0] or "en"
    first, _, rest = title.partition(" ")
    if rest and first.casefold() in _SORTED_AWAY.get(code, ()):
        return rest
    return title[2:] if len(title) > 2 and title[:2].casefold() in _ELIDED.get(code, ()) else title
