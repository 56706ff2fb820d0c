"""Clusters of the catalogue: its regions, an item that stands for each, and how crowded it is around an item."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
_SAMPLE = 4000
_ROUNDS = 8
_COMPARED = 1000
_NEAREST = 5


def clusters(vectors: NDArray[np.float32], count: int) -> tuple[Rows, NDArray[np.float32]]:
    """Spherical k-means (Dhillon & Modha 2001) with farthest-first seeding on an even sample, deterministic.

    vectors: (items, dimensions), of unit length or zero where unknown.
    Returns (sampled rows (s,), centres (k, dimensions) of unit length); k is at most `count` and at most s.
    """
    known = np.flatnonzero(np.any(vectors, axis=1))
    rows = known[:: max(1, len(known) // _SAMPLE)]
    x = vectors[rows]
    if not len(rows):
        return rows, np.zeros((0, vectors.shape[1]), np.float32)
    centres = x[_farthest_first(x, min(count, len(rows)))]
    for _ in range(_ROUNDS):
        nearest = np.argmax(x @ centres.T, axis=1)
        for k in range(len(centres)):
            own = x[nearest == k]
            if len(own):
                centre = own.sum(axis=0)
                centres[k] = centre / max(float(np.linalg.norm(centre)), 1e-9)
    return rows, centres


def _farthest_first(x: NDArray[np.float32], count: int) -> list[int]:
    """Indices that lie far apart, starting at the row nearest to the mean (Gonzalez 1985)."""
    chosen = [int(np.argmax(x @ x.mean(axis=0)))]
    closest = x @ x[chosen[0]]
    while len(chosen) < count:
        chosen.append(int(np.argmin(closest)))
        closest = np.maximum(closest, x @ x[chosen[-1]])
    return chosen


def medoids(vectors: NDArray[np.float32], count: int) -> Rows:
    """For each cluster the item nearest to its centre; the largest clusters first. (k,) rows."""
    rows, centres = clusters(vectors, count)
    if not len(rows):
        return np.arange(min(count, len(vectors)), dtype=np.int64)
    similarity = vectors[rows] @ centres.T
    sizes = np.bincount(np.argmax(similarity, axis=1), minlength=len(centres))
    nearest = rows[np.argmax(similarity, axis=0)]
    ordered = nearest[np.argsort(-sizes, kind="stable")]
    return np.asarray(list(dict.fromkeys(ordered.tolist())), np.int64)


class Crowding:
    """How closely others stand around each item: mean cosine with the nearest few of an even sample of the items.

    In high dimensions some items are near to everything ("hubs", Radovanović et al. 2010), and nearness to a like says
    less of them. Each number is worked out once, when it is first asked for. vectors: (items, dimensions) of unit
    length, or zero.
    """

    def __init__(self, vectors: Floats) -> None:
        self._vectors = vectors
        self._sample = np.arange(0, len(vectors), max(1, len(vectors) // _COMPARED), dtype=np.int64)
        self._known = np.full(len(vectors), np.nan, np.float32)

    def of(self, rows: Rows) -> NDArray[np.float64]:
        """(rows,)"""
        new = rows[np.isnan(self._known[rows])]
        if len(new):
            self._known[new] = self._measured(new)
        return self._known[rows].astype(np.float64)

    def _measured(self, rows: Rows) -> Floats:
        near = self._vectors[rows] @ self._vectors[self._sample].T
        near[rows[:, None] == self._sample[None]] = -1.0
        count = min(_NEAREST, near.shape[1])
        return np.asarray(np.partition(near, -count, axis=1)[:, -count:].mean(axis=1), np.float32)
