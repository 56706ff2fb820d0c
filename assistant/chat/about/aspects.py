"""In which respect a work is asked about. Only what is exact is told by words: everything else is looked for in what
the library holds of the work."""

import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files

from assistant.language.normalise import fold, without_clitics


class Aspect(StrEnum):
    """What of a work a question is about."""

    KEY = "key"
    TEMPO = "tempo"
    AUTHOR = "author"
    YEAR = "year"
    SET = "set"
    """In which time it plays."""
    LENGTH = "length"
    LANGUAGE = "language"
    ORDER = "order"
    ALBUM = "album"
    GIST = "gist"
    LIKE = "like"
    """What it is like: sad, hard, frightening."""
    OTHER = "other"


EXACT = frozenset({Aspect.AUTHOR, Aspect.YEAR, Aspect.LENGTH, Aspect.LANGUAGE, Aspect.ALBUM, Aspect.KEY, Aspect.TEMPO})
"""What is known of a work in a word or a number."""


_GIST = re.compile(
    r"\b(?:whats|what is|what s|what was) .{1,60} about\b|\b(?:worum geht|wovon handelt|de que trata"
    r"|de quoi (?:parle|s agit|ca parle)|di cosa (?:parla|tratta)|do que (?:trata|fala)"
    r"|de que va|worum ging|waar (?:gaat|ging) .{1,60} over)\b"
)


def aspect_of(text: str) -> Aspect:
    """The respect that words of the question name; OTHER where none does."""
    return next((aspect for aspect, pattern in _said() if _found(pattern, text)), Aspect.OTHER)


def facts_asked(text: str) -> tuple[Aspect, ...]:
    """All of `EXACT` that words of the question name, each once, in the order in which it asks for them."""
    # "When is it set" asks for no year of its own.
    is_set = dict(_said())[Aspect.SET]
    rest = is_set.sub(" ", fold(text)) if is_set.search(fold(text)) else text
    found = {aspect: _found(pattern, rest) for aspect, pattern in _said() if aspect in EXACT}
    places = {aspect: match.start() for aspect, match in found.items() if match is not None}
    return tuple(sorted(places, key=lambda aspect: places[aspect]))


def asks_gist(text: str) -> bool:
    """Whether a question asks in so many words what a work is about, be it beside something else."""
    return _GIST.search(fold(text)) is not None


def without_aspects(text: str) -> str:
    """The folded text without the words that name a respect."""
    folded = fold(text)
    for _, pattern in _said():
        folded = pattern.sub(" ", folded)
    return folded


def _found(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Where the pattern stands, with "which record's it on" read like "which record is it on" if need be."""
    return pattern.search(fold(text)) or pattern.search(fold(without_clitics(text)))


@cache
def _said() -> tuple[tuple[Aspect, re.Pattern[str]], ...]:
    told = tomllib.loads(files("resources").joinpath("questions.toml").read_text(encoding="utf-8"))["aspects"]
    return tuple((Aspect(name), re.compile(rf"\b(?:{'|'.join(says)})\b")) for name, says in told.items())
