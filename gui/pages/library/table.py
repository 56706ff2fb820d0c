"""The library as a table, with columns of one's choice."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from assistant.domain.entities import Item
from assistant.messages import tr
from gui.look.theme import font, theme, tokens
from gui.pages.library.columns import COLUMNS, USUAL
from gui.pages.library.facets import Known
from gui.pages.library.selection import Selection
from gui.widgets.menu import Menu
from gui.widgets.rows_model import ROW_ROLE, Index
from gui.widgets.surfaces import keep_bar
from gui.widgets.text import draw_lines

INSET = 10
"""Pixels between the edge of a cell and its words."""
TALL = 34
_ROOT = QModelIndex()


class TableModel(QAbstractTableModel):
    """Rows of items, columns by name; nothing is worked out but what is painted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Item] = ()
        self.known = Known()
        self.columns: tuple[str, ...] = USUAL

    def show_items(self, rows: Sequence[Item], known: Known) -> None:
        self.beginResetModel()
        self.rows, self.known = rows, known
        self.endResetModel()

    def show_columns(self, columns: Sequence[str]) -> None:
        self.beginResetModel()
        self.columns = tuple(name for name in columns if name in COLUMNS) or USUAL
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        item = self.rows[index.row()]
        if role == ROW_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return COLUMNS[self.columns[index.column()]].words(item, self.known)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(COLUMNS[self.columns[section]].label)
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.FontRole:
            return font("label")
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, selection: Selection, parent: QObject) -> None:
        super().__init__(parent)
        self._selection = selection

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item, look = index.data(ROW_ROLE), tokens()
        if item is None:
            return
        painter.save()
        if item.id in self._selection.ids:
            painter.fillRect(option.rect, look.color("wash"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, look.color("hover"))
        painter.setPen(look.color("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        first = index.column() == 0
        words = option.rect.adjusted(INSET, 8, -6, 0)
        draw_lines(painter, words, str(index.data() or ""), "small", "ink" if first else "soft", 1)
        painter.restore()


class LibraryTable(QTableView):
    """A click chooses a row, a second one or Enter opens it; a click on a heading sorts, its menu chooses columns."""

    opened = Signal(object)
    sorted_by = Signal(str, bool)
    columns_chosen = Signal(object)
    menu_wanted = Signal(QPoint)

    def __init__(self, selection: Selection) -> None:
        super().__init__()
        self.table = TableModel(self)
        self._selection = selection
        self.order: tuple[str, bool] | None = None
        self.setModel(self.table)
        self.setItemDelegate(_Painter(selection, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(TALL)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(tr("Library"))
        keep_bar(self)
        head = self.horizontalHeader()
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.setHighlightSections(False)
        head.setSectionsMovable(False)
        head.setStretchLastSection(False)
        head.sectionResized.connect(lambda place, *_: self._fit() if place else None)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(False)
        head.sectionClicked.connect(self._sort)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self.choose_columns)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        selection.changed.connect(self.viewport().update)
        theme().changed.connect(self.viewport().update)
        self.show_columns(USUAL)

    def show_columns(self, columns: Sequence[str]) -> None:
        self.table.show_columns(columns)
        for place, name in enumerate(self.table.columns):
            self.setColumnWidth(place, COLUMNS[name].wide)
        self._fit()
        self._mark_order()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The titles take what the other columns leave."""
        others = sum(self.columnWidth(place) for place in range(1, len(self.table.columns)))
        self.setColumnWidth(0, max(COLUMNS["title"].wide, self.viewport().width() - others))

    def sort_by(self, order: tuple[str, bool] | None) -> None:
        """Show what sorts the rows, which the page does."""
        self.order = order
        self._mark_order()

    def _mark_order(self) -> None:
        head = self.horizontalHeader()
        shown = self.order is not None and self.order[0] in self.table.columns
        head.setSortIndicatorShown(shown)
        if self.order is not None and shown:
            way = Qt.SortOrder.DescendingOrder if self.order[1] else Qt.SortOrder.AscendingOrder
            head.setSortIndicator(self.table.columns.index(self.order[0]), way)

    def _sort(self, section: int) -> None:
        name = self.table.columns[section]
        falling = COLUMNS[name].falling
        if self.order is not None and self.order[0] == name:
            falling = not self.order[1]
        self.sort_by((name, falling))
        self.sorted_by.emit(name, falling)

    def choose_columns(self, at: QPoint) -> None:
        """The menu of all columns, below a heading."""
        menu = Menu(self)
        for name, column in COLUMNS.items():
            act = menu.addAction(tr(column.label))
            act.setCheckable(True)
            act.setChecked(name in self.table.columns)
            act.setEnabled(name != "title")
            act.triggered.connect(lambda on, name=name: self._turn(name, on))
        menu.popup(self.horizontalHeader().mapToGlobal(at))

    def _turn(self, name: str, on: bool) -> None:
        held = {*self.table.columns, name} if on else {*self.table.columns} - {name}
        self.show_columns([one for one in COLUMNS if one in held])
        self.columns_chosen.emit(self.table.columns)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The keyboard's ring stands around the row, which is what Enter opens, and not around one of its cells."""
        super().paintEvent(event)
        index, view = self.currentIndex(), self.viewport()
        if not (self.hasFocus() and index.isValid()):
            return
        last = self.visualRect(index.siblingAtColumn(len(self.table.columns) - 1)).right()
        first = self.visualRect(index.siblingAtColumn(0))
        ring = QRectF(first.left(), first.top(), min(last + 1, view.width()) - first.left(), first.height())
        painter = QPainter(view)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens().color("accent"), 2))
        painter.drawRoundedRect(ring.adjusted(1, 1, -1, -2), 6, 6)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        if not self._selection.pick(index.row(), event.modifiers()):
            self._selection.only(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.opened.emit(index.data(ROW_ROLE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.opened.emit(index.data(ROW_ROLE))
        elif event.key() == Qt.Key.Key_Space and index.isValid():
            self._selection.pick(index.row(), Qt.KeyboardModifier.ControlModifier)
        else:
            super().keyPressEvent(event)

    def _menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            if self.table.rows[index.row()].id not in self._selection.ids:
                self._selection.only(index.row())
            self.menu_wanted.emit(self.viewport().mapToGlobal(at))
