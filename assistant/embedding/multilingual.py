"""The second encoder, multilingual-e5-small (Wang et al. 2024): coarser in English, at home in a hundred languages.

What is sought and what is found have different beginnings ("query: ", "passage: "), as the model was trained.
"""

from collections.abc import Sequence
from copy import copy
from functools import partial
from pathlib import Path

from assistant.embedding.encoder import (
    APART,
    EMBEDDING,
    MAX_TOKENS,
    CardedEmbedder,
    Vectors,
    clean,
    load_session,
    read_card,
    unpadded_vectors,
)
from assistant.embedding.held import Held
from assistant.embedding.lately import Lately
from assistant.embedding.unigram import UnigramTokenizer

VOCABULARY_FILE = "vocabulary.bin"


class MultilingualEmbedder(CardedEmbedder):
    """The encoder in `folder`, on at most `threads` threads, one text on each. Safe to share between threads.

    `embed` and `embed_batch` are for what is sought, `embed_passages` for what it is sought in. Construction reads
    only the card. Raises ModelMissing and ModelError.
    """

    def __init__(self, folder: Path, threads: int = 2, output: str = EMBEDDING) -> None:
        self._threads = max(1, threads)
        self._output = output
        self._card = read_card(folder, VOCABULARY_FILE)
        self._lately = Lately(partial(self._embed, "query: "))
        self._held = Held(lambda: (UnigramTokenizer.read(folder / VOCABULARY_FILE), load_session(folder, 1)))

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
        return self._embed("passage: ", texts, self._output)

    def _embed(self, begin: str, texts: Sequence[str], output: str) -> Vectors:
        with self._held as (tokenizer, session):

            def cut(some: Sequence[str]) -> list[list[int]]:
                return [tokenizer.encode(begin + clean(text), MAX_TOKENS) for text in some]

            return unpadded_vectors(texts, cut, session, self._threads, self.dimensions, output)
