"""Library: every cover or a table of all, found as you type, sifted by facets, changed many at a time."""

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from assistant.domain.rows import Row
from assistant.messages import mark, tr
from gui.look.labels import kind_choices, kind_of
from gui.pages.item.work_menu import work_menu
from gui.pages.library.bulk import Bulk, BulkBar
from gui.pages.library.chosen_filters import ChosenFilters
from gui.pages.library.columns import COLUMNS
from gui.pages.library.facet_list import FacetList
from gui.pages.library.grid import CoverGrid
from gui.pages.library.library_model import PAD, CoverDelegate, LibraryModel
from gui.pages.library.nothing import NothingShown
from gui.pages.library.reading import Shown, Wanted, count_words, read
from gui.pages.library.saved_searches import MENU, SavedSearches
from gui.pages.library.selection import Selection
from gui.pages.library.sort_box import SortBox
from gui.pages.library.table import INSET, LibraryTable
from gui.pages.registry import Section, page
from gui.shell.session import Session
from gui.widgets.buttons import IconButton, Segments
from gui.widgets.fields import SearchField
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.rows_model import ROW_ROLE
from gui.widgets.text import Text

PAUSE = 12
"""Milliseconds after a key until the library is searched; a search that a further key overtakes is forgotten."""


@page(
    "library",
    label=mark("Library"),
    icon="library",
    section=Section.MAIN,
    order=2,
    shortcut="Ctrl+2",
    concerns=lambda changes: changes.items or changes.feedback or changes.lists,
    keys=(
        (mark("Ctrl+A, Ctrl+click, Space"), mark("In the library: choose items")),
        (mark("Ctrl+T"), mark("In the library: covers or a table")),
        (mark("Ctrl+B"), mark("In the library: the filters")),
    ),
)
class LibraryPage(QWidget):
    """Reading, sifting and sorting happen on the library's lane."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.selection = Selection(self)
        self.model = LibraryModel(self)
        self.grid = CoverGrid(self.model, CoverDelegate(session.covers, self.selection, self), self.selection)
        self.table = LibraryTable(self.selection)
        self.facets = FacetList()
        self.chips = ChosenFilters()
        self.bulk = Bulk(session, self)
        self.saved = SavedSearches(session, self)
        self.empty = NothingShown(session, self)
        self.stack = QStackedWidget()
        for widget in (self.grid, self.table, self.empty):
            self.stack.addWidget(widget)
        self._in_table = False
        self._answered = Wanted()
        """What the items that are shown were asked for with."""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.refresh)
        column = vertical(16, self, margins=(32 - PAD, 28, 12, 0))
        column.addLayout(self._head())
        column.addLayout(self._tools())
        column.addLayout(self._body(), 1)
        # At its foot, so that what is under the pointer stays there.
        self.bar = self.foot = BulkBar(self.bulk, self.selection)
        column.addWidget(self.bar)
        self._connect()
        session.run(session.app.library.view, done=self._take_view, failed=lambda _: None)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(PAD, 0, 20, 0)
        words = vertical(2)
        words.addWidget(Text(tr("Library"), "display", lines=1))
        self.count = Text(" ", "body", "soft", lines=2)
        words.addWidget(self.count)
        row.addLayout(words, 1)
        self.kinds = Segments(kind_choices(), tr("Show only"))
        row.addWidget(self.kinds, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _tools(self) -> QHBoxLayout:
        row = horizontal(12, margins=(PAD, 0, 20, 0))
        self.search = SearchField(tr("Search titles, people, subjects, years and text"))
        self.sort = SortBox()
        self.filters = IconButton("filter", tr("Filters  (Ctrl+B)"), size=44, checkable=True)
        self.as_table = IconButton("table", tr("As a table  (Ctrl+T)"), size=44, checkable=True)
        row.addWidget(self.search, 1)
        self.more = IconButton("more", tr(MENU), size=44)
        self.more.clicked.connect(lambda: self.saved.offer(self.more))
        for widget in (self.sort, self.filters, self.as_table, self.more):
            row.addWidget(widget)
        return row

    def _body(self) -> QHBoxLayout:
        row = horizontal(8)
        row.addWidget(self.facets)
        self.facets.hide()
        items = vertical(8)
        items.addWidget(self.chips)
        items.addWidget(self.stack, 1)
        row.addLayout(items, 1)
        return row

    def _connect(self) -> None:
        session = self._session
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self._into_items)
        self.kinds.chosen.connect(lambda _: self.refresh())
        self.sort.currentIndexChanged.connect(lambda _: self.refresh())
        self.facets.changed.connect(self.refresh)
        self.chips.dropped.connect(self.facets.drop)
        self.chips.all_dropped.connect(self.facets.clear_all)
        self.filters.clicked.connect(self._filters_clicked)
        self.as_table.clicked.connect(lambda on: self.show_table(on))
        self.table.sorted_by.connect(lambda *_: self._view_changed())
        self.table.columns_chosen.connect(lambda _: self._view_changed())
        session.covers.ready.connect(self._repaint)
        for view in (self.grid, self.table):
            view.opened.connect(lambda item: session.item_wanted.emit(item.id) if item else None)
            view.menu_wanted.connect(self._menu)
        keys = {
            "Ctrl+T": lambda: self.as_table.click(),
            "Ctrl+B": lambda: self.filters.click(),
            "Ctrl+A": self.selection.all,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _menu(self, at: QPoint) -> None:
        work_menu(self, self._session, self.selection.items(), self.filters).popup(at)

    # How it is shown

    def _take_view(self, view: Row) -> None:
        """As it was left."""
        columns, order = view.get("columns"), view.get("order")
        if isinstance(columns, list):
            self.table.show_columns([str(name) for name in columns])
        if isinstance(order, list) and len(order) == 2 and order[0] in COLUMNS:
            self.table.sort_by((str(order[0]), bool(order[1])))
        # Something may have been asked for meanwhile.
        self.show_facets(bool(view.get("filters") or self.filters.isChecked()))
        self._turn_to(bool(view.get("table")))

    def _view_changed(self) -> None:
        order = list(self.table.order) if self.table.order is not None else None
        view = {"table": self._in_table, "filters": self.filters.isChecked(), "order": order}
        self._session.run(self._session.app.library.keep_view, {**view, "columns": list(self.table.table.columns)})
        self.refresh()

    def show_table(self, on: bool) -> None:
        """As a table, or as covers."""
        focused = self.view.hasFocus()
        self._turn_to(on)
        if focused:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._view_changed()

    def _turn_to(self, table: bool) -> None:
        self._in_table = table
        self.as_table.setChecked(table)
        self.sort.setVisible(not table)
        # The words of a table begin where the page's heading does, as covers do.
        self.stack.setContentsMargins(PAD - INSET if table else 0, 0, 0, 0)
        if self.stack.currentWidget() is not self.empty:
            self.stack.setCurrentWidget(self.view)

    def show_facets(self, on: bool) -> None:
        """The facets stand beside the items, or not; what is filtered stays, and the chips tell it."""
        if self.facets.hasFocus() and not on:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.filters.setChecked(on)
        self.facets.setVisible(on)

    def _filters_clicked(self, on: bool) -> None:
        self.show_facets(on)
        self._view_changed()

    def asked(self) -> Row:
        """What is asked for now, as it may be kept."""
        chosen = {name: sorted(values) for name, values in self.facets.chosen.items()}
        return {"query": self.search.text().strip(), "kind": self.kinds.value(), "chosen": chosen}

    def ask_again(self, asked: Row) -> None:
        """Ask for what was kept."""
        self.kinds.set_value(str(asked["kind"]))
        self.facets.take({name: frozenset(values) for name, values in asked["chosen"].items()})
        self.search.setText(str(asked["query"]))
        self.refresh()

    @property
    def view(self) -> QAbstractItemView:
        """What shows the items now."""
        return self.table if self._in_table else self.grid

    # What is shown

    def refresh(self) -> None:
        """Read what is asked for; an earlier reading that is still under way is forgotten."""
        self._pause.stop()
        self.chips.show_chosen(self.facets.chosen)
        query = self.search.text().strip()
        self.sort.follow_search(bool(query))
        column = self.table.order if self._in_table and not query else None
        counted = self.facets.isVisibleTo(self) or self._in_table
        wanted = Wanted(
            query, kind_of(self.kinds.value()), self.sort.order(), column, dict(self.facets.chosen), counted
        )
        self._session.run(read, self._session.app, wanted, self.model.rows, done=self.show_items, key="library")

    def show_items(self, answer: Shown) -> None:
        items = answer.items
        if self.facets.isVisibleTo(self):
            self.facets.show_counts(answer.counts)
        anew, self._answered = self._answered.asks_else(answer.wanted), answer.wanted
        current = None if anew else self.view.currentIndex().data(ROW_ROLE)
        self.grid.set_square(answer.square)
        if items is not self.model.rows:
            self.model.show_items(items, dict(answer.rows))
            self.selection.show_items(items)
        if self.table.table.rows is not items or answer.known != self.table.table.known:
            self.table.table.show_items(items, answer.known)
        if anew:
            self._begin()
        self.restore(current.id if current else "")
        if self.view.hasFocus():
            self._ring()
        self.stack.setCurrentWidget(self.view if items else self.empty)
        if not items:
            self.empty.tell(answer)
        self.count.set_text(count_words(len(items), answer.wanted.query, every_word=answer.every_word))

    def _begin(self) -> None:
        """The first of what is newly asked for comes first, and the keyboard's ring stands on nothing before it."""
        for view in (self.grid, self.table):
            view.setCurrentIndex(QModelIndex())
            view.scrollToTop()

    def restore(self, item_id: str) -> None:
        """Put the keyboard's ring back on an item after the list was read anew."""
        row = self.model.row_of(item_id)
        if row >= 0:
            self.grid.setCurrentIndex(self.model.index(row))
            self.table.setCurrentIndex(self.table.table.index(row, 0))

    @property
    def detail(self) -> str | None:
        """None: the way back leads to whatever was searched for."""
        return None

    def show_detail(self, detail: str) -> None:
        """Show what matches these words, as if they had been typed; or what has a value of a facet, where one is named
        and parted from the value by a tab."""
        facet, tab, value = detail.partition("\t")
        self.ask_again({"query": "" if tab else detail, "kind": "", "chosen": {facet: [value]} if tab else {}})

    @property
    def search_field(self) -> QLineEdit:
        """The search."""
        return self.search

    def resume_focus(self) -> QWidget:
        """The items, whose ring stands where it was left."""
        return self.view

    def first_focus(self) -> QWidget:
        """The items, with the ring on one; the field where there is nothing to show."""
        if self.stack.currentWidget() is self.empty:
            return self.search
        self._ring()
        return self.view

    def _ring(self) -> None:
        model = self.view.model()
        if self.model.rows and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(model.index(0, 0))

    def _into_items(self) -> None:
        if self.model.rows:
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            self._ring()

    def _repaint(self, item_id: str) -> None:
        row = self.model.row_of(item_id)
        if row >= 0:
            self.grid.update(self.model.index(row))
