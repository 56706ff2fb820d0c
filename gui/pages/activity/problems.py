"""Files that could not be read, or not wholly, each with its reason in plain words, and what can be done about it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from assistant.messages import decimal, mark, tr, trn
from assistant.storage.library.files import FileRecord, FileState
from gui.pages.activity.password_bar import PasswordBar
from gui.pages.activity.problem_list import ProblemList
from gui.pages.activity.unread import worth_a_look
from gui.pages.registry import Section, page
from gui.shell.session import Session
from gui.widgets.buttons import Button, Segments
from gui.widgets.fields import SearchField
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.menu import Menu
from gui.widgets.surfaces import EmptyState
from gui.widgets.text import Text

FILTERS = (
    ("", mark("All")),
    (FileState.FAILED.value, mark("Not read")),
    (FileState.LOCKED.value, mark("Locked")),
    (FileState.PARTLY.value, mark("Partly")),
    (FileState.SKIPPED.value, mark("Skipped")),
    (FileState.IGNORED.value, mark("Ignored")),
)


Answer = tuple[list[FileRecord], dict[str, int]]


@page(
    "problems",
    label=mark("Problems"),
    icon="activity",
    section=Section.SIDE,
    order=6,
    shortcut="Ctrl+6",
    concerns=lambda changes: changes.items,
    badge=worth_a_look,
    left_by_escape=True,
    keys=((mark("R, Delete, U, P"), mark("On Problems: try again, ignore, stop ignoring, enter a password")),),
)
class ProblemsPage(QWidget):
    """The list, narrowed by what became of a file and by words; acts go to what is chosen in it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._records: list[FileRecord] = []
        self._looked = 0
        column = vertical(14, self, margins=(32, 28, 12, 16))
        column.addLayout(self._head())
        column.addLayout(self._tools())
        self.list = ProblemList()
        self.list.chosen.connect(self._follow)
        self.list.activated.connect(lambda _: self.show_folder())
        self.list.customContextMenuRequested.connect(self._offer)
        self.list.keys = {
            Qt.Key.Key_P: self.unlock,
            Qt.Key.Key_R: self.retry,
            Qt.Key.Key_Delete: self.ignore,
            Qt.Key.Key_Backspace: self.ignore,
            Qt.Key.Key_U: self.stop_ignoring,
        }
        self.empty = EmptyState("check", tr("No problems"), "")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)
        self.password = PasswordBar(session)
        self.password.opened.connect(lambda: session.index_wanted.emit(()))
        self.password.left.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.foot = QWidget()
        below = vertical(14, self.foot, margins=(0, 0, 20, 0))
        below.addWidget(self.password)
        below.addWidget(self._acts())
        column.addWidget(self.foot)
        self._follow()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 20, 0)
        words = vertical(2)
        words.addWidget(Text(tr("Problems"), "display", lines=1))
        self.summary = Text(" ", "body", "soft", lines=2)
        words.addWidget(self.summary)
        row.addLayout(words, 1)
        self.all_again = Button(tr("Try all again"), "outline", "refresh")
        self.all_again.clicked.connect(lambda: self._retry(self._open_problems()))
        row.addWidget(self.all_again, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _tools(self) -> QVBoxLayout:
        # One below the other: beside each other there is no room for both in every language.
        column = vertical(10, margins=(0, 0, 20, 0))
        self.search = SearchField(tr("Find a file, a folder or a reason"))
        self.search.textChanged.connect(lambda _: self._narrow())
        column.addWidget(self.search)
        self.states = Segments([(value, tr(words)) for value, words in FILTERS], tr("Show only"))
        self.states.chosen.connect(lambda _: self._narrow())
        column.addWidget(self.states, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def _acts(self) -> QWidget:
        self.acts = QWidget()
        row = horizontal(8, self.acts)
        self.chosen = Text("", "small", "soft", lines=1)
        row.addWidget(self.chosen, 1, Qt.AlignmentFlag.AlignVCenter)
        self.buttons: dict[str, Button] = {}
        for name, words, icon, tip, act in (
            ("unlock", tr("Enter the password"), "lock", "P", self.unlock),
            ("folder", tr("Show in folder"), "folder", tr("Enter"), self.show_folder),
            ("enter", tr("Read what lies there"), "folder-add", "", self.enter),
            ("unignore", tr("Stop ignoring"), "undo", "U", self.stop_ignoring),
            ("ignore", tr("Ignore"), "hide", tr("Delete"), self.ignore),
            ("retry", tr("Try again"), "refresh", "R", self.retry),
        ):
            button = Button(words, "outline", icon)
            button.setToolTip(f"{words} ({tip})" if tip else words)
            button.clicked.connect(act)
            self.buttons[name] = button
            row.addWidget(button)
        return self.acts

    # Reading

    def refresh(self) -> None:
        self._session.run(self._read, done=self.show_problems, key="problems")

    def _read(self) -> Answer:
        app = self._session.app
        return [*app.indexing.problems(), *app.indexing.not_entered(), *app.indexing.ignored()], dict(
            app.indexing.file_states()
        )

    def show_problems(self, answer: Answer) -> None:
        self._records, counts = answer
        self._looked = sum(counts.values())
        parts = summary(counts)
        self.summary.set_text(tr("Files: {counts}", counts=" · ".join(parts)) if parts else "")
        for value, words in FILTERS[1:]:
            number = sum(record.state == value for record in self._records)
            self.states.buttons[value].set_words(f"{tr(words)} {decimal(number)}" if number else tr(words))
        self.all_again.setVisible(bool(self._open_problems()))
        self._narrow()

    def _open_problems(self) -> list[FileRecord]:
        return [record for record in self._records if record.state is not FileState.IGNORED]

    def _narrow(self) -> None:
        """Show what the filter and the words leave; what is ignored stands under its own filter only."""
        wanted, words = self.states.value(), self.search.text().casefold().split()
        found = [record for record in self._records if record.state == wanted] if wanted else self._open_problems()
        if words:
            found = [record for record in found if all(word in _haystack(record) for word in words)]
        self.list.show_records(found)
        self.stack.setCurrentWidget(self.list if found else self.empty)
        self.acts.setVisible(bool(found))
        self.empty.say(*self._empty_words(wanted, bool(words)))
        self._follow()

    def _empty_words(self, wanted: str, searching: bool) -> tuple[str, str]:
        if searching and self._records:
            return tr("Nothing found"), tr("No file here has these words in its name, its folder or its reason.")
        if wanted:
            return tr("None"), tr("There are no such files.")
        if self._session.reading():
            return tr("No problems so far"), tr("Your files are still being read.")
        if not self._looked:
            return tr("Nothing read yet"), tr("Add a folder in Settings. Files that cannot be read are listed here.")
        return tr("No problems"), tr("All of your files could be read.")

    def first_focus(self) -> QWidget:
        """The list, or the field where it is empty."""
        return self.list if self.list.problems.rows else self.search

    # Acts

    def _follow(self) -> None:
        """Offer what can be done with the files that are chosen."""
        chosen = self.list.selected()
        ignored = [record for record in chosen if record.state is FileState.IGNORED]
        hint = tr("Select files to act on them.")
        self.chosen.set_text(trn("{n} file selected", "{n} files selected", len(chosen)) if chosen else hint)
        closed = [record for record in chosen if record.state is FileState.CLOSED]
        self.buttons["enter"].setVisible(len(closed) == 1 and closed[0].path.is_symlink())
        self.buttons["unlock"].setVisible(bool(self._locked()))
        self.buttons["retry"].setEnabled(len(chosen) > len(ignored))
        self.buttons["ignore"].setEnabled(len(chosen) > len(ignored) + len(closed))
        self.buttons["unignore"].setVisible(bool(ignored) or self.states.value() == FileState.IGNORED)
        self.buttons["unignore"].setEnabled(bool(ignored))
        self.buttons["folder"].setEnabled(len(chosen) == 1)

    def _offer(self, place: QPoint) -> None:
        menu = Menu(self)
        for button in reversed(self.buttons.values()):
            if button.isEnabled() and not button.isHidden():
                menu.addAction(button.text().strip()).triggered.connect(button.click)
        if not menu.isEmpty():
            menu.popup(self.list.viewport().mapToGlobal(place))

    def _locked(self) -> list[Path]:
        """The files that are chosen, if a password opens each of them."""
        chosen = self.list.selected()
        return [one.path for one in chosen] if all(one.state is FileState.LOCKED for one in chosen) else []

    def unlock(self) -> None:
        """Ask for the password of the files that are chosen."""
        if paths := self._locked():
            self.password.ask(paths)

    def retry(self) -> None:
        """Read the chosen files again."""
        self._retry([record for record in self.list.selected() if record.state is not FileState.IGNORED])

    def _retry(self, records: list[FileRecord]) -> None:
        if records:
            paths = [record.path for record in records]
            self._session.run(
                self._session.app.indexing.retry, paths, done=lambda _: self._session.index_wanted.emit(())
            )

    def ignore(self) -> None:
        """Leave the chosen files out from now on, without a word."""
        left = (FileState.IGNORED, FileState.CLOSED)
        paths = [record.path for record in self.list.selected() if record.state not in left]
        app = self._session.app
        said = trn("{n} file is ignored.", "{n} files are ignored.", len(paths))
        self._judge(app.indexing.ignore, app.indexing.stop_ignoring, paths, said)

    def stop_ignoring(self) -> None:
        paths = [record.path for record in self.list.selected() if record.state is FileState.IGNORED]
        app = self._session.app
        said = trn("{n} file is no longer ignored.", "{n} files are no longer ignored.", len(paths))
        self._judge(app.indexing.stop_ignoring, app.indexing.ignore, paths, said)

    def _judge(self, act: Callable[..., Any], back: Callable[..., Any], paths: list[Path], said: str) -> None:
        if not paths:
            return

        def done(_: object) -> None:
            self._session.undos.offer(said, lambda: self._session.run(back, paths, done=announce))
            announce()

        def announce(_: object = None) -> None:
            # What is no longer ignored is read now.
            self._session.reading_wanted.emit()

        self._session.run(act, paths, done=done)

    def enter(self) -> None:
        """Make what the chosen link leads to one of the folders that are read."""
        places = [record.path.resolve() for record in self.list.selected() if record.state is FileState.CLOSED]
        self._session.index_wanted.emit(places)

    def show_folder(self) -> None:
        """Open the folder of the one file that is chosen."""
        chosen = self.list.selected()
        if len(chosen) == 1:
            self._session.files.show_in_folder(chosen[0].path)


def summary(counts: dict[str, int]) -> list[str]:
    """How many files were read, and how many not, by what became of them; what there is none of is left out."""
    states = ("indexed", "partly", "skipped", "failed", "locked", "ignored", "away")
    read, partly, skipped, failed, locked, ignored, away = (counts.get(state, 0) for state in states)
    words = (
        (read, trn("{n} read", "{n} read", read)),
        (partly, trn("{n} partly read", "{n} partly read", partly)),
        (skipped, trn("{n} skipped", "{n} skipped", skipped)),
        (failed, trn("{n} not read", "{n} not read", failed)),
        (locked, trn("{n} locked", "{n} locked", locked)),
        (ignored, trn("{n} ignored", "{n} ignored", ignored)),
        (away, trn("{n} not connected", "{n} not connected", away)),
    )
    return [said for n, said in words if n]


def _haystack(record: FileRecord) -> str:
    return f"{record.path}\n{record.reason}".casefold()
