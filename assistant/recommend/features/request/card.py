"""What a request wants an item to be like, against the item's card: moods, pace, setting, themes, occasion and more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.cards.heads import default_heads
from assistant.cards.wishes import CardWish, Value, card_wish, named_values
from assistant.domain.cards import COLUMN, Source
from assistant.domain.evidence import Evidence, PartId
from assistant.messages import joined, mark, quoted, tr
from assistant.recommend.candidates.best_rows import best_rows
from assistant.recommend.catalogue import Catalogue, Mask, Rows
from assistant.recommend.features.context import RankingContext
from assistant.recommend.features.registry import Column, Columns, Feature, Telling, register

Doubles = NDArray[np.float64]
BROUGHT, UNWELCOME = 0.5, 0.7
"""What counts of a value that goes with the wish, and of one against it, that nobody named."""
_FITS = 0.5
_MOST_TOLD = 3
_BY = {
    Source.TEXT: mark("Its card says {values}, judging by its own text"),
    Source.DESCRIPTION: mark("Its card says {values}, judging by its description"),
    Source.SUBJECT: mark("Its card says {values}, judging by its subjects"),
    Source.TITLE: mark("Its card says {values}, judging by its title"),
    Source.MEASURED: mark("Its card says {values}, as measured"),
    Source.PERSON: mark("Its card says {values}, by your own word"),
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
    if cards is None or not wish:
        return {}
    columns: Columns = {}
    if wish.wanted:
        columns["card"] = _wanted(context.catalogue, wish)[rows]
    if wish.avoided or wish.unwelcome:
        said = _most(context.catalogue, wish.avoided)
        unsaid = UNWELCOME * np.maximum(_most(context.catalogue, wish.unwelcome) - _FITS, 0) * 2
        columns["card_against"] = np.maximum(said, unsaid)[rows]
    return columns


def _wish(context: RankingContext) -> CardWish:
    wish = card_wish(context.request.text)
    more = tuple(value for asked in context.avoided for value in named_values(asked.text))
    if not more:
        return wish
    avoided = tuple(dict.fromkeys((*wish.avoided, *more)))
    return CardWish(tuple(one for one in wish.wanted if one not in avoided), avoided, wish.brought, wish.unwelcome)


def _wanted(catalogue: Catalogue, wish: CardWish) -> Doubles:
    """(items,): of each facet named the best of its values, and a half of what goes with them; the mean of all."""
    facets = dict.fromkeys(facet for facet, _ in wish.wanted)
    said = [_most(catalogue, [one for one in wish.wanted if one[0] == facet]) for facet in facets]
    with_it = [BROUGHT * _most(catalogue, [one]) for one in wish.brought]
    weight = len(said) + BROUGHT * len(with_it)
    return np.asarray(np.sum([*said, *with_it], axis=0) / weight, np.float64)


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
    wish = _wish(context)
    if context.catalogue.cards is not None and wish.wanted:
        yield "card", best_rows(_wanted(context.catalogue, wish).astype(np.float32), allowed, count, positive=True)


def _find(context: RankingContext, row: int, part: PartId, value: float) -> list[CardFit]:
    """The values of the wish, or that go with it, that the item's card has; by the source of the first."""
    if part != "card":
        return []
    item, wish = context.catalogue.items[row], _wish(context)
    held = {(facet, said): source for facet, said, source in item.card}
    found = [one for one in (*wish.wanted, *wish.brought) if one in held]
    if not found:
        return []
    source = held[found[0]]
    values = tuple(said for facet, said in found if held[facet, said] == source)
    return [CardFit(part, item.id, values[:_MOST_TOLD], Source(source))]


def _tell(fact: Evidence) -> Telling:
    assert isinstance(fact, CardFit)
    line = tr(_BY[fact.source], values=joined([quoted(tr(value)) for value in fact.values]))
    return Telling(line, line, line)


register(
    Feature(
        mark("What it is like"),
        "search",
        (Column("card", 5.0, direct=True), Column("card_against", -6.0, direct=True)),
        _measure,
        _retrieve,
        find=_find,
        tell=_tell,
        lowered_label=mark("Not what you asked for"),
        whole=True,
    )
)
