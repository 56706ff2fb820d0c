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


_COUNTED = frozenset({Sort.NUMBER, Sort.MEASURE, Sort.MONEY})
"""Sorts that no date or hour is of: “on 9 December” tells no size."""
_FINER: Mapping[Sort, frozenset[Sort]] = {
    Sort.PHONE: frozenset({Sort.NUMBER, Sort.PERSON, Sort.NAME, Sort.CONTACT}),
    Sort.CONTACT: frozenset({Sort.NUMBER, Sort.PERSON, Sort.NAME}),
    Sort.ADDRESS: frozenset({Sort.PERSON, Sort.NAME}),
}
"""Sorts that are not asked for beside another: “the number of the vet” is no count, and “whose number” no name."""
_CASED = frozenset({Sort.PERSON, Sort.CONTACT, Sort.ADDRESS, Sort.NAME})
"""Sorts that capitals tell."""
_BESIDE_IT = re.compile(
    r"\b(?:when|where|while|until|till|wo|quand|ou|cuando|donde|quando|dove) (?=(?:i|ive|we|weve|you|he|she|they|it|its"
    r"|my|our|your|his|her|their|the|a|an|this|that|ich|wir|er|sie|es|man|mein\w*|unser\w*|der|die|das|je|j|nous|il|elle|on"
    r"|mon|ma|mes|notre|nos|le|la|les|mi|mis|el|los|las|mio|mia)\b)"
    r"|(?<=\bthe )\w+ who\b"
)
"""What only tells more of something: “what did I pay for it when I bought it”, “the man who came”."""
_INSIDE = re.compile(
    r"\b(?:in|from|per|to|according to|see|check|aus|laut|nach|dans|selon|d apres|en|segun|nel|nella|secondo) $"
)
_BEFORE = r"^(?:(?:and|so|also|but|hey|please) )*"


def asked_for(question: str) -> frozenset[Sort]:
    """The sorts of answer that a question in any of five languages wants; none for "which one" and the like."""
    wanted = _wanted(_BESIDE_IT.sub(" ", fold(question))) or _wanted(fold(question))
    return wanted.difference(*(_FINER.get(sort, ()) for sort in wanted))


def _wanted(folded: str) -> frozenset[Sort]:
    asked = [(sorts, weak) for sorts, pattern, weak in _asking() if pattern.search(folded)]
    plain = [(sorts, weak) for sorts, weak in asked if sorts != {Sort.YES_NO}]
    firm = [sorts for sorts, weak in plain if not weak]
    return frozenset().union(*(firm or [sorts for sorts, _ in plain or asked]))


def asked_of(question: str) -> Kind | None:
    """The kind that alone is asked: “my books”, “the letter”; None where all of them are."""
    folded = fold(question)
    said = {kind: found for kind, pattern in _sources().items() if (found := pattern.search(folded))}
    if len(said) == 1:
        return next(iter(said))
    # "In my essay about our books" is asked of the essay.
    paper = said.get(Kind.DOCUMENT)
    inside = paper is not None and _INSIDE.search(folded[: paper.start()]) is not None
    return Kind.DOCUMENT if inside else None


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
    said = _dates().sub(" ", sentence) if sort in _COUNTED else sentence
    return check is None or check.search(said) is not None


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
def _dates() -> re.Pattern[str]:
    """What dates and hours are written like."""
    told = tomllib.loads(files("resources").joinpath("questions.toml").read_text(encoding="utf-8"))
    return re.compile(_filled(told["dates"]["says"], _parts(told)), re.IGNORECASE)


@cache
def _holding() -> Mapping[Sort, re.Pattern[str]]:
    told = tomllib.loads(files("resources").joinpath("questions.toml").read_text(encoding="utf-8"))
    parts = _parts(told)
    return {
        sort: re.compile(_filled(told["holds"][sort], parts), 0 if sort in _CASED else re.IGNORECASE)
        for sort in map(Sort, told["holds"])
    }


def _parts(told: Mapping[str, Mapping[str, Sequence[str]]]) -> Mapping[str, str]:
    """The expressions that others are made of, by their names."""
    parts: dict[str, str] = {}
    for name, alternatives in told["parts"].items():
        parts[name] = f"(?:{_filled(alternatives, parts)})"
    return parts


def _filled(alternatives: Sequence[str], parts: Mapping[str, str]) -> str:
    """The alternatives as one expression, "{name}" standing for a part."""
    joined = "|".join(alternatives)
    for name, pattern in parts.items():
        joined = joined.replace(f"{{{name}}}", pattern)
    return joined
