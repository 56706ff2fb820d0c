"""Shares on a line from 0 to 100: with its interval a dot, a stroke through what is likely, a mark for chance; plain, a
filled line."""

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from assistant.messages import tr
from gui.look.theme import theme, tokens

_EDGE = 8.0


class IntervalBar(QWidget):
    """`low`, `mean` and `high` lie in 0..1; `chance` is where somebody who guesses would stand."""

    def __init__(self, low: float, mean: float, high: float, *, chance: float = 0.5, ours: bool = False) -> None:
        super().__init__()
        self._values = low, mean, high
        self._chance, self._ours = chance, ours
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(26)
        self.setAccessibleName(
            tr("{n}%, between {low}% and {high}%", n=round(100 * mean), low=round(100 * low), high=round(100 * high))
        )
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(240, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, middle = tokens(), self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("sunken"))
        painter.drawRoundedRect(QRectF(0, middle - 4, self.width(), 8), 4, 4)
        painter.setPen(QPen(look.color("faint"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(self._x(self._chance), 2, self._x(self._chance), self.height() - 2))
        low, mean, high = map(self._x, self._values)
        colour = look.color("accent" if self._ours else "faint")
        painter.setPen(QPen(colour, 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QLineF(low, middle, high, middle))
        painter.setPen(QPen(look.color("surface"), 2))
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(mean, middle), 7, 7)

    def _x(self, share: float) -> float:
        return _EDGE + min(1.0, max(0.0, share)) * (self.width() - 2 * _EDGE)


class ShareBar(QWidget):
    """A share of 0..1 as a filled line."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self._share = min(1.0, max(0.0, share))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(18)
        self.setAccessibleName(f"{self._share:.0%}")
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(240, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, top = tokens(), self.height() / 2 - 4
        painter.setPen(Qt.PenStyle.NoPen)
        for width, colour in ((self.width(), "sunken"), (max(8.0, self._share * self.width()), "accent")):
            painter.setBrush(look.color(colour))
            painter.drawRoundedRect(QRectF(0, top, width, 8), 4, 4)
