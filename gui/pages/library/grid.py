"""The grid of covers."""

from PySide6.QtCore import QModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QListView

from assistant.messages import tr
from gui.look.theme import theme
from gui.pages.library.library_model import PAD, CoverDelegate, LibraryModel
from gui.pages.library.selection import Selection
from gui.widgets.rows_model import ROW_ROLE
from gui.widgets.surfaces import keep_bar

EDGE = 9
"""What stays free on the right of a row: the bar beside it makes up the rest of the page's margin."""


class CoverGrid(QListView):
    """A grid of covers. Cells share the width evenly, and Enter opens the one under the keyboard's ring."""

    opened = Signal(object)
    menu_wanted = Signal(QPoint)

    def __init__(self, model: LibraryModel, delegate: CoverDelegate, selection: Selection) -> None:
        super().__init__()
        self._rows, self._selection = model, selection
        self.setModel(model)
        self.setItemDelegate(delegate)
        self._delegate = delegate
        # A wrapping list lays out ten thousand cells in a few milliseconds; Qt's icon mode keeps a search tree for
        # freely moved icons, which takes many times that and is of no use here.
        self.setViewMode(QListView.ViewMode.ListMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(500)
        self.setUniformItemSizes(True)
        self.setGridSize(delegate.cell)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(48)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_bar(self)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        model.chosen = lambda: selection.ids
        self.setDragEnabled(True)
        self.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(tr("Library"))
        self.clicked.connect(self._open_clicked)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        selection.changed.connect(self.viewport().update)
        theme().changed.connect(self.viewport().update)

    def _open_clicked(self, index: QModelIndex) -> None:
        if self._selection.pick(index.row(), QApplication.keyboardModifiers()):
            return
        # The keyboard did not bring the person here, so no ring should follow to the next page.
        self.clearFocus()
        self.opened.emit(index.data(ROW_ROLE))

    def set_square(self, square: bool) -> None:
        """Rows as tall as records, where no book stands among them."""
        if square != self._delegate.square:
            self._delegate.square = square
            self._fit(self.viewport().width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit(event.size().width())
        super().resizeEvent(event)

    def _fit(self, width: int) -> None:
        # Cells widen so that the covers fill the row, instead of leaving a gap at its end.
        cell = self._delegate.cell
        columns = max(1, (width - 1) // cell.width())
        wide = (width - 1) // columns
        between = width - PAD - EDGE - self._delegate.cover.width()
        self._delegate.wide, self._delegate.step = wide, between / (columns - 1) if columns > 1 else 0.0
        self.setGridSize(QSize(wide, cell.height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().data(ROW_ROLE))
        elif event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._selection.pick(self.currentIndex().row(), Qt.KeyboardModifier.ControlModifier)
        else:
            super().keyPressEvent(event)

    def _menu(self, at: QPoint) -> None:
        index = self.indexAt(at)
        if index.isValid():
            if self._rows.rows[index.row()].id not in self._selection.ids:
                self._selection.only(index.row())
            self.menu_wanted.emit(self.viewport().mapToGlobal(at))
