"""Locks the window when the person's session is locked, as the desktop tells it on its bus. Linux alone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, QTimer, Slot

from assistant.security.session_bus import has_session_bus
from gui.shell.session import Session

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection


@dataclass(frozen=True, slots=True)
class Told:
    """A signal that tells it: of which interface, at which path; empty for any."""

    interface: str
    name: str
    path: str = ""


SCREENS = (
    Told("org.freedesktop.ScreenSaver", "ActiveChanged"),  # no words
    Told("org.gnome.ScreenSaver", "ActiveChanged", "/org/gnome/ScreenSaver"),  # no words
    Told("org.cinnamon.ScreenSaver", "ActiveChanged", "/org/cinnamon/ScreenSaver"),  # no words
)
"""On the session's bus; with true where the screen is locked."""
LOGIND = Told("org.freedesktop.login1.Session", "Lock")  # no words
"""On the system's bus."""


class SessionLock(QObject):
    """Hears the desktop's screen lock. It only listens: nothing is asked of the bus or told to it."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        if has_session_bus():
            # After the window is up: a bus that hangs must not hold it back.
            QTimer.singleShot(0, self, self._begin)

    def _begin(self) -> None:
        # Not part of Qt on every system.
        from PySide6.QtDBus import QDBusConnection

        self.listen(QDBusConnection.sessionBus(), SCREENS, SLOT("screen(bool)"))
        self.listen(QDBusConnection.systemBus(), (LOGIND,), SLOT("lock()"))

    def listen(self, bus: "QDBusConnection", signals: tuple[Told, ...], slot: str) -> None:
        """Hear what is told on a bus; one that is not there is passed over."""
        for told in signals if bus.isConnected() else ():
            # The stubs of Qt say bytes, which it refuses.
            bus.connect("", told.path, told.interface, told.name, self, slot)  # type: ignore[call-overload]

    @Slot(bool)
    def screen(self, locked: bool) -> None:
        if locked:
            self._session.lock_wanted.emit()

    @Slot()
    def lock(self) -> None:
        self._session.lock_wanted.emit()
