"""What a question about works wants one to be like, and not like: as its words say it, and as the need does."""

from assistant.cards.wishes import card_wish
from assistant.chat.services import Services

Pairs = list[tuple[str, str]]
"""(facet, value), the likest first."""
_NEEDED = 0.3
"""The share of the needs that a question tells of, from which a value counts."""
_LIKE = frozenset({"mood", "tone", "pace"})


def wanted_in(services: Services, question: str) -> tuple[Pairs, Pairs]:
    """What is to be and what is not, of what a work can be like."""
    needs, told = services.needs(question), card_wish(question)
    needed = [pair for pair, share in needs.wanted.items() if share * needs.strength >= _NEEDED]
    wanted = [one for one in dict.fromkeys((*told.wanted, *needed)) if one[0] in _LIKE]
    against = needs.shares[0][0].against if needed and needs.shares else ()
    return wanted, [one for one in against if one not in wanted and one[0] in _LIKE]


def needed_in(services: Services, question: str) -> tuple[Pairs, Pairs]:
    """The same of what the person says they need: words for it count alone, with what goes against them; where none
    stands there, as in "my head is full", the need."""
    told = card_wish(question)
    wanted = [one for one in told.wanted if one[0] in _LIKE]
    return (wanted, [one for one in told.unwelcome if one[0] in _LIKE]) if wanted else wanted_in(services, question)
