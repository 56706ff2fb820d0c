"""Shelves of works as the ranking knows them, on which people judged: of the guide's works and of written examples."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.cards.maker import CardMaker, Subject
from assistant.domain.entities import Item, Kind
from assistant.embedding.encoder import Embedder
from assistant.evaluation.fit.card_examples import CORPUS
from assistant.guide.entries import MAKER
from assistant.guide.finding import with_guide
from indexers.embed import item_text

Floats = NDArray[np.float32]
GUIDE_SHELVES = CORPUS / "guide-shelves.jsonl"
RESOURCES = Path(__file__).parents[4] / "resources" / "cards"
LEAST_SPREAD = 1e-3
"""Of a value that no card has."""


@dataclass(frozen=True)
class Shelf:
    """Vectors of its works in both spaces, (2, works, d), and the confidences of their cards, (works, values)."""

    works: Floats
    cards: Floats

    @property
    def features(self) -> Floats:
        """All of them, (works, 2·d + values)."""
        return np.concatenate([*self.works, self.cards], axis=1)


class Standard(NamedTuple):
    """The means of the works' features and how far from these they lie, (2·d + values,) each."""

    means: Floats
    scales: Floats

    def of(self, shelf: Shelf) -> Floats:
        return np.asarray((shelf.features - self.means) / self.scales, np.float32)


def shelves_of_guide() -> dict[str, list[Subject]]:
    """The works of each shelf of the guide's."""
    return {row["shelf"]: [_told_by_guide(*work) for work in row["works"]] for row in rows(GUIDE_SHELVES)}


def _told_by_guide(kind: str, title: str, year: int | None, *creators: str) -> Subject:
    """A work of which a file says no more than its title, year and makers."""
    called = creators[0] if title == MAKER else title
    return Subject(with_guide(Item(f"{title} {creators}", Kind(kind), called, creators, year=year)))


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def shelf_of(subjects: Sequence[Subject], embedders: Sequence[Embedder], maker: CardMaker) -> Shelf:
    """Their works as the ranking knows them."""
    told = [item_text(with_guide(one.item), one.passages) for one in subjects]
    cards = np.stack([made.confidences for made in maker.make(subjects)])
    return Shelf(np.stack([one.embed_batch(told) for one in embedders]), cards)


def standard(shelves: Iterable[Shelf]) -> Standard:
    """By which the vectors of a space lie 1 from their mean, as a rule, and the cards too, each value as much of it."""
    some = list(shelves)
    spaces = [np.concatenate([one.works[space] for one in some]) for space in (0, 1)]
    cards = np.concatenate([one.cards for one in some])
    far = [np.full(own.shape[1], np.sqrt(own.var(axis=0).sum())) for own in spaces]
    of_cards = (cards.std(axis=0) + LEAST_SPREAD) * np.sqrt(cards.shape[1])
    means = np.concatenate([own.mean(axis=0) for own in (*spaces, cards)])
    return Standard(means.astype(np.float32), np.concatenate([*far, of_cards]).astype(np.float32))
