"""What a request is to keep clear of: items or words, by meaning and by name."""

import numpy as np
from numpy.typing import NDArray

from assistant.messages import mark
from assistant.recommend.catalogue import Rows
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Columns, Feature, register
from assistant.recommend.text.query import Asked


def _measure(context: RankingContext, rows: Rows) -> Columns:
    if not context.avoided:
        return {}
    return {"avoid": np.max([_presence(avoided, rows) for avoided in context.avoided], axis=0)}


def _presence(avoided: Asked, rows: Rows) -> NDArray[np.float64]:
    """How much of what is to be avoided stands in each candidate, 0..1."""
    parts: list[NDArray[np.float64]] = [np.zeros(len(rows))]
    if avoided.columns is not None:
        parts.append(np.clip(avoided.columns[0, rows], 0, 1).astype(np.float64))
    if avoided.names is not None:
        parts.append(avoided.names[rows].astype(np.float64))
    return np.asarray(np.max(np.stack(parts), axis=0), np.float64)


register(Feature(mark("What you asked to avoid"), "hide", (Column("avoid", -8.0, direct=True),), _measure, whole=True))
