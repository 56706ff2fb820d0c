"""The pages of a comic or a scan, looked at one by one, at the place where one stopped."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from assistant.domain.entities import Item
from assistant.domain.whole_text import Bookmark, PagePicture
from assistant.messages import mark, tr
from gui.pages.reader.page_view import STEP, PageView
from gui.pages.reader.sitting import Sitting
from gui.pages.registry import page
from gui.shell.session import Session
from gui.widgets.buttons import BackButton, Button, IconButton
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.surfaces import EmptyState
from gui.widgets.text import Label, Text
from gui.workers.lanes import Failure

KEPT = 4
"""Pages that are held: the one in view, those beside it, and one more."""


@page(
    "pages",
    left_by_escape=True,
    keys=(
        (mark("Space, arrows"), mark("On pages that are pictures: on or back")),
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
        self._held: dict[int, PagePicture] = {}
        self._lay_out()
        self.sitting = Sitting(session, self, self._here)
        for key, factor in {"Ctrl++": STEP, "Ctrl+=": STEP, "Ctrl+-": 1 / STEP}.items():
            QShortcut(QKeySequence(key), self).activated.connect(lambda factor=factor: self.view.zoom(factor))
        QShortcut(QKeySequence("W"), self).activated.connect(self.wide.click)

    def _lay_out(self) -> None:
        column = vertical(8, self, margins=(22, 16, 22, 12))
        column.addLayout(self._head())
        self.view = PageView()
        self.view.turned.connect(self.turn)
        self.view.ended.connect(lambda end: self.go_to(self.pages - 1 if end > 0 else 0))
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
        self.before, self.after = Button(tr("Page before"), "quiet", "back"), Button(tr("Next page"), "quiet")
        self.before.clicked.connect(lambda: self.turn(-1))
        self.after.clicked.connect(lambda: self.turn(1))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(tr("Page"))
        self.slider.setTracking(False)
        self.slider.setPageStep(5)
        self.slider.valueChanged.connect(lambda page: self.go_to(page - 1))
        self.slider.sliderMoved.connect(self._say_place)
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

        def read() -> tuple[Item, Bookmark | None, PagePicture]:
            item, kept = app.library.item(detail), app.reader.bookmark(detail)
            first = app.reader.page(detail, kept.part if kept is not None else 0)
            if kept is not None and not first.points and first.pages:
                # There are fewer than there were, or one is damaged: as near as may be.
                first = app.reader.page(detail, min(kept.part, first.pages - 1))
            return item, kept, first

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
        self._held.clear()
        self.view.clear()
        self.view.show()
        self.empty.hide()
        self.foot.hide()

    def _show(self, item: Item, kept: Bookmark | None, first: PagePicture) -> None:
        if item.id != self.wanted:
            return
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

    # Where in it

    def turn(self, step: int) -> None:
        """To the page before or the next one."""
        self.go_to(self.at + step)

    def go_to(self, number: int) -> None:
        """Show a page, counted from 0; one that there is not, never."""
        if self.item is None or number == self.at or not 0 <= number < self.pages:
            return
        self.at = number
        self.sitting.moved()
        if (held := self._held.get(number)) is not None:
            self._take(held)
        else:
            self._say_place(number + 1)
            self._ask(number)

    def _ask(self, number: int) -> None:
        reader, item_id = self._session.app.reader, self.wanted

        def came(picture: PagePicture) -> None:
            if item_id == self.wanted and self.item is not None:
                self._take(picture)

        self._session.run(reader.page, item_id, number, lane=self._session.lanes.media, done=came, key="page")

    def _take(self, picture: PagePicture) -> None:
        """A page has come: shown if it is the one that is looked at, else held for when it is."""
        self._held[picture.number] = picture
        for far in sorted(self._held, key=lambda one: abs(one - self.at))[KEPT:]:
            del self._held[far]
        if picture.number != self.at:
            return
        if picture.points:
            self.empty.hide()
            self.view.show()
            self.view.show_page(picture)
        else:
            self._say_missing(picture.missing)
        self._say_place(self.at + 1)
        if self.at + 1 == self.pages > 1:
            self.sitting.tell_end()
        elif self.at + 1 < self.pages and self.at + 1 not in self._held:
            self._ask(self.at + 1)

    def _say_place(self, page: int) -> None:
        self.place.setText(tr("{at} of {n}", at=page, n=self.pages))
        if not self.slider.isSliderDown():
            self.slider.blockSignals(True)
            self.slider.setValue(page)
            self.slider.blockSignals(False)
        self.before.setEnabled(page > 1)
        self.after.setEnabled(page < self.pages)

    def _here(self) -> Bookmark | None:
        return Bookmark(self.at, 0, round((self.at + 1) / self.pages, 4)) if self.pages else None
