"""A window hears from a real bus, one of its own, that the session was locked."""

import shutil
import subprocess
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import SLOT, QObject, Signal
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from gui.workers import session_lock
from gui.workers.session_lock import LOGIND, SCREENS, SessionLock

pytestmark = pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="no bus can be started here")


class Locked(QObject):
    lock_wanted = Signal()


@pytest.fixture
def bus() -> Iterator[QDBusConnection]:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        yield QDBusConnection.connectToBus(daemon.stdout.readline().strip(), "of the test")
        QDBusConnection.disconnectFromBus("of the test")
        daemon.kill()


def test_a_locked_session_locks_the_window(
    bus: QDBusConnection, wait_until: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_lock, "has_session_bus", lambda: False)
    session, parent, heard = Locked(), QObject(), []
    session.lock_wanted.connect(lambda: heard.append(True))
    lock = SessionLock(session, parent)  # type: ignore[arg-type]  # all that it uses of one
    lock.listen(bus, SCREENS, SLOT("screen(bool)"))
    lock.listen(bus, (LOGIND,), SLOT("lock()"))
    path = "/org/freedesktop/login1/session/_32"
    sent = [("/org/freedesktop/ScreenSaver", SCREENS[0], [False]), ("/org/gnome/ScreenSaver", SCREENS[1], [True])]
    for at, told, values in [*sent, (path, LOGIND, [])]:
        message = QDBusMessage.createSignal(at, told.interface, told.name)
        message.setArguments(values)
        assert bus.send(message)
    wait_until(lambda: len(heard) == 2)
