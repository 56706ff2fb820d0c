"""Library: every cover, found as you type."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QStackedWidget, QWidget

from assistant.domain.entities import Item, Kind
from assistant.messages import mark, quoted, tr, trn
from gui.look.labels import kind_choices, kind_of
from gui.look.theme import theme
from gui.pages.library.card_filter import CardFilter
from gui.pages.library.library_model import COVER, PAD, CoverDelegate, LibraryModel
from gui.pages.library.sort_box import BEST, SORTS, SortBox
from gui.pages.registry import Section, page
from gui.shell.session import Session
from gui.widgets.buttons import Segments
from gui.widgets.fields import SearchField
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.rows_model import ROW_ROLE
from gui.widgets.surfaces import EmptyState, keep_bar
from gui.widgets.text import Text

EDGE = 9
"""What stays free on the right of a row: the bar beside it makes up the rest of the page's margin."""


class CoverGrid(QListView):
    """A grid of covers. Cells share the width evenly, and Enter opens the one under the keyboard's ring."""

    opened = Signal(object)

    def __init__(self, model: LibraryModel, delegate: CoverDelegate) -> None:
        super().__init__()
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
        self.setFrameShape(QListView.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(tr("Library"))
        self.clicked.connect(self._open_clicked)
        theme().changed.connect(self.viewport().update)

    def _open_clicked(self, index: QModelIndex) -> None:
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
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class Shown:
    """What is to be shown: all that takes long with many items is worked out on the lane."""

    items: list[Item]
    rows: dict[str, int]
    """The row of each by its id."""
    query: str = ""
    every_word: bool = True
    square: bool = False
    """Whether all are recordings, whose covers are as wide as tall."""
    held: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How many of what was found have each value of a card."""


@page(
    "library",
    label=mark("Library"),
    icon="library",
    section=Section.MAIN,
    order=2,
    shortcut="Ctrl+2",
    concerns=lambda changes: changes.items,
)
class LibraryPage(QWidget):
    """The grid, its search, its filter and its order. Reading and sorting happen on the library's lane."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.model = LibraryModel(self)
        self.grid = CoverGrid(self.model, CoverDelegate(session.covers, self))
        self.grid.opened.connect(lambda item: session.item_wanted.emit(item.id) if item else None)
        self.empty = EmptyState("library", tr("Reading your library"), "")
        self.empty.acted.connect(self._help)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self.empty)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(160)
        self._pause.timeout.connect(self.refresh)
        column = vertical(16, self, margins=(32 - PAD, 28, 12, 0))
        column.addLayout(self._head())
        column.addLayout(self._tools())
        column.addWidget(self.stack, 1)
        session.covers.ready.connect(self._repaint)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(PAD, 0, 20, 0)
        words = vertical(2)
        words.addWidget(Text(tr("Library"), "display", lines=1))
        self.count = Text(" ", "body", "soft", lines=2)
        words.addWidget(self.count)
        row.addLayout(words, 1)
        self.kinds = Segments(kind_choices(), tr("Show only"))
        self.kinds.chosen.connect(lambda _: self.refresh())
        row.addWidget(self.kinds, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _tools(self) -> QHBoxLayout:
        row = horizontal(12, margins=(PAD, 0, 20, 0))
        self.search = SearchField(tr("Search titles, people, subjects, years and text"))
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self._into_grid)
        self.sort = SortBox()
        self.sort.currentIndexChanged.connect(lambda _: self.refresh())
        self.like = CardFilter()
        self.like.chosen.connect(self.refresh)
        row.addWidget(self.search, 1)
        row.addWidget(self.like)
        row.addWidget(self.sort)
        return row

    def refresh(self) -> None:
        """Read what is asked for; an earlier reading that is still under way is forgotten."""
        self._pause.stop()
        query, kind = self.search.text().strip(), kind_of(self.kinds.value())
        self.sort.follow_search(bool(query))
        shown = self.model.rows
        self._session.run(self._read, query, kind, self.sort.order(), shown, done=self.show_items, key="library")

    def _read(self, query: str, kind: Kind | None, order: str, shown: list[Item]) -> Shown:
        library = self._session.app.library
        every = True
        if query:
            found = library.find_words(query, kind)
            items, every = list(found.items), found.every_word
        else:
            items = list(library.items(kind=kind))
        held = Counter((facet, value) for item in items for facet, value, _ in item.card)
        items = [item for item in items if self.like.lets_through(item)]
        if order != BEST:
            _, key, falling = SORTS[order]
            items.sort(key=key, reverse=falling)
        square = bool(items) and all(item.kind is Kind.MUSIC for item in items)
        if items == shown:
            return Shown(shown, {}, query, every, square, held)
        rows = {item.id: row for row, item in enumerate(items)}
        return Shown(items, rows, query, every, square, held)

    def show_items(self, answer: Shown) -> None:
        items = answer.items
        self.like.offer(answer.held)
        current = self.grid.currentIndex().data(ROW_ROLE)
        self.grid.set_square(answer.square)
        if items is not self.model.rows:
            self.model.show_items(items, answer.rows)
            self.restore(current.id if current else "")
            if self.grid.hasFocus():
                self._ring()
        self.stack.setCurrentWidget(self.grid if items else self.empty)
        if not items:
            self._say_empty(answer.query)
        self.count.set_text(self._count_words(answer))

    def _count_words(self, answer: Shown) -> str:
        n, query = len(answer.items), answer.query
        if not n:
            return ""
        if not query:
            return trn("{n} item", "{n} items", n)
        if answer.every_word:
            return trn("{n} item for {query}", "{n} items for {query}", n, query=quoted(query))
        return trn(
            "Nothing has all of these words; {n} item has some of them.",
            "Nothing has all of these words; {n} items have some of them.",
            n,
        )

    def _say_empty(self, query: str) -> None:
        """Why there is nothing, with the one step that helps."""
        if self.like.value is not None:
            words = tr("No card in your library says {what} yet.", what=quoted(tr(self.like.value[1])))
            self.empty.say(tr("Nothing found"), words, tr("Show everything"))
        elif query and self.kinds.value():
            words = tr("Nothing of this kind matches {query}.", query=quoted(query))
            self.empty.say(tr("Nothing found"), words, tr("Search everything"))
        elif query:
            words = tr("No title, person, subject or text matches {query}.", query=quoted(query))
            self.empty.say(tr("Nothing found"), words, tr("Clear the search"))
        elif self._session.reading():
            words = tr("Covers appear here as soon as the first files are read.")
            self.empty.say(tr("Reading your files"), words)
        elif self.kinds.value():
            words = tr("There is nothing of this kind in your library.")
            self.empty.say(tr("Nothing here"), words, tr("Show everything"))
        else:
            words = tr("Add a folder, and its books, music and documents appear here.")
            self.empty.say(tr("Your library is empty"), words, tr("Add a folder"))

    def _help(self) -> None:
        if self.like.value is not None:
            self.like.set_value(None)
        elif self.kinds.value():
            self.kinds.set_value("")
            self.refresh()
        elif self.search.text():
            self.search.clear()
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._session.folder_choice_wanted.emit()

    def restore(self, item_id: str) -> None:
        """Put the keyboard's ring back on an item after the list was read anew."""
        row = self.model.row_of(item_id)
        if row >= 0:
            self.grid.setCurrentIndex(self.model.index(row))

    @property
    def detail(self) -> str | None:
        """None: the way back leads to whatever was searched for."""
        return None

    def show_detail(self, detail: str) -> None:
        """Show what matches these words, as if they had been typed."""
        self.kinds.set_value("")
        self.like.set_value(None)
        self.search.setText(detail)
        self.refresh()

    @property
    def search_field(self) -> QLineEdit:
        """The search."""
        return self.search

    def resume_focus(self) -> QWidget:
        """The grid, whose ring stands where it was left."""
        return self.grid

    def first_focus(self) -> QWidget:
        """The grid, with its ring on an item; the field where there is nothing to show."""
        if self.stack.currentWidget() is self.empty:
            return self.search
        self._ring()
        return self.grid

    def _ring(self) -> None:
        if self.model.rows and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0))

    def _into_grid(self) -> None:
        if self.model.rows:
            self.grid.setFocus(Qt.FocusReason.TabFocusReason)
            self._ring()

    def _repaint(self, item_id: str) -> None:
        row = self.model.row_of(item_id)
        if row >= 0:
            self.grid.update(self.model.index(row))


__all__ = ["COVER", "CoverGrid", "LibraryPage"]
