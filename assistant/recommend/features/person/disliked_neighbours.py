"""Kinship with the nearest of what was disliked."""

import numpy as np

from assistant.domain.evidence import KnownWork, PartId
from assistant.messages import mark
from assistant.recommend.catalogue import Rows
from assistant.recommend.evidence.works import nearest_known
from assistant.recommend.features.context import RankingContext, strongest
from assistant.recommend.features.registry import Column, Columns, Feature, register


def _measure(context: RankingContext, rows: Rows) -> Columns:
    disliked, weights = strongest(context.person.disliked, context.person.disliked_weights)
    if not len(disliked):
        return {}
    near = context.kin.between(rows, disliked) * weights.astype(np.float32)
    return {"nearest_disliked": near.max(axis=1).astype(np.float64)}


def _find(context: RankingContext, row: int, part: PartId, value: float) -> list[KnownWork]:
    person, kin = context.person, context.kin
    if not len(person.disliked):
        return []
    near = kin.between(np.asarray([row]), person.disliked)[0]
    return nearest_known(context, row, part, person.disliked, person.disliked_weights, near, kin.close)[:1]


register(
    Feature(
        mark("Unlike what you disliked"),
        "dislike",
        (Column("nearest_disliked", -0.3),),
        _measure,
        find=_find,
        lowers=True,
        lowered_label=mark("Close to what you disliked"),
        whole=True,
    )
)
