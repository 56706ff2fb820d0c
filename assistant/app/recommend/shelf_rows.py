"""Rows beside the list, each with one purpose: what was begun, what comes next, what waits, what leads elsewhere."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np

from assistant.app.recommend.profile_bars import ProfileBars
from assistant.app.recommend.ranking import Ranking
from assistant.app.recommend.timed_rows import row_of_the_hour, row_of_tries
from assistant.app.stores import Stores
from assistant.domain.entities import Item, Verdict
from assistant.domain.feedback import Standing, standings
from assistant.domain.relations import Edge
from assistant.domain.shelf_rows import Purpose, ShelfRow
from assistant.language.normalise import fold
from assistant.recommend.catalogue import Catalogue
from assistant.relations.alike import Alike

LONGEST = 12
_AWAY = "rows put away"  # no words
_DAY = 86_400.0
_WAITED = 180 * _DAY
"""A work that nobody touched for so long has waited."""
_BARELY, _NEARLY = 0.003, 0.97
"""Shares of a work between which it is begun and not at its end."""
_LATELY, _COMPANY = 3, 2
"""Of the works used last, how many are asked what goes with them; and how many works make a row of it."""
_ENDED = frozenset({Verdict.FINISHED, Verdict.ASIDE, Verdict.DROPPED})
_AGAINST = frozenset({Verdict.DISLIKED, Verdict.DROPPED, Verdict.NOT_NOW})
_GOOD = frozenset({Verdict.LIKED, Verdict.FINISHED})


class ShelfRows:
    """Read anew each time; nothing hidden or disliked comes, nor what the profile rules out, unless it is begun."""

    def __init__(self, stores: Stores, ranking: Ranking, together: Callable[[str], list[Edge]]) -> None:
        """`together`: what goes with an item, the closest first."""
        self._journal, self._ranking, self._together = stores.journal, ranking, together
        self._bars = ProfileBars(ranking)

    def all(self, now: float | None = None) -> list[ShelfRow]:
        """Those that hold something, in the order in which they help."""
        catalogue, at = self._ranking.catalogue(), now or time.time()
        open_to, standing = self._open_to()
        rows = (
            self._go_on(open_to, standing),
            self._goes_with(open_to, standing),
            row_of_the_hour(self._ranking, at),
            _next(open_to, standing),
            self._waiting(open_to, standing, at),
            _across(catalogue, open_to, standing),
            row_of_tries(self._ranking),
        )
        cut = (self._cut(row) for row in rows)
        return [row for row in cut if row.items]

    def begun(self) -> tuple[Item, ...]:
        """What one goes on with, the latest first."""
        return self._go_on(*self._open_to()).items

    def _open_to(self) -> tuple[list[Item], dict[str, Standing]]:
        """What a row may offer, and how the person stands to all items, by id."""
        catalogue, history = self._ranking.catalogue(), self._ranking.history()
        standing = standings(history.interactions)
        hidden = catalogue.hidden_rows(history.hidden)
        kept = [
            item
            for row, item in enumerate(catalogue.items)
            if item.owned and not hidden[row] and not _is_against(standing.get(item.id))
        ]
        return kept, standing

    def _cut(self, row: ShelfRow) -> ShelfRow:
        """The first of a row that may be offered."""
        items = row.items if row.purpose is Purpose.GO_ON else self._bars.allowed(row.items)
        return replace(row, items=tuple(islice(items, LONGEST)))

    def put_away(self) -> list[str]:
        """Purposes that the person wants no row of."""
        found = self._journal.get(_AWAY, [])
        return [str(one) for one in found] if isinstance(found, list) else []

    def put(self, purpose: str, away: bool) -> None:
        """Put a row away, or bring it back."""
        held = {*self.put_away(), purpose} if away else {*self.put_away()} - {purpose}
        self._journal.set(_AWAY, sorted(held))

    def _go_on(self, items: Sequence[Item], standing: Mapping[str, Standing]) -> ShelfRow:
        shares = self._shares(items)
        begun = [
            item
            for item in items
            if (known := standing.get(item.id)) is not None
            and known.progress not in _ENDED
            and (known.progress is Verdict.READING or _BARELY < shares.get(item.id, 0.0) < _NEARLY)
        ]
        begun.sort(key=lambda item: -standing[item.id].last)
        return ShelfRow(Purpose.GO_ON, tuple(begun), shares)

    def _goes_with(self, items: Sequence[Item], standing: Mapping[str, Standing]) -> ShelfRow:
        """What the person uses together with the last thing they used, or put into a list with it."""
        offered = {item.id: item for item in items}
        used = [item for item in items if item.id in standing]
        for last in sorted(used, key=lambda item: -standing[item.id].last)[:_LATELY]:
            found = tuple(offered[edge.item_id] for edge in self._together(last.id) if edge.item_id in offered)
            if len(found) >= _COMPANY:
                return ShelfRow(Purpose.TOGETHER, found, bridge=last)
        return ShelfRow(Purpose.TOGETHER, ())

    def _shares(self, items: Iterable[Item]) -> dict[str, float]:
        read = {name: _share_of(value) for name, value in self._journal.small_values("bookmark:").items()}
        heard = {name: _seconds_of(value) for name, value in self._journal.small_values("listened:").items()}
        found = dict(read)
        for item in items:
            if item.duration and item.id in heard:
                found[item.id] = min(1.0, heard[item.id] / item.duration)
        return found

    def _waiting(self, items: Sequence[Item], standing: Mapping[str, Standing], now: float) -> ShelfRow:
        """The best placed of what came in long ago and was never opened."""
        places = self._ranking.places()
        waited = [item for item in items if item.id not in standing and item.added and now - item.added > _WAITED]
        waited = [item for item in waited if item.id in places]
        waited.sort(key=lambda item: places[item.id])
        return ShelfRow(Purpose.WAITING, tuple(waited))


def _is_against(known: Standing | None) -> bool:
    return known is not None and (known.verdict in _AGAINST or 0 < known.stars < 2.5)


def _next(items: Sequence[Item], standing: Mapping[str, Standing]) -> ShelfRow:
    """Of each series, the first part behind the last one that was finished or liked; the latest series first."""
    reached: dict[str, tuple[float, float]] = {}
    for item in items:
        known = standing.get(item.id)
        if item.series and item.series_index is not None and known is not None and _is_behind(known):
            name, before = fold(item.series), reached.get(fold(item.series), (float("-inf"), 0.0))
            reached[name] = max(before[0], item.series_index), max(before[1], known.last)
    following: dict[str, Item] = {}
    for item in items:
        name = fold(item.series)
        if name in reached and item.series_index is not None and item.id not in standing:
            best = following.get(name)
            if item.series_index > reached[name][0] and (best is None or item.series_index < (best.series_index or 0)):
                following[name] = item
    order = sorted(following, key=lambda name: -reached[name][1])
    return ShelfRow(Purpose.NEXT, tuple(following[name] for name in order))


def _is_behind(known: Standing) -> bool:
    return known.progress is Verdict.FINISHED or known.verdict is Verdict.LIKED or known.stars >= 3.5


def _across(catalogue: Catalogue, items: Sequence[Item], standing: Mapping[str, Standing]) -> ShelfRow:
    """Works of other kinds near to the last one that was liked or finished."""
    liked = [
        item
        for item in items
        if (known := standing.get(item.id)) is not None and (known.verdict in _GOOD or known.stars >= 4)
    ]
    if not liked:
        return ShelfRow(Purpose.ACROSS, ())
    bridge = max(liked, key=lambda item: standing[item.id].last)
    others = [item for item in items if item.kind is not bridge.kind and item.id not in standing and not item.form]
    if not others:
        return ShelfRow(Purpose.ACROSS, ())
    rows = np.asarray([catalogue.row[item.id] for item in others], np.int64)
    near = Alike(catalogue).between(np.asarray([catalogue.row[bridge.id]], np.int64), rows)[0]
    best = np.argsort(-near, kind="stable")
    return ShelfRow(Purpose.ACROSS, tuple(others[int(place)] for place in best), bridge=bridge)


def _share_of(value: Any) -> float:
    with suppress(TypeError, ValueError, IndexError):
        return float(value[2])
    return 0.0


def _seconds_of(value: Any) -> float:
    with suppress(TypeError, ValueError, IndexError):
        return float(value[0])
    return 0.0
