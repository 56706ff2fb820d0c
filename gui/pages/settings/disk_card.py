"""What Alcove takes of the disk, and what of that one may clear."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from assistant.app.upkeep.disk_use import CLEARABLE, Part, Use, clear, disk_use
from assistant.messages import mark, tr
from gui.pages.settings.model_row import size_words
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import clear as empty
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.text import Label, Text
from gui.workers.lanes import Failure

NAMES = {
    Part.JOURNAL: mark("What you said and did: profile, feedback, notes, conversations, lists"),
    Part.LIBRARY: mark("What your files hold: texts, covers and what is made from them"),
    Part.BACKUPS: mark("Backups on this computer"),
    Part.PACK: mark("What people enjoy together"),
    Part.MODELS: mark("Models that read, listen and write"),
    Part.DEMO: mark("The sample library"),
    Part.LOG: mark("Log of faults"),
}


class DiskCard(QWidget):
    """A row a part, the largest first."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.buttons: dict[Part, Button] = {}
        self._list = vertical(8, self)

    def refresh(self) -> None:
        """Look at the disk anew."""
        lane = self._session.lanes.work
        self._session.run(disk_use, self._session.paths, lane=lane, done=self._show, key="disk")

    def _show(self, found: list[Use]) -> None:
        empty(self._list)
        self.buttons = {}
        for use in found:
            self._list.addWidget(self._row(use))
        whole = tr("{size} in all", size=size_words(sum(use.size for use in found)))
        self._list.addWidget(Text(whole, "small", "soft", lines=1))

    def _row(self, use: Use) -> QWidget:
        box, name = QWidget(), tr(NAMES[use.part])
        row = horizontal(10, box)
        row.addWidget(Text(name, "body", lines=1), 1, Qt.AlignmentFlag.AlignVCenter)
        if use.part in CLEARABLE:
            button = self.buttons[use.part] = Button(tr("Clear"), "quiet")
            button.setAccessibleName(tr("Clear: {what}", what=name))
            button.clicked.connect(lambda: self._clear(use, name))
            row.addWidget(button)
        row.addWidget(Label(size_words(use.size), "body", "soft"), 0, Qt.AlignmentFlag.AlignVCenter)
        return box

    def _clear(self, use: Use, name: str) -> None:
        """Who has it open is waited for, so that it may take some seconds."""
        session, button = self._session, self.buttons[use.part]
        button.setEnabled(False)
        button.set_words(tr("Clearing…"))

        def cleared(_: object) -> None:
            session.say(tr("Cleared: {what}, {size}", what=name, size=size_words(use.size)))
            self.refresh()

        def failed(failure: Failure) -> None:
            session.show_failure(failure)
            self.refresh()

        session.run(clear, session.paths, use.part, lane=session.lanes.work, done=cleared, failed=failed)
