"""What the person said when they liked a work, or did not: “liked, because of the ironic tone”."""

import math

import numpy as np
from numpy.typing import NDArray

from assistant.domain.evidence import Evidence, PartId, Reason
from assistant.domain.notes import excerpt
from assistant.language.normalise import flatten
from assistant.messages import mark, quoted, titled, tr
from assistant.recommend.catalogue import Rows
from assistant.recommend.evidence.works import work_of
from assistant.recommend.features.context import GivenReason, RankingContext
from assistant.recommend.features.person.statements import statement_part
from assistant.recommend.features.registry import Column, Feature, Parts, Pool, Telling, register
from assistant.recommend.scoring import BESIDE_REQUEST
from assistant.recommend.text.kinship import CLOSE_IN_MEANING

WEIGHT = 0.25
"""Of a sentence of the profile: it was said of one work, and not of all. As with notes this is a prior, because no
public history says why. Meaning then weighs .15 of a deviation, as a note does."""
AGAINST = 0.5
"""How much less the reason of a dislike counts: the next work may have the fault and be liked."""


def _weigh(pool: Pool) -> Parts:
    context = pool.context
    if not context.reasons:
        return {}
    share = (BESIDE_REQUEST if context.asked is not None else 1.0) / math.sqrt(len(context.reasons))
    felt = [_felt(context, reason, pool.rows, pool.size) for reason in context.reasons]
    return {"reason": share * np.sum(felt, axis=0)}


def _felt(context: RankingContext, reason: GivenReason, rows: Rows, pool: int) -> NDArray[np.float64]:
    """What one reason says of the candidates of its work's kind, (candidates,)."""
    kinds = context.catalogue.kinds
    own = kinds[rows] == kinds[reason.row]
    felt = np.zeros(len(rows))
    weight = WEIGHT if reason.liked else -AGAINST * WEIGHT
    felt[own] = statement_part(weight, reason.asked, rows[own], int(own[:pool].sum()))
    return felt


def _find(context: RankingContext, row: int, part: PartId, value: float) -> list[Evidence]:
    """The reason that speaks of it most clearly: by what it names, or else by its meaning; none where that is far."""
    kinds = context.catalogue.kinds
    told = [
        (_clearness(reason, row), -place, reason)
        for place, reason in enumerate(context.reasons)
        if reason.liked == (value > 0) and kinds[reason.row] == kinds[row] and reason.row != row
    ]
    clearness, _, reason = max(told, default=(0.0, 0, None), key=lambda one: one[:2])
    if reason is None or clearness < CLOSE_IN_MEANING:
        return []
    return [Reason(part, work_of(context.catalogue.items[reason.row]), excerpt(reason.text), reason.liked)]


def _clearness(reason: GivenReason, row: int) -> float:
    asked = reason.asked
    named = [float(found[row]) for found in (asked.names, asked.facets) if found is not None]
    return max([*named, 0.0 if asked.columns is None or named else float(asked.columns[0, row])])


_LIKED = (
    mark("You liked {work}: {words}"),
    mark("It is close to why you liked {work}: {words}"),
    mark("It is also close to why you liked {work}: {words}"),
)
_DISLIKED = (
    mark("You did not like {work}: {words}"),
    mark("It is close to why you did not like {work}: {words}"),
    mark("It is also close to why you did not like {work}: {words}"),
)


def _tell(fact: Evidence) -> Telling:
    assert isinstance(fact, Reason)
    work = titled(flatten(fact.work.title, 120), [flatten(name, 100) for name in fact.work.creators])
    words = quoted(flatten(fact.quote, 200).rstrip("."))
    return Telling(*(tr(said, work=work, words=words) for said in (_LIKED if fact.liked else _DISLIKED)))


register(
    Feature(
        mark("Why you liked others"),
        "quote",
        (Column("reason"),),
        weigh=_weigh,
        find=_find,
        tell=_tell,
        either=True,
        lowered_label=mark("Why you did not like others"),
    )
)
