"""Fields: a line with an icon, one in the place of what it changes, a box that grows with its text, and a choice."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QToolButton

from assistant.messages import tr
from gui.look.icons import icon, pixmap
from gui.look.theme import font, theme, tokens
from gui.widgets.menu import Menu

_NARROWEST, _BESIDE_WORDS = 120, 76


_BESIDE_HINT = 84
"""Pixels of a field that its icon, its cross and its edges take."""


class SearchField(QLineEdit):
    """A line with an icon before it and a cross that empties it. Of a hint that has no room, the last examples go."""

    def __init__(self, hint: str, icon_name: str = "search") -> None:
        super().__init__()
        self._icon_name, self._hint = icon_name, hint
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setFixedHeight(44)
        self.setFont(font("body"))
        self.setTextMargins(28, 0, 28, 0)
        # Made here and not by Qt: the bindings may forget what Qt made for a widget while it still lives.
        self._clear = QAction(icon("close", 16, tokens().soft), tr("Clear"), self)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.triggered.connect(self.clear)
        self._clear.setVisible(False)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(tr("Clear"))
        self.textChanged.connect(lambda text: self._clear.setVisible(bool(text)))
        theme().changed.connect(self._dress)

    def setPlaceholderText(self, hint: str) -> None:
        self._hint = hint
        super().setPlaceholderText(self._fitting())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        super().setPlaceholderText(self._fitting())

    def _fitting(self) -> str:
        """The hint up to the last comma or gap that leaves it room; all of it where nothing does."""
        room, words = self.width() - _BESIDE_HINT, self._hint
        while self.fontMetrics().horizontalAdvance(words) > room:
            cut = max(words.rfind(", "), words.rfind("  "))
            if cut < 0:
                return self._hint
            words = words[:cut].rstrip(" ·,")
        return words

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        colour = tokens().accent if self.hasFocus() else tokens().faint
        drawing = pixmap(self._icon_name, 18, colour, self.devicePixelRatioF())
        painter.drawPixmap(QRectF(14, (self.height() - 18) / 2, 18, 18), drawing, QRectF(drawing.rect()))

    def _dress(self) -> None:
        self._clear.setIcon(icon("close", 16, tokens().soft))


class InPlaceEdit(QLineEdit):
    """A line that Enter keeps and Escape leaves as it was."""

    left = Signal()

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.setFont(font("body"))
        self.setFixedHeight(40)
        self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class TextBox(QPlainTextEdit):
    """A box for several lines that is as tall as its text, within its bounds."""

    LEAST, MOST = 76, 340

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setFont(font("body"))
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(3)
        self.setFixedHeight(self.LEAST)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def _grow(self) -> None:
        lines = max(1, int(self.document().size().height()))
        step = self.fontMetrics().lineSpacing()
        tall = min(self.MOST, max(self.LEAST, lines * step + 26))
        self.setFixedHeight(tall)


class GrowingEdit(TextBox):
    """A box for a few sentences: Enter sends, Shift and Enter begins a new line, and it grows up to six lines."""

    sent = Signal()
    LEAST, MOST = 44, 148

    def __init__(self, hint: str) -> None:
        super().__init__(hint)
        self._hint = hint
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Qt would break a hint that is too long, and show the upper half of its second line.
        room = self.viewport().width() - 2 * int(self.document().documentMargin())
        self.setPlaceholderText(self.fontMetrics().elidedText(self._hint, Qt.TextElideMode.ElideRight, room))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self.sent.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()


class MenuBox(QComboBox):
    """Shows what is chosen, and offers the rest in a menu: Qt's own popup is cut off by a style sheet."""

    def __init__(self, name: str, *, wide: bool = False) -> None:
        """`wide`: as wide as there is room, for a form."""
        super().__init__()
        self.setAccessibleName(name)
        self.setFixedHeight(44)
        self.setSizePolicy(QSizePolicy.Policy.Ignored if wide else QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
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

    def words_of(self, place: int) -> str:
        """What the menu says of a choice; a tab parts what stands at its right edge."""
        return self.itemText(place).replace("&", "&&")

    def showPopup(self) -> None:
        menu = Menu(self)
        self.fill(menu)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def fill(self, menu: Menu) -> None:
        """Put the choices into a menu that is about to open."""
        for place in range(self.count()):
            act = menu.addAction(self.words_of(place))
            act.triggered.connect(lambda _=False, place=place: self._choose(place))
            if place == self.currentIndex():
                act.setIcon(icon("check", 16, tokens().accent))
                menu.setActiveAction(act)

    def _choose(self, place: int) -> None:
        self.setCurrentIndex(place)
        self.activated.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        drawing = pixmap("down", 14, tokens().soft, self.devicePixelRatioF())
        QPainter(self).drawPixmap(self.width() - 26, (self.height() - 14) // 2, drawing)
