"""The person's own values for an item's fields: checked when they are written, laid over what the file says."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from assistant.domain.entities import Item, Kind
from assistant.domain.errors import UsageError


def _line(value: Any) -> str:
    return " ".join(str(value).split())


def _title(value: Any) -> str:
    if line := _line(value):
        return line
    raise ValueError("a title must not be empty")


def _text(value: Any) -> str:
    return str(value).strip()


def _names(value: Any) -> tuple[str, ...]:
    parts = value.split(";") if isinstance(value, str) else list(value)
    return tuple(dict.fromkeys(line for part in parts if (line := _line(part))))


def _year(value: Any) -> int:
    number = int(value)
    if not -5000 <= number <= 9999:
        raise ValueError("a year must lie between -5000 and 9999")
    return number


def _number(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError("a number must be finite")
    return number


def _language(value: Any) -> str:
    code = _line(value).lower()
    if code and not (len(code) in (2, 3) and code.isascii() and code.isalpha()):
        raise ValueError("a language is given by its code of two letters, such as en")
    return code


EDITABLE: Mapping[str, Callable[[Any], Any]] = {
    "title": _title,
    "creators": _names,
    "year": _year,
    "series": _line,
    "series_index": _number,
    "language": _language,
    "subjects": _names,
    "description": _text,
    "kind": Kind,
}
"""Fields that a person may change, with what makes a value of them."""


def checked(field: str, value: Any) -> Any:
    """The value as the item holds it. Raises UsageError for a field or a value that cannot be."""
    if field not in EDITABLE:
        raise UsageError(f"“{field}” cannot be edited. These can: {', '.join(EDITABLE)}.")
    try:
        return EDITABLE[field](value)
    except (TypeError, ValueError, OverflowError) as error:
        raise UsageError(f"“{value}” is no {field.replace('_', ' ')}: {error}.") from error


def with_edits(item: Item, edits: Mapping[str, Any]) -> Item:
    """The item with the person's values. What cannot be, for instance of a newer version, is left out."""
    changes: dict[str, Any] = {}
    for field, value in edits.items():
        try:
            changes[field] = checked(field, value)
        except UsageError:
            continue
    return replace(item, **changes, inferred=frozenset(item.inferred - changes.keys())) if changes else item
