"""The first creator: how much the person likes what they made."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from assistant.domain.evidence import PartId, SameCreator
from assistant.messages import mark
from assistant.recommend.candidates.best_rows import keep_allowed
from assistant.recommend.catalogue import Mask, Rows
from assistant.recommend.evidence.works import deed_of, own_label, work_of
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Columns, Feature, register


def _measure(context: RankingContext, rows: Rows) -> Columns:
    creators = context.person.creators
    if not creators:
        return {}
    known = [creators.get(code, 0.0) for code in context.catalogue.main_creators[rows].tolist()]
    return {"creator": saturated(np.asarray(known))}


def saturated(affinity: NDArray[np.float64]) -> NDArray[np.float64]:
    """a/(1+|a|): the second like says less than the first."""
    return np.asarray(affinity / (1 + np.abs(affinity)), np.float64)


def _retrieve(context: RankingContext, allowed: Mask, count: int) -> Iterator[tuple[str, Rows]]:
    """All that the liked creators made, from the best liked on."""
    creators = context.person.creators
    liked = sorted((code for code, liking in creators.items() if liking > 0), key=lambda code: -creators[code])
    found = [context.catalogue.creators.holders[code] for code in liked]
    if found:
        yield "creator", keep_allowed(allowed, np.concatenate(found), count)


def _find(context: RankingContext, row: int, part: PartId, value: float) -> list[SameCreator]:
    """The best liked item by the creator of this one."""
    catalogue, person = context.catalogue, context.person
    code = int(catalogue.main_creators[row])
    liked = [
        (weight, -own)
        for weight, own in zip(person.liked_weights.tolist(), person.liked.tolist(), strict=True)
        if code == catalogue.main_creators[own]
    ]
    best = -max(liked)[1] if liked else row
    if best == row:
        return []
    name = own_label(catalogue.items[row].creators, catalogue.creators.labels[code])
    return [SameCreator(part, work_of(catalogue.items[best]), name, deed_of(context, best))]


register(
    Feature(mark("Its author or artist"), "profile", (Column("creator", direct=True),), _measure, _retrieve, find=_find)
)
