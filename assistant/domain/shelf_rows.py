"""Rows beside the list: what each is for, and what it holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assistant.domain.entities import Item


class Purpose(StrEnum):
    GO_ON = "go on"  # no words
    TOGETHER = "together"
    NEXT = "next"
    WAITING = "waiting"
    ACROSS = "across"
    HOUR = "hour"
    TRY = "try"


AFTERNOON = "afternoon"


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """`shares`: by item id, how much of it is behind the person, 0..1, where that is known. `bridge`: the work that
    leads to these. `when`: the occasion that these are for, and whether a `habit` speaks for it or the profile does."""

    purpose: Purpose
    items: tuple[Item, ...]
    shares: Mapping[str, float] = field(default_factory=dict)
    bridge: Item | None = None
    when: str = ""
    habit: bool = False
