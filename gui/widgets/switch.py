"""A switch: on or off, said by its place and its colour."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from gui.look.theme import theme, tokens
from gui.widgets.buttons import ByEnter

WIDTH, HEIGHT, RING = 38, 22, 3


class Switch(ByEnter, QAbstractButton):
    """Works like a check box, with mouse and keyboard."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setAccessibleName(name)
        self.setFixedSize(WIDTH + 2 * RING, HEIGHT + 2 * RING)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(RING, RING, WIDTH, HEIGHT)
        if self.hasFocus():
            painter.setPen(QPen(look.color("accent"), 2))
            painter.drawRoundedRect(body.adjusted(-2, -2, 2, 2), HEIGHT / 2 + 2, HEIGHT / 2 + 2)
        painter.setPen(QPen(look.color("accent" if self.isChecked() else "faint"), 1))
        painter.setBrush(look.color("accent" if self.isChecked() else "sunken"))
        painter.drawRoundedRect(body, HEIGHT / 2, HEIGHT / 2)
        knob = QRectF(body.left() + (WIDTH - HEIGHT if self.isChecked() else 0), body.top(), HEIGHT, HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("on_accent" if self.isChecked() else "faint"))
        painter.drawEllipse(knob.adjusted(4, 4, -4, -4))
