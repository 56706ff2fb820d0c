"""Replay sets: folders of tab-separated files with items and what people did with them."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.core.entities import Interaction, Item, Kind, Verdict
from assistant.core.errors import AssistantError

ITEM_COLUMNS = ("item", "kind", "title", "creators", "year", "tags", "text")
EVENT_COLUMNS = ("user", "item", "value", "time")
REQUEST_COLUMNS = ("request", "text")
_MOST_STARS = 5.0


class ReplaySetError(AssistantError):
    """A file of the set is missing, or lacks a column, or holds a line that cannot be read."""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of crowd, people or future; value and time are None where unknown."""

    user: str
    item: str
    value: float | None
    time: float | None


@dataclass(frozen=True)
class ReplaySet:
    """The items of a set, and its tables on demand."""

    folder: Path

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(_item(row, self.folder) for row in read_table(self.folder / "items.tsv", ITEM_COLUMNS))

    def events(self, name: str) -> dict[str, list[Event]]:
        """Per user the lines of `crowd`, `people` or `future`."""
        found: dict[str, list[Event]] = defaultdict(list)
        path = self.folder / f"{name}.tsv"
        for row in read_table(path, EVENT_COLUMNS):
            event = Event(row["user"], row["item"], _number(row["value"], path), _number(row["time"], path))
            found[event.user].append(event)
        return dict(found)

    @cached_property
    def has_stars(self) -> bool:
        """Values are stars if none exceeds 5, else plays; judged by the people's own file."""
        values = [e.value for events in self.events("people").values() for e in events if e.value is not None]
        return not values or max(values) <= _MOST_STARS


def read_table(path: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    """Rows of a tab-separated file with a header line. Raises ReplaySetError if a column or the file is missing."""
    try:
        file = path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise ReplaySetError(f"{path} cannot be read: {error.strerror}.") from error
    with file:
        reader = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        missing = [name for name in columns if name not in (reader.fieldnames or ())]
        if missing:
            raise ReplaySetError(f"{path} lacks the column {', '.join(missing)}. Its first line names the columns.")
        try:
            for row in reader:
                yield {name: value or "" for name, value in row.items() if isinstance(name, str)}
        except (csv.Error, UnicodeDecodeError) as error:
            raise ReplaySetError(f"{path} cannot be read as tab-separated text: {error}.") from error


def interactions(events: Sequence[Event], has_stars: bool, now: float) -> tuple[Interaction, ...]:
    """A person's lines as their journal: stars are ratings, plays are plays, and a line without a value is a like."""
    return tuple(
        Interaction(
            number,
            event.item,
            Verdict.LIKED if event.value is None else Verdict.RATED if has_stars else Verdict.PLAYED,
            now if event.time is None else event.time,
            1.0 if event.value is None else event.value,
            source="replay",
        )
        for number, event in enumerate(events, 1)
    )


def _item(row: dict[str, str], folder: Path) -> Item:
    try:
        kind = Kind(row["kind"] or "book")
    except ValueError as error:
        path = folder / "items.tsv"
        raise ReplaySetError(f"{path}: “{row['kind']}” is no kind; use book, music or document.") from error
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
        raise ReplaySetError(f"{path}: “{text}” is not a number.") from error
