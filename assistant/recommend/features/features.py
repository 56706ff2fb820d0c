"""The candidates of one request with their raw features: what the scorer weighs.

A feature is a named array over the candidates. It is absent, not zero, where the person gave nothing to compute it
from: then no part of the ledger speaks of it.
"""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Statement, Verdict
from assistant.recommend.catalogue import KINDS, Catalogue, Floats, Rows
from assistant.recommend.features.statement_features import statement_weights
from assistant.recommend.history import DAY, History, Request
from assistant.recommend.packs.packs import PackView
from assistant.recommend.text.query import Asked
from assistant.recommend.text.subject_overlap import shared_with
from assistant.recommend.user_model import Person

Features = dict[str, NDArray[np.float64]]
NEAREST, NEARBY = 3, 8
_FRESH_DAYS = 30.0
_FATIGUE_DAYS = 3.0
_COMPARED = 600
_UNSEEN = 0.02


@dataclass(frozen=True)
class Scene:
    """All that one ranking reads, computed once per request. Columns run over the whole catalogue."""

    catalogue: Catalogue
    history: History
    request: Request
    person: Person
    columns: dict[str, Floats]
    near_likes: dict[int, Rows]
    """Of each of the strongest likes, by row, the rows nearest to it, best first."""
    statements: list[tuple[Statement, Asked]] = field(default_factory=list)
    asked: Asked | None = None
    avoided: list[Asked] = field(default_factory=list)
    seeds: Rows = field(default_factory=lambda: np.zeros(0, np.int64))
    pack: PackView | None = None
    pack_columns: dict[str, Floats] = field(default_factory=dict)
    _near: dict[int, Floats] = field(default_factory=dict)
    _shared: dict[int, Floats] = field(default_factory=dict)
    _joint: dict[bytes, Floats] = field(default_factory=dict)

    @cached_property
    def says(self) -> dict[str, float]:
        """How much each statement counts, by id."""
        return statement_weights([statement for statement, _ in self.statements])

    def joint(self, rows: Rows) -> Floats:
        """The catalogue's `joint` of the pool, made once."""
        key = rows.tobytes()
        if key not in self._joint:
            self._joint[key] = self.catalogue.joint(rows)
        return self._joint[key]

    @cached_property
    def liked_vectors(self) -> Floats:
        return self.catalogue.vectors[self.person.liked]

    @cached_property
    def liked_subjects(self) -> Counter[int]:
        """How many liked items carry each subject, by code."""
        of_item = self.catalogue.subjects.of_item
        return Counter(code for row in self.person.liked.tolist() for code in of_item[row])

    @cached_property
    def touched(self) -> frozenset[str]:
        """Ids of the items with which more was done than to put them off."""
        return frozenset(one.item_id for one in self.history.interactions if one.verdict is not Verdict.NOT_NOW)

    def share(self, rows: Rows, near: Floats, shared: Floats) -> None:
        """Keep what `near_liked` and `words_shared` would find for each of the rows."""
        numbers = rows.tolist()
        self._near.update(zip(numbers, near, strict=True))
        self._shared.update(zip(numbers, shared, strict=True))

    def near_liked(self, row: int) -> Floats:
        """Cosines of an item's vector with that of each liked item, (liked,). Kept, like `words_shared`."""
        if row not in self._near:
            self._near[row] = self.liked_vectors @ self.catalogue.vectors[row]
        return self._near[row]

    def words_shared(self, row: int) -> Floats:
        """Cosines of an item's words with those of each liked item, (liked,). Kept: several reasons ask for them."""
        if row not in self._shared:
            self._shared[row] = self.catalogue.words.between(np.asarray([row]), self.person.liked)[0]
        return self._shared[row]


