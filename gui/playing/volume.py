"""How loud it is: as it was left the last time, and kept once it rests."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from gui.shell.session import Session

KEEP_AFTER = 1000
"""Milliseconds after its last move."""


class Volume(QObject):
    """`value` is 0 to 1, as the ear hears it."""

    changed = Signal()

    def __init__(self, session: "Session", parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self.value = 1.0
        self._rest = QTimer(self, singleShot=True, interval=KEEP_AFTER)
        self._rest.timeout.connect(self._keep)
        session.run(session.app.listening.volume, lane=session.lanes.media, done=self._take)

    def set(self, value: float) -> None:
        self._take(max(0.0, min(1.0, value)))
        self._rest.start()

    def _take(self, value: float) -> None:
        self.value = value
        self.changed.emit()

    def _keep(self) -> None:
        self._session.run(self._session.app.listening.keep_volume, self.value, failed=lambda _: None)
