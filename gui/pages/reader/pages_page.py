"""The pages of a comic or a scan, looked at one by one, at the place where one stopped."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from assistant.domain.entities import Item
from assistant.domain.whole_text import Bookmark, Facing, PagePicture
from assistant.messages import mark, tr
from gui.pages.reader.page_view import STEP, PageView
from gui.pages.reader.sitting import Sitting
from gui.pages.reader.spread import near, seen, wanted
from gui.pages.registry import page
from gui.shell.session import Session
from gui.widgets.buttons import BackButton, Button, IconButton
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.surfaces import EmptyState
from gui.widgets.text import Label, Text
from gui.workers.lanes import Failure

KEPT = 8
"""Pages that are held: the two in view, and those on both sides of them."""


@page(
    "pages",
    left_by_escape=True,
    keys=(
        (mark("Space, arrows"), mark("On pages that are pictures: on or back")),
        (mark("2, R"), mark("On pages that are pictures: two side by side, from right to left")),
        (mark("Ctrl++ Ctrl+- W"), mark("On pages that are pictures: nearer, further, as wide as the window")),
    ),
)
class PagesPage(QWidget):
    """The next page is drawn while one looks at this one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.item: Item | None = None
        self.wanted = ""
        self.at, self.pages = 0, 0
        self._backwards = False
        """Whether one came to this page from behind it."""
        self._waits = False
        """Whether a page is yet to come before anything is seen from here."""
        self.shown: tuple[int, ...] = ()
        """The pages in view."""
        self._held: dict[int, PagePicture] = {}
        self._lay_out()
        self.sitting = Sitting(session, self, self._here)
        for key, factor in {"Ctrl++": STEP, "Ctrl+=": STEP, "Ctrl+-": 1 / STEP}.items():
            QShortcut(QKeySequence(key), self).activated.connect(lambda factor=factor: self.view.zoom(factor))
        for key, button in {"W": self.wide, "2": self.two, "R": self.leftwards}.items():
            QShortcut(QKeySequence(key), self).activated.connect(button.click)

    def _lay_out(self) -> None:
        column = vertical(8, self, margins=(22, 16, 22, 12))
        column.addLayout(self._head())
        self.view = PageView()
        self.view.turned.connect(self.turn)
        self.view.ended.connect(lambda end: self.go_to(self.pages - 1 if end > 0 else 0, backwards=end > 0))
        column.addWidget(self.view, 1)
        self.empty = EmptyState("document", "", "", tr("Open in its usual program"))
        self.empty.acted.connect(self._open_outside)
        self.empty.hide()
        column.addWidget(self.empty, 1)
        column.addWidget(self._foot())

    def _head(self) -> QHBoxLayout:
        row = horizontal(8)
        self.back_button = BackButton()
        self.back_button.clicked.connect(self._session.back_wanted)
        self.title = Text("", "strong", "soft", lines=1)
        self.wide = Button(tr("Whole width"), "outline", "expand")
        self.wide.setCheckable(True)
        self.wide.setToolTip(tr("As wide as the window  (W)"))
        self.wide.toggled.connect(lambda wide: self.view.set_wide(wide))
        row.addWidget(self.back_button)
        row.addWidget(self.title, 1, Qt.AlignmentFlag.AlignVCenter)
        self.two = IconButton("book", tr("Two pages side by side  (2)"), size=38, checkable=True)
        self.leftwards = IconButton("leftwards", tr("From right to left  (R)"), size=38, checkable=True)
        for button in (self.two, self.leftwards):
            button.clicked.connect(self._lie_otherwise)
            row.addWidget(button)
        row.addWidget(self.wide)
        for icon, factor, tip in (("minus", 1 / STEP, tr("Further")), ("plus", STEP, tr("Nearer"))):
            button = IconButton(icon, tip, size=38)
            button.clicked.connect(lambda _=False, factor=factor: self.view.zoom(factor))
            row.addWidget(button)
        outside = IconButton("open", tr("Open in its usual program"), size=38)
        outside.clicked.connect(self._open_outside)
        row.addWidget(outside)
        return row

    def _foot(self) -> QWidget:
        self.foot = QWidget()
        row = horizontal(12, self.foot)
        self.before, self.after = Button(tr("Previous page"), "quiet", "back"), Button(tr("Next page"), "quiet")
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(tr("Page"))
        self.slider.setTracking(False)
        self.slider.setPageStep(5)
        self.slider.valueChanged.connect(lambda page: self.go_to(page - 1))
        self.slider.sliderMoved.connect(lambda page: self._say_place((page - 1,)))
        self.place = Label("", "body", "soft")
        for widget, stretch in ((self.before, 0), (self.slider, 1), (self.place, 0), (self.after, 0)):
            row.addWidget(widget, stretch)
        return self.foot

    # Which work

    @property
    def detail(self) -> str | None:
        return self.wanted or None

    def show_detail(self, detail: str) -> None:
        """`detail` is an item's id."""
        if detail == self.wanted and self.item is not None:
            return
        self._clear()
        self.wanted = detail
        app = self._session.app

        def read() -> tuple[Item, Facing, Bookmark | None, PagePicture]:
            item, kept = app.library.item(detail), app.reader.bookmark(detail)
            first = app.reader.page(detail, kept.part if kept is not None else 0)
            if kept is not None and not first.points and first.pages:
                # There are fewer than there were, or one is damaged: as near as may be.
                first = app.reader.page(detail, min(kept.part, first.pages - 1))
            return item, app.reader.facing(item), kept, first

        self.title.set_text(tr("Opening…"))
        lane = self._session.lanes.media
        self._session.run(read, lane=lane, done=lambda answer: self._show(*answer), failed=self._failed, key="pages")

    def first_focus(self) -> QWidget:
        return self.view

    def _open_outside(self) -> None:
        if self.item is not None:
            self._session.files.open_outside(self.item)

    def _clear(self) -> None:
        self.sitting.end()
        self.item = None
        self.at = self.pages = 0
        self._backwards, self._waits, self.shown = False, True, ()
        self._held.clear()
        self.view.clear()
        self.view.show()
        self.empty.hide()
        self.foot.hide()

    def _show(self, item: Item, facing: Facing, kept: Bookmark | None, first: PagePicture) -> None:
        if item.id != self.wanted:
            return
        self.two.setChecked(facing.two)
        self._run_leftwards(facing.leftwards)
        self.item, self.pages, self.at = item, first.pages, first.number
        self.title.set_text(item.title)
        self.slider.blockSignals(True)
        self.slider.setRange(1, max(1, self.pages))
        self.slider.blockSignals(False)
        self.foot.setVisible(self.pages > 1)
        self._take(first)
        self.sitting.begin(item, kept)
        if self.isVisible():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _failed(self, failure: Failure) -> None:
        self.title.set_text("")
        self._say_missing(failure.message)
        if failure.details:
            self._session.show_failure(failure)

    def _say_missing(self, words: str) -> None:
        self.view.hide()
        self.empty.say(tr("This page cannot be shown"), words, tr("Open in its usual program"))
        self.empty.show()

    # How they lie

    def _lie_otherwise(self) -> None:
        """As the buttons say, from now on."""
        facing = Facing(self.two.isChecked(), self.leftwards.isChecked())
        self._run_leftwards(facing.leftwards)
        if self.item is not None:
            self._session.run(self._session.app.reader.keep_facing, self.item.id, facing)
            self.at, self._backwards = self.shown[0] if self.shown else self.at, False
            self._look()

    def _run_leftwards(self, leftwards: bool) -> None:
        self.leftwards.setChecked(leftwards)
        self.view.leftwards = leftwards
        self.slider.setInvertedAppearance(leftwards)

    # Where in it

    def turn(self, step: int) -> None:
        """To the pages before or the next ones."""
        end = (self.shown[-1] if step > 0 else self.shown[0]) if self.at in self.shown else self.at
        self.go_to(end + step, backwards=step < 0)

    def go_to(self, number: int, *, backwards: bool = False) -> None:
        """Show a page, counted from 0; one that there is not, never. `backwards`: with the one before it."""
        if self.item is None or number == self.at or not 0 <= number < self.pages:
            return
        self.at, self._backwards = number, backwards
        self.sitting.moved()
        self._look()

    def _look(self) -> None:
        """Show the pages that are seen from here once they are there, and ask for those that are not."""
        two = self.two.isChecked()
        found = seen(self.at, self._held, self.pages, two=two, backwards=self._backwards)
        self._waits = found is None
        if found is not None:
            self._draw(found)
            return
        self._say_place((self.at,))
        numbers = wanted(self.at, self.pages, two=two, backwards=self._backwards)
        self._ask(next(number for number in numbers if number not in self._held))

    def _ask(self, number: int) -> None:
        reader, item_id = self._session.app.reader, self.wanted

        def came(picture: PagePicture) -> None:
            if item_id == self.wanted and self.item is not None:
                self._take(picture)

        self._session.run(reader.page, item_id, number, lane=self._session.lanes.media, done=came, key="page")

    def _take(self, picture: PagePicture) -> None:
        """A page has come: shown if it is one of those that are looked at, else held for when it is."""
        self._held[picture.number] = picture
        kept = near([*self._held], self.shown or (self.at,), KEPT) | {self.at, picture.number}
        self._held = {number: held for number, held in self._held.items() if number in kept}
        if self._waits:
            self._look()
        else:
            self._look_ahead()

    def _draw(self, numbers: tuple[int, ...]) -> None:
        self.shown, self.at, self._backwards = numbers, numbers[0], False
        pictures = [self._held[number] for number in numbers]
        if pictures[0].points:
            self.empty.hide()
            self.view.show()
            self.view.show_pages(pictures)
        else:
            self._say_missing(pictures[0].missing)
        self._say_place(numbers)
        if numbers[-1] + 1 == self.pages > 1:
            self.sitting.tell_end()
        self._look_ahead()

    def _look_ahead(self) -> None:
        """The next pages are drawn while one looks at these."""
        last = self.shown[-1] if self.shown else self.at
        ahead = range(last + 1, min(last + (3 if self.two.isChecked() else 2), self.pages))
        number = next((one for one in ahead if one not in self._held), None)
        if number is not None:
            self._ask(number)

    def _say_place(self, numbers: tuple[int, ...]) -> None:
        said = "–".join(str(number + 1) for number in numbers)
        self.place.setText(tr("{at} of {n}", at=said, n=self.pages))
        self._show_at(numbers[0] + 1)
        self.before.setEnabled(numbers[0] > 0)
        self.after.setEnabled(numbers[-1] + 1 < self.pages)

    def _show_at(self, page: int) -> None:
        if not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(page)
            self.slider.blockSignals(False)

    def _here(self) -> Bookmark | None:
        last = self.shown[-1] if self.at in self.shown else self.at
        return Bookmark(self.at, 0, round((last + 1) / self.pages, 4)) if self.pages else None
