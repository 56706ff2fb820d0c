"""Sentences of descriptions with their vectors, for finding an item by a detail its whole text would drown."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Item
from assistant.embedding.encoder import Embedder, passage_vectors

MOST_SENTENCES = 16
SHORTEST = 15
# Blurbs often lose the blank between sentences.
_END = re.compile(r"(?<=[.!?…;])[\s\"”]+|\n+|(?<=[a-z][.!?])(?=[A-Z])")


def sentences(text: str, most: int = MOST_SENTENCES) -> list[str]:
    """The sentences of a text that are long enough to mean something, the first ones."""
    parts = (part.strip() for part in _END.split(text))
    return [part for part in parts if len(part) >= SHORTEST][:most]


class SentenceIndex:
    """All sentences of some items' descriptions in memory: `vectors` (sentences, dimensions), `owners` (sentences,).

    `ids` name the items; the sentences of an item stand together, and owners grow.
    """

    def __init__(self, ids: Sequence[str], vectors: NDArray[np.float32], owners: NDArray[np.int64]) -> None:
        self._vectors = vectors
        self._starts = np.flatnonzero(np.diff(owners, prepend=-1))
        self._ids = [ids[owner] for owner in owners[self._starts].tolist()]

    @classmethod
    def build(cls, items: Sequence[Item], embedder: Embedder) -> "SentenceIndex":
        owned = [(row, sentence) for row, item in enumerate(items) for sentence in sentences(item.told)]
        vectors = passage_vectors(embedder, [sentence for _, sentence in owned])
        return cls([item.id for item in items], vectors, np.asarray([row for row, _ in owned], np.int64))

    def search(self, vectors: NDArray[np.float32]) -> tuple[list[str], NDArray[np.float32]]:
        """Ids of the items that have a sentence, and of each its nearest one's similarity to each vector.

        vectors: (queries, dimensions). Returns (items,) ids and (queries, items) cosines.
        """
        if not self._ids:
            return [], np.zeros((len(vectors), 0), np.float32)
        near = np.maximum.reduceat(vectors @ self._vectors.T, self._starts, axis=1)
        return self._ids, np.asarray(near, np.float32)