def measure(scene: Scene, rows: Rows) -> Features:
    """Raw features of the candidates `rows`."""
    features = _taste(scene, rows)
    if "words" in scene.columns:
        features["words"] = scene.columns["words"][rows].astype(np.float64)
    features |= {name: column[rows].astype(np.float64) for name, column in scene.pack_columns.items()}
    features |= _neighbours(scene, rows)
    features |= _facets(scene, rows)
    features |= _shelf(scene, rows)
    if scene.asked is not None:
        features |= _asked(scene.asked, rows)
    if len(scene.seeds):
        vectors = scene.catalogue.vectors
        features["like"] = (vectors[rows] @ vectors[scene.seeds].T).max(axis=1).astype(np.float64)
        features["like_shared"] = shared_with(scene.catalogue, scene.seeds.tolist(), rows)
    for avoided in scene.avoided:
        features["avoid"] = np.maximum(features.get("avoid", np.zeros(len(rows))), _avoidance(avoided, rows))
    return features


def largest(similarity: Floats, weights: NDArray[np.float64], count: int = NEAREST) -> Floats:
    """The `count` largest weighted similarities in each row, falling: (candidates, up to count)."""
    weighted = similarity * weights.astype(np.float32)
    if weighted.shape[1] > count:
        weighted = np.partition(weighted, -count, axis=1)[:, -count:]
    return np.asarray(np.sort(weighted, axis=1)[:, ::-1], np.float32)


def top_mean(falling: Floats, count: int = NEAREST) -> NDArray[np.float64]:
    """Mean of the first `count` in each row: (candidates,)."""
    return np.asarray(falling[:, :count].mean(axis=1), np.float64)


def _taste(scene: Scene, rows: Rows) -> Features:
    """Each head with the vector of the item's kind, exactly; the columns of the scan leave the kinds' offsets out."""
    if not any(name in scene.columns for name in scene.person.heads):
        return {}
    vectors, kinds = scene.joint(rows), scene.catalogue.kinds[rows]
    return {name: by_kind(vectors, head.weights(), kinds) for name, head in scene.person.heads.items()}


def by_kind(vectors: Floats, weights: Floats, kinds: NDArray[np.int8]) -> NDArray[np.float64]:
    """x·w with the weights (kinds, dimensions) of each row's kind: (rows,)."""
    every = vectors @ weights.T
    return np.asarray(every[np.arange(len(kinds)), kinds], np.float64)


def _neighbours(scene: Scene, rows: Rows) -> Features:
    catalogue, person = scene.catalogue, scene.person
    features: Features = {}
    liked, weights = _strongest(person.liked, person.liked_weights)
    if len(liked):
        near = catalogue.vectors[rows] @ catalogue.vectors[liked].T
        shared = catalogue.words.between(rows, liked)
        if len(liked) == len(person.liked):
            scene.share(rows, near, shared)
        features["nearest_liked"] = top_mean(largest(near, weights))
        front = largest(shared, weights, NEARBY)
        features["shared_words"], features["shared_widely"] = top_mean(front), top_mean(front, NEARBY)
    disliked, weights = _strongest(person.disliked, person.disliked_weights)
    if len(disliked):
        near = catalogue.vectors[rows] @ catalogue.vectors[disliked].T
        features["nearest_disliked"] = top_mean(largest(near, weights, 1), 1)
    return features


def _strongest(rows: Rows, weights: NDArray[np.float64]) -> tuple[Rows, NDArray[np.float64]]:
    """Those that count most, with ties to the later rows: beyond some hundreds, more of them tell nothing new."""
    if len(rows) <= _COMPARED:
        return rows, weights
    kept = np.sort(np.argsort(weights, kind="stable")[-_COMPARED:])
    return rows[kept], weights[kept]


def _facets(scene: Scene, rows: Rows) -> Features:
    catalogue, person = scene.catalogue, scene.person
    features: Features = {}
    if person.creators:
        known = [person.creators.get(code, 0.0) for code in catalogue.main_creators[rows].tolist()]
        features["creator"] = saturated(np.asarray(known))
    features |= _series(scene, rows)
    if len(person.liked):
        features["language"] = np.log(_UNSEEN + person.scripts[catalogue.scripts[rows]])
        if np.isfinite(catalogue.years[rows]).any():
            features["era"] = np.log(person.eras[catalogue.eras[rows]])
        if np.count_nonzero(np.bincount(catalogue.kinds, minlength=len(KINDS))) > 1:
            features["kind"] = np.log(0.1 + person.kind_shares[catalogue.kinds[rows]])
    return features


