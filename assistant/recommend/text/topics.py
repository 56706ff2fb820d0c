"""Topics of the catalogue: its word matrix folded to a few dimensions (latent semantic analysis, Deerwester 1990).

Rows are not kept for all items: they are the word rows times a small basis, made where needed, so that the memory of
a large library is that of the basis and one number an item.
"""

from collections.abc import Callable, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.recommend.dot_products import SparseRows, products
from assistant.recommend.text.text_features import WordMatrix

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
Find = Callable[[bytes], bytes | None]
"""What was kept under a mark, or None."""

DIMENSIONS = 128
_SAMPLE = 20_000
_TERMS = 20_000
_ROUNDS = 3
_OVERSAMPLING = 16
_BLOCK = 20_000


class Topics:
    """`basis` (common terms, k); `scale` (items,) makes each row x = W·basis·scale a unit vector, or zero.

    Only the commonest terms have a place; `_common` is the word matrix with all rarer ones in one last, empty column,
    sharing its numbers. The basis takes long: it is asked of `find` under the `mark` of the word matrix, and worked out
    where nothing is kept.
    """

    def __init__(self, words: WordMatrix, find: Find = lambda _: None) -> None:
        from scipy import sparse

        rows = words.rows
        kept = min(_TERMS, rows.shape[1])
        clipped = np.minimum(rows.indices, kept)
        self._words = words
        self._common = sparse.csr_matrix((rows.data, clipped, rows.indptr), shape=(rows.shape[0], kept + 1), copy=False)
        self.mark = _mark_of(rows)
        known = find(self.mark)
        self.is_new = known is None
        """Whether the basis was worked out here, and may be kept for the next time."""
        self.basis = _principal_terms(self._common, kept) if known is None else _read_basis(known, kept + 1)
        self.scale = self._scales()
        self._bands = SparseRows(self._common)

    @property
    def dimensions(self) -> int:
        return int(self.basis.shape[1])

    @property
    def nbytes(self) -> int:
        return int(self.basis.nbytes + self.scale.nbytes + self._common.indices.nbytes)

    def rows(self, rows: Rows) -> Floats:
        """(rows, k), each of unit length or zero."""
        return np.asarray((self._common[rows] @ self.basis) * self.scale[rows, None], np.float32)

    def scores(self, weights: Floats) -> Floats:
        """x·w of every item for weights (k, columns): (items, columns)."""
        found = self._bands.products(products(self.basis, weights.T))
        found *= self.scale
        return found.T

    def fold(self, terms: Sequence[str]) -> Floats:
        """The terms of a text as a unit vector (k,), or zero."""
        columns, weights = self._words.lookup(terms)
        common = columns < len(self.basis)
        folded = weights[common] @ self.basis[columns[common]]
        return np.asarray(folded / max(float(np.linalg.norm(folded)), 1e-9), np.float32)

    @cached_property
    def sample(self) -> Rows:
        size = self._common.shape[0]
        return np.arange(0, size, max(1, size // _SAMPLE), dtype=np.int64)

    def _scales(self) -> Floats:
        size = self._common.shape[0]
        starts = range(0, size, _BLOCK)
        lengths = [np.linalg.norm(self._common[start : start + _BLOCK] @ self.basis, axis=1) for start in starts]
        joined = np.concatenate(lengths) if lengths else np.zeros(0)
        return np.where(joined > 1e-6, 1 / np.maximum(joined, 1e-6), 0).astype(np.float32)


def _mark_of(rows: Any) -> bytes:
    """16 bytes that stand for a sparse matrix, and for how its basis is found."""
    found = blake2b(repr((rows.shape, DIMENSIONS, _SAMPLE, _TERMS, _ROUNDS, _OVERSAMPLING)).encode(), digest_size=16)
    for part in (rows.indptr, rows.indices, rows.data):
        found.update(np.ascontiguousarray(part).data)
    return found.digest()


def _read_basis(kept: bytes, terms: int) -> Floats:
    """(terms, k), as `tobytes` wrote it."""
    return np.frombuffer(kept, np.float32).reshape(terms, -1)


def _principal_terms(common: Any, kept: int) -> Floats:
    """Leading right singular vectors of the word matrix by randomised iteration (Halko, Martinsson & Tropp 2011).

    From an even sample of the items; zero for the last column, where the rare terms are.
    """
    part = common[:: max(1, common.shape[0] // _SAMPLE)][:, :kept]
    size = min(DIMENSIONS + _OVERSAMPLING, *part.shape)
    generator = np.random.default_rng(0)
    found = generator.standard_normal((kept, size)).astype(np.float32)
    for _ in range(_ROUNDS):
        found, _r = np.linalg.qr(part.T @ (part @ found))
    _, _, turned = np.linalg.svd(part @ found, full_matrices=False)
    basis = np.zeros((kept + 1, min(DIMENSIONS, size)), np.float32)
    basis[:kept] = (found @ turned.T)[:, : basis.shape[1]]
    return basis
