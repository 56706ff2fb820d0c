"""Which way a text runs, by its first letter that has a direction (Unicode's rules P2 and P3 for paragraphs)."""

import unicodedata

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter


def runs_leftwards(text: str) -> bool:
    """True for Hebrew, Arabic and their like."""
    if text.isascii():
        return False
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), False)


def draw_line(painter: QPainter, left: float, baseline: float, line: str, leftwards: bool, width: float = 0.0) -> None:
    """One line in the painter's font; in a text that runs leftwards its full stop stands on the left, and with a
    `width` it ends at the right edge."""
    way = Qt.LayoutDirection.RightToLeft if leftwards else Qt.LayoutDirection.LeftToRight
    painter.setLayoutDirection(way)
    if leftwards and width:
        left += max(0.0, width - QFontMetricsF(painter.font()).horizontalAdvance(line))
    painter.drawText(QPointF(left, baseline), line)
