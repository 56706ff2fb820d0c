"""The languages that a text wants works to be in: "in French", "Italian, under 200 pages", "una canzone italiana"."""

import re
from collections.abc import Container, Sequence

from assistant.language.normalise import fold, without_clitics
from assistant.language.vocabulary import vocabulary
from assistant.language.words.small_words import small_words
from assistant.language.words.stop_words import STOP_WORDS

_DECLINED = re.compile(r"(?<=isch)e[snrm]?$|(?<=^deutsch)e[snrm]?$|(?<=talig)(?:es?|s)$|sprachig(?:e[snrm]?)?$")
"""The ending of "französisches" and "deutschen", of "Nederlandstaligs" and "deutschsprachiges"."""
_IN_TONGUE = re.compile(r"(?:talig(?:es?|s)?|sprachig(?:e[snrm]?)?)$")
"""Says of itself that something is in that language."""
_CLAUSE = re.compile(r"[.,;:!?()–—]+(?:\s+|$)|\s[–—-]\s")
_NOUNS_BEFORE = frozenset({
    "livre", "livres", "roman", "romans", "polar", "polars", "chanson", "chansons", "musique", "libro", "libros",
    "libri", "novela", "novelas", "cancion", "canciones", "musica", "romanzo", "romanzi", "racconto", "racconti",
    "giallo", "gialli", "canzone", "canzoni", "brano", "brani", "livro", "livros", "romance", "romances", "cancao",
    "cancoes", "autori", "chose", "algo", "qualcosa", "ksiazka", "ksiazke", "ksiazki", "powiesc", "powiesci", "muzyka",
    "muzyke", "muzyki", "piosenka", "piosenke", "piosenki", "kryminal", "jezyku",
})  # fmt: skip # no words
"""What stands before the language that it is in, in French, Spanish, Italian, Portuguese and Polish."""
_NOUNS_AFTER = frozenset({
    "language", "book", "books", "novel", "novels", "story", "stories", "song", "songs", "lyrics", "words", "music",
    "literature", "album", "albums", "articles", "papers", "documents", "poetry", "poems", "pop", "rock", "rap", "one",
    "ones", "edition", "thriller", "thrillers", "krimi", "krimis", "buch", "bucher", "buchern", "roman", "romane",
    "romanen", "lied", "lieder", "liedern", "musik", "gedichte", "gedichten", "boek", "boeken", "romans", "liedje",
    "liedjes", "muziek", "nummers", "verhaal", "verhalen", "ksiazka", "ksiazke", "ksiazki", "powiesc", "powiesci",
    "muzyka", "muzyke", "muzyki", "piosenka", "piosenke", "piosenki", "kryminal", "kryminaly", "bok", "bocker",
    "romaner", "deckare", "klassiker", "lat", "latar", "spiew", "spiewanie",
    "spiewaniem", "sanger",
})  # fmt: skip # no words
"""What stands behind it, in English, German, Dutch, Polish and Swedish."""
_IN = frozenset({"in", "auf", "en", "em", "po", "pa"})
_ASKING = frozenset({"something", "anything", "etwas", "algo", "qualcosa", "iets", "cos", "nagot"})
_KNOWING = frozenset(
    {
        "read",
        "reads",
        "speak",
        "understand",
        "lese",
        "verstehe",
        "lis",
        "parle",
        "lees",
        "czytam",
        "sjunger",
        "laser",
        "manages",
        "manage",
        "speaks",
        "understands",
        "lee",
        "leo",
        "leen",
        "entiende",
        "lit",
        "lisent",
        "legge",
        "leggo",
        "capisce",
        "liest",
        "versteht",
        "leest",
        "verstaat",
    }
)
_BETWEEN = frozenset(
    {"het", "only", "just", "nur", "bloss", "alleen", "solo", "solamente", "seulement", "que", "soltanto", "so"}
)
_JOINING = frozenset(
    {"and", "or", "nor", "und", "oder", "et", "ou", "y", "o", "e", "en", "of", "i", "lub", "albo", "och", "eller"}
)
_COUNTRIES = frozenset({"italien"})
"""Languages in French that are countries in German: "auf Italienisch" is the language, "in Italien" the country."""
_BEING = frozenset({
    "i", "im", "am", "is", "are", "be", "being", "who", "he", "hes", "she", "shes", "we", "they", "you", "my",
    "his", "her", "our", "their", "ich", "bin", "ist", "sind", "er", "sie", "wir", "je", "suis", "est", "il", "elle",
    "sono", "sei", "siamo", "soy", "es", "ik", "ben", "zijn", "sou",
})  # fmt: skip # no words
"""Of somebody who is Italian nothing is asked."""


