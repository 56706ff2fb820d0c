"""What can be done with words that were selected with the mouse, right beside them."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QPushButton, QWidget

from assistant.domain.notes import Colour
from assistant.messages import tr
from gui.look.swatch import HIGHLIGHT_IN, swatch
from gui.look.theme import theme, tokens
from gui.pages.reader.leaf_view import LeafView
from gui.widgets.buttons import IconButton
from gui.widgets.layouts import horizontal
from gui.widgets.shadow import SHADOW
from gui.widgets.surfaces import Card

_BUTTON = 32


class SelectionBar(Card):
    """Four colours, a note, a copy. It takes no keyboard: who selects with keys has keys for all of it."""

    def __init__(self, view: LeafView, holder: QWidget) -> None:
        super().__init__(radius=12, floats=True)
        self._view, self._holder = view, holder
        self.setParent(holder)
        self.setAccessibleName(tr("What to do with these words"))
        row = horizontal(2, self, margins=(SHADOW + 6, SHADOW + 4, SHADOW + 6, SHADOW + 4))
        self.colours = {colour: self._colour(colour) for colour in Colour}
        self.note = IconButton("quote", tr("Write a note on this"), size=_BUTTON)
        self.copied = IconButton("copy", tr("Copy"), size=_BUTTON)
        self.note.clicked.connect(lambda: self._do(view.noted.emit))
        self.copied.clicked.connect(lambda: self._do(lambda _: view.copy()))
        for button in (*self.colours.values(), self.note, self.copied):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        # Behind the release of the mouse, after which the selection stands.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._offer)
        view.viewport().installEventFilter(self)
        view.selectionChanged.connect(self.hide)
        view.verticalScrollBar().valueChanged.connect(self.hide)
        theme().changed.connect(self._paint_colours)
        self._paint_colours()
        self.hide()

    def _colour(self, colour: Colour) -> QAbstractButton:
        button = QPushButton()
        button.setProperty("variant", "quiet")
        button.setFixedSize(_BUTTON, _BUTTON)
        button.setStyleSheet("padding: 0;")
        button.setIconSize(QSize(18, 18))
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAccessibleName(tr(HIGHLIGHT_IN[colour]))
        button.setToolTip(tr(HIGHLIGHT_IN[colour]))
        button.clicked.connect(lambda: self._do(partial(self._highlight, colour)))
        return button

    def _paint_colours(self) -> None:
        for colour, button in self.colours.items():
            button.setIcon(swatch(tokens().color(colour)))

    def _highlight(self, colour: Colour, words: str) -> None:
        self._view.highlighted.emit(words, colour)

    def _do(self, act: object) -> None:
        words = self._view.selected()
        self._soon.stop()
        self.hide()
        if words and callable(act):
            act(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease:
            self._soon.start()
        elif event.type() == QEvent.Type.Resize:
            self.hide()
        return False

    def _offer(self) -> None:
        if not self._view.selected():
            return
        view, holder = self._view, self._holder
        cursor = view.textCursor()
        cursor.setPosition(cursor.selectionStart())
        first, last = view.cursorRect(cursor), view.cursorRect()
        size = self.sizeHint()
        above = view.viewport().mapTo(holder, QPoint(first.left(), first.top() - size.height() + SHADOW - 2))
        below = view.viewport().mapTo(holder, QPoint(last.left(), max(first.bottom(), last.bottom()) - SHADOW + 2))
        place = above if above.y() >= view.mapTo(holder, QPoint(0, 0)).y() - SHADOW else below
        x = max(0, min(place.x() - SHADOW, holder.width() - size.width()))
        self.setGeometry(x, place.y(), size.width(), size.height())
        self.show()
        self.raise_()
