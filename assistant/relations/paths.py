"""What follows what: a radio around one work, and a path from one to another. Nothing is drawn by lot."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.recommend.catalogue import Floats, Rows
from assistant.relations.alike import Alike

_AROUND, _LEAST_AROUND = 60, 8
"""Works near the seed that a radio moves among at first: a third of a small shelf; then twice as many as came."""
_HOMEWARD, _MIXED = 0.5, 2.0
"""How much nearness to the seed weighs against nearness to the work before, so that a radio does not drift away; of
several seeds it is what the radio is about."""
_BETWEEN = 300
_BEAM = 48
_EVENLY = 0.5
"""What a step weighs that lies too near to one of the ends, against the squares of the leaps."""
_SAME_HAND = 1.0
Enough = Callable[[Sequence[int]], bool]


@dataclass(frozen=True)
class Sequencing:
    """`pool`: rows that may come, in any order. No work comes twice, and no creator twice in a row."""

    alike: Alike
    pool: Rows

    def radio(self, seed: int, enough: Enough, plus: Sequence[int] = (), minus: Sequence[int] = ()) -> list[int]:
        """From the seed on, always what is nearest to the last work and still near to the seed, until it is enough.
        With `plus` and `minus`, near to the seed and those and not to these."""
        wanted, unwanted = np.asarray([seed, *plus], np.int64), np.asarray(minus, np.int64)
        near = self.alike.blend(wanted, unwanted, self.pool)
        path, works = [seed], self.alike.works()
        pull = (_MIXED if plus or minus else _HOMEWARD) * near
        while not enough(path):
            around = max(min(_AROUND, len(self.pool) // 3), _LEAST_AROUND, 2 * len(path))
            found = self._next(path, pull, works, around)
            if found is None:
                break
            path.append(found)
        return path

    def path(self, start: int, end: int, between: int) -> list[int]:
        """From one work to another over `between` others, each further on its way than the last.

        Beam search for the least Σ (1 − likeness)² of the leaps + EVENLY·(share of the way − where the step ought to
        be)²: a sum of squares prefers many small leaps to a large one.
        """
        search = _Search.between(self.alike, self.pool, start, end)
        paths: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
        for step in range(1, between + 1):
            longer = search.lengthened(paths, step / (between + 1))
            if not longer:
                break
            paths = longer
        best = min(paths, key=search.whole)[1]
        return [start, *(int(search.rows[place]) for place in best), end]

    def _next(self, path: list[int], pull: Floats, works: list[tuple[str, int]], around: int) -> int | None:
        told = {works[row] for row in path}
        creators = self.alike.catalogue.main_creators
        order = [place for place in np.argsort(-pull, kind="stable").tolist() if works[self.pool[place]] not in told]
        last = int(creators[path[-1]])
        others = [place for place in order if last < 0 or creators[self.pool[place]] != last]
        if not others and len(path) == 1:
            others = order  # one creator made all there is
        chosen = np.asarray(others[:around], np.int64)
        if not len(chosen):
            return None
        to_last = self.alike.between(np.asarray(path[-1:]), self.pool[chosen])[0]
        return int(self.pool[chosen[int(np.argmax(to_last + pull[chosen]))]])


@dataclass(frozen=True)
class _Search:
    """The works between two: `way` (works,) 0 at the start to 1 at the end; `apart` (works, works) and from the ends
    (works,), 1 − likeness."""

    rows: Rows
    way: NDArray[np.float64]
    apart: Floats
    from_start: Floats
    to_end: Floats
    creators: Rows
    ends: tuple[int, int]

    @classmethod
    def between(cls, alike: Alike, pool: Rows, start: int, end: int) -> "_Search":
        """The works that are nearest to both ends together."""
        works = alike.works()
        told = {works[start], works[end]}
        kept: dict[tuple[str, int], int] = {}
        for row in pool.tolist():
            if works[row] not in told:
                kept.setdefault(works[row], row)
        rows = np.asarray(sorted(kept.values()), np.int64)
        ends = 1 - alike.between(np.asarray([start, end]), rows)
        nearest = np.argsort(ends.sum(axis=0), kind="stable")[:_BETWEEN]
        rows, ends = rows[nearest], ends[:, nearest]
        creators = alike.catalogue.main_creators
        way = ends[0] / np.maximum(ends.sum(axis=0), 1e-9)
        hands = (int(creators[start]), int(creators[end]))
        return cls(rows, way.astype(np.float64), 1 - alike.between(rows, rows), ends[0], ends[1], creators[rows], hands)

    def lengthened(
        self, paths: Sequence[tuple[float, tuple[int, ...]]], target: float
    ) -> list[tuple[float, tuple[int, ...]]]:
        """The best paths with one step more, (cost, places), the cheapest first."""
        return sorted(self._steps(paths, _EVENLY * (self.way - target) ** 2))[:_BEAM]

    def _steps(
        self, paths: Sequence[tuple[float, tuple[int, ...]]], uneven: NDArray[np.float64]
    ) -> Iterator[tuple[float, tuple[int, ...]]]:
        for cost, path in paths:
            leap = self.apart[path[-1]] if path else self.from_start
            costs = cost + leap.astype(np.float64) ** 2 + uneven
            hand = int(self.creators[path[-1]]) if path else self.ends[0]
            costs[(self.creators == hand) & (hand >= 0)] = np.inf
            costs[list(path)] = np.inf
            for place in np.argsort(costs, kind="stable")[:_BEAM].tolist():
                if np.isfinite(costs[place]):
                    yield float(costs[place]), (*path, place)

    def whole(self, found: tuple[float, tuple[int, ...]]) -> float:
        """The cost of a path with its last leap; the creator of the end should not come just before it."""
        cost, path = found
        if not path:
            return cost
        same = int(self.creators[path[-1]]) == self.ends[1] >= 0
        return cost + float(self.to_end[path[-1]]) ** 2 + _SAME_HAND * same
