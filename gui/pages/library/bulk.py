"""What is done with all that is chosen: marked, put into a list, played, edited. Each can be taken back at once."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from assistant.domain.entities import Feedback, Item, Verdict
from assistant.domain.recordings import sounds
from assistant.messages import mark, quoted, tr, trn
from gui.pages.library.bulk_edit import BulkEdit
from gui.pages.library.selection import Selection
from gui.shell.session import Session
from gui.widgets.buttons import Button, IconButton
from gui.widgets.layouts import horizontal
from gui.widgets.menu import Menu
from gui.widgets.popover import Popover
from gui.widgets.text import Label

if TYPE_CHECKING:
    from assistant.app.changes import Changes
    from assistant.chat.services import SavedList
    from assistant.domain.rows import Row, RowView

MARKS = (
    (Verdict.LIKED, mark("Liked")),
    (Verdict.DISLIKED, mark("Not for me")),
    (Verdict.NOT_NOW, mark("Not now")),
    (Verdict.READING, mark("In the middle of it")),
    (Verdict.FINISHED, mark("Finished")),
    (Verdict.ASIDE, mark("Put aside")),
)
STARS = (5.0, 4.0, 3.0, 2.0, 1.0)
LISTS = 12


class Bulk:
    """The acts themselves, for whichever menu or bar asks for them."""

    def __init__(self, session: Session, page: QWidget) -> None:
        self._session, self._page = session, page

    def mark(self, items: Sequence[Item], verdict: Verdict, value: float = 1.0) -> None:
        """The same word on all of these."""
        feedback = self._session.app.feedback
        given = [Feedback(item.id, verdict, value) for item in items]

        def kept(_: object) -> None:
            said = trn("{n} item is marked.", "{n} items are marked.", len(given))
            self._session.undos.offer(said, lambda: self._session.run(feedback.undo_all, len(given)))
            self._session.read_verdicts()

        self._session.run(feedback.record_all, given, done=kept)

    def play(self, items: Sequence[Item]) -> None:
        self._session.play_wanted.emit(tuple(items), "")

    def make_list(self, items: Sequence[Item]) -> None:
        """A new list that holds these."""
        lists = self._session.app.lists
        title = tr("{title} and others", title=items[0].title) if len(items) > 1 else items[0].title

        def made(changes: "Changes[SavedList]") -> None:
            saved = changes.row
            back = lambda: self._session.run(lists.remove, saved.id)  # noqa: E731
            self._session.undos.offer(tr("Made: {title}.", title=quoted(saved.title)), back)
            self._session.list_wanted.emit(saved.id)

        self._session.run(lists.keep, title, [item.id for item in items], {}, form="list", done=made)

    def add_to(self, saved: "SavedList", items: Sequence[Item]) -> None:
        """Behind what a list holds already; each once."""
        lists, before = self._session.app.lists, list(saved.items)
        fresh = [item.id for item in items if item.id not in before]

        def added(_: object) -> None:
            back = lambda: self._session.run(lists.edit, saved.id, items=before)  # noqa: E731
            title, n = quoted(saved.title), len(fresh)
            said = trn("{n} item added to {title}.", "{n} items added to {title}.", n, title=title)
            self._session.undos.offer(said, back)

        if fresh:
            self._session.run(lists.edit, saved.id, items=[*before, *fresh], done=added)
        else:
            self._session.say(tr("All of this is in {title} already.", title=quoted(saved.title)))

    def edit(self, items: Sequence[Item], anchor: QWidget) -> None:
        """A field of all of these, shown before it is written."""
        form = BulkEdit(items)
        popover = Popover(trn("Edit {n} item", "Edit {n} items", len(items)), form, self._page.window(), width=480)

        def write(changes: "RowView") -> None:
            popover.dismiss()
            self._write(dict(changes))

        form.left.connect(popover.dismiss)
        form.wanted.connect(write)
        form.told.connect(popover.refit)
        popover.show_beside(anchor)
        form.value.setFocus(Qt.FocusReason.PopupFocusReason)

    def _write(self, changes: "dict[str, Row]") -> None:
        library = self._session.app.library

        def written(done: "Changes[dict[str, Row]]") -> None:
            back = lambda: self._session.run(library.edit_all, done.row, done=follow)  # noqa: E731
            said = trn("{n} item is changed.", "{n} items are changed.", len(changes))
            self._session.undos.offer(said, back)
            follow()

        def follow(_: object = None) -> None:
            # What many works are like is found out behind the edit: it takes a moment for each.
            self._session.reading_wanted.emit()

        self._session.run(library.edit_all, changes, done=written)

    # Menus

    def marks_menu(self, items: Sequence[Item], anchor: QWidget) -> None:
        menu = Menu(self._page)
        self.fill_marks(menu, items)
        menu.popup(_below(anchor))

    def lists_menu(self, items: Sequence[Item], anchor: QWidget) -> None:
        menu = Menu(self._page)
        self.fill_lists(menu, items)
        menu.popup(_below(anchor))

    def fill_marks(self, menu: Menu, items: Sequence[Item]) -> None:
        """What stands of a single work is checked, and taken back when it is chosen again."""
        standing = self._session.standings.get(items[0].id) if len(items) == 1 else None
        for verdict, words in MARKS:
            self._add_mark(menu, items, verdict, tr(words), standing is not None and standing.holds(verdict))
        menu.addSeparator()
        for stars in STARS:
            held = standing is not None and standing.stars == stars
            self._add_mark(menu, items, Verdict.RATED, "★" * int(stars), held, stars)

    def _add_mark(
        self, menu: Menu, items: Sequence[Item], verdict: Verdict, words: str, held: bool, value: float = 1.0
    ) -> None:
        act, session = menu.addAction(words), self._session
        if len(items) > 1:
            act.triggered.connect(lambda: self.mark(items, verdict, value))
            return
        act.setCheckable(True)
        act.setChecked(held)
        if held:
            act.triggered.connect(lambda: session.judging.withdraw(items[0], verdict))
        else:
            act.triggered.connect(lambda: session.record(items[0], verdict, value=value))

    def fill_lists(self, menu: Menu, items: Sequence[Item]) -> None:
        """A new list; those that there are follow as soon as they are read."""
        menu.addAction(tr("A new list")).triggered.connect(lambda: self.make_list(items))

        def show(found: "list[SavedList]") -> None:
            held = [saved for saved in found if not saved.living][:LISTS]
            if not isValid(menu) or not held:
                return
            menu.addSeparator()
            for saved in held:
                act = menu.addAction(saved.title.replace("&", "&&"))
                act.triggered.connect(partial(self.add_to, saved, items))

        self._session.run(self._session.app.lists.all, done=show, key="add-to-lists")


class BulkBar(QWidget):
    """How many are chosen, and what can be done with them."""

    def __init__(self, bulk: Bulk, selection: Selection) -> None:
        super().__init__()
        self._bulk, self._selection = bulk, selection
        row = horizontal(8, self, margins=(16, 0, 20, 14))
        self.count = Label("", "strong")
        row.addWidget(self.count)
        row.addStretch(1)
        self.play, self.marks, self.lists, self.edit = (
            Button(words, "outline", icon)
            for words, icon in (
                (tr("Play"), "play"), (tr("Mark as"), "check"), (tr("Add to a list"), "list"), (tr("Edit"), "edit"),
            )
        )  # fmt: skip
        self.clear = IconButton("close", tr("Choose nothing"), size=32)
        # Escape presses it.
        self.clear.setProperty("leaves", True)
        self.play.clicked.connect(lambda: bulk.play(self._items()))
        self.marks.clicked.connect(lambda: bulk.marks_menu(self._items(), self.marks))
        self.lists.clicked.connect(lambda: bulk.lists_menu(self._items(), self.lists))
        self.edit.clicked.connect(lambda: bulk.edit(self._items(), self.edit))
        self.clear.clicked.connect(selection.clear)
        for button in (self.play, self.marks, self.lists, self.edit, self.clear):
            row.addWidget(button)
        # It comes once a double click is over, whose second press could meet it instead of the row.
        self._comes = QTimer(self, singleShot=True)
        self._comes.timeout.connect(self.refresh)
        selection.changed.connect(self._follow)
        self.hide()

    def _items(self) -> list[Item]:
        return self._selection.items()

    def _follow(self) -> None:
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if pressed and self.isHidden():
            self._comes.start(QApplication.doubleClickInterval())
        else:
            self.refresh()

    def refresh(self) -> None:
        """Show how many are chosen, or nothing where none is."""
        items = self._items()
        self.count.setText(trn("{n} chosen", "{n} chosen", len(items)))
        self.play.setVisible(any(map(sounds, items)))
        self.setVisible(bool(items))


def _below(anchor: QWidget) -> QPoint:
    return anchor.mapToGlobal(QPoint(0, anchor.height() + 4))
