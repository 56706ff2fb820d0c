"""How the guesses get better with what was told: a line over the pieces of feedback, with what it may be around it."""

from collections.abc import Sequence
from math import log1p

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from assistant.messages import decimal, tr
from assistant.recommend.offline_evaluation import Known
from gui.look.theme import theme, tokens

_EDGE, _FOOT = 14.0, 22.0
_CHANCE = 0.5


class LearningCurve(QWidget):
    """From the bottom to the top 0 to 100 of 100; the dashed line is chance. The feedback is drawn by its logarithm."""

    def __init__(self, curve: Sequence[Known]) -> None:
        super().__init__()
        self._curve = tuple(curve)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(170)
        points = [f"{decimal(one.pieces)}: {round(100 * one.ahead.mean)}%" for one in self._curve]
        self.setAccessibleName(tr("Pieces of feedback and share: {points}", points=", ".join(points)))
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(420, 170)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.color("faint"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(_EDGE, self._y(_CHANCE), self.width() - _EDGE, self._y(_CHANCE)))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("wash"))
        upper = [self._point(one, one.ahead.high) for one in self._curve]
        lower = [self._point(one, one.ahead.low) for one in reversed(self._curve)]
        painter.drawPolygon(QPolygonF([*upper, *lower]))
        painter.setPen(QPen(look.color("accent"), 2.5))
        painter.setBrush(look.color("accent"))
        line = [self._point(one, one.ahead.mean) for one in self._curve]
        painter.drawPolyline(QPolygonF(line))
        for point in line:
            painter.drawEllipse(point, 3, 3)
        self._label(painter, line)

    def _label(self, painter: QPainter, line: Sequence[QPointF]) -> None:
        """The number of pieces below each point, where there is room for it."""
        painter.setPen(tokens().color("soft"))
        free = 0.0
        for one, point in zip(self._curve, line, strict=True):
            words = decimal(one.pieces)
            width = painter.fontMetrics().horizontalAdvance(words)
            left = min(self.width() - width, max(0.0, point.x() - width / 2))
            if left >= free:
                box = QRectF(left, self.height() - _FOOT + 4, width + 1, _FOOT - 4)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
                free = left + width + 6

    def _point(self, one: Known, share: float) -> QPointF:
        most = log1p(self._curve[-1].pieces) or 1.0
        return QPointF(_EDGE + log1p(one.pieces) / most * (self.width() - 2 * _EDGE), self._y(share))

    def _y(self, share: float) -> float:
        height = self.height() - _FOOT - 8
        return 4 + (1 - min(1.0, max(0.0, share))) * height
