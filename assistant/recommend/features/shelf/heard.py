"""Fatigue: what was played or opened of late rests a little."""

import numpy as np

from assistant.domain.entities import Verdict
from assistant.messages import mark
from assistant.recommend.catalogue import Rows
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Columns, Feature, register
from assistant.recommend.history import DAY

_HALF_LIFE_DAYS = 3.0
_LEAST = 1e-3


def _measure(context: RankingContext, rows: Rows) -> Columns:
    recent = _recently_heard(context)
    return {"heard": np.asarray([recent.get(row, 0.0) for row in rows.tolist()])} if recent else {}


def _recently_heard(context: RankingContext) -> dict[int, float]:
    """log(1 + plays, halved every few days) by catalogue row."""
    heard: dict[int, float] = {}
    now = context.request.now
    for event in context.history.interactions:
        row = context.catalogue.row.get(event.item_id)
        if row is not None and event.verdict in (Verdict.PLAYED, Verdict.OPENED) and event.at <= now:
            age = (now - event.at) / DAY
            heard[row] = heard.get(row, 0.0) + max(event.value, 0.0) * 2.0 ** (-age / _HALF_LIFE_DAYS)
    return {row: float(np.log1p(value)) for row, value in heard.items() if value > _LEAST}


register(Feature(mark("Heard lately"), "music", (Column("heard", -0.5, direct=True),), _measure, whole=True))
