"""The best rows of a column among those allowed, without sorting the whole catalogue."""

from collections.abc import Callable

import numpy as np

from assistant.recommend.catalogue import Floats, Mask, Rows

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


def keep_allowed(allowed: Mask, rows: Rows, count: int) -> Rows:
    """The first `count` of rows in order that are allowed; most often they are near the front."""
    front = rows[: _FRONT * count]
    found = front[allowed[front]][:count]
    return found if len(found) == count or len(front) == len(rows) else rows[allowed[rows]][:count]
