"""The desktop's media keys and its controls of players, on Linux and while something plays or is paused."""

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from assistant.security.session_bus import has_session_bus
from gui.playing.player import Player

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

    from gui.playing.mpris import Mpris
    from gui.shell.session import Session
    from gui.shell.shell import Shell


class DesktopControls(QObject):
    """What plays is told on the session's bus, and only while the settings say so."""

    def __init__(self, session: "Session", player: Player, shell: "Shell") -> None:
        super().__init__(shell)
        self._session, self._player, self._shell = session, player, shell
        self.mpris: Mpris | None = None
        # Once for all that changes in a turn of the loop.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._follow)
        if has_session_bus():
            player.changed.connect(self._soon.start)
            session.settings_changed.connect(lambda _: self._soon.start())
            session.ending.connect(self.close)

    def _follow(self) -> None:
        wanted = self._player.queue.now is not None and self._session.settings.desktop_controls
        if not wanted:
            self.close()
        elif self.mpris is not None:
            self.mpris.tell()
        else:
            # Not part of Qt on every system.
            from PySide6.QtDBus import QDBusConnection

            self.open(QDBusConnection.sessionBus())

    def open(self, bus: "QDBusConnection") -> None:
        """Be a player on this bus; a second window has a name of its own there."""
        from gui.playing.mpris import SERVICE, Mpris

        if bus.isConnected() and self.mpris is None:
            taken = bus.interface().isServiceRegistered(SERVICE).value()
            service = f"{SERVICE}.instance{os.getpid()}" if taken else SERVICE
            self.mpris = Mpris(self._player, self._come_forward, bus, service)

    def close(self) -> None:
        """Leave the bus."""
        if self.mpris is not None:
            self.mpris.close()
            self.mpris = None

    def _come_forward(self) -> None:
        window = self._shell.window()
        window.show()
        window.raise_()
        window.activateWindow()
