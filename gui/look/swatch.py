"""The colours of highlights, as one sees and says them."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from assistant.domain.notes import Colour
from assistant.messages import mark
from gui.look.theme import tokens

COLOURS = {
    Colour.YELLOW: mark("yellow"),
    Colour.GREEN: mark("green"),
    Colour.BLUE: mark("blue"),
    Colour.PINK: mark("pink"),
}
HIGHLIGHT_IN = {
    Colour.YELLOW: mark("Highlight in yellow"),
    Colour.GREEN: mark("Highlight in green"),
    Colour.BLUE: mark("Highlight in blue"),
    Colour.PINK: mark("Highlight in pink"),
}
_SIDE = 32


def swatch(colour: QColor) -> QIcon:
    """A dot of a colour, with a line around it that parts it from any ground."""
    picture = QPixmap(_SIDE, _SIDE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(tokens().color("faint"), 2))
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(3, 3, _SIDE - 6, _SIDE - 6))
    painter.end()
    return QIcon(picture)
