"""The second encoder, multilingual-e5-small (Wang et al. 2024): coarser in English, at home in a hundred languages.

What is sought and what is found have different beginnings ("query: ", "passage: "), as the model was trained.
"""

from collections.abc import Callable, Sequence
from copy import copy
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from assistant.embedding.encoder import (
    APART,
    EMBEDDING,
    MAX_TOKENS,
    MODEL_FILE,
    CardedEmbedder,
    Vectors,
    clean,
    load_session,
    read_card,
    unpadded_vectors,
)
from assistant.embedding.held import Held
from assistant.embedding.lately import Lately
from assistant.embedding.outputs import state_name, with_output
from assistant.embedding.tokens import LAYER, Floats, Kept, TokenBasis, default_basis
from assistant.embedding.unigram import UnigramTokenizer

VOCABULARY_FILE = "vocabulary.bin"
_SOUGHT, _FOUND = "query: ", "passage: "


class MultilingualEmbedder(CardedEmbedder):
    """The encoder in `folder`, on at most `threads` threads, one text on each. Safe to share between threads.

    `embed` and `embed_batch` are for what is sought, `embed_passages` for what it is sought in. Construction reads
    only the card. Raises ModelMissing and ModelError.
    """

    def __init__(self, folder: Path, threads: int = 2, output: str = EMBEDDING) -> None:
        self._threads = max(1, threads)
        self._output = output
        self._card = read_card(folder, VOCABULARY_FILE)
        self._lately = Lately(partial(self._embed, _SOUGHT))
        self._held = Held(lambda: _load(folder))

    @property
    def name(self) -> str:
        return f"{self._card.name}/{self._output}"

    @property
    def apart(self) -> "MultilingualEmbedder":
        """The same encoder, loaded once for both, with vectors of what sets a text apart: for comparing texts."""
        other = copy(self)
        other._output = APART
        return other

    def embed_batch(self, texts: Sequence[str]) -> Vectors:
        """(n, 384) float32 of unit length, of questions and wishes."""
        return self._lately(texts, self._output)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """(n, 384) float32 of unit length, of texts that may answer; beyond 256 tokens they are cut off."""
        return self._embed(_FOUND, texts, self._output)

    @property
    def basis(self) -> TokenBasis:
        return default_basis()

    def states(self, texts: Sequence[str], *, sought: bool) -> list[Floats]:
        """The states of all tokens of each text, (tokens, 384), as what asks or as what is found."""
        kept = [np.zeros((0, self.dimensions), np.float32)] * len(texts)
        self._embed(_SOUGHT if sought else _FOUND, texts, self._output, kept.__setitem__)
        return kept

    def embed_with_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Kept]]:
        """What `embed_passages` says, and the states of each text's tokens, (tokens, AXES), of one pass."""
        kept: list[Kept] = [np.zeros((0, 0), np.int8)] * len(texts)

        def keep(row: int, states: Floats) -> None:
            kept[row] = self.basis.of_found(states)

        return self._embed(_FOUND, texts, self._output, keep), kept

    def embed_sought(self, texts: Sequence[str]) -> tuple[Vectors, Floats]:
        """What `embed_batch` says, and the states of the first text's tokens, (tokens, AXES) of unit length."""
        states: list[Floats] = []

        def keep(row: int, found: Floats) -> None:
            if not row:
                states.append(self.basis.of_sought(found))

        return self._embed(_SOUGHT, texts, self._output, keep), states[0]

    def _embed(
        self, begin: str, texts: Sequence[str], output: str, keep: Callable[[int, Floats], None] | None = None
    ) -> Vectors:
        with self._held as (tokenizer, session):

            def cut(some: Sequence[str]) -> list[list[int]]:
                return [tokenizer.encode(begin + clean(text), MAX_TOKENS) for text in some]

            also = None if keep is None else (state_name(LAYER), keep)
            return unpadded_vectors(texts, cut, session, self._threads, self.dimensions, output, also)


def _load(folder: Path) -> tuple[UnigramTokenizer, Any]:
    """The words, and a session of the graph that also hands out the states of a layer within."""
    graph = with_output((folder / MODEL_FILE).read_bytes(), state_name(LAYER))
    return UnigramTokenizer.read(folder / VOCABULARY_FILE), load_session(folder, 1, content=graph)
