"""What the library page shows, worked out on a lane: found, sifted, counted, put in order."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assistant.domain.entities import Item, Kind
from assistant.messages import quoted, trn
from gui.pages.activity.unread import worth_a_look
from gui.pages.library.columns import COLUMNS
from gui.pages.library.facets import Chosen, Known, sift
from gui.pages.library.sort_box import BEST, SORTS

if TYPE_CHECKING:
    from assistant.app.app import App


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for. `order`: a name of SORTS, or BEST; `column`: a column of the table and whether it falls, which
    comes before it. `counted`: whether the counts of the facets are looked at."""

    query: str = ""
    kind: Kind | None = None
    order: str = BEST
    column: tuple[str, bool] | None = None
    chosen: Chosen = field(default_factory=dict)
    counted: bool = False

    def asks_else(self, other: "Wanted") -> bool:
        """Whether the other one asks for other items, or for another order."""
        return replace(self, counted=False) != replace(other, counted=False)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be shown: all that takes long with many items is worked out on the lane."""

    items: list[Item]
    rows: Mapping[str, int] = field(default_factory=dict)
    """The row of each by its id."""
    wanted: Wanted = Wanted()
    every_word: bool = True
    square: bool = False
    """Whether all are recordings, whose covers are as wide as tall."""
    counts: Mapping[str, Counter[str]] = field(default_factory=dict)
    known: Known = Known()
    unread: int = 0
    """Files that cannot be read, counted where the library holds nothing."""


def read(app: "App", wanted: Wanted, shown: Sequence[Item]) -> Shown:
    """On a lane. Where the items are those that are `shown`, they come back as the same list."""
    library, every = app.library, True
    if wanted.query:
        found = library.find_words(wanted.query, wanted.kind)
        items, every = list(found.items), found.every_word
    else:
        items = list(library.items(kind=wanted.kind))
    known = _known(app) if wanted.counted or wanted.chosen or wanted.column else Known()
    counts: Mapping[str, Counter[str]] = {}
    if wanted.counted or wanted.chosen:
        items, counts = sift(items, known, wanted.chosen)
    _put_in_order(items, wanted, known)
    square = bool(items) and all(item.kind is Kind.MUSIC for item in items)
    if items and items == shown:
        return Shown(list(shown) if not isinstance(shown, list) else shown, {}, wanted, every, square, counts, known)
    rows = {item.id: row for row, item in enumerate(items)}
    unread = worth_a_look(app) if not items and not library.size() else 0
    return Shown(items, rows, wanted, every, square, counts, known, unread)


def _put_in_order(items: list[Item], wanted: Wanted, known: Known) -> None:
    if wanted.column is not None:
        name, falling = wanted.column
        column = COLUMNS[name]
        items.sort(key=lambda item: column.key(item, known), reverse=falling)
    elif wanted.order != BEST:
        _, key, falling = SORTS[wanted.order]
        items.sort(key=key, reverse=falling)


def _known(app: "App") -> Known:
    lists: dict[str, tuple[str, ...]] = {}
    for saved in app.lists.all():
        for item_id in saved.items:
            lists[item_id] = (*lists.get(item_id, ()), saved.title)
    return Known(app.feedback.standings(), lists, app.related.shelves_of_items())


def count_words(n: int, query: str, *, every_word: bool) -> str:
    """How many items are shown; `every_word`: whether each holds all that was typed."""
    if not n:
        return ""
    if not query:
        return trn("{n} item", "{n} items", n)
    if every_word:
        return trn("{n} item for {query}", "{n} items for {query}", n, query=quoted(query))
    return trn(
        "Nothing has all of these words; {n} item has some of them.",
        "Nothing has all of these words; {n} items have some of them.",
        n,
    )
