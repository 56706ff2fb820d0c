"""The open library: rail, pages, conversation, and what ties them together."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from assistant.app.changes import Changes
from assistant.settings.declarations import Settings
from assistant.settings.live import Keys
from assistant.settings.setting import Place
from gui.pages.activity.problems import ProblemsPage, worth_a_look
from gui.pages.activity.progress import ProgressStrip
from gui.pages.chat.page import ChatDock
from gui.pages.first_run.page import FirstRunPage, choose_folder, dropped_paths
from gui.pages.for_you.page import ForYouPage
from gui.pages.item.page import ItemPage
from gui.pages.library.page import LibraryPage
from gui.pages.lists.page import ListsPage
from gui.pages.profile.page import ProfilePage
from gui.pages.profile.statement_row import SentenceEdit
from gui.pages.settings.page import SettingsPage
from gui.shell.effects import Effects
from gui.shell.session import Session
from gui.shell.shortcuts import KeyList
from gui.shell.side_pages import side_pages
from gui.shell.sidebar import Rail
from gui.shell.toast import Toast
from gui.shell.travels import Spot, Travels
from gui.widgets.keyboard import begin, leave_form, scroll
from gui.widgets.popover import Popover
from gui.workers.idle import WorkAhead
from gui.workers.indexing import Indexing
from gui.workers.lanes import Job

NARROW_BELOW = 1120
FLOAT_BELOW = 1060
CALM = 5000
"""Milliseconds between two looks at a library that is being filled."""
LEFT_BY_ESCAPE = frozenset({"item", "problems", "report", "models"})


class Shell(QWidget):
    """Pages are read anew when they come to the front and something changed, or at once if they are in front."""

    demo_wanted = Signal()

    def __init__(self, session: Session, *, chat: bool = True) -> None:
        super().__init__()
        self.session = session
        self._chat_wanted = chat
        self._first_reading = False
        self._travels = Travels()
        self.setAcceptDrops(True)
        self._make_pages()
        self._lay_out()
        self._connect()
        self._add_shortcuts()
        self.toast = Toast(self)
        session.noticed.connect(self.toast.show_notice)

    def _make_pages(self) -> None:
        session = self.session
        self.for_you, self.library, self.item = ForYouPage(session), LibraryPage(session), ItemPage(session)
        self.profile, self.problems, self.settings = ProfilePage(session), ProblemsPage(session), SettingsPage(session)
        self.first_run = FirstRunPage()
        self.pages: dict[str, QWidget] = {
            "for-you": self.for_you,
            "library": self.library,
            "profile": self.profile,
            "problems": self.problems,
            "settings": self.settings,
            "item": self.item,
            "first-run": self.first_run,
            **side_pages(session),
        }
        lists = self.pages["lists"]
        assert isinstance(lists, ListsPage)
        self.lists = lists
        self._readers: dict[str, Callable[[], None]] = {
            "for-you": self.for_you.refresh,
            "library": self.library.refresh,
            "profile": self.profile.refresh,
            "problems": self.problems.refresh,
            "settings": self.settings.refresh,
            "item": self.item.refresh,
        }
        self._stale = set(self._readers)

    def _lay_out(self) -> None:
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.rail = Rail()
        self.stack = QStackedWidget()
        for page in self.pages.values():
            self.stack.addWidget(page)
        self.strip = ProgressStrip()
        self.indexing = Indexing(self.session, self.strip)
        self.ahead = WorkAhead(self.session, self)
        self.library.reading = self.for_you.reading = self.problems.reading = self._reads_files
        centre = QWidget()
        centre.setObjectName("centre")
        centre.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.strip)
        self.chat = ChatDock(self.session)
        row.addWidget(self.rail)
        row.addWidget(centre, 1)
        row.addWidget(self.chat)
        self._floating = False

    def _connect(self) -> None:
        session = self.session
        self.effects = Effects(session, self)
        session.settings_changed.connect(self._settings_changed)
        self.rail.wanted.connect(self.go)
        self.rail.chat_wanted.connect(self.toggle_chat)
        self.chat.closed.connect(self.toggle_chat)
        self.chat.left.connect(self._leave_chat)
        self.item.back.connect(self.back)
        session.item_wanted.connect(self.open_item)
        session.statement_wanted.connect(self._open_statement)
        session.search_wanted.connect(self._search_for)
        session.list_wanted.connect(self.open_list)
        session.place_wanted.connect(self.go)
        session.folder_wanted.connect(lambda folder: self.index([folder]))
        for page in (self.for_you, self.library, self.settings):
            wanted = page.folder_wanted if isinstance(page, SettingsPage) else page.folders_wanted
            wanted.connect(self.add_folder)
        self.settings.again_wanted.connect(self.index)
        self.problems.again_wanted.connect(self.index)
        self.first_run.folders_chosen.connect(self.index)
        self.first_run.demo_wanted.connect(self.demo_wanted)
        self.indexing.finished.connect(self._indexed)
        self.problems.counted.connect(self.rail.buttons["problems"].set_badge)
        self.strip.problems_wanted.connect(lambda: self.go("problems"))
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM)
        self._calm.timeout.connect(lambda: self._changed("library", "for-you", "item", "problems", "settings"))
        session.changed.connect(self._follow_changes)

    def _add_shortcuts(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "Ctrl+1": lambda: self.go("for-you", by_key=True),
            "Ctrl+2": lambda: self.go("library", by_key=True),
            "Ctrl+3": lambda: self.go("profile", by_key=True),
            "Ctrl+4": lambda: self.go("lists", by_key=True),
            "Ctrl+5": lambda: self.go("settings", by_key=True),
            "Ctrl+6": lambda: self.go("problems", by_key=True),
            "F1": self.show_keys,
            "Ctrl+F": self.focus_search,
            "/": self.focus_search,
            "Ctrl+E": lambda: self.item.edit() if self.place == "item" else None,
            "Ctrl+K": self.focus_chat,
            "Ctrl+Z": self.session.undo,
            "Alt+Left": self.back,
            "Esc": self.escape,
        }
        for key, act in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(act)

    # Going about

    @property
    def place(self) -> str:
        """The name of the page in front."""
        return next(name for name, page in self.pages.items() if page is self.stack.currentWidget())

    def start(self) -> None:
        """Find out whether there is anything to show, and show it."""
        self.session.read_verdicts()
        self.session.run(self._look, done=self._begin)
        self.chat.load_history()

    def _look(self) -> tuple[bool, int]:
        app = self.session.app
        fresh = not app.indexing.roots() and not app.library.size()
        return fresh, worth_a_look(app.indexing.file_states())

    def _begin(self, answer: tuple[bool, int]) -> None:
        empty, problems = answer
        fresh = empty and self.index_job is None
        self._first_reading = empty
        self.indexing.begin()
        self.rail.buttons["problems"].set_badge(problems)
        self.chat.setVisible(not fresh and not self._floating and self._chat_wanted)
        if not self._travels:  # Somebody may have gone elsewhere meanwhile.
            self.go("first-run" if fresh else "library" if empty else "for-you")

    def go(self, place: str, *, by_key: bool = False) -> None:
        """Bring a page to the front; the keyboard goes along if it was in the page before, or called for this one."""
        if self.place != place:
            self._travels.leave(self._spot())
        self._show(place, by_key=by_key)

    def _spot(self) -> Spot:
        """Where the person is now."""
        details = {"item": self.item.wanted, "lists": self.lists.open_list}
        focused = QApplication.focusWidget()
        within = focused is not None and self.pages[self.place].isAncestorOf(focused)
        return Spot(self.place, details.get(self.place, ""), focused if within else None)

    def _show(self, place: str, *, by_key: bool = False) -> None:
        focused, left = QApplication.focusWidget(), self.pages[self.place]
        within = focused is not None and left.isAncestorOf(focused)
        self.stack.setCurrentWidget(self.pages[place])
        self.rail.show_place(place)
        if place == "for-you":
            self.for_you.visit()
        self._read_if_stale(place)
        if by_key or within:
            begin(self.pages[place])

    @property
    def chat_open(self) -> bool:
        """Whether the conversation stands beside the pages, or would if there were room."""
        return self._chat_wanted if self._floating else self.chat.isVisibleTo(self)

    def back(self) -> None:
        """To the spot before, and to the place in it that the keyboard left."""
        spot = self._travels.back()
        if spot is None:
            return
        if spot.place == "item":
            self.item.open(spot.detail)
        elif spot.place == "lists":
            self.lists.show_list(spot.detail)
        self._show(spot.place)
        before = self.library.grid if spot.place == "library" else spot.focus
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.TabFocusReason)

    def escape(self) -> None:
        """Close what floats, leave what is being edited, or go back."""
        popovers = [child for child in self.window().findChildren(Popover) if child.isVisible()]
        focused = QApplication.focusWidget()
        if popovers:
            popovers[-1].dismiss()
        elif isinstance(focused, SentenceEdit):
            focused.left.emit()
        elif leave_form(self.chat, focused) or leave_form(self.pages[self.place], focused):
            pass
        elif isinstance(focused, QLineEdit) and focused.text():
            focused.clear()
        elif self.chat.writing:
            self.chat.stop()
        elif self._floating and self.chat.isVisible():
            self._leave_chat()
        elif self.place in LEFT_BY_ESCAPE or (self.place == "lists" and self.lists.open_list):
            self.back()

    def _leave_chat(self) -> None:
        """Away with the conversation where it lies over the page; the keyboard goes back to the page."""
        if self._floating:
            self.chat.hide()
        begin(self.pages[self.place])

    def open_item(self, item_id: str) -> None:
        if self.place == "item" and self.item.wanted != item_id:
            self._travels.leave(self._spot())
        self.item.to_top()
        # It is read anew here; a refresh of the item before would come in its place.
        self._stale.discard("item")
        self.item.open(item_id)
        self.go("item")

    def open_list(self, list_id: str) -> None:
        """Bring one list to the front."""
        if self.place == "lists" and self.lists.open_list != list_id:
            self._travels.leave(self._spot())
        self.lists.show_list(list_id)
        self.go("lists")

    def _open_statement(self, statement_id: str) -> None:
        self.profile.show_statement(statement_id)
        self.go("profile")

    def _search_for(self, words: str) -> None:
        self.go("library")
        self.library.look_for(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nobody else wanted may move the page in front."""
        if not scroll(self.pages[self.place], event.key()):
            super().keyPressEvent(event)

    def focus_search(self) -> None:
        """To the field that searches this page; the library's if it has none."""
        if self.place != "for-you":
            self.go("library")
        field = self.for_you.request if self.place == "for-you" else self.library.search
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def focus_chat(self) -> None:
        self.chat.show()
        if self._floating:
            self._place_chat()
        self.chat.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_keys(self) -> None:
        """List the keys that work everywhere."""
        if not any(child.isVisible() for child in self.window().findChildren(Popover)):
            Popover("Keys", KeyList(), self.window(), width=540).show_beside(self.rail.buttons["for-you"])

    def toggle_chat(self) -> None:
        self.chat.setVisible(not self.chat.isVisible())
        if self.chat.isVisible():
            self.focus_chat()

    # What changes

    def _settings_changed(self, keys: Keys) -> None:
        if keys & Settings.shown_at(Place.FOR_YOU).keys():
            # For You asks by itself, once the slider has come to rest.
            self._changed("item")

    def _follow_changes(self, changes: Changes[object]) -> None:
        if changes.items:
            self._library_changed()
        if changes.feedback or changes.hidden or changes.profile or changes.settings:
            self._changed("for-you", "profile", "item")

    def _library_changed(self) -> None:
        if self.index_job is None:
            self._changed("library", "for-you", "item", "problems", "settings")
        elif not self._calm.isActive():
            # While files are read the library changes all the time: pages follow now and then.
            self._calm.start()

    def _changed(self, *places: str) -> None:
        self._stale |= set(places)
        self._read_if_stale(self.place)

    def _read_if_stale(self, place: str) -> None:
        if place in self._stale:
            self._stale.discard(place)
            self._readers[place]()

    # Reading files

    def add_folder(self) -> None:
        folder = choose_folder(self)
        if folder is not None:
            self.index([folder])

    def index(self, paths: list[Path] | tuple[Path, ...] = ()) -> None:
        """Bring folders into the library; all that are known if none is given."""
        self.indexing.index(paths)
        if self.place == "first-run":
            self.chat.setVisible(not self._floating)
            self.go("library")

    def _reads_files(self) -> bool:
        return self.indexing.job is not None

    @property
    def index_job(self) -> Job | None:
        """The reading under way."""
        return self.indexing.job

    def _indexed(self, report: Any) -> None:
        if self._first_reading and self.place == "library" and report is not None:
            # What the person came for, as soon as there is something to show.
            self.go("for-you")
        self._first_reading = False
        self.session.run(self.session.app.indexing.file_states, done=self._count_problems, key="badge")
        if not self.indexing.quiet or report is None or report.added or report.changed or report.gone:
            self.session.covers.forget()
            # What came in last was told while the reading was still under way.
            self._library_changed()

    def _count_problems(self, counts: dict[str, int]) -> None:
        self.rail.buttons["problems"].set_badge(worth_a_look(counts))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.index(dropped_paths(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = event.size().width()
        self.rail.set_narrow(width < NARROW_BELOW)
        self._float_chat(width < FLOAT_BELOW)
        if self._floating:
            self._place_chat()

    def _float_chat(self, floating: bool) -> None:
        """In a small window the conversation lies over the pages instead of pressing them together."""
        if floating == self._floating:
            return
        self._floating = floating
        if floating:
            self._chat_wanted = self.chat.isVisible()
            self._row.removeWidget(self.chat)
            self.chat.hide()
        else:
            self._row.addWidget(self.chat)
            self.chat.setVisible(self._chat_wanted and self.place != "first-run")

    def _place_chat(self) -> None:
        self.chat.setGeometry(self.width() - self.chat.width(), 0, self.chat.width(), self.height())
        self.chat.raise_()
        self.toast.raise_()
