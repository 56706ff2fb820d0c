"""What can be done with the whole profile: its history, taking it elsewhere, bringing it in, erasing it."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from assistant.app.changes import Changes, ErasedProfile, ImportedProfile
from assistant.domain.entities import Statement
from assistant.messages import joined, quoted, tr, trn
from gui.look.dates import day_words
from gui.shell.session import Session
from gui.widgets.buttons import Button, add_erase_choice
from gui.widgets.layouts import Flow, horizontal, vertical
from gui.widgets.popover import Popover
from gui.widgets.surfaces import Card
from gui.widgets.text import Text

if TYPE_CHECKING:
    from assistant.storage.journal.store import StatementVersion

SHOWN = 200


def ask_folder(parent: QWidget) -> Path | None:
    chosen = QFileDialog.getExistingDirectory(
        parent, tr("Choose a folder for profile.md and profile.json"), str(Path.home())
    )
    return Path(chosen) if chosen else None


def ask_profile(parent: QWidget) -> Path | None:
    chosen, _ = QFileDialog.getOpenFileName(
        parent, tr("Import a profile"), str(Path.home()), tr("Profiles (*.json *.md)")
    )
    return Path(chosen) if chosen else None


class ProfileTools(QWidget):
    """A row of quiet buttons. `changed` fires when sentences came in or were erased."""

    changed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        column = vertical(10, self)
        flow = Flow(8)
        self.buttons: dict[str, Button] = {}
        for name, words, icon_name, act in (
            ("questions", tr("A few questions"), "question", lambda: session.place_wanted.emit("onboarding")),
            ("report", tr("How well does it guess?"), "chart", lambda: session.place_wanted.emit("report")),
            ("year", tr("Your year"), "shelf", lambda: session.place_wanted.emit("year")),
            ("history", tr("History"), "clock", self.show_history),
            ("export", tr("Export"), "export", self._export),
            ("import", tr("Import"), "download", self._import),
            ("erase", tr("Erase"), "remove", lambda: self._ask(True)),
        ):
            button = Button(words, "plain-chip", icon_name)
            button.clicked.connect(lambda _=False, act=act: act())
            self.buttons[name] = button
            flow.addWidget(button)
        column.addLayout(flow)
        column.addWidget(self._question())

    # History

    def show_history(self) -> None:
        """Everything that was ever written, changed or removed here, the newest first."""
        profile = self._session.app.profile
        self._session.run(lambda: list(profile.history()), done=self._show_history)

    def _show_history(self, versions: "Sequence[StatementVersion]") -> None:
        content = QWidget()
        column = vertical(12, content, margins=(0, 0, 12, 0))
        now = datetime.now()
        for version, words in reversed(told(versions)[-SHOWN:]):
            lines = vertical(1)
            lines.addWidget(Text(day_words(version.at, now), "caption", "faint", lines=1))
            lines.addWidget(Text(words, "small"))
            column.addLayout(lines)
        if not versions:
            column.addWidget(Text(tr("No changes yet."), "small", "soft"))
        Popover(tr("History of your profile"), content, self.window(), 520).show_beside(self.buttons["history"])

    # Elsewhere and back

    def _export(self) -> None:
        folder = ask_folder(self.window())
        if folder is not None:
            done = lambda paths: self._session.say(tr("Saved: {files}", files=joined([path.name for path in paths])))  # noqa: E731
            self._session.run(self._session.app.profile.export, folder, done=done)

    def _import(self) -> None:
        path = ask_profile(self.window())
        if path is not None:
            self._session.run(self._session.app.profile.import_file, path, done=self._imported)

    def _imported(self, changes: Changes[ImportedProfile]) -> None:
        report = changes.row
        added, known, rejected = len(report.added), len(report.known), len(report.rejected)
        parts = [trn("{n} sentence imported", "{n} sentences imported", added)]
        parts += [trn("{n} was there already", "{n} were there already", known)] if known else []
        parts += [trn("{n} could not be read", "{n} could not be read", rejected)] if rejected else []
        take_back, n = self._session.app.profile.undo, added

        def undo() -> None:
            self._session.run(lambda: [take_back() for _ in range(n)])

        words = f"{', '.join(parts)}."
        if n:
            self._session.undos.offer(words, undo)
        else:
            self._session.say(words)
        self.changed.emit(changes)

    # Erasing

    def _question(self) -> QWidget:
        self.question = Card(radius=14)
        row = horizontal(8, self.question, margins=(20, 14, 14, 14))
        words = tr(
            "Erase every sentence and its history? This cannot be undone. What you liked and played stays, so "
            "Alcove may suggest sentences again."
        )
        row.addWidget(Text(words, "body"), 1)
        self.keep, self.erase = add_erase_choice(row, lambda: self._ask(False), self._erase)
        self.question.hide()
        return self.question

    def _ask(self, asking: bool) -> None:
        self.question.setVisible(asking)
        (self.keep if asking else self.buttons["erase"]).setFocus(Qt.FocusReason.OtherFocusReason)

    def _erase(self) -> None:
        self.question.hide()

        def erased(changes: Changes[ErasedProfile]) -> None:
            # An undo of what was done before would bring back what is to be gone.
            self._session.undos.forget()
            self._session.say(
                trn(
                    "Erased: {n} sentence and its history.",
                    "Erased: {n} sentences and their history.",
                    changes.row.statements,
                )
            )
            self.changed.emit(changes)

        self._session.run(self._session.app.profile.erase, done=erased)


def told(versions: "Sequence[StatementVersion]") -> "list[tuple[StatementVersion, str]]":
    """Each version with what it changed, in words."""
    before: dict[str, Statement | None] = {}
    found = []
    for version in versions:
        found.append((version, _change_words(before.get(version.id), version.statement)))
        before[version.id] = version.statement
    return found


def _change_words(old: Statement | None, new: Statement | None) -> str:
    if new is None:
        return tr("Removed: {sentence}", sentence=quoted(old.text)) if old else tr("Removed")
    text = quoted(new.text)
    if old is None:
        return tr("Added: {sentence}", sentence=text)
    if old.text != new.text:
        return tr("{old} became {new}", old=quoted(old.text), new=text)
    if old.muted != new.muted:
        return tr("Muted: {sentence}", sentence=text) if new.muted else tr("Unmuted: {sentence}", sentence=text)
    if old.strength != new.strength:
        more = new.strength > old.strength
        return tr("Counts more: {sentence}", sentence=text) if more else tr("Counts less: {sentence}", sentence=text)
    return tr("Confirmed: {sentence}", sentence=text)
