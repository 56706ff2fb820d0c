"""The reader: a book or document as text, at the place where one stopped, with what one highlighted."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from assistant.domain.entities import Item
from assistant.domain.notes import Colour, Note
from assistant.domain.whole_text import Bookmark, WholeText, share_read
from assistant.messages import mark, quoted, tr, trn
from gui.pages.reader.highlighting import Highlighting
from gui.pages.reader.leaf_view import LeafView
from gui.pages.reader.leaves import Leaf, divide, find_all, leaf_of
from gui.pages.reader.reader_bar import STEP, ReaderBar
from gui.pages.reader.selection_bar import SelectionBar
from gui.pages.reader.sitting import Sitting
from gui.pages.registry import page
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.surfaces import EmptyState
from gui.widgets.text import Text
from gui.workers.lanes import Failure

NEARLY_ALL = 0.985


@page(
    "reader",
    left_by_escape=True,
    keys=(
        (mark("Ctrl+H, Alt+2 … Alt+4"), mark("In the reader: highlight what is selected, in one of four colours")),
        (mark("Ctrl++ Ctrl+-"), mark("In the reader: larger or smaller text")),
        (mark("Ctrl+PgUp Ctrl+PgDn"), mark("In the reader: back or on by some pages")),
    ),
)
class ReaderPage(QWidget):
    """Text only. What is looked at for a while counts as opened; nothing is written into the file."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.item: Item | None = None
        self.wanted, self._place_wanted = "", ""
        self.text: WholeText | None = None
        self.leaves: list[Leaf] = []
        self.leaf = 0
        self.found: list[tuple[int, int]] = []
        self._at_found = -1
        self._lay_out()
        self.sitting = Sitting(session, self, self._here)
        self.view.verticalScrollBar().valueChanged.connect(self._moved)
        keys = {"Ctrl++": STEP, "Ctrl+=": STEP, "Ctrl+-": -STEP}
        for key, step in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(lambda step=step: self._resize(step))
        for key, by in {"Ctrl+PgDown": 1, "Ctrl+PgUp": -1}.items():
            QShortcut(QKeySequence(key), self).activated.connect(lambda by=by: self.turn(by))
        for key, colour in zip(("Ctrl+H", "Alt+2", "Alt+3", "Alt+4"), Colour, strict=True):
            QShortcut(QKeySequence(key), self).activated.connect(
                lambda colour=colour: self.notes.highlight(self.view.selected(), colour)
            )

    def _lay_out(self) -> None:
        column = vertical(8, self, margins=(22, 16, 22, 12))
        bar = self.bar = ReaderBar()
        bar.back_wanted.connect(self._session.back_wanted)
        bar.part_wanted.connect(lambda part: self.go_to(part, 0))
        bar.search_wanted.connect(self.find_next)
        bar.resized.connect(self._resize)
        bar.outside_wanted.connect(self._open_outside)
        bar.full_screen_wanted.connect(self._session.full_screen_wanted)
        column.addWidget(bar)
        self.title = Text("", "strong", "soft", lines=1)
        column.addWidget(self.title)
        self.notice = Text("", "caption", "faint", lines=2)
        self.notice.hide()
        column.addWidget(self.notice)
        self.view = LeafView()
        self.view.setAccessibleName(tr("Text"))
        self.notes = Highlighting(self._session, self.view, self.view.selected_place, self._searched, self)
        column.addWidget(self.view, 1)
        self.selection_bar = SelectionBar(self.view, self)
        self.empty = EmptyState("document", "", "")
        self.empty.acted.connect(self._open_outside)
        self.empty.hide()
        column.addWidget(self.empty, 1)
        self.foot = QWidget()
        foot = horizontal(8, self.foot)
        self.before, self.after = Button(tr("Previous pages"), "quiet", "back"), Button(tr("Next pages"), "quiet")
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.progress = QLabel()
        self.progress.setAccessibleName(tr("How far you are"))
        for widget in (self.before, self.progress, self.after):
            foot.addWidget(widget)
        for place in (1, 3):
            foot.insertStretch(place, 1)
        column.addWidget(self.foot)

    # Which text

    @property
    def detail(self) -> str | None:
        return self.wanted or None

    def show_detail(self, detail: str) -> None:
        """`detail` is an item's id, with the heading of a place behind a tab where one is meant."""
        item_id, _, place = detail.partition("\t")
        if item_id != self.wanted:
            self._clear()
        self.wanted, self._place_wanted = item_id, place
        app = self._session.app

        def read() -> tuple[Item, WholeText, Bookmark | None, list[Note], int | None]:
            item, reader = app.library.item(item_id), app.reader
            text, place = reader.text(item_id), reader.bookmark(item_id)
            return item, text, place, app.notes.all(item_id), reader.text_size()

        if self.text is not None and self.text.item_id == item_id:
            self._go_to_wanted()
            return
        self.title.set_text(tr("Opening…"))
        lane = self._session.lanes.media
        self._session.run(read, lane=lane, done=lambda answer: self._show(*answer), failed=self._failed, key="reader")

    def first_focus(self) -> QWidget:
        return self.view

    def _open_outside(self) -> None:
        if self.item is not None:
            self._session.files.open_outside(self.item)

    def _clear(self) -> None:
        self.sitting.end()
        self.item = self.text = None
        self.leaves, self.found, self._at_found = [], [], -1
        self.view.show_leaf((), ())
        self.view.show()
        self.empty.hide()
        self.notice.hide()
        self.progress.setText("")
        self.search_field.clear()

    def _failed(self, failure: Failure) -> None:
        self.title.set_text("")
        self.view.hide()
        self.empty.say(tr("This cannot be opened"), failure.message)
        self.empty.show()
        if failure.details:
            self._session.show_failure(failure)

    def _show(self, item: Item, text: WholeText, place: Bookmark | None, notes: list[Note], size: int | None) -> None:
        if item.id != self.wanted:
            return
        if size is not None and size != self.view.text_size:
            self.view.set_size(size)
        self.item, self.text = item, text
        self.notes.show(item, notes)
        self.leaves = divide(text.parts)
        self.title.set_text(item.title)
        self.notice.set_text(text.missing)
        self.notice.setVisible(bool(text.missing) and bool(text.parts))
        self.empty.setVisible(not text.parts)
        if not text.parts:
            self.empty.say(tr("There is no text to read here"), text.missing, tr("Open in its usual program"))
        self.view.setVisible(bool(text.parts))
        self.bar.show_places([(number, part.place) for number, part in enumerate(text.parts) if part.place])
        if text.parts:
            self.go_to(place.part if place else 0, place.offset if place else 0)
            self._go_to_wanted()
            self.sitting.begin(item, place)
        if self.isVisible():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_to_wanted(self) -> None:
        place, self._place_wanted = self._place_wanted, ""
        if place and self.text is not None:
            found = next((number for number, part in enumerate(self.text.parts) if part.place == place), None)
            if found is not None:
                self.go_to(found, 0)

    # Where in it

    def go_to(self, part: int, offset: int) -> None:
        """Show a place of the text, at the top of the view."""
        if self.text is None or not self.leaves:
            return
        self._show_leaf(leaf_of(self.leaves, part, offset))
        self.view.go_to(part, offset)
        self._told()

    def turn(self, step: int) -> None:
        """To the leaf before or the next one."""
        wanted = self.leaf + step
        if 0 <= wanted < len(self.leaves):
            self._show_leaf(wanted)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
            self._moved()

    def _show_leaf(self, number: int) -> None:
        assert self.text is not None
        self.leaf = number
        self.view.show_leaf(self.text.parts, self.leaves[number])
        self.notes.mark()
        for button, there in ((self.before, number > 0), (self.after, number + 1 < len(self.leaves))):
            button.setEnabled(there)
            # A text that is shown whole has nothing to turn to.
            button.setVisible(len(self.leaves) > 1)

    def _moved(self) -> None:
        if self.text is not None and self.leaves:
            self._told()
            self.sitting.moved()

    def _share(self) -> float:
        assert self.text is not None
        if self.leaf + 1 == len(self.leaves) and self.view.at_end:
            return 1.0
        place = self.view.place()
        return share_read(self.text.parts, *place) if place is not None else 0.0

    def _told(self) -> None:
        share = self._share()
        self.progress.setText(f"{share:.0%}")
        if share >= NEARLY_ALL and len(self.leaves) > 1:
            self.sitting.tell_end()

    def _here(self) -> Bookmark | None:
        place = self.view.place()
        return Bookmark(*place, round(self._share(), 4)) if place is not None and self.text is not None else None

    # Search

    @property
    def search_field(self) -> QLineEdit:
        return self.bar.search_field

    def find_next(self) -> None:
        """To the next place where the words stand; from the last one to the first."""
        words = self.search_field.text().strip()
        if self.text is None or not words:
            return
        found = find_all(self.text.parts, words)
        if found != self.found:
            self.found, self._at_found = found, -1
            here = self.view.place() or (0, 0)
            self._at_found = next((at for at, place in enumerate(found) if place >= here), 0) - 1
        if not found:
            self._session.say(tr("{words} does not stand in this text.", words=quoted(words)))
            self.notes.mark()
            return
        self._at_found = (self._at_found + 1) % len(found)
        self.go_to(*found[self._at_found])
        self.progress.setText(trn("{at} of {n} place", "{at} of {n} places", len(found), at=self._at_found + 1))

    def _searched(self) -> str:
        return self.search_field.text().strip() if self.found else ""

    def _resize(self, step: int) -> None:
        self.view.set_size(self.view.text_size + step)
        self._session.run(self._session.app.reader.keep_text_size, self.view.text_size, key="text-size")
