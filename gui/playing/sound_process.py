"""The process that is heard: it holds the sound server, and neither key nor text.

Started as `python -m gui.playing.sound_process`. The window tells it what to play and hands open files over; each is
decoded by a confined process of its own (gui.playing.decoder), so that a captured decoder has no sound server, which
could be asked to record or to send. Requests and answers are JSON (indexers.worker.wire).
"""

import os
import sys
import threading
from typing import Any

from assistant.domain.errors import NetworkLockFailed
from assistant.security.network_lock import lock_network
from assistant.security.privacy import keep_private
from gui.workers.refcount_workaround import steady_constants
from indexers.worker.limits import NOT_LOCKED
from indexers.worker.wire import ProtocolBroken, process_end, receive, receive_file


def main() -> int:
    try:
        lock_network()
        keep_private()
    except NetworkLockFailed:
        return NOT_LOCKED
    os.environ["QT_LOGGING_RULES"] = "*=false"
    steady_constants()
    requests, answers, line = process_end()
    from gui.playing.source import start_decoder

    # It loads while this process does.
    spare = start_decoder()
    from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

    from gui.playing.loudspeaker import Loudspeaker

    class Ear(QObject):
        told = Signal(object, int)
        closed = Signal()

    app, ear = QCoreApplication([]), Ear()
    loudspeaker = Loudspeaker(answers, spare)

    def listen() -> None:
        try:
            while True:
                wish: dict[str, Any]
                wish, _ = receive(requests)
                file = -1
                if wish.get("lent"):
                    file = receive_file(line) if line is not None else os.open(str(wish["path"]), os.O_RDONLY)
                ear.told.emit(wish, file)
        except (ProtocolBroken, OSError):
            ear.closed.emit()

    ear.told.connect(loudspeaker.follow, Qt.ConnectionType.QueuedConnection)
    ear.closed.connect(app.quit, Qt.ConnectionType.QueuedConnection)
    threading.Thread(target=listen, daemon=True).start()
    try:
        return app.exec()
    finally:
        loudspeaker.close()


if __name__ == "__main__":
    sys.exit(main())