def saturated(affinity: NDArray[np.float64]) -> NDArray[np.float64]:
    """a/(1+|a|): the second like says less than the first."""
    return np.asarray(affinity / (1 + np.abs(affinity)), np.float64)


def _series(scene: Scene, rows: Rows) -> Features:
    """Liking of a series begun; the same for its next part; and 1 for a later part of a series not begun."""
    codes, numbers = scene.catalogue.series_codes[rows], scene.catalogue.series_numbers[rows]
    begun, follows, late = np.zeros(len(rows)), np.zeros(len(rows)), np.zeros(len(rows))
    for position in np.flatnonzero(codes >= 0).tolist():
        known, number = scene.person.series.get(int(codes[position])), numbers[position]
        if known is None:
            late[position] = number > 1
            continue
        begun[position] = known.liking / (1 + abs(known.liking))
        follows[position] = max(begun[position], 0.0) * (0 < number - known.reached <= 1)
    return {"series": begun, "series_next": follows, "series_late": late}


def _shelf(scene: Scene, rows: Rows) -> Features:
    """What the shelf itself tells: documentation, age in the library, whether opened, how often shown or heard."""
    catalogue, now = scene.catalogue, scene.request.now
    features: Features = {name: fact[rows].astype(np.float64) for name, fact in catalogue.shelf_facts.items()}
    added = catalogue.added[rows]
    if np.any(catalogue.added):
        features["fresh"] = np.exp2(-np.maximum(now - added, 0) / DAY / _FRESH_DAYS)
    if len(scene.person.signals.rows):
        touched = np.isin(rows, scene.person.signals.rows)
        features["untouched"] = (catalogue.owned[rows] & ~touched).astype(np.float64)
    if scene.history.shown:
        known = {catalogue.row.get(item_id, -1): float(often) for item_id, often in scene.history.shown.items()}
        features["shown"] = np.minimum([known.get(row, 0.0) for row in rows.tolist()], 5.0)
    recent = _recently_heard(scene)
    if recent:
        features["heard"] = np.asarray([recent.get(row, 0.0) for row in rows.tolist()])
    return features


def _recently_heard(scene: Scene) -> dict[int, float]:
    """Fatigue of items played of late: log(1 + plays, halved every few days)."""
    heard: dict[int, float] = {}
    for event in scene.history.interactions:
        row = scene.catalogue.row.get(event.item_id)
        if row is not None and event.verdict in (Verdict.PLAYED, Verdict.OPENED) and event.at <= scene.request.now:
            age = (scene.request.now - event.at) / DAY
            heard[row] = heard.get(row, 0.0) + max(event.value, 0.0) * 2.0 ** (-age / _FATIGUE_DAYS)
    return {row: float(np.log1p(value)) for row, value in heard.items() if value > 1e-3}


def _asked(asked: Asked, rows: Rows) -> Features:
    features: Features = {}
    if asked.columns is not None:
        features["request"] = asked.columns[0, rows].astype(np.float64)
    others = {
        "request_words": asked.words,
        "request_names": asked.names,
        "request_facets": asked.facets,
        "request_text": asked.found,
        "request_passage": None if asked.passages is None else asked.passages[0],
        "request_passages": None if asked.passages is None else asked.passages[1],
    }
    for name, column in others.items():
        if column is not None and np.any(column):
            features[name] = column[rows].astype(np.float64)
    return features


def _avoidance(avoided: Asked, rows: Rows) -> NDArray[np.float64]:
    """How much of what is to be avoided stands in each candidate, 0..1."""
    parts: list[NDArray[np.float64]] = [np.zeros(len(rows))]
    if avoided.columns is not None:
        parts.append(np.clip(avoided.columns[0, rows], 0, 1).astype(np.float64))
    if avoided.names is not None:
        parts.append(avoided.names[rows].astype(np.float64))
    return np.asarray(np.max(np.stack(parts), axis=0), np.float64)
