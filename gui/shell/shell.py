"""The open library: rail, pages, conversation, and what ties them together."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from gui.pages.activity.progress import ProgressStrip
from gui.pages.chat.page import ChatDock
from gui.pages.first_run.page import choose_folder, dropped_paths
from gui.pages.first_run.tour import Tour
from gui.pages.registry import Resuming, Searchable, ShowsOne, Visited, destinations
from gui.playing.bar.player_bar import PlayerBar
from gui.playing.desktop_controls import DesktopControls
from gui.playing.player import Player
from gui.shell.acts.full_screen import FullScreen
from gui.shell.acts.work_menus import WorkMenus
from gui.shell.chat_side import ChatSide
from gui.shell.effects import Effects
from gui.shell.escape import leave_what_is_open
from gui.shell.freshness import Freshness
from gui.shell.pages import Pages, Wanted
from gui.shell.session import Session
from gui.shell.shortcuts import WindowKeys
from gui.shell.sidebar import Rail
from gui.shell.toast import Toast
from gui.shell.travels import Spot, Travels
from gui.widgets.keyboard import begin, scroll
from gui.widgets.layouts import horizontal, vertical
from gui.workers.backups import ScheduledBackups
from gui.workers.idle import WorkAhead
from gui.workers.indexing import IndexingRun
from gui.workers.lanes import Job
from gui.workers.locking import IdleLock
from gui.workers.session_lock import SessionLock

NARROW_BELOW = 1120
FIRST, PICKS, ALL = "first-run", "for-you", "library"
"""The pages between which a fresh library makes its way."""


class Shell(QWidget):
    """Holds every page that is declared, and goes from one to another."""

    def __init__(self, session: Session, *, chat: bool = True) -> None:
        super().__init__()
        self.session = session
        self._first_reading = False
        self._travels = Travels()
        self.setAcceptDrops(True)
        self.places = {place.name: place for place in destinations()}
        self.stack = QStackedWidget()
        self.pages = Pages(session, self.places, self.stack)
        # The one that is in front from the start; the others are made when somebody goes there.
        self.stack.setCurrentWidget(self.pages[PICKS])
        self._lay_out(chat)
        self._connect()
        self.tour = Tour(self)
        self.full_screen = FullScreen(self)
        self.keys = WindowKeys(self)
        self.work_menus = WorkMenus(self)
        self.toast = Toast(self, (self.strip, self.player_bar), self.stack)
        session.noticed.connect(self.toast.show_notice)

    def page(self, kind: type[Wanted]) -> Wanted:
        """The page of a class."""
        return self.pages.of(kind)

    def _lay_out(self, chat: bool) -> None:
        row = horizontal(0, self)
        self.rail = Rail()
        self.strip = ProgressStrip()
        self.indexing = IndexingRun(self.session, self.strip)
        self.ahead, self.backups = WorkAhead(self.session, self), ScheduledBackups(self.session, self)
        self.idle_lock, self.session_lock = IdleLock(self.session, self), SessionLock(self.session, self)
        centre = QWidget()
        centre.setObjectName("centre")
        centre.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = vertical(0, centre)
        column.addWidget(self.stack, 1)
        column.addWidget(self.strip)
        self.player = Player(self.session, self)
        self.player_bar = PlayerBar(self.player, self.session.covers)
        self.desktop_controls = DesktopControls(self.session, self.player, self)
        column.addWidget(self.player_bar)
        row.addWidget(self.rail)
        row.addWidget(centre, 1)
        self.chat = ChatDock(self.session)
        self.chat_side = ChatSide(self, row, self.stack, column, self.chat, self._light_chat, wanted=chat)

    def _connect(self) -> None:
        session = self.session
        session.full_screen_wanted.connect(lambda: self.full_screen.toggle())
        self.effects = Effects(session, self)
        self._freshness = Freshness(session, self.places, self.pages, lambda: self.place, self.rail.set_badge, self)
        self.rail.wanted.connect(self.go)
        self.rail.chat_wanted.connect(self.chat_side.toggle)
        self.chat.closed.connect(self.chat_side.toggle)
        self.chat.page_wanted.connect(self.show_chat_as_page)
        self.chat.left.connect(self._leave_chat)
        session.back_wanted.connect(self.back)
        session.place_wanted.connect(self.go)
        session.item_wanted.connect(lambda item_id: self.open("item", item_id))
        session.text_wanted.connect(lambda wanted: self.open("reader", wanted))
        session.pages_wanted.connect(lambda item_id: self.open("pages", item_id))
        session.play_wanted.connect(self.player.play_items)
        session.queue_wanted.connect(lambda item, next_up: self.player.add([item], next_up=next_up))
        session.play_expected.connect(self.player.prepare)
        self.player_bar.item_wanted.connect(session.item_wanted)
        self.player_bar.outside_wanted.connect(session.files.open_outside)
        session.statement_wanted.connect(lambda statement_id: self.open("profile", statement_id))
        session.search_wanted.connect(lambda words: self.open("library", words))
        session.filter_wanted.connect(lambda facet, value: self.open("library", f"{facet}\t{value}"))
        session.list_wanted.connect(lambda list_id: self.open("lists", list_id))
        session.index_wanted.connect(self.index)
        session.folder_choice_wanted.connect(self.add_folder)
        self.indexing.finished.connect(self._indexed)
        self.strip.problems_wanted.connect(lambda: self.go("problems"))
        self.stack.currentChanged.connect(lambda _: self.strip.problems_seen() if self.place == "problems" else None)

    # Going about

    @property
    def place(self) -> str:
        """The name of the page in front."""
        return self.pages.front

    @property
    def front(self) -> QWidget:
        """The page in front."""
        return self.pages[self.place]

    def start(self) -> None:
        """Find out whether there is anything to show, and show it."""
        self.session.read_verdicts()
        self.session.run(self.session.app.library.is_untouched, done=self._begin)

    def _begin(self, empty: bool) -> None:
        fresh = empty and self.index_job is None
        self._first_reading = empty
        self.chat_side.begin(not fresh)
        if not self._travels:  # Somebody may have gone elsewhere meanwhile.
            self.go(FIRST if fresh else ALL if empty else PICKS, by_key=fresh)
        # Behind the list that the page in front asked for: to make the parts takes longer than to use them.
        self.session.run(self.session.app.make_parts, lane=self.session.lanes.picks, done=self._begin_the_rest)

    def _begin_the_rest(self, _: object) -> None:
        self.chat.load_history()
        self.indexing.begin()
        self._freshness.count_all()

    def go(self, place: str, *, by_key: bool = False) -> None:
        """Bring a page to the front; the keyboard goes along if it was in the page before, or called for this one."""
        if self.place != place:
            self._travels.leave(self.spot())
        self._show(place, by_key=by_key)

    def open(self, place: str, detail: str) -> None:
        """Bring a page to the front, and one thing on it, such as an item by its id."""
        page = self.pages[place]
        assert isinstance(page, ShowsOne)
        if page is self.front and page.detail not in (None, detail):
            self._travels.leave(self.spot())
        page.show_detail(detail)
        self.go(place)

    def spot(self) -> Spot:
        """Where the person is now."""
        page, focused = self.front, QApplication.focusWidget()
        within = focused is not None and page.isAncestorOf(focused)
        detail = page.detail if isinstance(page, ShowsOne) else None
        return Spot(self.place, detail, focused if within else None)

    def return_to(self, spot: Spot) -> None:
        """Bring back what was on screen before the window was locked."""
        if spot.detail is not None:
            self.open(spot.place, spot.detail)
        else:
            self.go(spot.place)
        # That is where the person is, whatever a start would show.
        self._travels.leave(Spot(PICKS))

    def _show(self, place: str, *, by_key: bool = False) -> None:
        self.chat_side.show_as_page(False)
        page, left, focused = self.pages[place], self.front, QApplication.focusWidget()
        within = focused is not None and left.isAncestorOf(focused)
        self.stack.setCurrentWidget(page)
        self.rail.show_place(place)
        if isinstance(page, Visited):
            page.visit()
        self._freshness.read_if_stale(place)
        if by_key or within:
            begin(page)

    def back(self) -> None:
        """To the spot before, and to the place in it that the keyboard left."""
        spot = self._travels.back()
        if spot is None:
            return
        page = self.pages[spot.place]
        if isinstance(page, ShowsOne) and spot.detail is not None and page.detail != spot.detail:
            page.show_detail(spot.detail)
        self._show(spot.place)
        before = page.resume_focus() if isinstance(page, Resuming) else spot.focus
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.TabFocusReason)

    def escape(self) -> None:
        """Close what floats, leave what is being edited, or go back."""
        page = self.front
        if leave_what_is_open(self.window(), self.chat, page) or self.full_screen.leave():
            return
        if self.chat_side.over:
            self._leave_chat()
        elif self.places[self.place].left_by_escape or (isinstance(page, ShowsOne) and page.detail):
            self.back()

    def _leave_chat(self) -> None:
        """Away with the conversation where it lies over the page or in its place; the keyboard goes to the page."""
        self.chat_side.leave()
        begin(self.front)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nobody else wanted may move the page in front."""
        if not scroll(self.front, event.key()):
            super().keyPressEvent(event)

    def focus_search(self) -> None:
        """To the field that searches this page; the library's if it has none."""
        if not isinstance(self.front, Searchable):
            self.go(ALL)
        page = self.front
        assert isinstance(page, Searchable)
        page.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        page.search_field.selectAll()

    def _light_chat(self, on: bool) -> None:
        self.rail.show_chat(on)
        self.rail.show_place("" if on else self.place)

    def show_chat_as_page(self) -> None:
        """The conversation in the place of the pages, or back beside them; its field has the keyboard."""
        self.chat_side.show_as_page(not self.chat_side.as_page)
        self.chat_side.take_keyboard()

    def talk_privately(self) -> None:
        """A conversation that leaves nothing behind."""
        self.chat.start_private()
        self.chat_side.take_keyboard()

    # Reading files

    def add_folder(self) -> None:
        """Let the person choose a folder, and read it."""
        folder = choose_folder(self)
        if folder is not None:
            self.index([folder])

    def index(self, paths: Sequence[Path] = ()) -> None:
        """Bring folders into the library; all that are known if none is given."""
        self.indexing.index(paths)
        if self.place == FIRST:
            self.chat_side.join()
            self.go(ALL)

    @property
    def index_job(self) -> Job | None:
        """The reading under way."""
        return self.indexing.job

    def _indexed(self, changed: bool, read: bool) -> None:
        if self._first_reading:
            self.session.run(self.session.app.library.size, done=lambda size: self._first_read(size, read))
        if changed:
            self.session.covers.forget()
            # What came in last was told while the reading was still under way.
            self._freshness.library_changed()
        else:
            self._freshness.count_all()

    def _first_read(self, size: int, to_its_end: bool) -> None:
        """What the person came for, once there is something to show; who stopped it stays beside the way to go on."""
        if self._first_reading and size:
            self._first_reading = False
            if to_its_end and self.place == ALL:
                self.go(PICKS)
            self.tour.offer()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        # What is dragged out of the library is there already.
        if event.source() is None and dropped_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.index(dropped_paths(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        self.rail.set_narrow(width < NARROW_BELOW)
        self.chat_side.fit(width, self.place != FIRST)
        if self.chat_side.floating:
            self.toast.raise_()
