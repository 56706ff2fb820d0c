"""Backup, restore and erasure: the three things that are done to everything at once."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from assistant.messages import tr
from gui.look.labels import counted
from gui.shell.session import Closed, Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import Flow
from gui.widgets.text import Text

ENDING = ".alcove"
BACKUPS = f"Backups (*{ENDING});;All files (*)"
CONFIRMATION = "erase"


def ask_target(parent: QWidget) -> Path | None:
    """Where a backup is to be written; None if the person changed their mind."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent, "Write a backup", str(Path.home() / f"alcove-{date.today():%Y-%m-%d}{ENDING}"), BACKUPS
    )
    return Path(chosen) if chosen else None


def ask_backup(parent: QWidget) -> Path | None:
    """Which backup is to be brought back."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "Restore a backup", str(Path.home()), BACKUPS)
    return Path(chosen) if chosen else None


class Asking(QWidget):
    """A question in its place, with a field that has to be filled in or may be."""

    def __init__(self, words: str, hint: str, yes: str, act: Callable[[str], object], *, secret: bool) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(8)
        self.words = Text(words, "body")
        column.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(8)
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        flow = Flow(8)
        self.buttons: dict[str, Button] = {}
        for name, words, icon_name, act in (
            ("backup", "Write a backup", "export", self._backup),
            ("restore", "Restore a backup", "download", self._choose_backup),
            ("erase", "Erase everything", "remove", self._ask_erase),
        ):
            button = Button(words, "outline", icon_name)
            button.clicked.connect(lambda _=False, act=act: act())
            self.buttons[name] = button
            flow.addWidget(button)
        column.addLayout(flow)
        self.restoring = Asking(
            "",
            "The passphrase of that backup, if the keyring does not open it",
            "Restore",
            self._restore,
            secret=True,
        )
        self.erasing = Asking(
            "This destroys your profile, feedback, conversations, lists, settings and the keys to them, for good; no "
            "copy of them can be read any more but your backups. Your books, music and documents are not touched.",
            f"Type {CONFIRMATION} to go on",
            "Erase everything",
            self._erase,
            secret=False,
        )
        self.erasing.yes.setEnabled(False)
        self.erasing.field.textChanged.connect(
            lambda text: self.erasing.yes.setEnabled(text.strip().casefold() == CONFIRMATION)
        )
        column.addWidget(self.restoring)
        column.addWidget(self.erasing)

    def _backup(self) -> None:
        file = ask_target(self.window())
        if file is not None:
            self._session.say("Writing the backup…")
            lane = self._session.lanes.work
            self._session.run(self._session.app.maintenance.backup, file, lane=lane, done=self._backed_up)

    def _backed_up(self, report: Any) -> None:
        opens = " or ".join(report.opens_with)
        words = f"{report.file.name} is written ({report.bytes / 1e6:.1f} MB). It opens with your {opens}."
        self._session.say(f"{words} {report.warning}".strip())

    def _choose_backup(self) -> None:
        file = ask_backup(self.window())
        if file is not None:
            self._file = file
            self.erasing.leave()
            self.restoring.words.set_text(
                f"Put {file.name} in the place of what is here? What is here now is kept under “backups” in Alcove's "
                "folder."
            )
            self.restoring.ask()

    def _restore(self, passphrase: str) -> None:
        paths, file = self._session.paths, self._file

        def act() -> str:
            from assistant.security.backup import restore_backup

            report = restore_backup(paths, file, passphrase or None)
            again = " Read your folders again in Settings: the backup has another key." if report.index_again else ""
            feedback = counted(report.feedback, "piece of feedback", "pieces of feedback")
            return f"Back: {counted(report.statements, 'sentence')} and {feedback}.{again}"

        self._session.closed_wanted.emit(Closed(act, passphrase or None))

    def _ask_erase(self) -> None:
        self.restoring.leave()
        self.erasing.ask()

    def _erase(self, _: str) -> None:
        paths = self._session.paths

        def act() -> str:
            from assistant.security.backup import erase_everything

            report = erase_everything(paths)
            left = f" Left alone, because it is not Alcove's: {', '.join(report.left)}." if report.left else ""
            return f"Everything is erased.{left}"

        self._session.closed_wanted.emit(Closed(act))
