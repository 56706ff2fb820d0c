"""Work ahead: while the person asks for nothing, Alcove makes ready what they will ask for next."""

from PySide6.QtCore import QObject, QTimer

from assistant.app.changes import Changes
from gui.shell.session import Session
from gui.workers.lanes import Job

LOOK_EVERY = 5000
"""Milliseconds between two looks at whether the window rests."""
QUIET_LOOKS = 4
"""So many looks in a row must find every lane at rest."""

ENDS_WITHIN = 5.0
"""Seconds that work under way is given to end before the library is closed."""


class WorkAhead(QObject):
    """Runs `work_while_idle` on a lane of its own once nothing was asked for a while; whatever is asked ends it.

    It begins anew only after something changed: what is made ready is kept, so a second run would find nothing.
    """

    def __init__(self, session: Session, parent: QObject | None = None, every: int = LOOK_EVERY) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._quiet = 0
        self._seen = session.asked
        self._done = False
        session.changed.connect(self._begin_anew)
        session.closers.append(self.end)
        self._timer = QTimer(self)
        self._timer.setInterval(every)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def end(self) -> None:
        """Before the stores close, on whichever thread that happens: end what is under way, and wait for it."""
        self._interrupt()
        self._session.lanes.idle.settle(ENDS_WITHIN)

    def _begin_anew(self, changes: Changes[object]) -> None:
        # Its own work, lists that were made again, is no reason for more.
        if changes.ranking:
            self._done = False
            self._quiet = 0

    def _look(self) -> None:
        lanes = self._session.lanes
        busy = not all(lane.idle for lane in lanes.all() if lane not in (lanes.watch, lanes.idle))
        if busy or self._session.asked != self._seen:
            self._seen, self._quiet = self._session.asked, 0
            self._interrupt()
            return
        self._quiet += 1
        if self._quiet >= QUIET_LOOKS and not self._done and lanes.idle.idle:
            self._job = lanes.idle.run(
                self._session.app.background.work, cancelled="stopped", done=self._finished, key="ahead"
            )

    def _interrupt(self) -> None:
        if self._job is not None:
            self._job.stop()
            self._job = None

    def _finished(self, count: int) -> None:
        self._done = self._job is not None and not count
        self._job = None
