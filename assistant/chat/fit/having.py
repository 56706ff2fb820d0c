"""What of the things asked for an item has: by its own words, or by what the guide says of it."""

from collections.abc import Sequence

from assistant.chat.fit.worth import single_facets
from assistant.domain.entities import Item
from assistant.guide.tag_words import tags_called
from assistant.guide.tags import tags_told
from assistant.guide.traits import has_trait
from assistant.language.facets import Facets
from assistant.language.taste.traits import trait

_FORMS = {"fiction": "fiction", "non-fiction": "true stories"}  # no words
"""What is asked for as a genre and known as a trait."""


def met(item: Item, facets: Facets) -> int:
    """How many of the things asked for an item has, each creator, genre, mood and theme by itself."""
    return sum(_has(item, facet, words) for facet, words in single_facets(facets))


def unmet(facets: Facets, items: Sequence[Item]) -> tuple[str, ...]:
    """What no item has of the creators, genres, moods and themes asked for, in words."""
    asked = single_facets(facets)
    return tuple(words for facet, words in asked if not any(_has(item, facet, words) for item in items))


def _has(item: Item, facet: Facets, words: str) -> bool:
    """Whether an item says of itself what was asked for, or the guide does."""
    form = _FORMS.get(words)
    return facet.names_any(item) or bool(tags_called(words) & tags_told(item)) or (
        form is not None and has_trait(item, trait(form))
    )
