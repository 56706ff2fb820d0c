"""What the window needs of other programs of this machine is opened first; then it is cut off from them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from assistant.security.desktop.broker import at_hand, broker_at_hand
from assistant.security.distant_keyrings import keyring_at_hand
from assistant.security.network_helper import Courier
from assistant.security.network_lock import lock_local_sockets, lock_network
from gui.playing.frames import SOUND_KEEPS, SOUND_PROCESS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@contextmanager
def outside() -> Iterator[Courier]:
    """The processes that do for the window what it may not, behind the network lock but for the courier."""
    courier = Courier()
    # Children inherit the network lock, so the one process that stays outside it has to be there before.
    courier.start()
    lock_network()
    try:
        with broker_at_hand({"sound": (SOUND_PROCESS, SOUND_KEEPS)}), keyring_at_hand():
            yield courier
    finally:
        courier.close()


def open_display(arguments: list[str]) -> "QApplication":
    """Qt, on the display and on the buses, which it finds through the broker."""
    from PySide6.QtWidgets import QApplication

    broker = at_hand()
    if broker is None:
        return QApplication(arguments)
    broker.lead_to_buses()
    app = QApplication(arguments)
    from PySide6.QtDBus import QDBusConnection
    from PySide6.QtGui import QAccessible

    QDBusConnection.sessionBus()
    QDBusConnection.systemBus()
    # So that the bus of screen readers is met, in the first turn of the loop.
    QAccessible.setRootObject(app)
    app.processEvents()
    return app


def leave_others() -> None:
    """From now on no other program of this machine can be spoken to but those that are. Raises NetworkLockFailed."""
    if at_hand() is not None:
        lock_local_sockets(hang_up=False)
