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
    item, catalogue, now = context.catalogue.items[row], context.catalogue, context.request.now
    if not item.owned or not 0 <= (now - item.added) / DAY <= _NEW_DAYS:
        return []
    # Where most of a library came in together, on its first day say, being new tells nothing of a single work.
    as_new = catalogue.owned & (catalogue.added >= now - _NEW_DAYS * DAY)
    return [NewInLibrary(part, item.id)] if 2 * as_new.sum() <= catalogue.owned.sum() else []


register(
    Feature(mark("New in your library"), "plus", (Column("fresh", 0.3, direct=True),), _measure, _retrieve, find=_find)
)
