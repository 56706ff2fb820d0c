"""The person's own values for an item's fields: checked when they are written, laid over what the file says."""

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from assistant.domain.entities import Item, Kind
from assistant.domain.errors import UsageError
from assistant.domain.rows import Row, RowView
from assistant.messages import mark, quoted, tr

_Number = TypeVar("_Number", int, float)


def _line(value: Any) -> str:
    return " ".join(str(value).split())


def _title(value: Any) -> str:
    if line := _line(value):
        return line
    raise ValueError(tr("a title must not be empty"))


def _text(value: Any) -> str:
    return str(value).strip()


def _names(value: Any) -> tuple[str, ...]:
    parts = value.split(";") if isinstance(value, str) else list(value)
    return tuple(dict.fromkeys(line for part in parts if (line := _line(part))))


def _year(value: Any) -> int:
    number = _read(int, value)
    if not -5000 <= number <= 9999:
        raise ValueError(tr("a year must lie between -5000 and 9999"))
    return number


def _read(kind: Callable[[Any], _Number], value: Any) -> _Number:
    try:
        return kind(value)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(tr("it takes a number")) from error


def _number(value: Any) -> float:
    number = _read(float, value)
    if not math.isfinite(number):
        raise ValueError(tr("a number must be finite"))
    return number


def _language(value: Any) -> str:
    code = _line(value).lower()
    if code and not (len(code) in (2, 3) and code.isascii() and code.isalpha()):
        raise ValueError(tr("a language is given by its code of two letters, such as en"))
    return code


def _kind(value: Any) -> Kind:
    try:
        return Kind(value)
    except ValueError as error:
        raise ValueError(tr("use book, music or document")) from error


EDITABLE: Mapping[str, Callable[[Any], Any]] = {
    "title": _title,
    "creators": _names,
    "year": _year,
    "series": _line,
    "series_index": _number,
    "language": _language,
    "subjects": _names,
    "description": _text,
    "kind": _kind,
}
"""Fields that a person may change, with what makes a value of them."""
_NAMES: Mapping[str, str] = {
    "title": mark("title"),
    "creators": mark("creators"),
    "year": mark("year"),
    "series": mark("series"),
    "series_index": mark("number in the series"),
    "language": mark("language"),
    "subjects": mark("subjects"),
    "description": mark("description"),
    "kind": mark("kind"),
}


def checked(field: str, value: Any) -> Any:
    """The value as the item holds it. Raises UsageError for a field or a value that cannot be."""
    if field not in EDITABLE:
        raise UsageError(
            tr("{field} cannot be edited. These can: {fields}.", field=quoted(field), fields=", ".join(EDITABLE))
        )
    try:
        return EDITABLE[field](value)
    except (TypeError, ValueError, OverflowError) as error:
        raise UsageError(
            tr(
                "{value} cannot be the {field}: {reason}.",
                value=quoted(str(value)),
                field=tr(_NAMES[field]),
                reason=error,
            )
        ) from error


def with_edits(item: Item, edits: RowView) -> Item:
    """The item with the person's values. What cannot be, for instance of a newer version, is left out."""
    changes: Row = {}
    for field, value in edits.items():
        try:
            changes[field] = checked(field, value)
        except UsageError:
            continue
    return replace(item, **changes, inferred=frozenset(item.inferred - changes.keys())) if changes else item
