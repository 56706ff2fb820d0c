"""Shelves that divide and name themselves: residual codes over what items are about, in two levels.

The first code is the nearest centre among items of a kind; a shelf that is large has its own centres over what the
first code leaves unsaid of its items (residual quantisation, as in RQ-VAE). Each is named by the subjects that tell it
from what stands around it.
"""

import math
import warnings
from collections import Counter
from dataclasses import dataclass

import numpy as np

from assistant.domain.entities import Kind
from assistant.recommend.catalogue import KINDS, Catalogue, Floats, Rows
from assistant.relations.group_names import counted, group_name

LEAST = 3
"""A shelf holds so many works at least; smaller ones join the nearest."""
_LARGE = 30
_MOST, _SAMPLE = 24, 8000
_TRIES = 5
"""Starts of the division; the one with the nearest centres is kept."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """`rows`: the catalogue's rows, the most typical first. `parts` are the shelves within, none in a small one."""

    kind: Kind
    name: str
    rows: tuple[int, ...]
    parts: tuple["Shelf", ...] = ()


def shelves(catalogue: Catalogue) -> tuple[Shelf, ...]:
    """Those of each kind, the largest first. What nothing is known of stands on no shelf, and of a kind with fewer
    than 2·LEAST works nothing is made."""
    known = np.any(catalogue.vectors, axis=1)
    found: list[Shelf] = []
    for number, kind in enumerate(KINDS):
        rows = np.flatnonzero(known & (catalogue.kinds == number))
        if len(rows) >= 2 * LEAST:
            around = counted(catalogue, rows)
            found += _divided(catalogue, kind, rows, catalogue.joint(rows), around, split=True)
    return tuple(found)


def _divided(
    catalogue: Catalogue, kind: Kind, rows: Rows, vectors: Floats, around: Counter[str], *, split: bool
) -> list[Shelf]:
    """`around`: how many works carry each subject where these rows come from; `split` what is large once more."""
    codes, centres = _codes(vectors)
    taken: set[str] = set()
    found = []
    for code in sorted(set(codes.tolist()), key=lambda one: -int(np.count_nonzero(codes == one))):
        own = np.flatnonzero(codes == code)
        typical = own[np.argsort(-(vectors[own] @ centres[code]), kind="stable")]
        name = group_name(catalogue, rows[typical], around, len(rows), taken)
        parts: list[Shelf] = []
        if split and len(own) >= _LARGE:
            left = _unit(vectors[own] - (vectors[own] @ centres[code])[:, None] * centres[code])
            parts = _divided(catalogue, kind, rows[own], left, counted(catalogue, rows[own]), split=False)
        found.append(Shelf(kind, name, tuple(rows[typical].tolist()), tuple(parts if len(parts) > 1 else ())))
    return [one for one in found if one.name]


def _codes(vectors: Floats) -> tuple[Rows, Floats]:
    """The nearest centre of each, (rows,), and the centres; those of fewer than LEAST are given up."""
    count = max(2, min(_MOST, round(math.sqrt(len(vectors) / 2))))
    from scipy.cluster.vq import kmeans2

    unit = _unit(vectors)
    sample = unit[:: max(1, len(unit) // _SAMPLE)].astype(np.float64)
    with warnings.catch_warnings():
        # Of works that are all alike some centres stay empty; those are given up below.
        warnings.simplefilter("ignore")
        tries = [kmeans2(sample, count, minit="++", seed=seed)[0] for seed in range(_TRIES)]
    # One unlucky start may leave works together that are far apart.
    made = [_unit(np.nan_to_num(means).astype(np.float32)) for means in tries]
    centres = max(made, key=lambda one: float((sample @ one.T).max(axis=1).sum()))
    while True:
        codes = np.argmax(vectors @ centres.T, axis=1)
        sizes = np.bincount(codes, minlength=len(centres))
        if len(centres) == 1 or sizes.min() >= LEAST:
            return codes.astype(np.int64), centres
        centres = np.delete(centres, int(np.argmin(sizes)), axis=0)


def _unit(vectors: Floats) -> Floats:
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-9), np.float32)
