"""One window for one home: a second start brings the first one to the front and ends."""

import hashlib
import os
import sys
from collections.abc import Callable

from PySide6.QtCore import QLockFile, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from assistant.settings.paths import Paths

PATIENCE = 800
"""Milliseconds to wait for the other window's answer."""
SOCKET = "window.sock"
_LONGEST = 100
"""Bytes of a socket's path, of which systems take 104 or 108."""


class SingleWindow(QObject):
    """Holds the home's lock file and listens, on a socket of this machine and this user, for a second start.

    The lock decides who is first, and is void when its process has died; the socket only carries the wish.
    """

    def __init__(self, paths: Paths) -> None:
        super().__init__()
        paths.create_home()
        self._lock = QLockFile(str(paths.home / "window.lock"))
        self._lock.setStaleLockTime(0)
        self.names = _names(paths)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._raise: Callable[[], object] | None = None
        self._server.newConnection.connect(self._hear)

    def first(self) -> bool:
        """Whether no other window holds this home; it then listens. Where no lock can be made, all are first."""
        before = os.umask(0o077)
        try:
            first = self._lock.tryLock(0)
        finally:
            os.umask(before)
        if first:
            for name in self.names:
                QLocalServer.removeServer(name)
            # Some drives hold no sockets.
            any(self._server.listen(name) for name in self.names)
            return True
        return self._lock.error() != QLockFile.LockError.LockFailedError

    def wake_first(self) -> bool:
        """Ask the other window to come to the front; False if it does not answer. To come is to ask: nothing is
        said."""
        return any(map(_answers, self.names))

    def on_raise(self, act: Callable[[], object]) -> None:
        """What to do when another start asks for this window."""
        self._raise = act

    def close(self) -> None:
        """Let another window be the first."""
        self._server.close()
        self._lock.unlock()

    def _hear(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            # Nothing is read from whoever comes, and nobody stays: what is not read would be kept in memory.
            socket.abort()
            socket.deleteLater()
            if self._raise is not None:
                self._raise()


def _names(paths: Paths) -> tuple[str, ...]:
    """Under which the first window of a home can be met: in the home, where nobody else comes and nothing is left
    behind elsewhere; where its path is too long for a socket, by a name that stands for it."""
    home = paths.home.resolve()
    name = "alcove-" + hashlib.sha256(os.fsencode(home)).hexdigest()[:24]
    within = os.fspath(home / SOCKET)
    return (name,) if sys.platform == "win32" or len(os.fsencode(within)) > _LONGEST else (within, name)


def _answers(name: str) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    heard = socket.waitForConnected(PATIENCE)
    socket.abort()
    return heard
