"""Candidates: what the features bring forward, each tagged with its source; their union is what gets scored."""

from collections import defaultdict

import numpy as np

from assistant.recommend.catalogue import Mask
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import features

PER_SOURCE = 100
SMALL = 1500
"""Catalogues up to this size are scored whole."""


def retrieve(context: RankingContext, allowed: Mask, count: int = PER_SOURCE) -> dict[int, frozenset[str]]:
    """Candidates by row with the names of their sources, in the order of the rows. `allowed`: (items,)."""
    sources: dict[int, set[str]] = defaultdict(set)
    for feature in features():
        for name, rows in feature.retrieve(context, allowed, count) if feature.retrieve is not None else ():
            for row in rows.tolist():
                sources[row].add(name)
    if int(np.count_nonzero(allowed)) <= SMALL:
        for row in np.flatnonzero(allowed).tolist():
            sources.setdefault(row, set())
    return {row: frozenset(sources[row]) for row in sorted(sources)}
