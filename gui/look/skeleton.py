"""What stands in the window until the library is open."""

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from assistant.messages import tr
from gui.look.theme import theme, tokens


class Skeleton(QWidget):
    """What the window will look like, in pale blocks, until it is open."""

    def __init__(self) -> None:
        super().__init__()
        self._phase = 0
        self._pulse = QTimer(self)
        self._pulse.setInterval(50)
        self._pulse.timeout.connect(self._beat)
        self._pulse.start()
        self.setAccessibleName(tr("Opening your library"))
        theme().changed.connect(self.update)

    def _beat(self) -> None:
        if self.isVisible():
            self._phase += 1
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = tokens()
        painter.fillRect(self.rect(), look.color("canvas"))
        painter.fillRect(QRectF(0, 0, 196, self.height()), look.color("rail"))
        painter.setPen(look.color("canvas"))
        swing = abs(self._phase % 40 - 20) / 20
        colour = look.color("sunken")
        colour.setAlphaF(0.55 + 0.45 * swing)
        painter.setBrush(colour)
        painter.setPen(colour)
        for number in range(3):
            painter.drawRoundedRect(QRectF(14, 86 + 44 * number, 167, 36), 11, 11)
        left, right = 228.0, self.width() - 32.0
        painter.drawRoundedRect(QRectF(left, 34, 260, 34), 10, 10)
        painter.drawRoundedRect(QRectF(left, 100, right - left, 44), 12, 12)
        painter.drawRoundedRect(QRectF(left, 168, right - left, 248), 18, 18)
        half = (right - left - 16) / 2
        for number in range(4):
            x, y = left + (number % 2) * (half + 16), 432 + (number // 2) * 192
            painter.drawRoundedRect(QRectF(x, y, half, 176), 18, 18)
