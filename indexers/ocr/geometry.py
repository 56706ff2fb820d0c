"""Regions of a map, and the smallest rectangle around each: what DB's post-processing needs, in numpy alone."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that may be turned: its middle, its sides in pixels, and the angle of `width` to the right, in
    radians, growing clockwise as seen on the page. `score` is how sure it is that there is text, 0 to 1."""

    x: float
    y: float
    width: float
    height: float
    angle: float = 0.0
    score: float = 1.0

    @property
    def area(self) -> float:
        return self.width * self.height

    def scaled(self, by: float) -> "Box":
        return Box(self.x * by, self.y * by, self.width * by, self.height * by, self.angle, self.score)


def regions(mask: NDArray[np.bool_]) -> list[Integers]:
    """The runs of each region of a mask (rows, columns) that hangs together, corners included: (runs, 3) of row, first
    column, last column. Runs of neighbouring rows are joined by union-find (Rosenfeld & Pfaltz 1966)."""
    runs = _runs(mask)
    roots = list(range(len(runs)))

    def root(number: int) -> int:
        while roots[number] != number:
            roots[number] = roots[roots[number]]
            number = roots[number]
        return number

    for upper, lower in _touching(runs):
        roots[root(lower)] = root(upper)
    labels = np.array([root(number) for number in range(len(runs))], np.int64)
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    return [runs[group] for group in np.split(order, cuts)] if len(runs) else []


def _runs(mask: NDArray[np.bool_]) -> Integers:
    """(runs, 3): row, first and last column of each unbroken run, by row and then column."""
    edges = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, first = np.nonzero(edges == 1)
    last = np.nonzero(edges == -1)[1] - 1
    return np.stack([rows, first, last], axis=1)


def _touching(runs: Integers) -> list[tuple[int, int]]:
    """Pairs of runs in neighbouring rows whose columns overlap or meet at a corner."""
    pairs: list[tuple[int, int]] = []
    upper = 0
    for lower, (row, first, last) in enumerate(runs.tolist()):
        while runs[upper, 0] < row - 1 or (runs[upper, 0] == row - 1 and runs[upper, 2] < first - 1):
            upper += 1
        above = upper
        while runs[above, 0] == row - 1 and runs[above, 1] <= last + 1:
            pairs.append((above, lower))
            above += 1
    return pairs


def smallest_rectangle(points: Floats) -> Box:
    """The rectangle of least area around points (n, 2); it has a side along one of their hull's (Freeman & Shapira
    1975). Its width lies within 45° of the page's rows."""
    hull = _hull(points)
    sides = np.diff(np.concatenate([hull, hull[:1]]), axis=0)
    angles = np.unique(np.round(np.arctan2(sides[:, 1], sides[:, 0]) % (np.pi / 2), 6))
    angles = np.where(angles > np.pi / 4, angles - np.pi / 2, angles)
    along = np.stack([np.cos(angles), np.sin(angles)]).T
    across = np.stack([-along[:, 1], along[:, 0]]).T
    u, v = hull @ along.T, hull @ across.T
    (left, right), (top, bottom) = (u.min(0), u.max(0)), (v.min(0), v.max(0))
    best = int(np.argmin((right - left) * (bottom - top) + np.abs(angles)))
    x, y = (left[best] + right[best]) / 2 * along[best] + (top[best] + bottom[best]) / 2 * across[best]
    width, height = right[best] - left[best], bottom[best] - top[best]
    return Box(float(x), float(y), float(width), float(height), float(angles[best]))


def _hull(points: Floats) -> Floats:
    """The corners of the convex hull in order (Andrew 1979)."""
    ordered = np.unique(points, axis=0).tolist()
    if len(ordered) < 3:
        return np.asarray(ordered, np.float64)
    halves = [_half(ordered), _half(ordered[::-1])]
    return np.asarray(halves[0][:-1] + halves[1][:-1], np.float64)


def _half(points: list[list[float]]) -> list[list[float]]:
    chain: list[list[float]] = []
    for x, y in points:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], x, y) <= 0:
            chain.pop()
        chain.append([x, y])
    return chain


def _turn(first: list[float], second: list[float], x: float, y: float) -> float:
    return (second[0] - first[0]) * (y - first[1]) - (second[1] - first[1]) * (x - first[0])
