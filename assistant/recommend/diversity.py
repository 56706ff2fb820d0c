"""Diversity of a list: maximal marginal relevance, calibrated to the person's mix."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Picked:
    """Chosen positions, best first, and what diversity took from each; relevance + change never rises."""

    order: list[int]
    changes: list[float]


def diversify(
    relevance: NDArray[np.float64],
    vectors: NDArray[np.float32],
    groups: NDArray[np.int64],
    shares: NDArray[np.float64],
    n: int,
    *,
    redundancy: float,
    calibration: float,
    focus: float,
    makers: NDArray[np.int64] | None = None,
    crowding: float = 0.0,
    most: int = 0,
) -> Picked:
    """Pick n by rel(i) − redundancy·max over chosen j of sim(i, j) − calibration·(over-representation of i's group)
    − focus·(1 − sim(i, first pick)) − crowding for each of its maker's that was chosen beyond the first most − 1.

    Maximal marginal relevance (Carbonell & Goldstein 1998), with the calibration of Steck 2018 as a penalty on what
    exceeds a group's share. No penalty shrinks while the list grows, so the adjusted scores never rise.
    relevance: (items,); vectors: (items, dimensions) of unit length; groups: (items,) codes; shares: (groups,);
    makers: (items,) codes, −1 where unknown.
    """
    size = len(relevance)
    penalty = np.zeros(size)
    nearest, apart = np.zeros(size), np.zeros(size)
    taken = np.zeros(len(shares))
    by_maker = np.zeros(size)
    free = np.ones(size, np.bool_)
    order: list[int] = []
    changes: list[float] = []
    for _ in range(min(n, size)):
        adjusted = np.where(free, relevance - penalty, -np.inf)
        best = int(np.argmax(adjusted))
        order.append(best)
        changes.append(-float(penalty[best]))
        free[best] = False
        taken[groups[best]] += 1
        if makers is not None and makers[best] >= 0:
            by_maker += makers == makers[best]
        near = vectors @ vectors[best]
        if len(order) == 1:
            apart = focus * np.maximum(1.0 - near, 0.0)
        nearest = np.maximum(nearest, near)
        excess = np.maximum(taken / max(n, 1) - shares, 0.0)
        penalty = redundancy * nearest + calibration * excess[groups] + apart
        penalty += crowding * np.maximum(by_maker - most + 1, 0)
    return Picked(order, changes)
