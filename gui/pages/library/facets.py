"""Facets of the library: what each item has of them, which items a choice lets through, and how many each value has."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial

from assistant.domain.cards import FACET_NAMES
from assistant.domain.entities import Item, Verdict
from assistant.domain.feedback import Standing
from assistant.domain.lengths import minutes_of
from assistant.language.concepts import language_name, subject_name
from assistant.messages import mark, tr

ON_CARDS = ("mood", "occasion", "pace", "themes", "setting", "audience", "demand")
"""Facets that stand on the items' cards."""
_LENGTHS = (
    (30.0, mark("Under half an hour")),
    (120.0, mark("Half an hour to two hours")),
    (360.0, mark("Two to six hours")),
    (720.0, mark("Six to twelve hours")),
    (float("inf"), mark("Over twelve hours")),
)
STATUS_WORDS = {
    "": mark("Not begun"),
    Verdict.OPENED: mark("Opened"),
    Verdict.PLAYED: mark("Played"),
    Verdict.READING: mark("In the middle of it"),
    Verdict.FINISHED: mark("Finished"),
    Verdict.ASIDE: mark("Put aside"),
    Verdict.DROPPED: mark("Given up"),
}
_JUDGED = {Verdict.LIKED: mark("Liked"), Verdict.DISLIKED: mark("Not for me"), Verdict.NOT_NOW: mark("Not now")}

Chosen = Mapping[str, frozenset[str]]
"""By facet, the values of which an item must have one."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of items beyond themselves: what was said and done, the titles of the lists they are in, and the
    names of the shelves they stand on."""

    standings: Mapping[str, Standing] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shelves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Facet:
    """`values` of an item, as keys; `words` of a key; `in_order` where values have an order of their own."""

    label: str
    values: Callable[[Item, Known], Sequence[str]]
    words: Callable[[str], str] = str
    in_order: bool = False


def _length(item: Item, known: Known) -> Sequence[str]:
    minutes = minutes_of(item)
    if minutes is None:
        return ()
    return (str(next(place for place, (most, _) in enumerate(_LENGTHS) if minutes < most or place == 4)),)


def status_of(item: Item, known: Known) -> str:
    """How far the person is with it; empty where nothing was done."""
    found = known.standings.get(item.id)
    if found is None:
        return ""
    verdict = found.progress or (found.verdict if found.verdict in (Verdict.OPENED, Verdict.PLAYED) else None)
    return verdict or ""


def _judged(item: Item, known: Known) -> Sequence[str]:
    found = known.standings.get(item.id)
    return [verdict for verdict in _JUDGED if found is not None and found.holds(verdict)]


def stars_of(item: Item, known: Known) -> float:
    """0 where none were given."""
    found = known.standings.get(item.id)
    return found.stars if found is not None else 0.0


def _stars(item: Item, known: Known) -> Sequence[str]:
    stars = stars_of(item, known)
    return (f"{stars:g}",) if stars else ()


def _on_card(facet: str, item: Item, known: Known) -> Sequence[str]:
    return [value for name, value, _ in item.card if name == facet]


def _decade(item: Item, known: Known) -> Sequence[str]:
    return () if item.year is None else (str(item.year // 10 * 10),)


def _format(item: Item, known: Known) -> Sequence[str]:
    return (item.path.suffix[1:].upper(),) if item.path is not None and item.path.suffix else ()


@cache
def facets() -> Mapping[str, Facet]:
    """All of them, in the order in which they are offered."""
    cards = {name: Facet(FACET_NAMES[name], partial(_on_card, name), tr) for name in ON_CARDS}
    return {
        "status": Facet(mark("Status"), lambda i, k: (status_of(i, k),), lambda v: tr(STATUS_WORDS[v]), True),
        "judged": Facet(mark("Your verdict"), _judged, lambda v: tr(_JUDGED[Verdict(v)])),
        "stars": Facet(mark("Stars"), _stars, lambda v: "★" * int(float(v)) + "½" * (float(v) % 1 > 0), True),
        "creator": Facet(mark("Author or artist"), lambda i, k: i.creators),
        "subject": Facet(mark("Subject"), lambda i, k: i.subjects, subject_name),
        "shelf": Facet(mark("Shelf"), lambda i, k: k.shelves.get(i.id, ())),
        "series": Facet(mark("Series"), lambda i, k: (i.series,) if i.series else ()),
        "language": Facet(mark("Language"), lambda i, k: (i.language,) if i.language else (), language_name),
        "decade": Facet(mark("Year"), _decade, lambda v: f"{v}–{int(v) + 9}", True),
        "length": Facet(mark("Length"), _length, lambda v: tr(_LENGTHS[int(v)][1]), True),
        **cards,
        "format": Facet(mark("Format"), _format),
        "list": Facet(mark("In a list"), lambda i, k: k.lists.get(i.id, ())),
    }


def order_of(facet: str, counts: Mapping[str, int]) -> list[str]:
    """The values of a facet in the order in which they are shown: the most frequent first, or in their own order."""
    if not facets()[facet].in_order:
        return sorted(counts, key=lambda value: (-counts[value], value))
    if facet == "status":
        places = {str(value): place for place, value in enumerate(STATUS_WORDS)}
        return sorted(counts, key=lambda value: places[value])
    return sorted(counts, key=float, reverse=facet in ("stars", "decade"))


def sift(items: Sequence[Item], known: Known, chosen: Chosen) -> tuple[list[Item], dict[str, Counter[str]]]:
    """What a choice lets through, and by facet how many items each value would show.

    Values of one facet widen the choice, facets narrow it; so a facet is counted as if nothing were chosen in it.
    """
    measures = [(name, one.values) for name, one in facets().items()]
    active = [(name, values, facets()[name].values) for name, values in chosen.items() if values and name in facets()]
    kept: list[Item] = []
    counts: dict[str, Counter[str]] = {name: Counter() for name, _ in measures}
    for item in items:
        failed = [name for name, wanted, values in active if wanted.isdisjoint(values(item, known))]
        if not failed:
            kept.append(item)
        elif len(failed) > 1:
            continue
        for name, values in measures:
            if not failed or name == failed[0]:
                counted = counts[name]
                for value in values(item, known):
                    counted[value] += 1
    return kept, counts
