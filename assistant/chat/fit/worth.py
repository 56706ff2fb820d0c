"""What it counts for an item, beside its score, to have what a wish names: as a subject, or in its description."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from assistant.cards.wishes import named_values
from assistant.domain.entities import Item
from assistant.domain.lengths import is_of_unknown_length
from assistant.language.facets import Facets
from assistant.language.normalise import fold
from assistant.language.taste.themes import Theme
from assistant.language.vocabulary import vocabulary
from assistant.recommend.text.query_weights import telling as telling_weights
from assistant.recommend.text.text_features import content_words

BY, INSIDE = 100.0, 3.0
"""To be by whom was asked for; and to speak inside of what no title, subject or description names."""
_OF_GROUP = {"genres": 6.0, "themes": 4.0, "moods": 1.5, "tempo": 1.5}
_MENTIONED = 0.4
"""What counts of a concept that only the description mentions."""
_WORD = 4.0
"""A rare word of the wish in the title or among the subjects."""
_LENGTH = 5.0
"""To be said to be as short, or as long, as is wanted."""
_SHORT = re.compile(
    r"\b(?:novellas?|novelette|short|brief|slim|thin|tales|stories|poems?|poetry|essays?|one act|drama|play|fables?"
    r"|(?:one|an?|single) (?:evening|afternoon|sitting|hour)|(?:a|one|two) hundred pages|pamphlet)\b"
)
_LONG = re.compile(
    r"\b(?:long novel|long book|longest|vast|huge|enormous|sprawling|epic|saga|volumes?|doorstop\w*|thick"
    r"|(?:\w+ )?(?:thousand|[3-9]00|[3-9] hundred|(?:five|six|seven|eight|nine) hundred) pages|family chronicle)\b"
)
_SURELY, _PLAINLY = 0.9, 0.5
_TELLING = 0.6
"""From here on a word by itself says what a wish is about."""
_COMMON = 0.25
"""A word that stands in more than this share of the candidates says nothing."""


@dataclass(frozen=True)
class Topic:
    """What a wish is about: its facets, and open words with what each of them tells, 0 to 1."""

    facets: Facets
    words: Mapping[str, float]
    said: Mapping[str, str] = field(default_factory=dict)
    """Of each stem, the word of the message."""
    short: int = 0
    """1 where what is short is wanted, -1 where what is long is."""
    themes: tuple[Theme, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.themes or single_facets(self.facets))

    def worth(self, item: Item) -> float:
        """What the item's names, subjects and description add to its score."""
        found = BY * (bool(self.facets.creators) and Facets(creators=self.facets.creators).names_any(item))
        for group, weight in _OF_GROUP.items():
            named = getattr(self.facets, group)
            for concept in (named,) if isinstance(named, str) else named:
                if concept and not is_kind_word(concept):
                    found += weight * _said(item, forms_of(concept))
        found += _LENGTH * self.short * said_length(item) if self.short else 0.0
        return found + sum(_WORD * telling * _holds(item, word) for word, telling in self.words.items())

    def surely(self) -> dict[str, str]:
        """Stems that say by themselves what is meant, with their words."""
        return {stem: self.said[stem] for stem, telling in self.words.items() if telling >= _SURELY}

    def holds(self, item: Item, stem: str) -> bool:
        return _holds(item, stem) > 0

    def tells(self, item: Item) -> bool:
        """Whether an item plainly tells of one of the themes."""
        return any(theme.shown_by(item) >= _PLAINLY for theme in self.themes)

    def meets(self, item: Item) -> bool:
        """Whether an item has one of the things, or says one of the words."""
        about = replace(self.facets, moods=(), tempo="")
        if any(facet.names_any(item) for facet, _ in single_facets(about)) or self.tells(item):
            return True
        return any(telling >= _TELLING and _holds(item, word) for word, telling in self.words.items())


def said_length(item: Item) -> int:
    """1 for a book that is said to be short, -1 for one that is said to be long; 0 where its file tells."""
    if not is_of_unknown_length(item):
        return 0
    text = fold(" | ".join((*item.subjects, item.told)))
    short, long = bool(_SHORT.search(text)), bool(_LONG.search(text))
    return int(short) - int(long)


def topic_of(
    facets: Facets, words: Sequence[str], candidates: Sequence[Item], short: int = 0, themes: tuple[Theme, ...] = ()
) -> Topic:
    """`words`: the open words of the wish. One that many candidates hold tells little, or that most requests hold; one
    that says what a work is like is met by cards."""
    said = {term: word for word in words if not named_values(word) for term in content_words(word)}
    terms = list(said)
    telling = {}
    for term, weight in zip(terms, telling_weights(terms).tolist(), strict=True):
        share = sum(_holds(item, term) > 0 for item in candidates) / max(1, len(candidates))
        rare = 0.0 if share > _COMMON else min(1.0, -math.log(max(share, 0.01)) / -math.log(0.03))
        telling[term] = rare * weight
    return Topic(facets, telling, said, short, themes)


def _said(item: Item, forms: Collection[str]) -> float:
    """1 where a form stands in the title, the subjects or the moods, less where only the description has it."""
    own = f" {fold(' | '.join((item.title, *item.subjects, *item.moods, *item.creators)))} "
    if any(f" {form}" in own for form in forms):
        return 1.0
    described = f" {fold(item.told)} "
    return _MENTIONED if any(f" {form} " in described or f" {form}s " in described for form in forms) else 0.0


def _holds(item: Item, term: str) -> float:
    """1 where a stemmed word stands in the title or the subjects, less where only the description has it."""
    own, described = _terms_of(item)
    return 1.0 if term in own else _MENTIONED if term in described else 0.0


@lru_cache(maxsize=512)
def _terms_of(item: Item) -> tuple[frozenset[str], frozenset[str]]:
    own = content_words(" | ".join((item.title, *item.subjects, *item.creators)))
    return frozenset(own), frozenset(content_words(item.told[:1000]))


def forms_of(concept: str) -> tuple[str, ...]:
    return vocabulary().phrases.get(concept, (fold(concept),))


def single_facets(facets: Facets) -> list[tuple[Facets, str]]:
    """Each creator, genre, mood and theme by itself, with its words."""
    found = [(Facets(creators=(one,)), one) for one in facets.creators]
    found += [(Facets(genres=(one,)), one) for one in facets.genres if not is_kind_word(one)]
    found += [(Facets(moods=(one,)), one) for one in facets.moods]
    found += [(Facets(themes=(one,)), one) for one in facets.themes]
    return found + ([(Facets(tempo=facets.tempo), facets.tempo)] if facets.tempo else [])


def is_kind_word(concept: str) -> bool:
    """ "Fiction" or "article" says what kind of thing is meant more than what it is about."""
    return fold(concept) in vocabulary().kinds
