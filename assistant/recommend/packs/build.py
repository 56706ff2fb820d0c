"""Building a pack from any ratings file: neighbours by EASE, short crowd vectors, popularity, and the ridge map.

EASE (Steck 2019): B = I − P·diag(1/P) with P = (G + λI)⁻¹, zero on the diagonal, where G = XᵀX counts which items one
person holds together. Here G also counts which items share a subject, a creator, a series or a word of the title, as
if each such name were a person who holds them all (collective EASE, Jeunen et al. 2020): that helps the rarer items.
Two more things keep it from telling what is popular anyway: each item's own weight in λ grows with how often it was
held, as dropout would have it (Steck 2020, "Autoencoders that don't overfit towards the identity"), and the columns of
X are scaled down by a power of that number, and their weights scaled back.
It costs O(items³), so above `EASE_LIMIT` items the neighbours are cosine neighbours with shrinkage instead.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Item
from assistant.domain.errors import AssistantError
from assistant.embedding.encoder import Embedder
from assistant.messages import tr
from assistant.recommend.packs.packs import Neighbours, Pack, item_key, told_title
from assistant.recommend.packs.tables import Event, read_events, read_items
from assistant.recommend.text.series import series_key
from assistant.recommend.text.text_features import content_words, names_key
from indexers.embed import item_text

Floats = NDArray[np.float32]

EASE_LIMIT = 12_000
NEIGHBOURS = 200
CROWD_DIMENSIONS = 64
_RIDGE = 75.0
_NAMES_COUNT = 15.0
_DROPOUT = 0.3
_DAMPING = 0.3
"""The power of an item's popularity that its column is divided by, in all."""
_SHRINKAGE = 10.0
_MAP_RIDGE = 30.0
_STARS = (0.1, 0.2, 0.5, 0.9, 1.0)
_BLOCK = 2000


def build_pack(
    ratings: Path,
    items: Path,
    out: Path,
    embedder: Embedder | None = None,
    progress: Callable[[str], None] | None = None,
) -> dict[str, int]:
    """Write a pack of what the people of `ratings` (user, item, value, time) did with `items`.

    Returns the numbers of items and neighbours, and the bytes written. Raises TableError, and AssistantError when no
    rating is of a known item.
    """
    said = progress or (lambda _: None)
    known = read_items(items)
    pack = pack_of(read_events(ratings), known, embedder, said)
    size = pack.save(out)
    neighbours = sum(int(np.count_nonzero(table.index >= 0)) for table in pack.tables.values())
    return {"items": len(pack), "neighbours": neighbours, "bytes": size}


