"""Sources of candidates. Each names the rows it brings forward; their union is what gets scored."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from assistant.recommend.catalogue import Floats, Mask, Rows
from assistant.recommend.features.features import Scene
from assistant.recommend.text.query import Asked
from assistant.recommend.user_model import Person

PER_SOURCE = 100
SMALL = 1500
"""Catalogues up to this size are scored whole."""
SEEDS = 16
_BLOCK = 64
_FRONT = 8


def best_rows(column: Floats, allowed: Mask, count: int, *, positive: bool = False) -> Rows:
    """The `count` allowed rows with the largest values, best first; ties by row. `positive` drops values ≤ 0."""
    values = np.where(allowed, column, -np.inf)
    floor = _floor(values, count)
    rows = np.flatnonzero(allowed & (values >= (max(floor, 1e-9) if positive else floor)))
    return rows[np.argsort(-values[rows], kind="stable")][:count]


def _floor(values: Floats, count: int) -> float:
    """A bound that at least `count` values reach, and few more: the count-th largest of the maxima of blocks."""
    if count <= 0 or len(values) < 2 * _BLOCK * count:
        return float(np.partition(values, -count)[-count]) if 0 < count <= len(values) else -np.inf
    whole = len(values) // _BLOCK * _BLOCK
    maxima = values[:whole].reshape(-1, _BLOCK).max(axis=1)
    return float(np.partition(maxima, -count)[-count])


def first_allowed(leading: Rows, column: Callable[[], Floats], allowed: Mask, count: int) -> Rows:
    """`best_rows` from rows kept in order, best first; the column is read only where too few of them are allowed."""
    found = leading[allowed[leading]][:count]
    return found if len(found) == count or len(leading) == len(allowed) else best_rows(column(), allowed, count)


def retrieve(scene: Scene, allowed: Mask, count: int = PER_SOURCE) -> dict[int, frozenset[str]]:
    """Candidates with the names of their sources, in a fixed order. `allowed`: (items,)."""
    sources: dict[int, set[str]] = defaultdict(set)
    for name, rows in _all_sources(scene, allowed, count):
        for row in rows.tolist():
            sources[row].add(name)
    if int(np.count_nonzero(allowed)) <= SMALL:
        for row in np.flatnonzero(allowed).tolist():
            sources.setdefault(row, set())
    return {row: frozenset(sources[row]) for row in sorted(sources)}


def _all_sources(scene: Scene, allowed: Mask, count: int) -> Iterator[tuple[str, Rows]]:
    for name, column in scene.columns.items():
        yield name, best_rows(column, allowed, count, positive=name == "words")
    for name, column in scene.pack_columns.items():
        yield "pack", best_rows(column, allowed, count, positive=name != "pack_cold")
    yield "nearest liked", nearest_to_liked(scene, allowed, count)
    for _, asked in scene.statements:
        yield "statement", _of_statement(asked, allowed, count // 2)
    if scene.asked is not None:
        yield from _asked_sources(scene, allowed, count)
    if len(scene.seeds):
        vectors = scene.catalogue.vectors
        yield "like", best_rows((vectors[scene.seeds] @ vectors.T).max(axis=0), allowed, 2 * count)
    yield "creator", _keep(allowed, _same_creator(scene), count)
    yield "series", _keep(allowed, _same_series(scene), count)
    yield "fresh", _keep(allowed, scene.catalogue.newest, count // 4)
    yield "diverse", _keep(allowed, scene.catalogue.medoids, count // 2)
    known = np.ones(len(allowed), np.bool_)
    known[scene.person.signals.rows] = False
    yield "untouched", _keep(allowed & known & scene.catalogue.owned, scene.catalogue.best_told, count // 2)


def _of_statement(asked: Asked, allowed: Mask, count: int) -> Rows:
    """Those that carry a name; where none is named, those nearest in meaning."""
    if asked.names is not None:
        return _keep(allowed, asked.carriers, count)
    columns = asked.columns
    return first_allowed(asked.nearest, lambda: columns[0], allowed, count) if columns is not None else asked.nearest


def _asked_sources(scene: Scene, allowed: Mask, count: int) -> Iterator[tuple[str, Rows]]:
    asked = scene.asked
    assert asked is not None
    if asked.columns is not None:
        yield "request", best_rows(asked.columns[0], allowed, 2 * count)
        yield "request", best_rows(asked.columns.mean(axis=0), allowed, 2 * count)
    for column in (asked.words, asked.names, asked.found, *(() if asked.passages is None else asked.passages)):
        if column is not None:
            yield "request", best_rows(column, allowed, 2 * count, positive=True)


def nearest_to_liked(scene: Scene, allowed: Mask, count: int) -> Rows:
    """Around the strongest likes, a few neighbours each, so that every corner of the taste is heard."""
    if not scene.near_likes:
        return np.zeros(0, np.int64)
    each = max(5, 2 * count // len(scene.near_likes))
    vectors = scene.catalogue.vectors
    found = [
        first_allowed(leading, partial(np.matmul, vectors, vectors[row]), allowed, each)
        for row, leading in scene.near_likes.items()
    ]
    return np.unique(np.concatenate(found))


def strongest_likes(person: Person, now: float, count: int = SEEDS) -> Rows:
    """Rows of the likes that weigh most now, by weight halved every 90 days; ties by row."""
    signals = person.signals
    weights = (signals.targets * signals.weights(now, 90.0))[signals.liked]
    return person.liked[np.argsort(-weights, kind="stable")][:count]


def _same_creator(scene: Scene) -> Rows:
    creators = scene.catalogue.creators
    liked = sorted(
        (code for code, a in scene.person.creators.items() if a > 0), key=lambda c: -scene.person.creators[c]
    )
    found = [creators.holders[code] for code in liked]
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _same_series(scene: Scene) -> Rows:
    """The parts of every series begun."""
    found = [scene.catalogue.series.holders[code] for code in scene.person.series]
    return np.concatenate(found) if found else np.zeros(0, np.int64)


def _keep(allowed: Mask, rows: Rows, count: int) -> Rows:
    """The first `count` of rows in order that are allowed; most often they are near the front."""
    front = rows[: _FRONT * count]
    found = front[allowed[front]][:count]
    return found if len(found) == count or len(front) == len(rows) else rows[allowed[rows]][:count]
