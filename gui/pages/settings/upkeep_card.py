"""Backup, restore and erasure: the three things that are done to everything at once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QLineEdit, QScrollArea, QWidget

from assistant.messages import alternatives, decimal, joined, mark, tr, trn
from gui.pages.activity.problem_list import shown
from gui.shell.acts.notices import Closed
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import Flow, horizontal, vertical
from gui.widgets.text import Text

if TYPE_CHECKING:
    from assistant.security.restore import Checked, Restored

ENDING = ".alcove"
CONFIRMATION = mark("erase")
WAYS = (mark("passphrase"), mark("recovery code"), mark("keyring"))
"""What opens a backup, as its report names it."""


def file_filters() -> str:
    """What the dialogs offer to choose from."""
    ours, everything = tr("Backups"), tr("All files")
    return f"{ours} (*{ENDING});;{everything} (*)"


def ask_target(parent: QWidget) -> Path | None:
    """Where a backup is to be written; None if the person changed their mind."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent, tr("Back up"), str(Path.home() / f"alcove-{date.today():%Y-%m-%d}{ENDING}"), file_filters()
    )
    return Path(chosen) if chosen else None


def ask_backup(parent: QWidget) -> Path | None:
    """Which backup is to be restored."""
    chosen, _ = QFileDialog.getOpenFileName(parent, tr("Restore a backup"), str(Path.home()), file_filters())
    return Path(chosen) if chosen else None


def counted(report: "Restored | Checked") -> str:
    """What a backup holds, in words."""
    parts = [
        trn("{n} sentence", "{n} sentences", report.statements),
        trn("{n} piece of feedback", "{n} pieces of feedback", report.feedback),
    ]
    return joined(parts)


class Asking(QWidget):
    """A question in its place, with a field that has to be filled in or may be."""

    def __init__(self, words: str, hint: str, yes: str, act: Callable[[str], object], *, secret: bool) -> None:
        super().__init__()
        column = vertical(8, self, margins=(0, 6, 0, 0))
        self.words = Text(words, "body")
        column.addWidget(self.words)
        row = horizontal(8)
        self.field = QLineEdit()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        if secret:
            self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.no, self.yes = Button(tr("Cancel"), "quiet"), Button(yes, "outline")
        self.no.set_leaves()
        self.no.clicked.connect(self.leave)
        self.yes.clicked.connect(lambda: self._answer(act))
        self.field.returnPressed.connect(self.yes.click)
        for widget, stretch in ((self.field, 1), (self.no, 0), (self.yes, 0)):
            row.addWidget(widget, stretch)
        column.addLayout(row)
        self.hide()

    def ask(self) -> None:
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._come_into_view)

    def _come_into_view(self) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(self, 0, 48)

    def leave(self) -> None:
        self.field.clear()
        self.hide()

    def _answer(self, act: Callable[[str], object]) -> None:
        text = self.field.text()
        self.leave()
        act(text)


class UpkeepCard(QWidget):
    """Restoring and erasing close the library first; the window does that and opens what is there afterwards."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._file = Path()
        column = vertical(8, self)
        flow = Flow(8)
        self.buttons: dict[str, Button] = {}
        for name, words, icon_name, act in (
            ("backup", tr("Back up"), "export", self._backup),
            ("restore", tr("Restore a backup"), "download", self._choose_backup),
            ("check", tr("Check a backup"), "check", self._choose_check),
            ("erase", tr("Erase everything"), "remove", self._ask_erase),
        ):
            button = Button(words, "outline", icon_name)
            button.clicked.connect(lambda _=False, act=act: act())
            self.buttons[name] = button
            flow.addWidget(button)
        column.addLayout(flow)
        self.restoring = Asking(
            "",
            tr("Passphrase of the backup, if your keyring does not open it"),
            tr("Restore"),
            self._restore,
            secret=True,
        )
        self.checking = Asking("", tr("Passphrase of the backup"), tr("Check"), self._check, secret=True)
        self.erasing = Asking(
            tr(
                "This erases your profile, feedback, conversations, lists and settings for good, with the keys that "
                "open them. Afterwards only your backups can be read. Your books, music and documents are not "
                "touched."
            ),
            tr("Type {word} to continue", word=tr(CONFIRMATION)),
            tr("Erase everything"),
            self._erase,
            secret=False,
        )
        self.erasing.yes.setEnabled(False)
        self.erasing.field.textChanged.connect(
            lambda text: self.erasing.yes.setEnabled(text.strip().casefold() == tr(CONFIRMATION).casefold())
        )
        column.addWidget(self.restoring)
        column.addWidget(self.checking)
        column.addWidget(self.erasing)

    def _backup(self) -> None:
        file = ask_target(self.window())
        if file is not None:
            self._session.say(tr("Writing the backup…"))
            lane = self._session.lanes.work
            self._session.run(self._session.app.maintenance.backup, file, lane=lane, done=self._backed_up)

    def _backed_up(self, report: Any) -> None:
        words = tr(
            "{file} is written ({size} MB). It can be opened with: {ways}.",
            file=report.file.name,
            size=decimal(report.bytes / 1e6, 1),
            ways=alternatives([tr(way) for way in report.opens_with]),
        )
        self._session.say(f"{words} {report.warning}".strip())

    def _choose_backup(self) -> None:
        file = ask_backup(self.window())
        if file is not None:
            self._file = file
            self.erasing.leave()
            self.checking.leave()
            self.restoring.words.set_text(
                tr(
                    "Replace everything here with {file}? What is here now is kept in the folder {folder}.",
                    file=file.name,
                    folder=shown(self._session.paths.backups),
                )
            )
            self.restoring.ask()

    def _restore(self, passphrase: str) -> None:
        paths, file = self._session.paths, self._file

        def act() -> str:
            from assistant.security.restore import restore_backup

            report = restore_backup(paths, file, passphrase or None)
            said = tr("Restored: {what}.", what=counted(report))
            if report.index_again:
                said += " " + tr("The backup has another key: choose “Read again now” under Folders.")
            return said

        self._session.closed_wanted.emit(Closed(act, passphrase or None))

    def _choose_check(self) -> None:
        file = ask_backup(self.window())
        if file is not None:
            self._file = file
            self.restoring.leave()
            self.erasing.leave()
            said = tr(
                "{file} is restored into a folder of its own, read, and removed. Nothing here changes.", file=file.name
            )
            self.checking.words.set_text(said)
            self.checking.ask()

    def _check(self, passphrase: str) -> None:
        check, lane = self._session.app.maintenance.check_backup, self._session.lanes.work
        self._session.run(check, self._file, passphrase or None, lane=lane, done=self._checked)

    def _checked(self, found: "Checked") -> None:
        self._session.say(tr("{file} restores: {what}.", file=self._file.name, what=counted(found)))

    def _ask_erase(self) -> None:
        self.restoring.leave()
        self.checking.leave()
        self.erasing.ask()

    def _erase(self, _: str) -> None:
        paths = self._session.paths

        def act() -> str:
            from assistant.security.erasure import erase_everything

            report = erase_everything(paths)
            said = tr("Everything is erased.")
            if report.left:
                said += " " + tr("Left in place, because it is not Alcove's: {names}.", names=", ".join(report.left))
            return said

        self._session.closed_wanted.emit(Closed(act))