def pack_of(
    crowd: dict[str, list[Event]],
    items: tuple[Item, ...],
    embedder: Embedder | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Pack:
    """A pack from the events of a crowd; items that nobody touched are left out."""
    touched = {event.item for events in crowd.values() for event in events}
    kept = tuple(item for item in items if item.id in touched)
    if not kept:
        raise AssistantError(
            tr("No line of the ratings is about one of these items. Compare the ids of the two files.")
        )
    matrix = _people_by_items(crowd, {item.id: column for column, item in enumerate(kept)})
    progress("neighbours")
    tables = {"ease": _ease(matrix, _names_by_items(kept)) if len(kept) <= EASE_LIMIT else _cosine(matrix)}
    progress("vectors")
    vectors = _crowd_vectors(matrix)
    popularity = np.log1p(np.asarray((matrix > 0).sum(axis=0), np.float32).ravel())
    return Pack(
        ids=tuple(item.id for item in kept),
        keys=tuple(item_key(item) for item in kept),
        popularity=(popularity - popularity.mean()).astype(np.float32),
        vectors=vectors,
        ridge_map=_ridge_map(kept, vectors, embedder),
        tables=tables,
        titles=tuple(told_title(item) for item in kept),
    )


def _people_by_items(crowd: dict[str, list[Event]], columns: dict[str, int]) -> Any:
    """Sparse (people, items): stars mapped to 0..1, plays by their rank within the person, 1 without a value."""
    from scipy import sparse

    values = [event.value for events in crowd.values() for event in events if event.value is not None]
    stars = not values or max(values) <= 5
    rows, places, amounts = [], [], []
    for row, events in enumerate(crowd.values()):
        own = [event for event in events if event.item in columns]
        rows += [row] * len(own)
        places += [columns[event.item] for event in own]
        amounts += _amounts(own, stars).tolist()
    shape = (len(crowd), len(columns))
    return sparse.csr_matrix((np.asarray(amounts, np.float32), (rows, places)), shape=shape)


def _amounts(events: list[Event], stars: bool) -> NDArray[np.float64]:
    values = np.asarray([np.nan if event.value is None else event.value for event in events], np.float64)
    known = ~np.isnan(values)
    amounts = np.ones(len(values))
    if stars:
        amounts[known] = np.interp(values[known], (1, 2, 3, 4, 5), _STARS)
    elif known.any():
        amounts[known] = 0.7 + 0.6 * np.argsort(np.argsort(values[known])) / known.sum()
    return amounts


def _names_by_items(items: tuple[Item, ...]) -> Any:
    """Sparse (names, items): who carries a name; each row scaled so that a name counts by one over its carriers."""
    from scipy import sparse

    codes: dict[str, int] = {}
    names, columns = [], []
    for column, item in enumerate(items):
        terms = [f"subject:{names_key(s)}" for s in item.subjects] + [
            f"creator:{names_key(c)}" for c in item.creators[:2]
        ]
        terms += [f"series:{series_key(item)}"] if series_key(item) else []
        terms += sorted(set(content_words(item.title)))
        for term in dict.fromkeys(terms):
            names.append(codes.setdefault(term, len(codes)))
            columns.append(column)
    carriers = np.bincount(names, minlength=max(1, len(codes)))
    scale = np.where(carriers > 1, 1 / np.sqrt(np.maximum(carriers, 1)), 0).astype(np.float32)
    return sparse.csr_matrix((scale[names], (names, columns)), shape=(len(carriers), len(items)))


def _ease(matrix: Any, names: Any) -> Neighbours:
    gram = (matrix.T @ matrix + _NAMES_COUNT * (names.T @ names)).toarray().astype(np.float32)
    scale = _damped(np.asarray((matrix > 0).sum(axis=0)).ravel())
    gram *= scale[:, None] * scale[None]
    diagonal = np.diag_indices(len(gram))
    held = np.asarray(matrix.multiply(matrix).sum(axis=0), np.float32).ravel()
    gram[diagonal] += _RIDGE + _DROPOUT / (1 - _DROPOUT) * held
    inverse = _inverse(gram)
    weights = np.asarray(-inverse / inverse[diagonal][None], np.float32)
    weights *= scale[:, None] / scale[None]
    weights[diagonal] = 0
    return Neighbours.of_matrix(weights, NEIGHBOURS)


def _damped(people: NDArray[np.int64]) -> Floats:
    """What the column of each item is multiplied with, by how many people held it; 1 in the mean. (items,)"""
    scale = (people + 1.0) ** (-_DAMPING / 2)
    return np.asarray(scale / scale.mean(), np.float32)


def _inverse(gram: Floats) -> Floats:
    """Of a symmetric matrix with positive eigenvalues, by Cholesky's factor: a third of the work of any other's."""
    from scipy.linalg.lapack import spotrf, spotri

    factor, failed = spotrf(gram, lower=1)
    found, unsolved = spotri(factor, lower=1, overwrite_c=1)
    if failed or unsolved:
        return np.asarray(np.linalg.inv(gram), np.float32)
    below = np.tril(found)
    return np.asarray(below + np.tril(found, -1).T, np.float32)


def _cosine(matrix: Any) -> Neighbours:
    """Cosine between the columns, shrunk by co-occurrence; worked in blocks, so that no dense square is needed."""
    squares = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=0)).ravel())
    transposed = matrix.T.tocsr()
    parts = []
    for start in range(0, matrix.shape[1], _BLOCK):
        block = (transposed[start : start + _BLOCK] @ matrix).toarray()
        block = block / (squares[start : start + _BLOCK, None] * squares[None] + _SHRINKAGE)
        own = np.arange(len(block))
        block[own, own + start] = 0
        parts.append(Neighbours.of_matrix(block.astype(np.float32), NEIGHBOURS))
    return Neighbours(*(np.concatenate([getattr(p, name) for p in parts]) for name in ("index", "weight", "scale")))


def _crowd_vectors(matrix: Any) -> Floats:
    """Items in the space of crowd taste: right singular vectors of the row-normalised matrix, (items, ≤64)."""
    from scipy.sparse.linalg import svds

    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scaled = matrix.multiply(1 / np.maximum(lengths, 1e-9)[:, None]).tocsr()
    size = min(CROWD_DIMENSIONS, min(scaled.shape) - 1)
    if size < 1:
        return np.ones((matrix.shape[1], 1), np.float32)
    start = np.ones(min(scaled.shape))
    _, strengths, vectors = svds(scaled.astype(np.float64), k=size, v0=start)
    return np.asarray((vectors * np.sqrt(strengths)[:, None]).T, np.float32)


def _ridge_map(items: tuple[Item, ...], vectors: Floats, embedder: Embedder | None) -> Floats:
    """Least-squares map from item vectors, with a constant, to crowd vectors: (dimensions + 1, d); gives cold items
    a place. Empty without an embedder."""
    if embedder is None:
        return np.zeros((0, vectors.shape[1]), np.float32)
    texts = embedder.embed_batch([item_text(item) for item in items])
    x = np.hstack((texts, np.ones((len(texts), 1), np.float32))).astype(np.float64)
    solved = np.linalg.solve(x.T @ x + _MAP_RIDGE * np.eye(x.shape[1]), x.T @ vectors)
    return np.asarray(solved, np.float32)
