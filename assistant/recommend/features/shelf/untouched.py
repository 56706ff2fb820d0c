"""What stands on the shelf and was never opened."""

from collections.abc import Iterator

import numpy as np

from assistant.domain.evidence import PartId, Untouched
from assistant.messages import mark
from assistant.recommend.candidates.best_rows import keep_allowed
from assistant.recommend.catalogue import Mask, Rows
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Columns, Feature, register


def _measure(context: RankingContext, rows: Rows) -> Columns:
    signals = context.person.signals
    if not len(signals.rows):
        return {}
    touched = np.isin(rows, signals.rows)
    return {"untouched": (context.catalogue.owned[rows] & ~touched).astype(np.float64)}


def _retrieve(context: RankingContext, allowed: Mask, count: int) -> Iterator[tuple[str, Rows]]:
    catalogue = context.catalogue
    known = np.ones(len(allowed), np.bool_)
    known[context.person.signals.rows] = False
    yield "untouched", keep_allowed(allowed & known & catalogue.owned, catalogue.best_told, count // 2)


def _find(context: RankingContext, row: int, part: PartId, value: float) -> list[Untouched]:
    return [Untouched(part, context.catalogue.ids[row])]


register(
    Feature(mark("Not opened yet"), "book", (Column("untouched", 0.2, direct=True),), _measure, _retrieve, find=_find)
)
