"""Sentences of descriptions with their vectors, for finding an item by a detail its whole text would drown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.core.embedding import Embedder
from assistant.core.entities import Item

MOST_SENTENCES = 16
SHORTEST = 15
# Blurbs often lose the blank between sentences.
_END = re.compile(r"(?<=[.!?…;])[\s\"”]+|\n+|(?<=[a-z][.!?])(?=[A-Z])")


def sentences(text: str, most: int = MOST_SENTENCES) -> list[str]:
    """The sentences of a text that are long enough to mean something, the first ones."""
    parts = (part.strip() for part in _END.split(text))
    return [part for part in parts if len(part) >= SHORTEST][:most]


@dataclass(frozen=True, slots=True)
class SentenceHit:
    item_id: str
    similarity: float


class SentenceIndex:
    """All sentences of some items' descriptions in memory: `vectors` (sentences, dimensions), `owners` (sentences,)."""

    def __init__(self, ids: Sequence[str], vectors: NDArray[np.float32], owners: NDArray[np.int64]) -> None:
        self._ids, self._vectors, self._owners = ids, vectors, owners

    @classmethod
    def build(cls, items: Sequence[Item], embedder: Embedder) -> "SentenceIndex":
        owned = [(row, sentence) for row, item in enumerate(items) for sentence in sentences(item.description)]
        vectors = embedder.embed_batch([sentence for _, sentence in owned])
        return cls([item.id for item in items], vectors, np.asarray([row for row, _ in owned], np.int64))

    def search(self, vector: NDArray[np.float32]) -> list[SentenceHit]:
        """Every item that has a sentence, with the similarity of its nearest one, best first."""
        best = np.full(len(self._ids), -np.inf, np.float32)
        np.maximum.at(best, self._owners, self._vectors @ vector)
        order = np.argsort(-best, kind="stable")
        return [SentenceHit(self._ids[row], float(best[row])) for row in order.tolist() if np.isfinite(best[row])]
