"""Two orders in one list: like captains, they take turns to choose (Radlinski, Kurup and Joachims 2008)."""

from collections.abc import Sequence

import numpy as np


def team_draft(ours: Sequence[int], theirs: Sequence[int], length: int, seed: int) -> tuple[list[int], set[int]]:
    """A list of `length` from two orders, and which of it the second chose. In each round a coin says who is first;
    each takes the best of its order that is still free."""
    generator = np.random.default_rng(seed)
    order: list[int] = []
    second: set[int] = set()
    while len(order) < length:
        round_ = (ours, theirs) if generator.random() < 0.5 else (theirs, ours)
        before = len(order)
        for side in round_:
            free = next((one for one in side if one not in order), None)
            if free is None or len(order) == length:
                continue
            order.append(free)
            if side is theirs:
                second.add(free)
        if len(order) == before:
            break
    return order, second


def levels_between(order: Sequence[int], second: set[int], level: dict[int, float]) -> dict[int, float]:
    """Of each pick of the second order, the score at which it stands between its neighbours of the first: below what
    stands before it and above what follows. `level`: the scores of our own picks, which never rise."""
    lifted: dict[int, float] = {}
    for place, one in enumerate(order):
        if one not in second:
            continue
        after = next((level[other] for other in order[place + 1 :] if other not in second), None)
        before = None if place == 0 else lifted.get(order[place - 1], level.get(order[place - 1]))
        if before is None:
            lifted[one] = (after or 0.0) + _STEP
        else:
            lifted[one] = before - _STEP if after is None else (before + after) / 2
    return lifted


_STEP = 0.01
"""How far above the first, or below the last, a pick stands that has a neighbour on one side only."""
