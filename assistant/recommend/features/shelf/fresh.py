"""What came into the library of late."""

from collections.abc import Iterator

import numpy as np

from assistant.domain.evidence import NewInLibrary, PartId
from assistant.messages import mark
from assistant.recommend.candidates.best_rows import keep_allowed
from assistant.recommend.catalogue import Mask, Rows
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Columns, Feature, register
from assistant.recommend.history import DAY

_HALF_LIFE_DAYS = 30.0
_NEW_DAYS = 30


def _measure(context: RankingContext, rows: Rows) -> Columns:
    if not np.any(context.catalogue.added):
        return {}
    age = np.maximum(context.request.now - context.catalogue.added[rows], 0)
    # A wish came to be known of late, but not into the library.
    return {"fresh": context.catalogue.owned[rows].astype(np.float64) * np.exp2(-age / DAY / _HALF_LIFE_DAYS)}


def _retrieve(context: RankingContext, allowed: Mask, count: int) -> Iterator[tuple[str, Rows]]:
    yield "fresh", keep_allowed(allowed & context.catalogue.owned, context.catalogue.newest, count // 4)


def _find(context: RankingContext, row: int, part: PartId, value: float) -> list[NewInLibrary]:
    item = context.catalogue.items[row]
    days = (context.request.now - item.added) / DAY
    return [NewInLibrary(part, item.id)] if item.owned and 0 <= days <= _NEW_DAYS else []


register(
    Feature(mark("New in your library"), "plus", (Column("fresh", 0.3, direct=True),), _measure, _retrieve, find=_find)
)
