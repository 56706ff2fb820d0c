"""A language model’s opinion as a part of the ledger, with a weight that only the person’s feedback can raise."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.domain.entities import Recommendation, Score
from assistant.domain.evidence import PartId

PART = PartId("polish")
GRID = (0.0, 0.03, 0.06, 0.12, 0.25)
"""Weights that are tried; the scores of a list differ by about one."""
FEWEST = 8
"""Later likes that have to stand in the replayed lists before anything is learned from them."""
GAIN = 0.02
"""The share by which a weight has to improve the replay, so that chance alone does not raise it."""


@dataclass(frozen=True, slots=True)
class Polish:
    """How opinions become parts: weight × (opinion − mean) / spread, held between −weight and +weight."""

    weight: float = 0.0
    mean: float = 0.0
    spread: float = 1.0

    def part(self, opinion: float) -> float:
        return self.weight * max(-1.0, min(1.0, (opinion - self.mean) / self.spread))


@dataclass(frozen=True, slots=True)
class ReplayedList:
    """A list as it would have been at some time: its picks, the model's opinions on them, and what was liked later."""

    picks: tuple[Recommendation, ...]
    opinions: Mapping[str, float]
    liked_later: frozenset[str]


def polished(picks: Sequence[Recommendation], opinions: Mapping[str, float], how: Polish) -> list[Recommendation]:
    """The picks with the part where there is an opinion, in the order of their new scores.

    A score stays the exact sum of its parts. With the weight 0 the picks are returned as they are.
    """
    if how.weight == 0.0:
        return list(picks)
    found = [_with_part(one, how.part(opinions[one.item.id])) if one.item.id in opinions else one for one in picks]
    return sorted(found, key=lambda one: -float(one.score))


def learn(lists: Sequence[ReplayedList]) -> Polish:
    """The weight of the grid that puts what was liked later highest in the replayed lists, 0 where none clearly does.

    Judged by Σ 1/log₂(1 + place) over what was liked later (DCG, Järvelin & Kekäläinen 2002).
    """
    values = [value for one in lists for value in one.opinions.values()]
    if len(values) < 2 or sum(one.item.id in each.liked_later for each in lists for one in each.picks) < FEWEST:
        return Polish()
    mean = math.fsum(values) / len(values)
    spread = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))
    if spread < 1e-9:
        return Polish()
    gains = {weight: sum(_gain(one, Polish(weight, mean, spread)) for one in lists) for weight in GRID}
    best = max(GRID, key=lambda weight: (gains[weight], -weight))
    return Polish(best, mean, spread) if gains[best] > (1 + GAIN) * gains[0.0] else Polish(0.0, mean, spread)


def _gain(one: ReplayedList, how: Polish) -> float:
    ordered = polished(one.picks, one.opinions, how)
    return math.fsum(
        1 / math.log2(1 + place) for place, pick in enumerate(ordered, 1) if pick.item.id in one.liked_later
    )


def _with_part(pick: Recommendation, value: float) -> Recommendation:
    return replace(pick, score=Score({**pick.score.parts, PART: value}))
