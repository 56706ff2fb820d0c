"""In which order the lines of a page are read: blocks from top to bottom, in a block of columns one after the other."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from indexers.ocr.geometry import Box

_GUTTER = 0.8
"""Columns are parted by so many heights of a line at least."""
_NARROW = 6.0
"""A column whose lines are mostly shorter than so many heights belongs to a table, which is read row by row."""
_FEW = 3
"""Lines of a column at least."""
_LARGE, _HEADING = 1.3, 3
"""How much larger than usual the letters of a heading are, and how many lines it has at most."""
_PARAGRAPH = 1.6
"""Middles of two lines further apart than so many times the usual begin a new paragraph."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was read, with its box on the page."""

    text: str
    sure: float
    box: Box


def page_angle(boxes: Sequence[Box]) -> float:
    """How far the page is turned, in radians: the median over the longer half of the lines."""
    longest = sorted(boxes, key=lambda box: -box.width / max(box.height, 1))[: (len(boxes) + 1) // 2]
    return median(box.angle for box in longest) if longest else 0.0


def straightened(boxes: Sequence[Box]) -> list[Box]:
    """The boxes as they would stand on a page that is not turned."""
    angle = page_angle(boxes)
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    return [
        replace(box, x=box.x * cos + box.y * sin, y=box.y * cos - box.x * sin, angle=box.angle - angle) for box in boxes
    ]


def page_text(lines: Sequence[Line]) -> str:
    """The lines as text, in reading order; an empty line between paragraphs and columns."""
    boxes = straightened([line.box for line in lines])
    texts = {id(box): line.text for box, line in zip(boxes, lines, strict=True)}
    blocks = (_joined(block, texts) for block in reading_order(boxes))
    return "\n\n".join(filter(None, blocks))


def heading(lines: Sequence[Line]) -> str:
    """What stands in letters larger than most, from top to bottom; empty if nothing does."""
    usual = median(line.box.height for line in lines) if lines else 0.0
    most = max((line.box.height for line in lines), default=0.0)
    if most < _LARGE * usual:
        return ""
    large = [line for line in lines if line.box.height > 0.8 * most][:_HEADING]
    return " ".join(line.text for line in sorted(large, key=lambda line: line.box.y))


def reading_order(boxes: Sequence[Box]) -> list[list[Box]]:
    """Straight boxes, block by block."""
    ordered: list[list[Box]] = []
    for block in _blocks(boxes):
        columns = _columns(block)
        if len(columns) > 1 and not _is_table(columns):
            for column in columns:
                ordered += reading_order(column)
        else:
            ordered.append([box for row in _rows(block) for box in row])
    return ordered


def _rows(boxes: Sequence[Box]) -> list[list[Box]]:
    """Boxes that stand beside one another, from top to bottom; in a row from left to right."""
    rows: list[list[Box]] = []
    bottom = float("-inf")
    for box in sorted(boxes, key=lambda box: box.y):
        if rows and box.y - box.height / 5 < bottom:
            rows[-1].append(box)
        else:
            rows.append([box])
            bottom = float("-inf")
        bottom = max(bottom, box.y + box.height / 5)
    return [sorted(row, key=lambda box: box.x) for row in rows]


def _blocks(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Rows one below the other that have the same gutters, or none."""
    block: list[Box] = []
    for row in _rows(boxes):
        parted = bool(_gutters(block)) if block else False
        if block and (parted != bool(_gutters([*block, *row])) or (not parted and _gutters(row))):
            yield block
            block = []
        block += row
    if block:
        yield block


def _gutters(boxes: Sequence[Box]) -> list[float]:
    """Where upright stripes that no box enters part the boxes."""
    least = _GUTTER * median(box.height for box in boxes)
    reach, found = float("-inf"), list[float]()
    for left, right in sorted((box.x - box.width / 2, box.x + box.width / 2) for box in boxes):
        if reach > float("-inf") and left - reach > least:
            found.append((left + reach) / 2)
        reach = max(reach, right)
    return found


def _columns(boxes: Sequence[Box]) -> list[list[Box]]:
    edges = [float("-inf"), *_gutters(boxes), float("inf")]
    return [[box for box in boxes if left <= box.x < right] for left, right in zip(edges, edges[1:], strict=False)]


def _is_table(columns: Iterable[Sequence[Box]]) -> bool:
    """Whether what stands side by side belongs together row by row: a column has few or short lines."""
    return any(
        len(column) < _FEW or median(box.width / max(box.height, 1) for box in column) < _NARROW for column in columns
    )


def _joined(block: Sequence[Box], texts: dict[int, str]) -> str:
    """A block's lines; what stands in one row is parted by a blank."""
    rows = _rows(block)
    steps = [below[0].y - above[0].y for above, below in zip(rows, rows[1:], strict=False)]
    usual = median(steps) if steps else 0.0
    parts = list[str]()
    for number, row in enumerate(rows):
        if number and steps[number - 1] > _PARAGRAPH * usual:
            parts.append("")
        parts.append(" ".join(texts[id(box)] for box in row))
    return "\n".join(parts).strip("\n")
