"""A year in review: counted from the journal, drawn as a picture."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from assistant.app.looking_back.year_picture import draw
from assistant.app.stores import Stores
from assistant.domain.entities import Interaction, Item, Kind, Verdict
from assistant.domain.errors import AssistantError, UsageError
from assistant.domain.feedback import JUDGED, worth
from assistant.domain.lengths import is_sample, minutes_of
from assistant.domain.year import Moment, Named, Year
from assistant.messages import tr
from assistant.recommend.text.text_features import names_key
from assistant.relations.on_shelf import NOBODY

_EARLIEST = 1900
_NAMES, _FAVOURITES = 5, 6
_USED = frozenset({Verdict.OPENED, Verdict.PLAYED, Verdict.READING, Verdict.FINISHED})
_IN_HAND = _USED | {Verdict.LIKED, Verdict.RATED}
"""Who likes or rates a work had it in hand, whether Alcove saw it or not."""


class Years:
    """Reads the journal when asked; nothing is kept."""

    def __init__(self, stores: Stores) -> None:
        self._library, self._journal = stores.library, stores.journal

    def known(self) -> list[int]:
        """The years of which the journal holds something, the latest first."""
        found = {year for act in self._journal.interactions() if (year := _year(act.at)) is not None}
        return sorted((year for year in found if _EARLIEST <= year <= datetime.now().year), reverse=True)

    def review(self, year: int | None = None, now: float | None = None) -> Year:
        """A year's figures; of this year where none is named. Raises UsageError for one that is to come, and
        AssistantError where nothing is known of it."""
        current = datetime.fromtimestamp(now or time.time()).year
        wanted = current if year is None else year
        if not _EARLIEST <= wanted <= current:
            raise UsageError(tr("A year lies between {first} and {last}.", first=_EARLIEST, last=current))
        acts = [act for act in self._journal.interactions() if _year(act.at) == wanted]
        items = self._library.items.by_id(list({act.item_id for act in acts}))
        acts = [act for act in acts if act.item_id in items]
        if not acts:
            raise AssistantError(tr("The journal holds nothing of {year}.", year=wanted))
        return _counted(wanted, acts, items, whole=wanted < current)

    def picture(self, year: Year) -> bytes:
        """The year as a PNG."""
        return draw(year, self._library.items.cover)


def _counted(year: int, acts: Sequence[Interaction], items: Mapping[str, Item], *, whole: bool) -> Year:
    in_hand = [act for act in acts if act.verdict in _IN_HAND]
    finished = [act for act in acts if act.verdict is Verdict.FINISHED]
    ends = [act for act in finished or in_hand]
    long = max((items[act.item_id] for act in finished), key=_length, default=None)
    return Year(
        year,
        works=len({act.item_id for act in in_hand}),
        finished=len({act.item_id for act in finished}),
        played=round(sum(act.value for act in acts if act.verdict is Verdict.PLAYED)),
        opened=len({act.item_id for act in acts if act.verdict is Verdict.OPENED}),
        liked=len({act.item_id for act in acts if _is_liked(act)}),
        months=_months(in_hand, items),
        creators=_named(in_hand, {one: _makers(item) for one, item in items.items()}),
        subjects=_named(in_hand, {one: item.subjects for one, item in items.items()}),
        first=Moment(items[ends[0].item_id], ends[0].at) if ends else None,
        last=Moment(items[ends[-1].item_id], ends[-1].at) if len(ends) > 1 else None,
        longest=long if long is not None and _length(long) > 0 else None,
        favourites=_favourites(acts, items),
        whole=whole,
    )


def _months(acts: Iterable[Interaction], items: Mapping[str, Item]) -> dict[Kind, tuple[int, ...]]:
    """Distinct works of each month, by kind."""
    met = {(items[act.item_id].kind, datetime.fromtimestamp(act.at).month, act.item_id) for act in acts}
    counts = Counter((kind, month) for kind, month, _ in met)
    return {kind: tuple(counts[kind, month] for month in range(1, 13)) for kind in Kind}


def _named(acts: Iterable[Interaction], names: Mapping[str, Sequence[str]]) -> tuple[Named, ...]:
    """The names that most works carry, and among those the ones met most often."""
    works, times, spelt = dict[str, set[str]](), Counter[str](), dict[str, str]()
    for act in acts:
        for name in names[act.item_id]:
            key = names_key(name)
            works.setdefault(key, set()).add(act.item_id)
            times[key] += max(1, round(act.value)) if act.verdict is Verdict.PLAYED else 1
            spelt.setdefault(key, name)
    order = sorted(works, key=lambda key: (-len(works[key]), -times[key], key))
    return tuple(Named(spelt[key], len(works[key]), times[key]) for key in order if key)[:_NAMES]


def _makers(item: Item) -> tuple[str, ...]:
    return tuple(name for name in item.creators[:2] if names_key(name) not in NOBODY)


def _is_liked(act: Interaction) -> bool:
    return act.verdict is Verdict.LIKED or (act.verdict is Verdict.RATED and (worth(act) or 0.0) > JUDGED)


def _favourites(acts: Iterable[Interaction], items: Mapping[str, Item]) -> tuple[Item, ...]:
    best: dict[str, float] = {}
    for act in acts:
        if _is_liked(act):
            best[act.item_id] = max(best.get(act.item_id, 0.0), worth(act) or 0.0)
    order = sorted(best, key=lambda item_id: -best[item_id])
    return tuple(items[item_id] for item_id in order)[:_FAVOURITES]


def _length(item: Item) -> float:
    """Minutes; a book of which only a sample is at hand has none."""
    return 0.0 if is_sample(item) else minutes_of(item) or 0.0


def _year(at: float) -> int | None:
    try:
        return datetime.fromtimestamp(at).year
    except (OverflowError, OSError, ValueError):
        return None
