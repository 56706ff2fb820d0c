"""Articles at the beginning of a title, which nobody sorts by and many leave out."""

ARTICLES = {
    "en": ("the", "a", "an"),
    "de": ("der", "die", "das"),
    "fr": ("le", "la", "les"),
    "es": ("el", "la", "los", "las"),
    "it": ("il", "lo", "la"),
}
_ALL = tuple(dict.fromkeys(article for articles in ARTICLES.values() for article in articles))


def without_article(folded: str, language: str = "") -> str:
    """A folded title from its second word on, if its first is an article of that language; of any where none is named.

    A title that is an article and nothing more ("It", "Les") stays.
    """
    first, _, rest = folded.partition(" ")
    return rest if rest and first in (ARTICLES.get(language, ()) if language else _ALL) else folded
