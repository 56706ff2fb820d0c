"""What is never recommended: items, folders and subjects, each with the way back."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from assistant.app.changes import Changes
from assistant.domain.errors import UnknownItem
from assistant.domain.targets import Target, TargetKind
from assistant.language.concepts import subject_name
from assistant.messages import quoted, tr
from gui.pages.activity.problem_list import shown
from gui.pages.settings.folders_card import Picture
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import clear, horizontal, vertical
from gui.widgets.text import Text

ICONS = {TargetKind.ITEM: "hide", TargetKind.FOLDER: "folder", TargetKind.SUBJECT: "ledger"}


class HiddenCard(QWidget):
    """A row for each; the button recommends it again, and can itself be taken back."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.buttons: dict[Target, Button] = {}
        self._list = vertical(4, self)
        session.changed.connect(self._follow)

    def _follow(self, changes: Changes[object]) -> None:
        if changes.hidden:
            self.refresh()

    def refresh(self) -> None:
        self._session.run(self._read, done=self.show_hidden, key="hidden")

    def _read(self) -> list[tuple[Target, str]]:
        return [(target, self._words(target)) for target in self._session.app.feedback.hidden()]

    def _words(self, target: Target) -> str:
        if target.kind is TargetKind.ITEM:
            try:
                return quoted(self._session.app.library.item(target.name).title)
            except UnknownItem:
                return tr("An item that is no longer in your library")
        if target.kind is TargetKind.FOLDER:
            return tr("Everything in {folder}", folder=shown(Path(target.name)))
        return tr("The subject {subject}", subject=quoted(subject_name(target.name)))

    def show_hidden(self, hidden: list[tuple[Target, str]]) -> None:
        """(target, words) each."""
        clear(self._list)
        self.buttons = {}
        for target, words in hidden:
            self._list.addWidget(self._row(target, words))
        if not hidden:
            self._list.addWidget(Text(tr("Nothing is hidden. What you hide is listed here."), "body", "soft"))

    def _row(self, target: Target, words: str) -> QWidget:
        box = QWidget()
        row = horizontal(10, box)
        row.addWidget(Picture(ICONS.get(target.kind, "hide"), "soft"))
        row.addWidget(Text(words, "body", lines=1), 1, Qt.AlignmentFlag.AlignVCenter)
        button = self.buttons[target] = Button(tr("Recommend again"), "quiet")
        button.setAccessibleName(tr("Recommend again: {what}", what=words))
        button.clicked.connect(lambda: self._session.unhide(target, tr("{what} can be recommended again.", what=words)))
        row.addWidget(button)
        return box
