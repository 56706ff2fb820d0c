"""How far an item is against what is not wanted: by its names, its words, its card and the themes that it tells of."""

import re
from collections.abc import Sequence
from functools import lru_cache

from assistant.cards.wishes import doubtful_values, named_values
from assistant.cards.words import Floats, word_lists
from assistant.domain.cards import COLUMN
from assistant.domain.entities import Item
from assistant.guide.makers import origins_of
from assistant.guide.tag_words import tags_called
from assistant.guide.tags import tags_told
from assistant.guide.traits import has_trait
from assistant.language.compounds import halves
from assistant.language.facets import is_of, speaks_of
from assistant.language.names.figures import figure_named, figures_of
from assistant.language.names.origins import MADE, origin_named
from assistant.language.normalise import fold
from assistant.language.taste.themes import Theme, themes_in
from assistant.language.taste.traits import trait_named
from assistant.language.vocabulary import vocabulary

SURELY = 0.75
"""From here on an item is against it: a title or a subject says so, or two words of a description."""
_MENTIONED = 0.6
"""How far an item is against what its description mentions."""
_TWO_WORDS = 1.09
"""log(1 + 2), rounded down."""
_YEARS = re.compile(r"(\d{4})-(\d{4})")
_OF_CARD = frozenset({"mood", "themes", "setting", "tone", "pace"})


def breaks(item: Item, what: str) -> bool:
    """Whether an item is by, is called, speaks of or is in the language of what is to be avoided."""
    return breaking(item, what) >= SURELY


def most_broken(item: Item, avoid: Sequence[str]) -> float:
    return max((breaking(item, what) for what in avoid), default=0.0)


def breaking(item: Item, what: str) -> float:
    """0 to 1; below `SURELY` it is a single word that may mean something else."""
    if years := _YEARS.fullmatch(what):
        return float(item.year is not None and int(years[1]) <= item.year <= int(years[2]))
    if what.startswith(MADE):
        denied = origin_named(what.removeprefix(MADE))
        return float(denied is not None and denied.is_of(origins_of(item.creators), ""))
    if both := halves(what):
        return min(breaking(item, one) for one in both)
    folded = fold(what)
    if folded == "series":
        return float(bool(item.series))
    known = trait_named(folded)
    if known is not None:
        return float(has_trait(item, known))
    if tags_called(what) & tags_told(item):
        return 1.0
    language = vocabulary().languages.get(folded)
    if language is not None and item.language == language:
        return 1.0
    names = [fold(name) for name in (item.title, *item.creators)]
    if folded in names or any(folded in name.split()[1:] for name in names[1:]):
        return 1.0
    figure = figure_named(folded)
    if (figure and figure in figures_of(item)) or is_of(item, what):
        return 1.0
    if any((facet, value) in _values_of(what) for facet, value, _ in item.card if facet in _OF_CARD):
        return 1.0
    told = max((theme.shown_by(item) for theme in _themes_of(what)), default=0.0)
    return max(told, _MENTIONED if speaks_of(item, what) or _may_be(item, what) else 0.0)


def _may_be(item: Item, what: str) -> bool:
    """Whether its card has what may be meant as well, or two words of its own are of a mood that is turned down."""
    doubtful = doubtful_values(what)
    if any((facet, value) in doubtful for facet, value, _ in item.card):
        return True
    moods = [COLUMN[one] for one in _values_of(what) if one[0] == "mood"]
    return bool(moods) and bool((_mood_words(item)[moods] >= _TWO_WORDS).any())


@lru_cache(maxsize=512)
def _mood_words(item: Item) -> Floats:
    """How often words of each value stand among its subjects and in its description, as `WordLists.counts`."""
    return word_lists().counts(" . ".join((*item.subjects, item.told[:1000])))


@lru_cache(maxsize=256)
def _values_of(what: str) -> frozenset[tuple[str, str]]:
    return frozenset(named_values(what))


@lru_cache(maxsize=256)
def _themes_of(what: str) -> tuple[Theme, ...]:
    return themes_in(what)
