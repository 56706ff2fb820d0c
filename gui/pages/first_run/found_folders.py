"""The folders that were found for a person: each can be ticked, and one press reads them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from assistant.messages import decimal, tr, trn
from gui.pages.first_run.usual_folders import UsualFolder
from gui.widgets.buttons import Button
from gui.widgets.layouts import clear, horizontal, vertical
from gui.widgets.surfaces import Card
from gui.widgets.switch import Switch
from gui.widgets.text import Text


class FoundFolders(Card):
    """Hidden until there is something to offer."""

    chosen = Signal(list)

    def __init__(self) -> None:
        super().__init__(radius=18)
        self.switches: dict[Path, Switch] = {}
        column = vertical(10, self, margins=(24, 18, 24, 20))
        column.addWidget(Text(tr("Found on this computer"), "heading", lines=1))
        self._rows = vertical(4)
        column.addLayout(self._rows)
        column.addSpacing(4)
        self.read = Button("", "primary")
        self.read.clicked.connect(lambda: self.chosen.emit(self.ticked()))
        column.addWidget(self.read, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_folders(self, folders: Sequence[UsualFolder]) -> None:
        """Offer them; what somebody ticked before stays as it is."""
        before = {path: switch.isChecked() for path, switch in self.switches.items()}
        clear(self._rows)
        self.switches = {}
        for folder in folders:
            switch = self.switches[folder.path] = Switch(folder.path.name)
            switch.setChecked(before.get(folder.path, folder.proposed))
            switch.toggled.connect(self._follow)
            self._rows.addWidget(_row(folder, switch))
        self._follow()
        self.setVisible(bool(folders))

    def ticked(self) -> list[Path]:
        """The folders to read."""
        return [path for path, switch in self.switches.items() if switch.isChecked()]

    def _follow(self) -> None:
        n = len(self.ticked())
        self.read.set_words(trn("Read this folder", "Read these {n} folders", n) if n else tr("Read these folders"))
        self.read.setEnabled(bool(n))


def _row(folder: UsualFolder, switch: Switch) -> QWidget:
    box = QWidget()
    row = horizontal(12, box)
    words = vertical(0)
    words.addWidget(Text(folder.path.name, "body", lines=1))
    words.addWidget(Text(_seen(folder), "small", "soft", lines=1))
    row.addLayout(words, 1)
    row.addWidget(switch, 0, Qt.AlignmentFlag.AlignVCenter)
    switch.setAccessibleDescription(_seen(folder))
    return box


def _seen(folder: UsualFolder) -> str:
    texts = trn("{count} book or document", "{count} books and documents", folder.texts, count=decimal(folder.texts))
    sounds = trn("{count} recording", "{count} recordings", folder.sounds, count=decimal(folder.sounds))
    return " · ".join(words for words, n in ((texts, folder.texts), (sounds, folder.sounds)) if n)
