"""Menus whose corners are round as their edge is drawn: nothing of a square shows behind them."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainterPath, QPalette, QRegion, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from gui.look.theme import tokens

CORNER = 10
"""As the style sheet draws it."""


class Menu(QMenu):
    """Gone once it is closed, unless it `stays` for whoever made it."""

    def __init__(self, parent: QWidget, words: str = "", *, stays: bool = False) -> None:
        super().__init__(words, parent)
        # What shines through at the rounding, where the mask ends, has the colour of the edge; a translucent window
        # would be black there where the desktop blends none.
        ground = self.palette()
        ground.setColor(QPalette.ColorRole.Window, tokens().color("line"))
        self.setPalette(ground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, not stays)

    def below(self, words: str) -> "Menu":
        """A menu of its own behind an entry of this one."""
        menu = Menu(self, words, stays=True)
        self.addMenu(menu)
        return menu

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), CORNER, CORNER)
        self.setMask(QRegion(path.toFillPolygon().toPolygon()))
