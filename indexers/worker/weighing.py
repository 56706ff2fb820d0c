"""What another process says, weighed before it is believed: types, sizes and numbers of a record's fields."""

import math
from collections.abc import Iterable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_type_hints

from assistant.domain.rows import Row
from assistant.messages import one_line

LONGEST_TEXT = 1_000_000
"""Characters of one field."""
MOST_PARTS = 200_000
"""Entries of one list."""
MOST_PAGES = 1_000_000
_RUNNING = frozenset({"description"})
"""Fields of a record whose text may have several lines; that of all others stays on one, whoever shows it."""
_LARGEST = 2**53
"""Above it a number read from JSON is no longer exact."""


def weighed(record: type, stated: Mapping[str, Any]) -> Row:
    """What was stated of a record's plain fields, as JSON gave it, each of the type that the record declares.

    Fields of other types go through untouched. Raises TypeError and ValueError.
    """
    kinds = _plain_fields(record)
    return {name: _weigh(name, kinds[name], value) if name in kinds else value for name, value in stated.items()}


def lines(stated: Iterable[object]) -> tuple[str, ...]:
    """A list of texts of one line each. Raises TypeError and ValueError."""
    return tuple(line(one) for one in listed(stated))


def line(value: object) -> str:
    """A name or a title: what would begin another line, or turn it around, is taken out."""
    return one_line(text(value))


def text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    if len(value) > LONGEST_TEXT:
        raise ValueError("text too long")
    return value


def number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError("no number")
    if not math.isfinite(value) or abs(value) > _LARGEST:
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


_KINDS = {str: line, int: _whole, float: number, bool: _flag}


def _weigh(name: str, kind: tuple[Any, bool], value: object) -> object:
    plain, optional = kind
    if value is None and optional:
        return None
    return text(value) if name in _RUNNING else _KINDS[plain](value)


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
