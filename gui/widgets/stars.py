"""Five stars in halves, for the pointer and for the keyboard."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from assistant.messages import decimal, tr
from gui.look.theme import theme, tokens

MOST = 5
_SIDE, _GAP, _PAD = 18, 4, 6
_STEPS = {Qt.Key.Key_Right: 0.5, Qt.Key.Key_Up: 0.5, Qt.Key.Key_Left: -0.5, Qt.Key.Key_Down: -0.5}


class Stars(QWidget):
    """Shows a rating of half a star to five, or none. The arrow keys choose one, and Enter gives it."""

    rated = Signal(float)

    def __init__(self, height: int = 38) -> None:
        super().__init__()
        self._value, self._shown = 0.0, 0.0
        self.setFixedSize(QSize(MOST * _SIDE + (MOST - 1) * _GAP + 2 * _PAD, height))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.update)
        self.show_value(None)

    @property
    def value(self) -> float | None:
        """What stands; None where nothing was rated."""
        return self._value or None

    def show_value(self, value: float | None) -> None:
        self._value = self._shown = value or 0.0
        said = tr("{n} of 5 stars", n=decimal(self._value, 1)) if self._value else tr("Not rated")
        self.setAccessibleName(tr("Your rating: {stars}", stars=said))
        self.setToolTip(said)
        self.update()

    def stars_at(self, x: float) -> float:
        """The rating that a place stands for, from half a star on."""
        halves = int((x - _PAD) / ((_SIDE + _GAP) / 2)) + 1
        return min(max(halves, 1), 2 * MOST) / 2

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._preview(self.stars_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.rated.emit(self.stars_at(event.position().x()))

    def leaveEvent(self, event: object) -> None:
        self._preview(self._value)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._preview(self._value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._preview(min(max(self._shown + _STEPS[key], 0.5), float(MOST)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._shown:
            self.rated.emit(self._shown)
        else:
            super().keyPressEvent(event)

    def _preview(self, value: float) -> None:
        if value != self._shown:
            self._shown = value
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = tokens()
        if self.hasFocus():
            painter.setPen(QPen(look.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        top = (self.height() - _SIDE) / 2
        for place in range(MOST):
            box = QRectF(_PAD + place * (_SIDE + _GAP), top, _SIDE, _SIDE)
            path = _star(box)
            painter.setPen(QPen(look.color("accent" if self._shown else "faint"), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(path)
            share = min(max(self._shown - place, 0.0), 1.0)
            if share:
                painter.setClipRect(QRectF(box.left(), box.top() - 2, box.width() * share, box.height() + 4))
                painter.fillPath(path, look.color("accent"))
                painter.setClipping(False)


def _star(box: QRectF) -> QPainterPath:
    """A star of five points within a square."""
    centre, radius = box.center(), box.width() / 2
    path = QPainterPath()
    for corner in range(10):
        length = radius if corner % 2 == 0 else radius * 0.42
        angle = -pi / 2 + corner * pi / 5
        point = QPointF(centre.x() + length * cos(angle), centre.y() + length * sin(angle) + radius * 0.06)
        path.moveTo(point) if corner == 0 else path.lineTo(point)
    path.closeSubpath()
    return path
