"""Works on a plane: those that are near in meaning lie near each other."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
_DIMENSIONS = 24
"""Principal axes in which neighbours are looked for."""
_NEAREST = 10
_FEW = 2 * _NEAREST
"""Fewer works than this have no neighbours to speak of: their principal axes tell all."""
_LAID_OUT = 6000
"""Works that are laid out against each other; of more, an even share is, and each other one joins its neighbours."""
_ROUNDS = 80
_AGAINST = 4
"""Works drawn at random that push each work away in a round."""
_ROOM = 0.15
"""How far the works lie from the middle at first, in least distances, for each root of their number."""
_EVEN = 0.6
"""Share of the rank in a place: what is empty between far islands is narrowed by it."""
_FURTHEST = 4.0
_BLOCK = 1024
_MOST_REGIONS, _LLOYD = 18, 12


def plane(vectors: Floats) -> Floats:
    """A place for each work: principal axes first (Hotelling 1933), then neighbours attract and others repel, by the
    gradient of UMAP (McInnes, Healy & Melville 2018) with a = b = 1, over all works at once. Deterministic.

    vectors: (items, dimensions), of unit length. Returns (items, 2), the middle nine tenths within −1..1.
    """
    if len(vectors) < 3:
        return np.zeros((len(vectors), 2), np.float32) + np.arange(len(vectors), dtype=np.float32)[:, None]
    reduced = _principal(vectors, min(_DIMENSIONS, *vectors.shape))
    if len(reduced) < _FEW:
        return _scaled(reduced[:, :2])
    step = -(-len(reduced) // _LAID_OUT)
    laid = reduced[::step]
    near, weight = _neighbours(laid, laid, _NEAREST, apart=True)
    places = _laid_out(_scaled(laid[:, :2]) * _ROOM * np.sqrt(len(laid)).astype(np.float32), near, weight)
    if step > 1:
        near, weight = _neighbours(reduced, laid, 3, apart=False)
        joined = (places[near] * weight[..., None]).sum(axis=1) / weight.sum(axis=1)[:, None]
        joined += np.random.default_rng(0).normal(0.0, 0.05, joined.shape).astype(np.float32)
        joined[::step] = places
        places = joined
    return _scaled((1.0 - _EVEN) * _scaled(places) + _EVEN * _ranks(places))


def _principal(vectors: Floats, count: int) -> Floats:
    centred = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1][:, :count]
    # An axis has no direction of its own: its largest part points up, so that a map does not flip from day to day.
    axes = axes * np.sign(axes[np.argmax(np.abs(axes), axis=0), np.arange(count)])
    return np.asarray(centred @ axes, np.float32)


def _neighbours(points: Floats, among: Floats, count: int, *, apart: bool) -> tuple[Rows, Floats]:
    """The nearest of `among` for each point, and how near, 0..1 with the nearest at 1; both (points, count). `apart`:
    the two are the same, and nothing is its own neighbour."""
    rows, weights = np.empty((len(points), count), np.int64), np.empty((len(points), count), np.float32)
    squares = (among**2).sum(axis=1)
    for start in range(0, len(points), _BLOCK):
        block = points[start : start + _BLOCK]
        far = squares[None] - 2.0 * block @ among.T + (block**2).sum(axis=1)[:, None]
        if apart:
            far[np.arange(len(block)), start + np.arange(len(block))] = np.inf
        found = np.argpartition(far, count - 1, axis=1)[:, :count]
        distance = np.sqrt(np.maximum(np.take_along_axis(far, found, axis=1), 0.0))
        least = distance.min(axis=1, keepdims=True)
        width = np.maximum((distance - least).mean(axis=1, keepdims=True), 1e-6)
        rows[start : start + _BLOCK], weights[start : start + _BLOCK] = found, np.exp(-(distance - least) / width)
    return rows, weights


def _laid_out(places: Floats, near: Rows, weight: Floats) -> Floats:
    n, k = near.shape
    rng = np.random.default_rng(0)
    ends, others, pull = np.repeat(np.arange(n), k), near.ravel(), weight.ravel()
    for number in range(_ROUNDS):
        rate = 1.0 - number / _ROUNDS
        apart = places[ends] - places[others]
        force = -2.0 / (1.0 + (apart**2).sum(axis=1))
        moved = np.clip(apart * (pull * force)[:, None], -_FURTHEST, _FURTHEST)
        change = _summed(ends, moved, n) - _summed(others, moved, n)
        for _ in range(_AGAINST):
            away = places - places[rng.integers(0, n, n)]
            square = (away**2).sum(axis=1)
            force = 2.0 / ((0.001 + square) * (1.0 + square))
            change += np.clip(away * force[:, None], -_FURTHEST, _FURTHEST)
        places = places + np.clip(0.1 * rate * change, -_FURTHEST, _FURTHEST).astype(np.float32)
    return places


def _summed(rows: Rows, moved: Floats, n: int) -> Floats:
    return np.stack([np.bincount(rows, moved[:, axis], n) for axis in (0, 1)], axis=1).astype(np.float32)


def _scaled(places: Floats) -> Floats:
    low, high = np.quantile(places, 0.05, axis=0), np.quantile(places, 0.95, axis=0)
    return np.asarray((places - (low + high) / 2) / max(float((high - low).max()) / 2, 1e-9), np.float32)


def _ranks(places: Floats) -> Floats:
    """Each coordinate as its rank, −1..1."""
    order = np.argsort(np.argsort(places, axis=0, kind="stable"), axis=0)
    return np.asarray(order * (2.0 / max(len(places) - 1, 1)) - 1.0, np.float32)


def regions(places: Floats) -> tuple[Rows, Floats]:
    """Which works lie together: k-means on the plane (Lloyd 1982), seeded far from each other. Deterministic.

    places: (items, 2). Returns the region of each, (items,), and the middle of each region, (regions, 2).
    """
    if not len(places):
        return np.zeros(0, np.int64), np.zeros((0, 2), np.float32)
    count = int(np.clip(np.sqrt(len(places) / 2), 1, _MOST_REGIONS))
    middles = [np.median(places, axis=0)]
    far = ((places - middles[0]) ** 2).sum(axis=1)
    for _ in range(1, count):
        middles.append(places[int(np.argmax(far))])
        far = np.minimum(far, ((places - middles[-1]) ** 2).sum(axis=1))
    centres = np.asarray(middles, np.float32)
    for _ in range(_LLOYD):
        region = np.argmin(((places[:, None] - centres[None]) ** 2).sum(axis=2), axis=1)
        size = np.maximum(np.bincount(region, minlength=count), 1)[:, None]
        moved = _summed(region, places, count) / size
        centres = np.where(np.bincount(region, minlength=count)[:, None] > 0, moved, centres).astype(np.float32)
    return np.asarray(region, np.int64), centres
