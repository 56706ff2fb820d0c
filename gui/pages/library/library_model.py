"""The library as a list model, and the delegate that paints each item as a cover with two lines of words."""

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QObject, QRect, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from assistant.domain.entities import Item
from assistant.domain.kinds import ONE
from assistant.messages import tr
from gui.look.covers import Covers, draw_cover_in
from gui.look.direction import runs_leftwards
from gui.look.icons import pixmap
from gui.look.labels import under_cover
from gui.look.theme import tokens
from gui.pages.library.selection import Selection
from gui.widgets.rows_model import ROW_ROLE, Index, RowsModel
from gui.widgets.text import draw_lines, text_height

COVER = QSize(128, 192)
PAD = 16
GAP = 24
"""At least so much between two covers: a row holds as many as fit, and shares out what is left."""


class LibraryModel(RowsModel[Item]):
    """Items, with the row of each by its id."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: dict[str, int] = {}
        self.chosen: Callable[[], Collection[str]] = tuple
        """The ids of those that are chosen."""

    def show_items(self, items: list[Item], places: dict[str, int]) -> None:
        """Take other items, with the row of each by its id."""
        self._places = places
        self.show_rows(items)

    def row_of(self, item_id: str) -> int:
        """Where an item stands; -1 if it is not shown."""
        return self._places.get(item_id, -1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A work with a file of its own can be dragged to another program."""
        usual = super().flags(index)
        row = self.rows[index.row()] if index.isValid() else None
        return usual | Qt.ItemFlag.ItemIsDragEnabled if row is not None and row.path is not None else usual

    def mimeTypes(self) -> list[str]:
        return ["text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The files themselves; with one that is chosen, all that are chosen."""
        rows = [self.rows[index.row()] for index in indexes]
        chosen = self.chosen()
        if any(row.id in chosen for row in rows):
            rows = [row for row in self.rows if row.id in chosen]
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(row.path) for row in rows if row.path is not None])
        return data

    def words(self, row: Item, role: int) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.title, under_cover(row), tr(ONE[row.kind])) if part)
        return None


class CoverDelegate(QStyledItemDelegate):
    """Paints a cover, lifted under the pointer, ringed where the keyboard is."""

    def __init__(self, covers: Covers, selection: Selection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._covers, self._selection = covers, selection
        self.square = False
        """Whether only recordings are shown: a row as tall as books would leave a gap above each."""
        self.step, self.wide = 0.0, 0
        """From one cover's left edge to the next one's, and the width of a cell, which holds a cover anywhere in it."""

    @property
    def cover(self) -> QSize:
        return QSize(COVER.width(), COVER.width()) if self.square else COVER

    @property
    def cell(self) -> QSize:
        words = text_height(2, "label") + text_height(1, "caption")
        return QSize(COVER.width() + GAP, self.cover.height() + 2 * PAD + 10 + words)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(max(self.wide, self.cell.width()), self.cell.height())

    def _left(self, area: QRect) -> int:
        """The first cover of a row stands below the heading, the last one below the end of the tools."""
        column = area.left() // self.wide if self.wide else 0
        return PAD + round(column * self.step) if self.step else area.left() + PAD

    def _room(self, area: QRect, left: int, text: str) -> int:
        """How wide the words below a cover may be: up to a little before the next one, or to the end of the row. What
        runs leftwards ends where its cover does."""
        if runs_leftwards(text):
            return self.cover.width()
        return min(max(self.cover.width(), round(self.step) - PAD), area.right() + 1 - left)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item = index.data(ROW_ROLE)
        area: QRect = option.rect
        state = option.state
        if item is None or painter.device() is None:
            return
        painter.save()
        cover = self.cover
        left = self._left(area)
        box = QRectF(left, area.top() + PAD, cover.width(), cover.height())
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        if hovered:
            box.translate(0, -2)
        ratio = painter.device().devicePixelRatioF()
        place = draw_cover_in(painter, self._covers, item, box, ratio, lift=1.0 if hovered else 0.0)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(tokens().color("accent"), 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(-4, -4, 4, 4), 7, 7)
        if item.id in self._selection.ids:
            _mark(painter, place, ratio)
        top = area.top() + PAD + cover.height() + 10
        for text, role, colour, lines in ((item.title, "label", "ink", 2), (under_cover(item), "caption", "soft", 1)):
            words = QRect(left, top, self._room(area, left, text), 60)
            top += draw_lines(painter, words, text, role, colour, lines)
        painter.restore()


def _mark(painter: QPainter, place: QRectF, ratio: float) -> None:
    """A frame and a tick: this one is chosen."""
    look = tokens()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.color("accent"), 3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place, 4, 4)
    badge = QRectF(place.right() - 28, place.top() + 6, 22, 22)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.color("accent"))
    painter.drawEllipse(badge)
    drawing = pixmap("check", 14, look.on_accent, ratio)
    painter.drawPixmap(badge.adjusted(4, 4, -4, -4), drawing, QRectF(drawing.rect()))
