"""What crowds know, from a pack: who liked what was liked here also liked this, and what many liked."""

from collections.abc import Iterator

import numpy as np

from assistant.domain.evidence import CrowdFavourite, CrowdNeighbour, Evidence, PartId
from assistant.messages import mark
from assistant.recommend.candidates.best_rows import best_rows
from assistant.recommend.catalogue import Mask, Rows
from assistant.recommend.evidence.works import work_of
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Columns, Feature, register

_POPULAR, _VECTORS = "pack_popular", "pack_vectors"


def _measure(context: RankingContext, rows: Rows) -> Columns:
    return {name: column[rows].astype(np.float64) for name, column in context.pack_columns.items()}


def _retrieve(context: RankingContext, allowed: Mask, count: int) -> Iterator[tuple[str, Rows]]:
    for column in context.pack_columns.values():
        yield "pack", best_rows(column, allowed, count, positive=True)


def _find(context: RankingContext, row: int, part: PartId, value: float) -> list[Evidence]:
    if context.pack is None or part == _VECTORS:
        return []
    if part == _POPULAR:
        return [CrowdFavourite(part)] if context.pack.known[row] else []
    person = context.person
    best = context.pack.strongest_link(part.removeprefix("pack_"), row, person.liked, person.liked_weights)
    return [CrowdNeighbour(part, work_of(context.catalogue.items[best]))] if best is not None else []


register(
    Feature(
        mark("What other people enjoyed together"),
        "for-you",
        (Column("pack_ease"), Column("pack_knn"), Column(_POPULAR), Column(_VECTORS)),
        _measure,
        _retrieve,
        find=_find,
    )
)
