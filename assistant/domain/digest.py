"""What is new since a day, and which of the person's own documents are worth returning to."""

from dataclasses import dataclass

from assistant.domain.entities import Item, Recommendation
from assistant.domain.evidence import Deed, Work


@dataclass(frozen=True, slots=True)
class Worth:
    """A document that was not opened for long, and a work that the person had in hand of late and that it is near to.

    `last`: when it was opened, or its file changed where it never was (`opened` is false then), in Unix seconds.
    """

    item: Item
    last: float
    opened: bool
    near: Work
    deed: Deed
    nearness: float


@dataclass(frozen=True, slots=True)
class Digest:
    """`since` and `until` in Unix seconds; `count` works are new, of which `new` are the ones that suit best, each with
    its reason."""

    since: float
    until: float
    count: int
    new: tuple[Recommendation, ...] = ()
    worth: tuple[Worth, ...] = ()
