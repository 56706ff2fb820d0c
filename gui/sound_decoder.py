"""Decodes recordings by Qt Multimedia: a program of its own, started by its path, for what libsndfile cannot read.

`python sound_decoder.py < FILE` writes mono samples at RATE, 16 bits each, to the standard output until the recording
or the reader at the other end stops. It needs no display. It sees that one file, which it is given open, and is
confined before it looks at it.
"""

import sys

from assistant.security.kernel.confinement import Leave, confine
from assistant.security.network_lock import lock_network
from gui.workers.refcount_workaround import steady_constants
from indexers.worker.limits import allow_seconds, limit_process

RATE = 44_100
SECONDS = 20
"""After which it gives up, whatever the decoder is waiting for."""
BROKEN, NO_DECODER = 3, 4
"""Exit statuses."""


def main() -> int:
    lock_network()
    steady_constants()
    try:
        from PySide6.QtCore import QCoreApplication, QFile, QIODevice, Qt, QTimer
        from PySide6.QtMultimedia import QAudioDecoder, QAudioFormat
    except ImportError:
        return NO_DECODER
    app, decoder, wanted, output = QCoreApplication([]), QAudioDecoder(), QAudioFormat(), sys.stdout.buffer
    if not decoder.isSupported():
        return NO_DECODER
    wanted.setSampleRate(RATE)
    wanted.setChannelCount(1)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    decoder.setAudioFormat(wanted)
    file = QFile()
    file.open(sys.stdin.fileno(), QIODevice.OpenModeFlag.ReadOnly)
    limit_process()
    allow_seconds(SECONDS)
    confine(Leave())
    decoder.setSourceDevice(file)

    def pass_on() -> None:
        try:
            while decoder.bufferAvailable():
                output.write(bytes(decoder.read().constData()))
            output.flush()
        # The other end has enough.
        except BrokenPipeError:
            app.exit()

    def break_off() -> None:
        pass_on()
        app.exit(BROKEN)

    decoder.bufferReady.connect(pass_on)
    decoder.finished.connect(app.quit)
    # Queued: most failures come before the loop runs, and could not end it.
    decoder.error.connect(break_off, Qt.ConnectionType.QueuedConnection)
    QTimer.singleShot(SECONDS * 1000, break_off)
    decoder.start()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
