"""A choice whose menu is drawn by us, because Qt's own popup is cut off by a style sheet."""

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QMenu, QSizePolicy

from gui.look.icons import pixmap
from gui.look.theme import theme, tokens

_NARROWEST, _BESIDE_WORDS = 120, 76


class MenuBox(QComboBox):
    """Shows what is chosen, and offers the rest in a menu that `fill` makes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedHeight(44)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.currentIndexChanged.connect(lambda _: self.updateGeometry())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as what is chosen: the longest choice may take the room of the field beside it."""
        self.ensurePolished()  # its font is the style sheet's
        words = self.fontMetrics().horizontalAdvance(self.currentText())
        return QSize(max(_NARROWEST, words + _BESIDE_WORDS), self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_NARROWEST, self.height())

    def fill(self, menu: QMenu) -> None:
        """Puts the choices into a menu that is about to open."""
        raise NotImplementedError

    def showPopup(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill(menu)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        drawing = pixmap("down", 14, tokens().soft, self.devicePixelRatioF())
        QPainter(self).drawPixmap(self.width() - 26, (self.height() - 14) // 2, drawing)
