"""What another process says, weighed before it is believed: types, sizes and numbers of a record's fields."""

import math
from collections.abc import Iterable, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_type_hints

from assistant.domain.rows import Row

LONGEST_TEXT = 1_000_000
"""Characters of one field."""
MOST_PARTS = 200_000
"""Entries of one list."""
_LARGEST = 2**53
"""Above it a number read from JSON is no longer exact."""


def weighed(record: type, stated: Mapping[str, Any]) -> Row:
    """What was stated of a record's plain fields, as JSON gave it, each of the type that the record declares.

    Fields of other types go through untouched. Raises TypeError and ValueError.
    """
    kinds = _plain_fields(record)
    return {name: _weigh(kinds[name], value) if name in kinds else value for name, value in stated.items()}


def texts(stated: Iterable[object]) -> tuple[str, ...]:
    """A list of texts. Raises TypeError and ValueError."""
    return tuple(text(one) for one in listed(stated))


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


_KINDS = {str: text, int: _whole, float: number, bool: _flag}


def _weigh(kind: tuple[Any, bool], value: object) -> object:
    plain, optional = kind
    return None if value is None and optional else _KINDS[plain](value)


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
