"""What is heard from: the computer's loudspeaker, through Qt."""

from typing import Protocol

from PySide6.QtCore import QIODevice
from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices, QtAudio

from gui.playing.frames import BYTES, CHANNELS

BUFFERED = 0.4
"""Seconds of sound that the device holds."""
RATES = (48_000, 44_100)


class Output(Protocol):
    """A device that takes samples, in bytes, and counts in frames what was heard since it was opened."""

    @property
    def room(self) -> int: ...
    @property
    def played(self) -> int: ...
    @property
    def silent(self) -> bool:
        """Whether it has nothing left to play."""

    def write(self, data: bytes) -> int: ...
    def suspend(self) -> None: ...
    def resume(self) -> None: ...
    def set_volume(self, value: float) -> None: ...
    def close(self) -> None: ...


class Devices(Protocol):
    """Opens the device that the desktop uses now; None where there is none."""

    def rate(self) -> int: ...
    def open(self, rate: int, volume: float) -> Output | None: ...


class QtDevices:
    def rate(self) -> int:
        """Frames a second that the device likes best, if it is a usual number."""
        wanted = QMediaDevices.defaultAudioOutput().preferredFormat().sampleRate()
        return wanted if wanted in RATES else RATES[0]

    def open(self, rate: int, volume: float) -> "QtOutput | None":
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            return None
        form = QAudioFormat()
        form.setSampleRate(rate)
        form.setChannelCount(CHANNELS)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        sink = QAudioSink(device, form)
        sink.setBufferSize(int(BUFFERED * rate) * CHANNELS * BYTES)
        sink.setVolume(volume)
        into = sink.start()
        return QtOutput(sink, into, rate) if into is not None else None


class QtOutput:
    def __init__(self, sink: QAudioSink, into: QIODevice, rate: int) -> None:
        self._sink, self._into, self._rate = sink, into, rate

    @property
    def room(self) -> int:
        return self._sink.bytesFree()

    @property
    def played(self) -> int:
        return self._sink.processedUSecs() * self._rate // 1_000_000

    @property
    def silent(self) -> bool:
        return self._sink.state() in (QtAudio.State.IdleState, QtAudio.State.StoppedState)

    def write(self, data: bytes) -> int:
        return max(0, self._into.write(data))

    def suspend(self) -> None:
        self._sink.suspend()

    def resume(self) -> None:
        self._sink.resume()

    def set_volume(self, value: float) -> None:
        self._sink.setVolume(value)

    def close(self) -> None:
        self._sink.reset()
        self._sink.deleteLater()


DEVICES: Devices = QtDevices()
