"""Library: every cover, found as you type."""

import unicodedata
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from assistant.domain.entities import Item, Kind
from gui.look.icons import pixmap
from gui.look.labels import KIND_CHOICES, counted, kind_of
from gui.look.theme import theme, tokens
from gui.pages.library.library_model import COVER, ITEM_ROLE, PAD, CoverDelegate, LibraryModel
from gui.shell.session import Session
from gui.widgets.buttons import Segments
from gui.widgets.fields import SearchField
from gui.widgets.surfaces import EmptyState, keep_bar
from gui.widgets.text import Text

SORTS: dict[str, tuple[Callable[[Item], Any], bool]] = {
    "Recently added": (lambda item: item.added, True),
    "Title": (lambda item: sort_key(item.title), False),
    "Author or artist": (
        lambda item: (not item.creators, sort_key(" ".join(item.creators[:1])), sort_key(item.title)),
        False,
    ),
    "Year": (lambda item: item.year or 0, True),
}
_ARTICLES = ("the ", "a ", "an ")


def sort_key(text: str) -> str:
    """Lower case, without accents and without a leading article."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return next((plain[len(article) :] for article in _ARTICLES if plain.startswith(article)), plain)


class CoverGrid(QListView):
    """A grid of covers. Cells share the width evenly, and Enter opens the one under the keyboard's ring."""

    opened = Signal(object)

    def __init__(self, model: LibraryModel, delegate: CoverDelegate) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(delegate)
        self._cell = delegate.sizeHint(None, QModelIndex())  # type: ignore[arg-type]
        # A wrapping list lays out ten thousand cells in a few milliseconds; Qt's icon mode keeps a search tree for
        # freely moved icons, which takes many times that and is of no use here.
        self.setViewMode(QListView.ViewMode.ListMode)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(500)
        self.setUniformItemSizes(True)
        self.setGridSize(self._cell)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(48)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_bar(self)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName("Library")
        self.clicked.connect(self._open_clicked)
        theme().changed.connect(self.viewport().update)

    def _open_clicked(self, index: QModelIndex) -> None:
        # The keyboard did not bring the person here, so no ring should follow to the next page.
        self.clearFocus()
        self.opened.emit(index.data(ITEM_ROLE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        # Cells widen so that the covers fill the row, instead of leaving a gap at its end.
        width = event.size().width() - 1
        columns = max(1, width // self._cell.width())
        self.setGridSize(QSize(width // columns, self._cell.height()))
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().data(ITEM_ROLE))
        else:
            super().keyPressEvent(event)


class SortBox(QComboBox):
    """A choice with our own arrow."""

    def __init__(self, choices: list[str]) -> None:
        super().__init__()
        self.addItems(choices)
        self.setAccessibleName("Sort by")
        self.setFixedHeight(44)
        self.setMinimumWidth(164)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.update)

    def paintEvent(self, event: Any) -> None:
        from PySide6.QtGui import QPainter

        super().paintEvent(event)
        drawing = pixmap("down", 14, tokens().soft, self.devicePixelRatioF())
        QPainter(self).drawPixmap(self.width() - 26, (self.height() - 14) // 2, drawing)


class LibraryPage(QWidget):
    """The grid, its search, its filter and its order. Reading and sorting happen on the library's lane."""

    folders_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.model = LibraryModel(self)
        self.reading: Callable[[], bool] = lambda: False
        """Whether files are being read just now."""
        self.grid = CoverGrid(self.model, CoverDelegate(session.covers, self))
        self.grid.opened.connect(lambda item: session.item_wanted.emit(item.id) if item else None)
        self.empty = EmptyState("library", "No books here yet", "Add a folder and its covers appear.", "Add a folder")
        self.empty.acted.connect(self.folders_wanted)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self.empty)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(160)
        self._pause.timeout.connect(self.refresh)
        column = QVBoxLayout(self)
        column.setContentsMargins(32 - PAD, 28, 12, 0)
        column.setSpacing(16)
        column.addLayout(self._head())
        column.addLayout(self._tools())
        column.addWidget(self.stack, 1)
        session.covers.ready.connect(self._repaint)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(PAD, 0, 20, 0)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text("Library", "display", lines=1))
        self.count = Text(" ", "body", "soft", lines=1)
        words.addWidget(self.count)
        row.addLayout(words, 1)
        self.kinds = Segments(KIND_CHOICES, "Show only")
        self.kinds.chosen.connect(lambda _: self.refresh())
        row.addWidget(self.kinds, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(PAD, 0, 20, 0)
        row.setSpacing(12)
        self.search = SearchField("Search titles, people, subjects and text")
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self._into_grid)
        self.sort = SortBox(list(SORTS))
        self.sort.currentTextChanged.connect(lambda _: self.refresh())
        row.addWidget(self.search, 1)
        row.addWidget(self.sort)
        return row

    def refresh(self) -> None:
        """Read what is asked for; an earlier reading that is still under way is forgotten."""
        self._pause.stop()
        query, kind, sort = self.search.text().strip(), kind_of(self.kinds.value()), self.sort.currentText()
        shown = self.model.items
        self._session.run(self._read, query, kind, sort, shown, done=self.show_items, key="library")

    def _read(
        self, query: str, kind: Kind | None, sort: str, shown: list[Item]
    ) -> tuple[list[Item], dict[str, int], str]:
        """The items, the row of each by its id, and the query; all that takes long with many of them is done here."""
        items = list(self._session.assistant.items(kind=kind, query=query))
        if not query:
            key, falling = SORTS[sort]
            items.sort(key=key, reverse=falling)
        if items == shown:
            return shown, {}, query
        return items, {item.id: row for row, item in enumerate(items)}, query

    def show_items(self, answer: tuple[list[Item], dict[str, int], str]) -> None:
        items, rows, query = answer
        current = self.grid.currentIndex().data(ITEM_ROLE)
        if items is not self.model.items:
            self.model.show_items(items, rows)
            self.restore(current.id if current else "")
            if self.grid.hasFocus():
                self._ring()
        self.sort.setEnabled(not query)
        self.stack.setCurrentWidget(self.grid if items else self.empty)
        if not items and (query or self.kinds.value()):
            self.empty.say(
                "Nothing found",
                f"No item matches “{query}”. Try fewer words."
                if query
                else "There is nothing of this kind in your library.",
            )
        elif not items and self.reading():
            self.empty.say("Your files are being read", "Their covers appear here as soon as they are known.")
        elif not items:
            self.empty.say("Your library is empty", "Add a folder, and its books, music and documents appear here.")
        found = f" for “{query}”" if query else ""
        self.count.set_text(counted(len(items), "item") + found if items else "")

    def restore(self, item_id: str) -> None:
        """Put the keyboard's ring back on an item after the list was read anew."""
        row = self.model.row_of(item_id)
        if row >= 0:
            self.grid.setCurrentIndex(self.model.index(row))

    def look_for(self, words: str) -> None:
        """Show what matches, as if the words had been typed."""
        self.kinds.set_value("")
        self.search.setText(words)
        self.refresh()

    def first_focus(self) -> QWidget:
        """The grid, with its ring on an item; the field where there is nothing to show."""
        if self.stack.currentWidget() is self.empty:
            return self.search
        self._ring()
        return self.grid

    def _ring(self) -> None:
        if self.model.items and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0))

    def _into_grid(self) -> None:
        if self.model.items:
            self.grid.setFocus(Qt.FocusReason.TabFocusReason)
            self._ring()

    def _repaint(self, item_id: str) -> None:
        row = self.model.row_of(item_id)
        if row >= 0:
            self.grid.update(self.model.index(row))


__all__ = ["COVER", "CoverGrid", "LibraryPage", "sort_key"]
