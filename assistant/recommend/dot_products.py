"""Products of all items with a few vectors: the work that grows with the library, shared among the processors."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.settings.threads import default_threads

Floats = NDArray[np.float32]

_LEAST = 20_000
"""Rows below which one processor is done before others have begun."""
_ABREAST = 4
"""Queries are filled up to a multiple of this: as many as the product takes at once."""
_BLOCK_COST = 1_000_000
"""Multiplications of one block: few enough for OpenBLAS to read the rows as they lie, instead of copying them first."""


@lru_cache(maxsize=1)
def _helpers() -> tuple[int, ThreadPoolExecutor]:
    threads = default_threads()
    return threads, ThreadPoolExecutor(max(1, threads - 1), thread_name_prefix="scan")


def in_parts(size: int, work: Callable[[int, int], object], least: int = _LEAST) -> None:
    """`work(start, end)` over all of `range(size)`, in as many parts at once as there are processors to use; in one
    where the size is below `least`."""
    threads, pool = _helpers() if size >= least else (1, None)
    bounds = [size * part // threads for part in range(threads + 1)]
    others = []
    try:
        others = [pool.submit(work, *bounds[part : part + 2]) for part in range(1, threads)] if pool is not None else []
    except RuntimeError:
        # The program is ending, and takes no new work for its helpers: what is under way is done without them.
        bounds[1] = size
    try:
        work(bounds[0], bounds[1])
    finally:
        wait(others)
    for other in others:
        other.result()


def products(vectors: Floats, queries: Floats) -> Floats:
    """Dot products of vectors (items, dimensions) with queries (queries, dimensions): (queries, items).

    Reads the vectors once, however many queries there are: this is what takes the time.
    """
    count, size = len(queries), len(vectors)
    found = np.empty((count, size), np.float32)
    if not count:
        return found
    if count == 1:
        in_parts(size, lambda start, end: np.matmul(vectors[start:end], queries[0], out=found[0, start:end]))
        return found
    width = -(-count // _ABREAST) * _ABREAST
    turned = np.zeros((vectors.shape[1], width), np.float32)
    turned[:, :count] = queries.T
    beside = np.empty((size, width), np.float32)
    step = max(16, _BLOCK_COST // max(1, turned.size) // 16 * 16)

    def part(start: int, end: int) -> None:
        # Block by block in one call, so that no part waits for another to run Python.
        whole = start + (end - start) // step * step
        blocks = vectors[start:whole].reshape(-1, step, len(turned))
        np.matmul(blocks, turned, out=beside[start:whole].reshape(-1, step, width))
        np.matmul(vectors[whole:end], turned, out=beside[whole:end])
        found[:, start:end] = beside[start:end, :count].T

    in_parts(size, part)
    return found


class SparseRows:
    """A CSR matrix cut into bands of rows that share its numbers, for products with a vector on several processors."""

    def __init__(self, matrix: Any) -> None:
        from scipy import sparse

        threads = default_threads() if matrix.shape[0] >= _LEAST else 1
        bounds = [matrix.shape[0] * part // threads for part in range(threads + 1)]
        self._bands: list[tuple[int, Any]] = []
        for start, end in zip(bounds, bounds[1:], strict=False):
            first, last = int(matrix.indptr[start]), int(matrix.indptr[end])
            own = (matrix.data[first:last], matrix.indices[first:last], matrix.indptr[start : end + 1] - first)
            self._bands.append((start, sparse.csr_matrix(own, shape=(end - start, matrix.shape[1]), copy=False)))
        self._size = matrix.shape[0]

    def products(self, columns: Floats) -> Floats:
        """Products with vectors (columns, terms): (columns, items)."""
        found = np.empty((len(columns), self._size), np.float32)

        def part(first: int, last: int) -> None:
            for start, band in self._bands[first:last]:
                for number, column in enumerate(columns):
                    # One vector at a time: scipy's product with several is slower than that.
                    found[number, start : start + band.shape[0]] = band @ column

        in_parts(len(self._bands), part, least=2)
        return found
