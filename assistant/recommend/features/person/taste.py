"""The learned taste: how well a candidate's vector fits the heads solved from all feedback and from the latest."""

from collections.abc import Iterator

from assistant.messages import mark
from assistant.recommend.candidates.best_rows import best_rows
from assistant.recommend.catalogue import Mask, Rows
from assistant.recommend.evidence.works import near_liked
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Columns, Feature, register
from assistant.recommend.preference_model import by_kind


def _measure(context: RankingContext, rows: Rows) -> Columns:
    """Each head with the vector of the item's kind, exactly; the columns of the scan leave the kinds' offsets out."""
    if not any(name in context.columns for name in context.person.heads):
        return {}
    vectors, kinds = context.joint(rows), context.catalogue.kinds[rows]
    return {name: by_kind(vectors, head.weights(), kinds) for name, head in context.person.heads.items()}


def _retrieve(context: RankingContext, allowed: Mask, count: int) -> Iterator[tuple[str, Rows]]:
    for name in context.person.heads:
        if name in context.columns:
            yield name, best_rows(context.columns[name], allowed, count)


register(
    Feature(
        mark("Your taste so far"),
        "liked",
        (Column("taste"), Column("taste_recent", 0.25), Column("taste_now", 0.25)),
        _measure,
        _retrieve,
        find=near_liked,
    )
)
