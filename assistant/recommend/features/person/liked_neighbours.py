"""Kinship with the nearest few of what was liked."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from assistant.messages import mark
from assistant.recommend.candidates.best_rows import first_allowed
from assistant.recommend.catalogue import Floats, Mask, Rows
from assistant.recommend.evidence.works import near_liked
from assistant.recommend.features.context import RankingContext, largest, top_mean
from assistant.recommend.features.registry import Column, Columns, Feature, register


def _measure(context: RankingContext, rows: Rows) -> Columns:
    if not len(context.person.liked):
        return {}
    near = context.liked_nearness(rows)
    return {"nearest_liked": top_mean(largest(near.kin, near.weights))}


def _retrieve(context: RankingContext, allowed: Mask, count: int) -> Iterator[tuple[str, Rows]]:
    """Around the strongest likes, a few neighbours each, so that every corner of the taste is heard."""
    if not context.near_likes:
        return
    each = max(5, 2 * count // len(context.near_likes))
    found = [
        first_allowed(leading, partial(_near, context, row), allowed, each)
        for row, leading in context.near_likes.items()
    ]
    yield "nearest liked", np.unique(np.concatenate(found))  # no words


def _near(context: RankingContext, row: int) -> Floats:
    found: Floats = context.kin.to_all(np.asarray([row]))[0]
    return found


register(
    Feature(
        mark("Close to what you liked"),
        "liked",
        (Column("nearest_liked"),),
        _measure,
        _retrieve,
        find=near_liked,
        lowered_label=mark("Unlike what you liked"),
    )
)
