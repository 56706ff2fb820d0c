"""How much else on the shelf is like an item: what is near to everything is near to what was liked by chance."""

from assistant.messages import mark
from assistant.recommend.catalogue import Rows
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Columns, Feature, register


def _measure(context: RankingContext, rows: Rows) -> Columns:
    return {"crowded": context.catalogue.crowding.of(rows)} if len(context.person.liked) else {}


register(
    Feature(
        mark("Unlike most of your library"),
        "shelf",
        (Column("crowded"),),
        _measure,
        lowered_label=mark("Like much else in your library"),
    )
)