def undeclined(word: str) -> str:
    """A folded German adjective of a language without its ending: "französisch" of "französisches"."""
    return _DECLINED.sub("", word)


def language_named(word: str) -> str:
    """The ISO 639-1 code of a language by a folded name of it, in any form; else empty."""
    named = vocabulary().languages
    return named.get(word) or named.get(undeclined(word), "")


def name_in_english(code: str) -> str:
    """The name by which a language is avoided; empty for one that has none in the list."""
    return next((name.title() for name, own in vocabulary().languages.items() if own == code), "")


def languages_in(text: str, held: Container[str] | None = None, subjects: Container[str] = ()) -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that a text wants works to be in; not that of "a French chef".

    held: the languages of the library's works. What only describes a work ("Russian novels") is no language that none
    of them is in, nor what is one of the `subjects`, folded, by which they are known: "Welsh music".
    """
    small = small_words(text)
    found: list[str] = []
    for clause in _CLAUSE.split(text):
        words = fold(without_clitics(clause)).split()
        for at, word in enumerate(words):
            code = language_named(word)
            if not code:
                continue
            joined = at > 1 and words[at - 1] in _JOINING and language_named(words[at - 2]) in found
            describes = word not in subjects and (held is None or code in held)
            if joined or _is_told(words, at) or (describes and _describes(words, at, small)):
                found.append(code)
    return tuple(dict.fromkeys(found))


def _is_told(words: Sequence[str], at: int) -> bool:
    """Whether the word before says that it is a language."""
    # "In het Nederlands" has an article between.
    before = next((word for word in reversed(words[:at]) if word not in _BETWEEN), "")
    if before in _KNOWING or _IN_TONGUE.search(words[at]):
        return True
    return before in _IN and not (before == "in" and words[at] in _COUNTRIES)


def _describes(words: Sequence[str], at: int, small: Container[str]) -> bool:
    """Whether a work is called so, or nothing else is said: "a short Dutch novel", "ook Nederlands"."""
    before, behind = list(words[:at]), list(words[at + 1 :])
    while before and before[-1] not in _NOUNS_BEFORE and (before[-1] in ("d", "de") or _colours(before[-1])):
        before.pop()
    # "An English or Irish one".
    while len(behind) > 2 and behind[0] in _JOINING:
        del behind[:2]
    while behind and behind[0] not in _NOUNS_AFTER and _colours(behind[0]):
        behind.pop(0)
    if (before and before[-1] in _NOUNS_BEFORE | _ASKING) or (behind and behind[0] in _NOUNS_AFTER):
        return True
    others = [word for word in words if word not in _JOINING and not language_named(word)]
    return all((word in small or word in STOP_WORDS or _colours(word)) and word not in _BEING for word in others)


def _colours(word: str) -> bool:
    """Whether a word tells more of the work: a genre, a mood, a length."""
    return any(group != "theme" for group, _ in vocabulary().terms.get(word, ())) or word in (
        "short", "long", "new", "old", "kurzer", "langer", "breve", "corto", "court", "lungo", "kort", "dun", "only",
    )  # fmt: skip # no words
