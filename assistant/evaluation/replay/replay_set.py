"""Replay sets: a folder with items, a crowd, people, and what these chose next."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.domain.entities import Interaction, Item, Verdict
from assistant.recommend.packs.tables import Event, read_events, read_items

_MOST_STARS = 5.0


@dataclass(frozen=True)
class ReplaySet:
    """The items of a set, and its tables on demand. Raises TableError where a file is missing or lacks a column."""

    folder: Path

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return read_items(self.folder / "items.tsv")

    def events(self, name: str) -> dict[str, list[Event]]:
        """Per user the lines of `crowd`, `people` or `future`."""
        return read_events(self.folder / f"{name}.tsv")


def values_are_stars(histories: dict[str, list[Event]]) -> bool:
    """Values are stars if none exceeds 5, else plays."""
    values = [event.value for events in histories.values() for event in events if event.value is not None]
    return not values or max(values) <= _MOST_STARS


def interactions(events: Sequence[Event], stars: bool, now: float) -> tuple[Interaction, ...]:
    """A person's lines as their journal: stars are ratings, plays are plays, and a line without a value is a like."""
    return tuple(
        Interaction(
            number,
            event.item,
            Verdict.LIKED if event.value is None else Verdict.RATED if stars else Verdict.PLAYED,
            now if event.time is None else event.time,
            1.0 if event.value is None else event.value,
            source="replay",
        )
        for number, event in enumerate(events, 1)
    )
