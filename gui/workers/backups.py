"""Writes the backup that the settings ask for, while the window is open and at rest."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from assistant.messages import tr
from assistant.security.backup import Backup
from assistant.settings.declarations import OFF
from gui.pages.activity.problem_list import shown
from gui.shell.session import Session
from gui.workers.lanes import Failure

FIRST_LOOK, LOOK_EVERY = 60_000, 600_000
"""Milliseconds from the start to the first look at whether one is due, and between two."""


class ScheduledBackups(QObject):
    """Looks now and then; what keeps a backup from being written is said once."""

    def __init__(self, session: Session, parent: QObject, first: int = FIRST_LOOK) -> None:
        super().__init__(parent)
        self._session = session
        self._told = ""
        self._timer = QTimer(self)
        self._timer.setInterval(first)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Write a backup if one is due and nothing else is under way."""
        self._timer.setInterval(LOOK_EVERY)
        lanes = self._session.lanes
        at_rest = all(lane.idle for lane in lanes.all() if lane is not lanes.watch)
        if at_rest and self._session.settings.backups != OFF:
            act = self._session.app.maintenance.back_up_if_due
            self._session.run(act, lane=lanes.work, done=self._done, failed=self._failed, key="backup")

    def _done(self, made: Backup | None) -> None:
        self._told = ""
        if made is not None:
            folder = shown(Path(made.file).parent)
            self._session.say(tr("A backup was written to {folder}.", folder=folder))

    def _failed(self, failure: Failure) -> None:
        if failure.message != self._told:
            self._told = failure.message
            self._session.show_failure(failure)
