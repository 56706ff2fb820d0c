"""What another process says, weighed before it is believed: types, sizes and numbers of a record's fields.

What no honest process sends is refused; what is of the right form, yet more than anybody can use, is cut to what can
be: one hostile file must not make the lists slow for all others.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeGuard, get_args, get_type_hints

from assistant.domain.rows import Row
from assistant.messages import one_line

LONGEST_TEXT = 1_000_000
"""Characters of one field."""
MOST_PARTS = 200_000
"""Entries of one list."""
MOST_PAGES = 1_000_000
MOST_DESCRIBED = 20_000
LONGEST_LINE, LONGEST_KEY = 500, 10_000
"""Characters of a name or a title that are kept, and of a key, which holds the path of a folder."""
MOST_NAMES, MOST_CHAPTERS = 100, 1_000
"""Entries that are kept: of a list of names, subjects or identifiers, and of chapters."""
_LAST_MOMENT = 253_402_300_799
"""Unix seconds: the end of the year 9999, the last that a calendar can show."""
_RUNNING = frozenset({"description"})
"""Fields of a record whose text may have several lines; that of all others stays on one, whoever shows it."""
_KEYS = frozenset({"whole"})
_RANGES: Mapping[str, tuple[float, float]] = {
    "year": (-4000, 9999), "series_index": (0, 1e6), "disc": (0, 1e5), "track": (0, 1e5), "duration": (0, 1e8),
    "words": (0, 1e9), "pages": (0, 1e6), "tempo": (0, 1e4),
}  # fmt: skip
"""What can be, by field; a number beyond is unknown."""
_LARGEST = 2**53
"""Above it a number read from JSON is no longer exact."""


def weighed(record: type, stated: Mapping[str, Any]) -> Row:
    """What was stated of a record's plain fields, as JSON gave it, each of the type that the record declares.

    Fields of other types go through untouched. Raises TypeError and ValueError.
    """
    kinds = _plain_fields(record)
    return {name: _weigh(name, kinds[name], value) if name in kinds else value for name, value in stated.items()}


def lines(stated: Iterable[object]) -> tuple[str, ...]:
    """A list of texts of one line each, the first of them. Raises TypeError and ValueError."""
    return tuple(line(one) for one in listed(stated)[:MOST_NAMES])


def pairs(stated: object) -> tuple[tuple[str, str], ...]:
    """A list of two lines each, the first of them. Raises TypeError and ValueError."""
    return tuple((line(one), line(other)) for one, other in listed(stated)[:MOST_NAMES])


def chapters(stated: object) -> tuple[tuple[str, float], ...]:
    """Names and the seconds at which they begin. Raises TypeError and ValueError."""
    low, high = _RANGES["duration"]
    found = ((line(name), number(start)) for name, start in listed(stated)[:MOST_CHAPTERS])
    return tuple(one for one in found if low <= one[1] <= high)


def moment(value: object) -> float | None:
    """Unix seconds; None where none are stated, or such as no calendar has. Raises TypeError and ValueError."""
    return None if value is None or not 0 <= (at := number(value)) <= _LAST_MOMENT else at


def line(value: object, longest: int = LONGEST_LINE) -> str:
    """A name or a title: what would begin another line, or turn it around, is taken out."""
    return one_line(text(value)[: 2 * longest])[:longest]


def text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    if len(value) > LONGEST_TEXT:
        raise ValueError("text too long")
    return value


def number(value: object) -> float:
    if not _is_number(value):
        raise TypeError("no number")
    if abs(value) > _LARGEST or not math.isfinite(value):
        raise ValueError("no such number")
    return float(value)


def page(value: object) -> int:
    """The number of a page, from 0."""
    if not 0 <= (found := _whole(value)) < MOST_PAGES:
        raise ValueError("no such page")
    return found


def listed(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("no list")
    if len(value) > MOST_PARTS:
        raise ValueError("list too long")
    return value


def _whole(value: object) -> int:
    if int(number(value)) != value:
        raise ValueError("no whole number")
    return int(value)


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("neither true nor false")
    return value


_KINDS: Mapping[Any, Callable[[object], object]] = {str: line, int: _whole, float: number, bool: _flag}


def _weigh(name: str, kind: tuple[Any, bool], value: object) -> object:
    plain, optional = kind
    if value is None and optional:
        return None
    if name in _RUNNING:
        return text(value)[:MOST_DESCRIBED]
    if name in _KEYS:
        return line(value, LONGEST_KEY)
    if optional and name in _RANGES and _is_number(value):
        low, high = _RANGES[name]
        if not low <= value <= high:
            return None
    return _KINDS[plain](value)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@cache
def _plain_fields(record: type) -> dict[str, tuple[Any, bool]]:
    """{field: (its type, whether it may be None)} of those that are a text, a number or a yes and no."""
    found = {}
    for name, hint in get_type_hints(record).items():
        options = get_args(hint) if isinstance(hint, UnionType) else (hint,)
        kinds = [one for one in options if one is not NoneType]
        if len(kinds) == 1 and kinds[0] in _KINDS:
            found[name] = kinds[0], NoneType in options
    return found
