"""What a request wants an item to be like, against the item's card: moods, pace, setting, themes, occasion and more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.cards.heads import default_heads
from assistant.cards.needs import NeedsMet
from assistant.cards.phrases import said_together, value_phrase
from assistant.cards.wishes import CardWish, Value, card_wish, named_values
from assistant.domain.cards import COLUMN, Source
from assistant.domain.evidence import Evidence, PartId
from assistant.messages import mark, tr
from assistant.recommend.candidates.best_rows import best_rows
from assistant.recommend.catalogue import Catalogue, Mask, Rows
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Columns, Feature, Telling, register

Doubles = NDArray[np.float64]
BROUGHT, UNWELCOME = 0.5, 0.7
"""What counts of a value that goes with the wish, and of one against it, that nobody named."""
NEEDED = 0.7
"""What counts of a value that does good to who needs something."""
_FITS = 0.5
_TOLD_SHARE = 0.3
_UNTOLD = frozenset({"setting", "themes", "demand"})
"""Facets that a need is met by, as a rule, and that say nothing to who did not name them."""
_MOST_TOLD = 3
_BY = {
    Source.TEXT: mark("{values}, to judge by its text"),
    Source.DESCRIPTION: mark("{values}, to judge by its description"),
    Source.SUBJECT: mark("{values}, to judge by its subjects"),
    Source.TITLE: mark("{values}, to judge by its title"),
    Source.PERSON: mark("{values}, by your own word"),
    Source.GUIDE: mark("{values} (Alcove’s guide)"),
}


@dataclass(frozen=True, slots=True)
class CardFit(Evidence):
    """The item's card has these values that were asked for; `source` says what speaks for them."""

    called = "card"

    item_id: str
    values: tuple[str, ...]
    source: Source

    @property
    def id(self) -> str:
        return self.item_id

    @property
    def topics(self) -> tuple[str, ...]:
        return self.values


def _measure(context: RankingContext, rows: Rows) -> Columns:
    cards = context.catalogue.cards
    wish = _wish(context)
    needs = _needs(context)
    if cards is None or not (wish or needs):
        return {}
    columns: Columns = {}
    if wish.wanted or needs:
        columns["card"] = _wanted(context.catalogue, wish, needs)[rows]
    if wish.avoided or wish.unwelcome or needs:
        said = _most(context.catalogue, wish.avoided)
        unsaid = UNWELCOME * np.maximum(_most(context.catalogue, wish.unwelcome) - _FITS, 0) * 2
        columns["card_against"] = np.maximum.reduce([said, unsaid, _against(context.catalogue, wish, needs)])[rows]
    return columns


def _needs(context: RankingContext) -> NeedsMet:
    return context.asked.needs if context.asked is not None else NeedsMet()


def _against(catalogue: Catalogue, wish: CardWish, needs: NeedsMet) -> Doubles:
    """(items,): how far a card has what does no good to who needs something, unless it was asked for."""
    found = np.zeros(len(catalogue))
    for value, share in needs.against.items():
        if value not in (*wish.wanted, *wish.brought):
            excess = np.maximum(_most(catalogue, [value]) - _FITS, 0) * 2
            found = np.maximum(found, UNWELCOME * needs.strength * min(1.0, share) * excess)
    return found


def _wish(context: RankingContext) -> CardWish:
    wish = card_wish(context.request.text)
    more = tuple(value for asked in context.avoided for value in named_values(asked.text))
    if not more:
        return wish
    avoided = tuple(dict.fromkeys((*wish.avoided, *more)))
    return CardWish(tuple(one for one in wish.wanted if one not in avoided), avoided, wish.brought, wish.unwelcome)


def _wanted(catalogue: Catalogue, wish: CardWish, needs: NeedsMet) -> Doubles:
    """(items,): of each facet named the best of its values, a half of what goes with them, and what does good to who
    needs something; the mean of all."""
    facets = dict.fromkeys(facet for facet, _ in wish.wanted)
    parts = [(1.0, _most(catalogue, [one for one in wish.wanted if one[0] == facet])) for facet in facets]
    parts += [(BROUGHT, _most(catalogue, [one])) for one in wish.brought]
    known = {*wish.wanted, *wish.brought, *wish.avoided, *wish.unwelcome}
    parts += [
        (NEEDED * needs.strength * share, _most(catalogue, [value]))
        for value, share in needs.wanted.items()
        if value not in known
    ]
    weight = sum(weight for weight, _ in parts)
    strength = 1.0 if wish.wanted else needs.strength
    return np.asarray(strength * np.sum([weight * part for weight, part in parts], axis=0) / max(weight, 1e-9))


def _most(catalogue: Catalogue, values: Sequence[Value]) -> Doubles:
    """(items,): how far an item's card has one of the values: 0 to 1, above ½ where it stands on the card."""
    if catalogue.cards is None or not values:
        return np.zeros(len(catalogue))
    columns = [COLUMN[value] for value in values]
    sure = catalogue.cards[:, columns].astype(np.float64)
    bars = _bars()[columns]
    return np.asarray((sure * (1 + bars) / (sure + bars)).max(axis=1), np.float64)


@lru_cache(maxsize=1)
def _bars() -> Doubles:
    """The confidence from which on each value stands on a card."""
    return np.maximum(default_heads().thresholds.astype(np.float64), 0.05)


def _retrieve(context: RankingContext, allowed: Mask, count: int) -> Iterator[tuple[str, Rows]]:
    wish, needs = _wish(context), _needs(context)
    if context.catalogue.cards is not None and (wish.wanted or needs):
        wanted = _wanted(context.catalogue, wish, needs).astype(np.float32)
        yield "card", best_rows(wanted, allowed, count, positive=True)


def _find(context: RankingContext, row: int, part: PartId, value: float) -> list[CardFit]:
    """The values of the wish, or that go with it, that the item's card has; by the source of the first."""
    if part != "card":
        return []
    item, wish = context.catalogue.items[row], _wish(context)
    held = {(facet, said): source for facet, said, source in item.card}
    good = sorted(_needs(context).wanted.items(), key=lambda pair: -pair[1])
    needed = [one for one, share in good if share >= _TOLD_SHARE and one[0] not in _UNTOLD]
    found = [one for one in dict.fromkeys((*wish.wanted, *wish.brought, *needed)) if one in held]
    if not found:
        return []
    source = held[found[0]]
    values = tuple(said for facet, said in found if held[facet, said] == source)
    return [CardFit(part, item.id, values[:_MOST_TOLD], Source(source))]


def _tell(fact: Evidence) -> Telling:
    assert isinstance(fact, CardFit)
    values = said_together([value_phrase(value) for value in fact.values])
    # A measurement needs no more words.
    line = tr(_BY[fact.source], values=values) if fact.source in _BY else values
    line = line[:1].upper() + line[1:]
    return Telling(line, line, line)


register(
    Feature(
        mark("What it is like"),
        "search",
        (Column("card", 12.0, direct=True), Column("card_against", -10.0, direct=True)),
        _measure,
        _retrieve,
        find=_find,
        tell=_tell,
        lowered_label=mark("Not what you asked for"),
        whole=True,
    )
)
