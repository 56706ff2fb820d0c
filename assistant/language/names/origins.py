"""Where a message wants works to come from: "something Russian", "by an Irish author", "the big Scandinavians"."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from assistant.language.normalise import blanked, fold

_NOUNS = (
    r"authors?|writers?|novelists?|poets?|playwrights?|dramatists?|composers?|singers?|bands?|groups?|musicians?"
    r"|artists?|pianists?|guitarists?|songwriters?|novels?|books?|stor(?:y|ies)|tales?|classics?|fiction|literature|lit"
    r"|crime|thrillers?|myster(?:y|ies)|noir|poems?|poetry|verse|plays?|dramas?|essays?|comics?|memoirs?|music|songs?"
    r"|tunes?|pieces?|records?|albums?|jazz|rock|pop|folk|blues|soul|rap|reads?|one|stuff|voices?"
    r"|romantics?|modernists?|lad(?:s|ies)?|fellows?|chaps?|guys?"
    r"|autor\w*|schriftsteller\w*|komponist\w*|dichter\w*|romane?n?|krimis?|musik|lied(?:er)?|buch|bucher|geschichten?"
    r"|klassiker|ecrivain\w*|auteur\w*|compositeur\w*|musique|livres?|romans?|chansons?|polars?"
    r"|escritor\w*|compositor\w*|musica|libros?|novelas?|cancion(?:es)?|scrittor\w*|libri?|romanz[oi]|canzon[ei]"
)
_BEFORE = (
    r"auteurs?|autrices?|ecrivains?|compositeurs?|romans?|livres?|musiques?|chansons?|polars?|classiques?"
    r"|autor(?:es|as?)?|escritor(?:es|as?)?|compositor(?:es)?|novelas?|libros?|canciones|cancion|musica|clasicos?"
    r"|autor[ie]|scrittor[ei]|scrittric[ei]|romanz[oi]|libr[oi]|canzon[ei]"
)
_END = (
    r"(?= (?:for|to|and|but|or|please|pls|with|that|this|tonight|instead|then|today|next|again|bitte|pour|fur|mais"
    r"|aber|und|et|y|e)\b|$)"
)
_WHOSE = (
    r"authors?|writers?|composers?|singers?|bands?|musicians?|music|songs?|books?|novels?|stories|literature|someone"
    r"|somebody|people|made|written|something|anything|stuff|musik|bucher|autor\w*|livres?|libros?|libri"
)
_ASKING = (
    r"something|anything|sth|some|any|another|more|etwas|was|irgendwas|quelque chose(?: de)?|algo|qualcosa(?: di)?"
)
_NOT_SO = (
    r"(?<!\bin )(?<!\binto )(?<!\babout )(?<!\bto )(?<!\bauf )(?<!\ben )(?<!\bon )(?<!\bspeak )(?<!\blearn )"
    r"(?<!\blearning )(?<!\buber )(?<!\bsur )(?<!\bsobre )"
)
"""What stands before a language, or before what a work is about."""
_LITTLE = r"(?: (?!in\b|into\b|about\b|to\b|auf\b|en\b|set\b|uber\b|sur\b|sobre\b|of\b)\w+){0,2}?"
_OTHER_LANGUAGES = ("de", "fr")
_MAKERS = re.compile(
    r"\b(?:authors?|writers?|novelists?|poets?|playwrights?|dramatists?|composers?|singers?|bands?|groups?|musicians?"
    r"|artists?|songwriters?|pianists?|guitarists?|by an?|by (?:any|some|no)(?:one|body)"
    r"|autor\w*|schriftsteller\w*|komponist\w*|dichter\w*"
    r"|ecrivain\w*|auteur\w*|compositeur\w*|escritor\w*|compositor\w*|scrittor\w*)\b"
)
MADE = "makers:"  # no words
"""Before the name of an origin: that of makers, whatever the work is about."""
_CLAUSE = re.compile(r"[.,;:!?()–—]+(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class Origin:
    """`of`: the origins of makers that are meant. `language`: the language in which works count too."""

    name: str
    of: frozenset[str]
    language: str = ""
    called: tuple[tuple[str, str], ...] = ()
    """What it is called in other languages, by their codes."""

    def is_of(self, origins: frozenset[str], language: str) -> bool:
        """Whether a maker with these origins, or a work in this language, is meant. What is known to come from
        elsewhere is not Portuguese for being sung in it."""
        if self.of & origins or not self.language or language != self.language:
            return bool(self.of & origins)
        return not origins or language not in _SPREAD

    def is_named_in(self, text: str) -> bool:
        """Whether a text names the place or its people."""
        return bool(text) and _word_of(self.name).search(fold(text)) is not None


_SPREAD = frozenset({"en", "es", "fr", "pt"})
"""Languages of several continents."""


def origin_named(name: str) -> Origin | None:
    """The origin of that name."""
    return _origins().get(name)


def origins_in(text: str) -> tuple[Origin, ...]:
    """The origins that a text asks for, each once, in its order."""
    return tuple(dict.fromkeys(one for _, _, one in _found(text)))


def names_makers(text: str) -> bool:
    """Whether a text speaks of who made the works, not only of what these are like."""
    return _MAKERS.search(fold(text)) is not None


def without_origins(text: str) -> str:
    """The text with blanks where it names the origin that it asks for."""
    for start, end, _ in _found(text):
        text = blanked(text, start, end)
    return text


@lru_cache(maxsize=64)
def _found(text: str) -> tuple[tuple[int, int, Origin], ...]:
    """(start, end, origin) of the words that name an origin which is asked for, by places of the folded text."""
    found, start = [], 0
    for clause in map(fold, _CLAUSE.split(text)):
        for match in _asked().finditer(clause):
            word = next(filter(None, match.groups()))
            at = start + match.start(match.lastindex or 0)
            found.append((at, at + len(word), _by_word(word)))
        start += len(clause) + bool(clause)
    return tuple(found)


@lru_cache(maxsize=1)
def _asked() -> re.Pattern[str]:
    origin = rf"({'|'.join(sorted(_words(), key=len, reverse=True))})"
    ways = (
        rf"{_NOT_SO}\b{origin}(?: \w+){{0,2}}? (?:{_NOUNS})\b",
        rf"\b(?:{_BEFORE})(?: \w+)? {origin}\b",
        rf"\b(?:{_ASKING}){_LITTLE} {origin}{_END}",
        rf"\b(?:the|those|these|one of|die|les|los|gli){_LITTLE} {origin}{_END}",
        rf"\b(?:{_WHOSE})(?: \w+){{0,2}}? (?:from|out of|aus|de|da|von)(?: the)? {origin}\b",
        rf"\b(?:{_WHOSE})(?: (?:that|who|which))? (?:is|are|was|were|come from|came from|sind|sont) {origin}{_END}",
        rf"\bby (?:an? |some )?(?:\w+ )?{origin}{_END}",
        rf"^{origin}{_END}",
    )
    return re.compile("|".join(ways))


@lru_cache(maxsize=128)
def _word_of(name: str) -> re.Pattern[str]:
    words = [word for word, one in _words().items() if one.name == name]
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


def _by_word(word: str) -> Origin:
    return next(one for pattern, one in _words().items() if re.fullmatch(pattern, word))


@lru_cache(maxsize=1)
def _words() -> Mapping[str, Origin]:
    """The origin of every word that asks for one, as patterns on folded text."""
    return {
        word.replace("-", " ").replace("*", r"\w*"): origin
        for name, row in _rows().items()
        for origin in (_origins()[name],)
        for word in row["said"].split()
    }


@lru_cache(maxsize=1)
def _origins() -> Mapping[str, Origin]:
    return {
        name: Origin(
            name,
            frozenset(row.get("of", [name])),
            row.get("language", ""),
            tuple((code, row[code]) for code in _OTHER_LANGUAGES),
        )
        for name, row in _rows().items()
    }


@lru_cache(maxsize=1)
def _rows() -> Mapping[str, dict[str, Any]]:
    rows: Mapping[str, dict[str, Any]] = tomllib.loads(
        files("resources").joinpath("origins.toml").read_text(encoding="utf-8")
    )
    return rows
