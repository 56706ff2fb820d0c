"""More works by people from where these are to come from."""

from collections.abc import Iterator, Sequence

from assistant.chat.constraint import Constraint, OfOrigin
from assistant.chat.services import Services
from assistant.domain.entities import Recommendation
from assistant.guide.makers import origins_of

_FEW, _MOST = 12, 40
"""Works from there among the candidates below which the shelves are asked for more, and how many more at most."""


def from_there(found: list[Recommendation], constraints: Sequence[Constraint]) -> list[Recommendation]:
    """Those by people from where they are to come from."""
    wanted = [one for one in constraints if isinstance(one, OfOrigin)]
    return [card for card in found if all(one.holds_for(card.item) for one in wanted)]


def more_from_there(
    constraints: Sequence[Constraint], found: Sequence[Recommendation], services: Services
) -> Iterator[str]:
    """Ids of works from where they are to come, in case the ranking brought few of them."""
    for wanted in constraints:
        if isinstance(wanted, OfOrigin) and sum(wanted.holds_for(one.item) for one in found) < _FEW:
            gazetteer = services.gazetteer()
            makers = [
                folded
                for folded in gazetteer.works
                if any(one.is_of(origins_of((gazetteer.creators[folded],)), "") for one in wanted.origins)
            ]
            yield from [item_id for folded in makers for item_id in gazetteer.works[folded]][:_MOST]
