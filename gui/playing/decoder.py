"""Decodes one recording for playing: a process of its own, confined before it looks at the file.

`python -m gui.playing.decoder` waits, ready, for a request at its standard input: the rate, the place to begin at in
milliseconds, and the open file behind it. It answers with frames (see gui.playing.frames) as fast as they are taken,
and ends. It holds the one file and that line: no paths, no sockets, no sound server.
"""

import os
import sys

from assistant.domain.errors import NetworkLockFailed
from assistant.security.kernel.confinement import Leave, confine
from assistant.security.network_lock import lock_network
from gui.playing.frames import FAILED, NO_DECODER, packed
from gui.workers.refcount_workaround import steady_constants
from indexers.worker.limits import NOT_LOCKED, allow_seconds, limit_process
from indexers.worker.wire import ProtocolBroken, process_end, receive, receive_file

SECONDS = 4 * 3600
"""Of the processor, for one recording: an hour of sound takes about 40 seconds."""


def main() -> int:
    try:
        lock_network()
    except NetworkLockFailed:
        return NOT_LOCKED
    steady_constants()
    requests, answers, line = process_end()
    try:
        from PySide6.QtCore import QCoreApplication

        from gui.playing.decoding import Decoding
    except ImportError:
        answers.write(packed(FAILED, NO_DECODER.encode()))
        return 1
    app = QCoreApplication([])
    decoding = Decoding(app, os.dup(answers.fileno()))
    limit_process()
    try:
        wish, _ = receive(requests)
        file = receive_file(line) if line is not None else os.open(str(wish["path"]), os.O_RDONLY)
        confine(Leave())
    except (ProtocolBroken, NetworkLockFailed, OSError):
        return NOT_LOCKED
    allow_seconds(SECONDS)
    decoding.begin(file, int(wish["rate"]), int(wish["start"]))
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
