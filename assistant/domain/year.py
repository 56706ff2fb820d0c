"""A year of reading and listening, counted."""

from dataclasses import dataclass, field

from assistant.domain.entities import Item, Kind
from assistant.messages import mark

MONTHS = (
    mark("Jan"), mark("Feb"), mark("Mar"), mark("Apr"), mark("May"), mark("Jun"),
    mark("Jul"), mark("Aug"), mark("Sep"), mark("Oct"), mark("Nov"), mark("Dec"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A name with how many works of the year carry it, and how often those were finished, played or opened."""

    name: str
    works: int
    times: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A work and a day, in Unix seconds."""

    item: Item
    at: float


@dataclass(frozen=True, slots=True)
class Year:
    """What the journal holds of a year. `months`: for each kind, of the twelve months, the works that were in hand.

    `finished`, `played` (times), `opened` and `liked` count; `works` are all that were in hand. `longest` is the
    longest that was finished. `favourites` are what was rated or liked most, the best first. `whole` is false while
    the year runs.
    """

    year: int
    works: int = 0
    finished: int = 0
    played: int = 0
    opened: int = 0
    liked: int = 0
    months: dict[Kind, tuple[int, ...]] = field(default_factory=dict)
    creators: tuple[Named, ...] = ()
    subjects: tuple[Named, ...] = ()
    first: Moment | None = None
    last: Moment | None = None
    longest: Item | None = None
    favourites: tuple[Item, ...] = ()
    whole: bool = True
