"""How often an item stood in the last lists without an answer."""

import numpy as np

from assistant.messages import mark
from assistant.recommend.catalogue import Rows
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Columns, Feature, register

_MOST = 5.0


def _measure(context: RankingContext, rows: Rows) -> Columns:
    shown = context.history.shown
    if not shown:
        return {}
    known = {context.catalogue.row.get(item_id, -1): float(often) for item_id, often in shown.items()}
    return {"shown": np.minimum([known.get(row, 0.0) for row in rows.tolist()], _MOST)}


register(Feature(mark("Shown to you before"), "refresh", (Column("shown", -0.3, direct=True),), _measure, whole=True))
