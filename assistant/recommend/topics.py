"""Topics of the catalogue: its word matrix folded to a few dimensions (latent semantic analysis, Deerwester 1990).

Rows are not kept for all items: they are the word rows times a small basis, made where needed, so that the memory of
a large library is that of the basis and one number an item.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.recommend.words import WordMatrix

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]

DIMENSIONS = 128
_SAMPLE = 20_000
_TERMS = 20_000
_ROUNDS = 3
_OVERSAMPLING = 16
_BLOCK = 20_000


class Topics:
    """`basis` (terms, k); `scale` (items,) makes each row x = W·basis·scale a unit vector, zero without known words."""

    def __init__(self, words: WordMatrix) -> None:
        self._words = words
        self.basis = _principal_terms(words)
        self.scale = self._scales()

    @property
    def dimensions(self) -> int:
        return int(self.basis.shape[1])

    def rows(self, rows: Rows) -> Floats:
        """(rows, k), each of unit length or zero."""
        return np.asarray((self._words.rows[rows] @ self.basis) * self.scale[rows, None], np.float32)

    def scores(self, weights: Floats) -> Floats:
        """x·w of every item for weights (k, columns): (items, columns)."""
        return np.asarray((self._words.rows @ (self.basis @ weights)) * self.scale[:, None], np.float32)

    @cached_property
    def sample(self) -> Rows:
        size = self._words.rows.shape[0]
        return np.arange(0, size, max(1, size // _SAMPLE), dtype=np.int64)

    def _scales(self) -> Floats:
        size = self._words.rows.shape[0]
        lengths = [
            np.linalg.norm(self._words.rows[start : start + _BLOCK] @ self.basis, axis=1)
            for start in range(0, size, _BLOCK)
        ]
        joined = np.concatenate(lengths) if lengths else np.zeros(0)
        return np.where(joined > 1e-6, 1 / np.maximum(joined, 1e-6), 0).astype(np.float32)


def _principal_terms(words: WordMatrix) -> Floats:
    """Leading right singular vectors of the word matrix by randomised iteration (Halko, Martinsson & Tropp 2011).

    On an even sample of the items and the commonest terms; the basis is zero for all other terms.
    """
    matrix = words.rows[:: max(1, words.rows.shape[0] // _SAMPLE)]
    kept = np.sort(np.argsort(-words.frequency, kind="stable")[:_TERMS])
    part = matrix[:, kept]
    size = min(DIMENSIONS + _OVERSAMPLING, *part.shape)
    generator = np.random.default_rng(0)
    found = generator.standard_normal((part.shape[1], size)).astype(np.float32)
    for _ in range(_ROUNDS):
        found, _r = np.linalg.qr(part.T @ (part @ found))
    _, _, turned = np.linalg.svd(part @ found, full_matrices=False)
    basis = np.zeros((words.rows.shape[1], min(DIMENSIONS, size)), np.float32)
    basis[kept] = (found @ turned.T)[:, : basis.shape[1]]
    return basis
