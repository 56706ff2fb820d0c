"""Sources of candidates. Each names the rows it brings forward; their union is what gets scored."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from assistant.recommend.board import Scene
from assistant.recommend.catalogue import Floats, Mask, Rows
from assistant.recommend.person import Person

PER_SOURCE = 100
SMALL = 1500
"""Catalogues up to this size are scored whole."""
SEEDS = 16


def best_rows(column: Floats, allowed: Mask, count: int, *, positive: bool = False) -> Rows:
    """The `count` allowed rows with the largest values, best first; ties by row. `positive` drops values ≤ 0."""
    values = np.where(allowed, column, -np.inf)
    count = min(count, int(np.count_nonzero(allowed)))
    if count <= 0:
        return np.zeros(0, np.int64)
    floor = np.partition(values, -count)[-count]
    rows = np.flatnonzero(values >= max(floor, 1e-9) if positive else values >= floor)
    return rows[np.argsort(-values[rows], kind="stable")][:count]


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
        if asked.columns is not None:
            yield "statement", best_rows(asked.columns[0], allowed, count // 2)
        if asked.names is not None:
            yield "statement", best_rows(asked.names, allowed, count // 2, positive=True)
    if scene.asked is not None:
        yield from _asked_sources(scene, allowed, count)
    if len(scene.seeds):
        vectors = scene.catalogue.vectors
        yield "like", best_rows((vectors[scene.seeds] @ vectors.T).max(axis=0), allowed, 2 * count)
    yield "creator", _keep(allowed, _same_creator(scene), count)
    yield "series", _keep(allowed, _same_series(scene), count)
    yield "fresh", best_rows(scene.catalogue.added.astype(np.float32), allowed, count // 4)
    yield "diverse", _keep(allowed, scene.catalogue.medoids, count // 2)
    known = np.ones(len(allowed), np.bool_)
    known[scene.person.signals.rows] = False
    yield (
        "untouched",
        best_rows(scene.catalogue.shelf_facts["subjects_known"], allowed & known & scene.catalogue.owned, count // 2),
    )


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
    if not len(scene.near_seeds):
        return np.zeros(0, np.int64)
    each = max(5, 2 * count // len(scene.near_seeds))
    return np.unique(np.concatenate([best_rows(column, allowed, each) for column in scene.near_seeds]))


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
    return rows[allowed[rows]][:count] if len(rows) else rows
