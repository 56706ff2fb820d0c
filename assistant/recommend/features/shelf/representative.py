"""While nothing is known of the person: items that stand for the regions of the shelf, those of the largest first."""

from collections.abc import Iterator

import numpy as np

from assistant.messages import mark
from assistant.recommend.candidates.best_rows import keep_allowed
from assistant.recommend.catalogue import Mask, Rows
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Feature, Parts, Pool, register

REPRESENTATIVE = 1.0


def _weigh(pool: Pool) -> Parts:
    """1 for the item that stands for the largest region of the shelf, falling to 0; 0 for all that stand for none."""
    context = pool.context
    if context.columns or context.pack_columns or context.asked is not None or len(context.seeds):
        return {}
    medoids = context.catalogue.medoids
    owned = context.catalogue.owned[pool.rows]
    place = {row: 1 - k / len(medoids) for k, row in enumerate(medoids.tolist())}
    return {"representative": REPRESENTATIVE * owned * np.asarray([place.get(row, 0.0) for row in pool.rows.tolist()])}


def _retrieve(context: RankingContext, allowed: Mask, count: int) -> Iterator[tuple[str, Rows]]:
    yield "diverse", keep_allowed(allowed & context.catalogue.owned, context.catalogue.medoids, count // 2)


register(
    Feature(
        mark("Typical of part of your library"),
        "library",
        (Column("representative"),),
        retrieve=_retrieve,
        weigh=_weigh,
    )
)
