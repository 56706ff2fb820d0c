"""Which sort of answer a question wants, and whether a sentence holds one of that sort."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files

from assistant.domain.entities import Kind
from assistant.language.normalise import fold
from assistant.language.numbers import NUMBERS


class Sort(StrEnum):
    """What a question asks for; REASON and YES_NO are asked for plainly, and few sentences show them."""

    NUMBER = "number"
    MONEY = "money"
    TIME = "time"
    DATE = "date"
    DURATION = "duration"
    MEASURE = "measure"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    CONTACT = "contact"
    PHONE = "phone"
    ADDRESS = "address"
    COLOUR = "colour"
    NAME = "name"
    YES_NO = "yes_or_no"


_CASED = frozenset({Sort.PERSON, Sort.CONTACT, Sort.ADDRESS, Sort.NAME})
"""Sorts that capitals tell."""
_BEFORE = r"^(?:(?:and|so|also|but|hey|please) )*"


def asked_for(question: str) -> frozenset[Sort]:
    """The sorts of answer that a question in any of five languages wants; none for "which one" and the like."""
    folded = fold(question)
    asked = [(sorts, weak) for sorts, pattern, weak in _asking() if pattern.search(folded)]
    plain = [(sorts, weak) for sorts, weak in asked if sorts != {Sort.YES_NO}]
    firm = [sorts for sorts, weak in plain if not weak]
    return frozenset().union(*(firm or [sorts for sorts, _ in plain or asked]))


def asked_of(question: str) -> Kind | None:
    """The kind that alone is asked: “my books”, “the letter”; None where all of them are."""
    folded = fold(question)
    said = [kind for kind, pattern in _sources().items() if pattern.search(folded)]
    return said[0] if len(said) == 1 else None


def in_their_words(question: str) -> str:
    """A question with the words under which papers say what it asks in others: "notice" for "how soon can I quit"; and
    with the digits of its numbers."""
    folded = fold(question)
    meant = [word for word, pattern in _labels().items() if pattern.search(folded) and word not in folded.split()]
    meant += [f"{NUMBERS[word]:g}" for word in folded.split() if NUMBERS.get(word, 0.0) > 1]
    return f"{question} ({', '.join(meant)})" if meant else question


def holds(sort: Sort, sentence: str) -> bool:
    """Whether a sentence holds something of a sort. Any sentence may say yes or no."""
    check = _holding().get(sort)
    return check is None or check.search(sentence) is not None


@cache
def _asking() -> tuple[tuple[frozenset[Sort], re.Pattern[str], bool], ...]:
    """Sorts, how they are asked for, and whether that counts only where no other is."""
    told = tomllib.loads(files("resources").joinpath("questions.toml").read_text(encoding="utf-8"))["asks"]
    found = []
    for one in told:
        before = _BEFORE if one.get("begins") else r"\b"
        pattern = re.compile(before + rf"(?:{'|'.join(one['says'])})\b")
        found.append((frozenset(map(Sort, one["sorts"])), pattern, one.get("weak", False)))
    return tuple(found)


@cache
def _sources() -> Mapping[Kind, re.Pattern[str]]:
    told = tomllib.loads(files("resources").joinpath("questions.toml").read_text(encoding="utf-8"))["sources"]
    return {Kind(name): re.compile(rf"\b(?:{'|'.join(says)})\b") for name, says in told.items()}


@cache
def _labels() -> Mapping[str, re.Pattern[str]]:
    told = tomllib.loads(files("resources").joinpath("questions.toml").read_text(encoding="utf-8"))["labels"]
    return {word: re.compile(rf"\b(?:{'|'.join(says)})\b") for word, says in told.items()}


@cache
def _holding() -> Mapping[Sort, re.Pattern[str]]:
    told = tomllib.loads(files("resources").joinpath("questions.toml").read_text(encoding="utf-8"))
    parts: dict[str, str] = {}
    for name, alternatives in told["parts"].items():
        parts[name] = f"(?:{_filled(alternatives, parts)})"
    return {
        sort: re.compile(_filled(told["holds"][sort], parts), 0 if sort in _CASED else re.IGNORECASE)
        for sort in map(Sort, told["holds"])
    }


def _filled(alternatives: Sequence[str], parts: Mapping[str, str]) -> str:
    """The alternatives as one expression, "{name}" standing for a part."""
    joined = "|".join(alternatives)
    for name, pattern in parts.items():
        joined = joined.replace(f"{{{name}}}", pattern)
    return joined
