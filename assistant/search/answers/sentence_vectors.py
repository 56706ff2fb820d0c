"""Vectors of sentences that were compared with a question before: whoever asks one thing of a paper asks another."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np

from assistant.embedding.encoder import Embedder, Vectors, passage_vectors

KEPT = 8192
"""Sentences, of some 1.5 kB each."""


class SentenceVectors:
    """Remembers what was made last, up to `kept` vectors. Safe to share between threads."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._known: OrderedDict[tuple[str, str], Vectors] = OrderedDict()
        self._lock = Lock()

    def of(self, encoder: Embedder, texts: Sequence[str]) -> Vectors:
        """(texts, dimensions) like `passage_vectors`; only what is not known goes through the model."""
        keys = [(encoder.name, text) for text in texts]
        with self._lock:
            found = {key: self._known[key] for key in keys if key in self._known}
        missing = [key for key in dict.fromkeys(keys) if key not in found]
        if missing:
            found |= zip(missing, passage_vectors(encoder, [text for _, text in missing]), strict=True)
        self._keep(found)
        return np.stack([found[key] for key in keys])

    def _keep(self, found: dict[tuple[str, str], Vectors]) -> None:
        with self._lock:
            for key, vector in found.items():
                self._known[key] = vector
                self._known.move_to_end(key)
            while len(self._known) > self._kept:
                self._known.popitem(last=False)
