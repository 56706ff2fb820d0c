"""Lists: playlists, reading plans, bundles and living shelves, each made from a sentence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from assistant.app.changes import Changes
from assistant.domain.entities import Item
from assistant.domain.rows import Row
from assistant.messages import mark, quoted, tr
from gui.pages.lists.list_rows import ListCard
from gui.pages.lists.list_view import ListView
from gui.pages.registry import Section, page
from gui.shell.session import Session
from gui.widgets.buttons import Button, Segments
from gui.widgets.fields import SearchField
from gui.widgets.keyboard import first_control
from gui.widgets.layouts import Columns, clear, horizontal
from gui.widgets.surfaces import EmptyState, Page
from gui.widgets.text import Text
from gui.workers.lanes import Failure

if TYPE_CHECKING:
    from assistant.chat.services import SavedList

CHOICES = (("list", mark("List")), ("shelf", mark("Living shelf")))
HINTS = {
    "list": mark("Forty minutes of calm piano  ·  a reading plan for two weeks, sea stories"),
    "shelf": mark("Slow books about the sea, before 1900"),
}
SAYS = {
    "list": mark("A playlist, a reading plan or a mix, chosen from your library, with a reason for each entry."),
    "shelf": mark(
        "A list that keeps itself up to date: whatever fits your sentence is on it, also what you add later."
    ),
}


@page(
    "lists",
    label=mark("Lists"),
    icon="list",
    section=Section.MAIN,
    order=4,
    shortcut="Ctrl+4",
    keys=((mark("Alt+arrows, Del"), mark("In a list: move or remove an entry")),),
    concerns=lambda changes: changes.items or changes.lists,
)
class ListsPage(QWidget):
    """All lists as cards; one of them opened in their place."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.cards: list[ListCard] = []
        self.stack = QStackedWidget()
        self.view = ListView(session)
        self.view.left.connect(self.show_all)
        self.view.removed.connect(self._remove)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.stack)
        self.stack.addWidget(self._overview())
        self.stack.addWidget(self.view)
        self._choose("list")

    def _overview(self) -> QWidget:
        page = Page(widest=1080)
        body = page.body
        body.setSpacing(14)
        head = QHBoxLayout()
        head.addWidget(Text(tr("Lists"), "display", lines=1), 1)
        self.choice = Segments([(value, tr(words)) for value, words in CHOICES], tr("What to make"))
        self.choice.chosen.connect(self._choose)
        head.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignBottom)
        body.addLayout(head)
        self.says = Text("", "body", "soft")
        body.addWidget(self.says)
        row = horizontal(12)
        self.field = SearchField("", "list")
        self.field.returnPressed.connect(self.make)
        self.make_button = Button(tr("Make it"), "primary")
        self.make_button.set_tall()
        self.make_button.clicked.connect(self.make)
        row.addWidget(self.field, 1)
        row.addWidget(self.make_button)
        body.addLayout(row)
        self.problem = Text("", "small", "negative")
        self.problem.hide()
        body.addWidget(self.problem)
        self._columns = Columns(280)
        body.addLayout(self._columns)
        self.empty = EmptyState(
            "list", tr("No lists yet"), tr("Describe one above, and Alcove makes it from your library.")
        )
        body.addWidget(self.empty)
        body.addStretch(1)
        return page

    def _choose(self, form: str) -> None:
        self.field.setPlaceholderText(tr(HINTS[form]))
        self.field.setAccessibleName(
            tr("What the list is to hold") if form == "list" else tr("What belongs on the shelf")
        )
        self.says.set_text(tr(SAYS[form]))

    # Reading

    def refresh(self) -> None:
        """Read all lists, and the one that stands open."""
        self._session.run(self._read, done=self._show, key="lists")
        if self.stack.currentWidget() is self.view and self.view.wanted:
            self.view.open(self.view.wanted)

    def _read(self) -> "list[tuple[SavedList, list[Item]]]":
        app = self._session.app
        return [(saved, list(app.lists.items_of(saved))) for saved in app.lists.all()]

    def _show(self, found: "Sequence[tuple[SavedList, list[Item]]]") -> None:
        clear(self._columns)
        self.cards = []
        for saved, items in found:
            card = ListCard(self._session, saved, items)
            card.pressed.connect(lambda saved=saved: self._session.list_wanted.emit(saved.id))
            self.cards.append(card)
            self._columns.addWidget(card)
        self.empty.setVisible(not found)

    # Going about

    @property
    def detail(self) -> str | None:
        """The id of the list that is shown; empty while all are."""
        shown = self.stack.currentWidget() is self.view and self.view.saved is not None
        return self.view.saved.id if shown and self.view.saved else ""

    def show_detail(self, detail: str) -> None:
        """Bring one list to the front, or all of them for an empty id."""
        if not detail:
            self.show_all()
            return
        self.view.open(detail)
        self.stack.setCurrentWidget(self.view)
        # Else the keyboard's ring would land on whatever comes next.
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget:
        """The field, or the list that stands open."""
        return self.field if self.stack.currentWidget() is not self.view else first_control(self.view) or self.view

    def show_all(self) -> None:
        self.stack.setCurrentIndex(0)
        self.refresh()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # Making and deleting

    def make(self) -> None:
        """Make what the sentence in the field asks for."""
        text, app = self.field.text().strip(), self._session.app
        if not text or not self.make_button.isEnabled():
            return
        self.problem.hide()
        self._show_making(True)
        function = app.lists.make_shelf if self.choice.value() == "shelf" else app.lists.make
        self._session.run(function, text, done=self._made, failed=self._not_made)

    def _show_making(self, making: bool) -> None:
        self.make_button.set_words(tr("Making it…") if making else tr("Make it"))
        self.make_button.setEnabled(not making)

    def _made(self, changes: "Changes[SavedList]") -> None:
        saved = changes.row
        self._show_making(False)
        self.field.clear()
        remove = self._session.app.lists.remove
        words = " ".join(filter(None, [tr("Made: {title}.", title=quoted(saved.title)), saved.note]))
        self._session.undos.offer(words, lambda: self._session.run(remove, saved.id, done=self._gone))
        if self.isVisible():
            self._session.list_wanted.emit(saved.id)

    def _not_made(self, failure: Failure) -> None:
        self._show_making(False)
        self.problem.set_text(failure.message)
        self.problem.show()
        if failure.details:
            self._session.show_failure(failure)

    def _remove(self, saved: "SavedList") -> None:
        session = self._session

        def removed(changes: Changes[Row]) -> None:
            put_back, row = session.app.lists.put_back, changes.row
            said = tr("Deleted: {title}", title=quoted(saved.title))
            session.undos.offer(said, lambda: session.run(put_back, row, done=self._put_back))
            self.show_all()

        session.run(session.app.lists.remove, saved.id, done=removed)

    def _gone(self, _: object) -> None:
        self.show_all()

    def _put_back(self, changes: "Changes[SavedList]") -> None:
        if self.isVisible():
            self.refresh()
            self._session.list_wanted.emit(changes.row.id)
