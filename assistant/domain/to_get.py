"""What to get next: works that are not at hand, each with what stands on the shelves that leads to it."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.entities import Item, Kind


class Cause(StrEnum):
    """Why a work is worth getting. The values are the words of the command line."""

    GAP = "gap"
    """A part of a series that is missing between those that are there."""
    FURTHER = "further"
    """Whatever follows the last part that is there."""
    WISH = "wish"
    CROWD = "crowd"
    """Others enjoyed it beside something that was liked here; known from the pack."""
    CREATOR = "creator"
    """All that is there by somebody was liked, and nothing is left."""


@dataclass(frozen=True, slots=True)
class ToGet:
    """`title` is the work's, the series' or empty for a creator; `part` the number in a series: the missing one, or the
    last that is there. `owned`: works on the shelves that lead to it, the most telling first. `wish`: the item, if it
    is one, with its `reason` in words."""

    id: str
    cause: Cause
    kind: Kind
    title: str = ""
    creators: tuple[str, ...] = ()
    part: int = 0
    owned: tuple[Item, ...] = ()
    wish: Item | None = None
    reason: str = ""
