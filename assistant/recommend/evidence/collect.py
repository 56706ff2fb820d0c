"""From the ledger to facts: the strongest parts of a score as evidence that can be shown and clicked.

Evidence says only what is true of the data. Each feature looks for the facts of its own parts and may find none.
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant.domain.cards import Source
from assistant.domain.entities import Score
from assistant.domain.evidence import Evidence, PartId, TagsFit
from assistant.recommend.evidence.cross_kind_links import bridge_of
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import feature_of
from assistant.recommend.features.request.card import CardFit

MOST = 6
WORTH = 0.02
"""A part that moves less than this is not spoken of."""


def evidence_for(context: RankingContext, row: int, score: Score) -> tuple[Evidence, ...]:
    """Facts behind the parts of a score, from the strongest part on; at most six, none twice."""
    found: list[Evidence] = []
    for part, value in score:
        if abs(value) < WORTH:
            continue
        if len(found) >= MOST:
            break
        for fact in _facts(context, row, part, value):
            if all((fact.type, fact.id) != (known.type, known.id) for known in found):
                found.append(fact)
    found = _once_by_guide(found)
    link = bridge_of(context, row, score, found)
    if link is not None:
        # It names the same item and says more of it.
        found = [link, *(fact for fact in found if fact.id != link.id)]
    return tuple(found[:MOST])


def _once_by_guide(found: list[Evidence]) -> list[Evidence]:
    """What stands on a card by the guide says less than its tags do: these are told in its place, a single one with
    it."""
    tags = next((fact for fact in found if isinstance(fact, TagsFit)), None)
    card = next((fact for fact in found if isinstance(fact, CardFit) and fact.source is Source.GUIDE), None)
    if tags is None or card is None:
        return found
    place = min(found.index(tags), found.index(card))
    rest = [fact for fact in found if fact not in (tags, card)]
    told = tags if len(tags.tags) > 1 else replace(tags, values=card.values)
    return [*rest[:place], told, *rest[place:]]


def _facts(context: RankingContext, row: int, part: PartId, value: float) -> Sequence[Evidence]:
    """A fact is evidence only when it pushes the way it says: a liked neighbour raises, a disliked one lowers."""
    feature = feature_of(part)
    if feature is None or feature.find is None or not (feature.either or (value < 0) is feature.lowers):
        return ()
    return feature.find(context, row, part, value)
