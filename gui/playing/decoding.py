"""The decoder's work: Qt's media player without a loudspeaker, whose sound goes into a pipe.

A player is used, and not QAudioDecoder, because it can begin anywhere in a recording. Measured on FLAC: what comes out
at 32 times the speed, with rests, is the file sample by sample.
"""

import os
import threading

from PySide6.QtCore import QCoreApplication, QFile, QIODevice, QTimer
from PySide6.QtMultimedia import QAudioBuffer, QAudioBufferOutput, QAudioFormat, QMediaPlayer

from gui.playing.frames import CHANNELS, DAMAGED, END, FAILED, LENGTH, SILENT, SOUND, packed, packed_number

FASTER = 32.0
"""The player keeps time by a clock of its own; at this rate it is ahead of any ear."""
ENOUGH = 256 << 10
"""Bytes that wait for the pipe, about 1.5 seconds; above that the player rests."""
_LOOK = 10
"""Milliseconds between two looks whether the pipe has taken enough."""


class Outlet:
    """Bytes on their way into a pipe, written by a thread of its own: a full pipe holds up nobody else."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._waiting = bytearray()
        self._told = threading.Condition()
        self._closing = self.broken = False
        self._thread = threading.Thread(target=self._write, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def put(self, data: bytes) -> None:
        with self._told:
            self._waiting += data
            self._told.notify()

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def finish(self) -> None:
        """Returns when all is written, or nobody takes it."""
        with self._told:
            self._closing = True
            self._told.notify()
        self._thread.join()

    def _write(self) -> None:
        while True:
            with self._told:
                self._told.wait_for(lambda: self._waiting or self._closing)
                data = bytes(self._waiting[: 64 << 10])
            if not data:
                return
            try:
                written = os.write(self._descriptor, data)
            except OSError:
                self.broken = True
                return
            with self._told:
                del self._waiting[:written]


class Decoding:
    """From the file at a descriptor to frames at another."""

    def __init__(self, app: QCoreApplication, pipe: int) -> None:
        self._app, self._start = app, 0
        self._outlet = Outlet(pipe)
        self._file = QFile()
        self._output: QAudioBufferOutput | None = None
        # Made ahead: it loads the libraries that decode.
        self._player = QMediaPlayer()
        self._player.mediaStatusChanged.connect(self._follow)
        self._player.errorOccurred.connect(lambda *_: self._fail(DAMAGED))
        self._rest = QTimer(app, interval=_LOOK)
        self._rest.timeout.connect(self._go_on)
        self._ended = self._begun = False

    def begin(self, file: int, rate: int, start: int) -> None:
        """Look at the file, an open descriptor; sound comes from `start` milliseconds on."""
        form = QAudioFormat()
        form.setSampleRate(rate)
        form.setChannelCount(CHANNELS)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._output = QAudioBufferOutput(form)
        self._output.audioBufferReceived.connect(self._pass_on)
        self._player.setAudioBufferOutput(self._output)
        self._start = start
        self._outlet.start()
        self._file.open(file, QIODevice.OpenModeFlag.ReadOnly)
        self._player.setSourceDevice(self._file)

    def _follow(self, status: QMediaPlayer.MediaStatus) -> None:
        if status == QMediaPlayer.MediaStatus.LoadedMedia and not self._begun:
            self._begun = True
            if not self._player.hasAudio():
                self._fail(SILENT)
                return
            self._outlet.put(packed_number(LENGTH, self._player.duration()))
            if self._start:
                self._player.setPosition(self._start)
            self._player.setPlaybackRate(FASTER)
            self._player.play()
        elif status == QMediaPlayer.MediaStatus.EndOfMedia:
            # Behind the buffers that are on their way.
            QTimer.singleShot(2 * _LOOK, self._app, self._end)
        elif status == QMediaPlayer.MediaStatus.InvalidMedia:
            self._fail(DAMAGED)

    def _pass_on(self, buffer: QAudioBuffer) -> None:
        if self._outlet.broken:
            self._app.exit(1)
        # The last buffer is empty.
        elif buffer.frameCount():
            self._outlet.put(packed(SOUND, bytes(buffer.constData())))
            if self._outlet.waiting > ENOUGH and not self._rest.isActive():
                self._player.pause()
                self._rest.start()

    def _go_on(self) -> None:
        if self._outlet.broken:
            self._app.exit(1)
        elif self._outlet.waiting < ENOUGH // 2:
            self._rest.stop()
            self._player.play()

    def _fail(self, reason: str) -> None:
        self._last(packed(FAILED, reason.encode()))

    def _end(self) -> None:
        self._last(packed(END))

    def _last(self, frame: bytes) -> None:
        if not self._ended:
            self._ended = True
            self._rest.stop()
            self._outlet.put(frame)
            self._outlet.finish()
            self._app.exit()
