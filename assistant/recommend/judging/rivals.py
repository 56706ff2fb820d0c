"""Simpler ways to rank, which the person may let compete with ours on their own list."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from assistant.domain.evidence import PartId
from assistant.recommend.catalogue import Rows
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Parts

LATELY_DAYS = 14.0
Scores = NDArray[np.float64]


def _similar(context: RankingContext, rows: Rows, parts: Parts) -> Scores | None:
    return _near(context, rows, context.person.liked_weights)


def _lately(context: RankingContext, rows: Rows, parts: Parts) -> Scores | None:
    signals = context.person.signals
    weights = (signals.targets * signals.weights(context.request.now, LATELY_DAYS))[signals.liked]
    return _near(context, rows, np.asarray(weights, np.float64))


def _sentences(context: RankingContext, rows: Rows, parts: Parts) -> Scores | None:
    said = [values for name, values in parts.items() if PartId(name).statement]
    return np.asarray(np.sum(said, axis=0), np.float64) if said else None


def _near(context: RankingContext, rows: Rows, weights: Scores) -> Scores | None:
    """Cosine to the weighted mean of what was liked, up to its length."""
    liked = context.person.liked
    if not len(liked):
        return None
    vectors = context.catalogue.vectors
    return np.asarray(vectors[rows] @ (weights.astype(np.float32) @ vectors[liked]), np.float64)


Rival = Callable[[RankingContext, Rows, Parts], Scores | None]
"""Scores of the candidates, (pool,), from their rows and the parts of our score; None where it has nothing to go by."""
RIVALS: dict[str, Rival] = {"similar": _similar, "lately": _lately, "sentences": _sentences}
"""By the values of the setting `compare`."""
