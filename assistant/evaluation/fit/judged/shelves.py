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
from assistant.guide.tags import Tagged, kind_of_tag, tagged
from indexers.embed import item_text

Floats = NDArray[np.float32]
GUIDE_SHELVES = CORPUS / "guide-shelves.jsonl"
TAGS = CORPUS.parent / "tags.tsv"
RESOURCES = Path(__file__).parents[4] / "resources" / "cards"
LEAST_SPREAD = 1e-3
"""Of a value that no card has."""
TAG_SPREAD = np.sqrt(12.0)
"""By this the tags of a work lie about 1 from what is usual, as vectors and cards do."""


@dataclass(frozen=True)
class Shelf:
    """Vectors of its works in both spaces, (2, works, d), the confidences of their cards, (works, values), and their
    tags, where the guide knows them."""

    works: Floats
    cards: Floats
    tags: Tagged | None = None

    @property
    def features(self) -> Floats:
        """All of them, (works, 2·d + values)."""
        return np.concatenate([*self.works, self.cards], axis=1)


class Standard(NamedTuple):
    """The means of the works' features and how far from these they lie, (2·d + values,) each; and how many of the works
    of a tag's kind have it, (tags,), none where no shelf has tags."""

    means: Floats
    scales: Floats
    usual: Floats

    def of(self, shelf: Shelf) -> Floats:
        """(works, 2·d + values + tags)."""
        own = (shelf.features - self.means) / self.scales
        return np.asarray(np.concatenate([own, self._tags(shelf)], axis=1), np.float32)

    def _tags(self, shelf: Shelf) -> Floats:
        """How much more of each tag a work has than is usual among those of its kind; 0 where nothing is known."""
        if shelf.tags is None or not len(self.usual):
            return np.zeros((len(shelf.cards), len(self.usual)), np.float32)
        every = np.eye(len(self.usual), dtype=np.float32)
        return np.asarray(shelf.tags.beyond_usual(self.usual, slice(None), every) / TAG_SPREAD, np.float32)


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
    tags = tagged([with_guide(one.item) for one in subjects])
    return Shelf(np.stack([one.embed_batch(told) for one in embedders]), cards, tags)


def standard(shelves: Iterable[Shelf]) -> Standard:
    """By which the vectors of a space lie 1 from their mean, as a rule, and the cards too, each value as much of it."""
    some = list(shelves)
    spaces = [np.concatenate([one.works[space] for one in some]) for space in (0, 1)]
    cards = np.concatenate([one.cards for one in some])
    far = [np.full(own.shape[1], np.sqrt(own.var(axis=0).sum())) for own in spaces]
    of_cards = (cards.std(axis=0) + LEAST_SPREAD) * np.sqrt(cards.shape[1])
    means = np.concatenate([own.mean(axis=0) for own in (*spaces, cards)])
    usual = _usual([one.tags for one in some if one.tags is not None])
    return Standard(means.astype(np.float32), np.concatenate([*far, of_cards]).astype(np.float32), usual)


def _usual(some: Sequence[Tagged]) -> Floats:
    if not some:
        return np.zeros(0, np.float32)
    marks = np.sum([one.matrix().sum(axis=0) for one in some], axis=0)
    known = np.concatenate([one.kinds for one in some])
    works = np.asarray([np.count_nonzero(known == kind) for kind in kind_of_tag().tolist()])
    return np.asarray(marks / np.maximum(works, 1), np.float32)
