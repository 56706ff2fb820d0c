"""How well an item is documented, and how common its subjects are: the better known works are both."""

import numpy as np

from assistant.messages import mark
from assistant.recommend.catalogue import Rows
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Columns, Feature, register


def _measure(context: RankingContext, rows: Rows) -> Columns:
    return {name: fact[rows].astype(np.float64) for name, fact in context.catalogue.shelf_facts.items()}


register(
    Feature(
        mark("Much is known about it"),
        "shelf",
        (Column("subjects_known"), Column("creators_known"), Column("common_subjects")),
        _measure,
        lowered_label=mark("Little is known about it"),
    )
)
