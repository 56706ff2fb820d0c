"""Locks the window after a while in which nobody touched it."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from assistant.settings.declarations import Settings
from assistant.settings.live import Keys
from gui.shell.session import Session

MINUTE = 60_000
_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
}


class IdleLock(QObject):
    """Watches keys and pointer, but only while the settings ask for it: it hears of every event of the program."""

    def __init__(self, session: Session, parent: QObject, minute: int = MINUTE) -> None:
        super().__init__(parent)
        self._session, self._minute = session, minute
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(session.lock_wanted)
        session.settings_changed.connect(self._follow)
        session.ending.connect(self._rest)
        self._watching = False
        self._begin()

    def _follow(self, keys: Keys) -> None:
        if Settings.lock_after.key in keys:
            self._begin()

    def _begin(self) -> None:
        minutes = self._session.settings.lock_after
        self._rest()
        if minutes:
            self._timer.start(minutes * self._minute)
            self._watching = True
            application().installEventFilter(self)

    def _rest(self) -> None:
        self._timer.stop()
        if self._watching:
            application().removeEventFilter(self)
            self._watching = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._timer.start()
        return False


def application() -> QApplication:
    found = QApplication.instance()
    assert isinstance(found, QApplication)
    return found
