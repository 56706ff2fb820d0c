"""Where lines of text are in a picture: PP-OCRv6's detector, and DB's post-processing (Liao et al. 2020)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexers.ocr.geometry import Box, Integers, regions, smallest_rectangle

Pixels = NDArray[np.uint8]
"""A picture: (rows, columns), grey."""
Map = NDArray[np.float32]

BAND, MARGIN = 288, 64
"""Rows of the picture that the network sees at a time, and how many of those belong to the neighbours: its memory grows
with what it sees, to 450 MB for a whole page and 120 MB for a band."""
STEP = 32
"""The network halves its input five times."""
_TEXT, _SURE = 0.3, 0.5
"""How likely text must be at a point, and over a whole box."""
_GROWTH = 1.6
"""The network marks the core of a line; the line reaches so much beyond (DB's unclip ratio)."""
_SMALLEST = 3.0
_MOST = 1000
"""Pixels of a box's shorter side, and boxes of a page."""


def find_lines(detector: Any, picture: Pixels) -> list[Box]:
    """The boxes of the lines in a picture, in its own pixels, in no order."""
    likely = text_map(detector, picture)
    found = regions(likely > _TEXT)
    found.sort(key=lambda runs: -int((runs[:, 2] - runs[:, 1] + 1).sum()))
    boxes = (_box(likely, runs) for runs in found[:_MOST])
    return [box for box in boxes if box is not None]


def text_map(detector: Any, picture: Pixels) -> Map:
    """(rows, columns): how likely each point belongs to a line, band by band."""
    rows, columns = picture.shape
    wide = -(-columns // STEP) * STEP
    likely = np.zeros((rows, columns), np.float32)
    for start in range(0, rows, BAND - 2 * MARGIN):
        top = max(0, min(start - MARGIN, rows - BAND))
        band = picture[top : top + BAND]
        tall = -(-len(band) // STEP) * STEP
        padded = np.pad(band, ((0, tall - len(band)), (0, wide - columns)), mode="edge")
        seen = detector.run(None, {"x": as_input(padded)})[0][0, 0]
        end = min(start + BAND - 2 * MARGIN, rows)
        likely[start:end] = seen[start - top : end - top, :columns]
    return likely


def as_input(picture: Pixels) -> Map:
    """(1, 3, rows, columns) from -1 to 1: the same picture in all three colours."""
    plane = picture.astype(np.float32) / np.float32(127.5) - np.float32(1)
    return np.ascontiguousarray(np.broadcast_to(plane, (1, 3, *plane.shape)))


def _box(likely: Map, runs: Integers) -> Box | None:
    """The grown box around a region; None where it is too small or too unsure."""
    if len(runs) < _SMALLEST or int((runs[:, 2] - runs[:, 1]).max()) < _SMALLEST:
        return None
    score = float(np.concatenate([likely[row, first : last + 1] for row, first, last in runs.tolist()]).mean())
    if score < _SURE:
        return None
    ends = np.concatenate([runs[:, [1, 0]], runs[:, [2, 0]]]).astype(np.float64)
    core = smallest_rectangle(ends)
    beyond = 2 * (core.area * _GROWTH / max(2 * (core.width + core.height), 1.0))
    return Box(core.x + 0.5, core.y + 0.5, core.width + 1 + beyond, core.height + 1 + beyond, core.angle, score)
