"""The second space as the ranker knows it: an encoder for all languages, and what it made of the catalogue."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.encoder import Embedder
from assistant.embedding.tokens import Kept

Floats = NDArray[np.float32]
PassageSearch = Callable[[Floats], tuple[Sequence[str], Floats]]
"""For vectors (queries, dimensions): item ids, and how near each one's best passage is to each, (queries, items)."""
Tokens = Callable[[Sequence[str]], Mapping[str, Kept]]
"""For ids of items: the states of the tokens of those that have them, (tokens, axes)."""

Heard = Callable[[str], Floats]
"""What the layers that learned to hear wishes make of one, as `MessageHeads.heard`."""


@dataclass(frozen=True)
class World:
    """`vectors` (items, dimensions) in the order of the catalogue, rows of zeros where there is none."""

    embedder: Embedder
    vectors: Floats
    passage_search: PassageSearch | None = None
    tokens: Tokens | None = None
    heard: Heard | None = None

    @classmethod
    def of(
        cls,
        catalogue: Sequence[str],
        embedder: Embedder,
        ids: Sequence[str],
        vectors: Floats,
        passage_search: PassageSearch | None = None,
        tokens: Tokens | None = None,
        heard: Heard | None = None,
    ) -> Self | None:
        """For a catalogue of these ids; `ids` names the rows of `vectors`. None where none of them has one."""
        row = {item_id: number for number, item_id in enumerate(catalogue)}
        known = [(row[item_id], number) for number, item_id in enumerate(ids) if item_id in row]
        if not known:
            return None
        placed = np.zeros((len(catalogue), embedder.dimensions), np.float32)
        rows, numbers = zip(*known, strict=True)
        placed[list(rows)] = vectors[list(numbers)]
        return cls(embedder, placed, passage_search, tokens, heard)
