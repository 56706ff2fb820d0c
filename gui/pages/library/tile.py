"""A small cover with its title, and rows of them: for similar items."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from assistant.domain.entities import Item, Kind
from gui.look.covers import Covers, draw_cover_in
from gui.look.labels import under_cover
from gui.look.theme import theme, tokens
from gui.widgets.buttons import ByEnter
from gui.widgets.layouts import Columns, clear, vertical
from gui.widgets.text import Text, draw_lines, text_height


class Tile(ByEnter, QAbstractButton):
    """A cover that can be pressed; the words below it are cut to two lines and one."""

    def __init__(self, covers: Covers, item: Item, box: QSize | None = None) -> None:
        super().__init__()
        self._covers, self.item, self._box = covers, item, box or QSize(92, 138)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(f"{item.title}, {under_cover(item)}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        words = text_height(2, "label") + text_height(1, "caption")
        self._tall = self._box.height() + 20 + words
        self.setMinimumSize(self._box.width() + 6, self._tall)
        covers.ready.connect(self._refresh)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(self._box.width() + 8, self._tall)

    def _refresh(self, item_id: str) -> None:
        if item_id == self.item.id:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        hovered = self.underMouse()
        area = QRectF(0, 6 - (2 if hovered else 0), self._box.width(), self._box.height())
        place = draw_cover_in(
            painter, self._covers, self.item, area, self.devicePixelRatioF(), lift=1.0 if hovered else 0.0
        )
        if self.hasFocus():
            painter.setPen(QPen(tokens().color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(-3, -3, 3, 3), 6, 6)
        words = QRect(0, self._box.height() + 14, min(self.width(), self._box.width() + 8), 60)
        used = draw_lines(painter, words, self.item.title, "label", "ink", 2)
        words.setTop(words.top() + used)
        draw_lines(painter, words, under_cover(self.item), "caption", "soft", 1)


class TileRow(QWidget):
    """Covers below a heading; it shows itself when there are some."""

    wanted = Signal(str)

    def __init__(self, heading: str) -> None:
        super().__init__()
        column = vertical(12, self, margins=(0, 12, 0, 0))
        column.addWidget(Text(heading, "heading", lines=1))
        holder = QWidget()
        self._tiles = Columns(98, 12)
        holder.setLayout(self._tiles)
        column.addWidget(holder)
        self.hide()

    def show_items(self, covers: Covers, items: list[Item]) -> None:
        clear(self._tiles)
        # A row of records needs no room for the height of a book.
        box = QSize(92, 92) if all(item.kind is Kind.MUSIC for item in items) else None
        for item in items:
            tile = Tile(covers, item, box)
            tile.clicked.connect(lambda _=False, item=item: self.wanted.emit(item.id))
            self._tiles.addWidget(tile)
        self.setVisible(bool(items))
