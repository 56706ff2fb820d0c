"""Tab-separated files with a header line: items, and what people did with them."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.entities import Item, Kind
from assistant.domain.errors import AssistantError
from assistant.messages import quoted, tr

ITEM_COLUMNS = ("item", "kind", "title", "creators", "year", "tags", "text")
EVENT_COLUMNS = ("user", "item", "value", "time")


class TableError(AssistantError):
    """A file is missing, or lacks a column, or holds a line that cannot be read."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of what somebody did; value and time are None where unknown."""

    user: str
    item: str
    value: float | None
    time: float | None


def read_table(path: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """Rows of a tab-separated file with a header line. Raises TableError if a column or the file is missing."""
    try:
        file = path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise TableError(tr("{path} cannot be read: {reason}.", path=path, reason=error.strerror)) from error
    with file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        try:
            missing = [name for name in columns if name not in (reader.fieldnames or ())]
            if missing:
                raise TableError(
                    tr(
                        "{path} lacks the column {columns}. Its first line names the columns.",
                        path=path,
                        columns=", ".join(missing),
                    )
                )
            for row in reader:
                yield {name: value or "" for name, value in row.items() if isinstance(name, str)}
        except (csv.Error, UnicodeDecodeError) as error:
            raise TableError(
                tr("{path} cannot be read as tab-separated text: {reason}.", path=path, reason=error)
            ) from error


def read_items(path: Path) -> tuple[Item, ...]:
    """The items of a table; an id that stands twice counts once. Raises TableError."""
    items = {row["item"]: _item(row, path) for row in read_table(path, ITEM_COLUMNS)}
    return tuple(items.values())


def read_events(path: Path) -> dict[str, list[Event]]:
    """Per user the lines of a table. Raises TableError."""
    found: dict[str, list[Event]] = defaultdict(list)
    for row in read_table(path, EVENT_COLUMNS):
        found[row["user"]].append(
            Event(row["user"], row["item"], _number(row["value"], path), _number(row["time"], path))
        )
    return dict(found)


def _item(row: dict[str, str], path: Path) -> Item:
    try:
        kind = Kind(row["kind"] or "book")
    except ValueError as error:
        raise TableError(
            tr("{path}: {name} is no kind; use book, music or document.", path=path, name=quoted(row["kind"]))
        ) from error
    year = row["year"].strip()
    return Item(
        row["item"],
        kind,
        row["title"],
        creators=tuple(name.strip() for name in row["creators"].split(",") if name.strip()),
        year=int(float(year)) if year.lstrip("-").replace(".", "", 1).isdigit() else None,
        subjects=tuple(tag.strip() for tag in row["tags"].split("|") if tag.strip()),
        description=row["text"],
    )


def _number(text: str, path: Path) -> float | None:
    try:
        return float(text) if text.strip() else None
    except ValueError as error:
        raise TableError(tr("{path}: {typed} is not a number.", path=path, typed=quoted(text))) from error
