"""The wish as the reply says it first: what was asked for or does good, as far as most of the cards have it."""

from collections.abc import Sequence

from assistant.cards.needs import NeedsMet
from assistant.cards.phrases import value_phrase
from assistant.cards.wishes import card_wish
from assistant.chat.fit.worth import is_kind_word
from assistant.domain.entities import Item
from assistant.language.concepts import concept_name
from assistant.language.facets import Facets

_MOST = 3
_SHARE, _SURE = 0.3, 0.5
"""Of the needs that a message tells of, how many a value must be good for, and how sure it must be that it tells of
any: who asks for polar ice has not asked for slowness."""
_OF_NEED = frozenset({"mood", "pace", "occasion", "tone"})


def wish_words(text: str, needs: NeedsMet, facets: Facets, cards: Sequence[Item]) -> tuple[str, ...]:
    """At most three words of the wish, in the person's language; only what at least half of the cards have."""
    good = sorted(needs.wanted.items(), key=lambda pair: -pair[1])
    needed = [value for value, share in good if share * needs.strength >= _SHARE and value[0] in _OF_NEED]
    needed = needed if needs.strength >= _SURE else []
    told = [one for one in (*card_wish(text).wanted, *needed) if one[0] not in ("setting", "themes", "length")]
    held = [one for one in dict.fromkeys(told) if _most_have(cards, *one)]
    words = [value_phrase(value) for _, value in held]
    genres = [one for one in facets.genres if not is_kind_word(one)]
    words += [concept_name(one) for one in genres if _most_name(cards, Facets(genres=(one,)))]
    words += [concept_name(one) for one in facets.themes if _most_name(cards, Facets(themes=(one,)))]
    return tuple(dict.fromkeys(words))[:_MOST]


def _most_have(cards: Sequence[Item], facet: str, value: str) -> bool:
    having = sum(any(one[:2] == (facet, value) for one in item.card) for item in cards)
    return 2 * having >= max(1, len(cards))


def _most_name(cards: Sequence[Item], facets: Facets) -> bool:
    return 2 * sum(facets.names_any(item) for item in cards) >= max(1, len(cards))
