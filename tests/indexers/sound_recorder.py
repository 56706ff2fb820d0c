"""Encodes samples by Qt Multimedia, as a program of its own: `python sound_recorder.py SAMPLES.s16 FILE FORMAT CODEC`.

Samples are mono, 16 bits, 44,100 a second; FORMAT and CODEC are names of QMediaFormat's.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer, QUrl
from PySide6.QtMultimedia import (
    QAudioBuffer,
    QAudioBufferInput,
    QAudioFormat,
    QMediaCaptureSession,
    QMediaFormat,
    QMediaRecorder,
)

RATE, CHUNK = 44_100, 8_820
"""Samples a second, bytes of a tenth of one."""


def main(samples: str, path: str, file_format: str, codec: str) -> int:
    app, data = QCoreApplication([]), Path(samples).read_bytes()
    sound = QAudioFormat()
    sound.setSampleRate(RATE)
    sound.setChannelCount(1)
    sound.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    given, session, recorder = QAudioBufferInput(sound), QMediaCaptureSession(), QMediaRecorder()
    session.setAudioBufferInput(given)
    session.setRecorder(recorder)
    media = QMediaFormat(QMediaFormat.FileFormat[file_format])
    media.setAudioCodec(QMediaFormat.AudioCodec[codec])
    recorder.setMediaFormat(media)
    recorder.setOutputLocation(QUrl.fromLocalFile(path))
    recorder.setAutoStop(True)
    place = 0

    def feed() -> None:
        nonlocal place
        while place < len(data):
            at = place * 1_000_000 // (2 * RATE)
            if not given.sendAudioBuffer(QAudioBuffer(data[place : place + CHUNK], sound, at)):
                return
            place += CHUNK
        given.sendAudioBuffer(QAudioBuffer())

    given.readyToSendAudioBuffer.connect(feed)
    recorder.recorderStateChanged.connect(
        lambda state: app.quit() if state is QMediaRecorder.RecorderState.StoppedState else None
    )
    QTimer.singleShot(20_000, lambda: app.exit(1))
    recorder.record()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
