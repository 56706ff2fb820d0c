"""The window's end of the line to the sound process: what to play goes out, where it is comes back."""

import os
import sys
import threading
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from assistant.domain.rows import Row
from assistant.messages import mark, quoted, tr
from assistant.security.desktop.broker import at_hand
from assistant.security.privacy import bare_environment
from gui.playing.frames import DAMAGED, GONE, NO_DECODER, NO_DEVICE, SILENT, SOUND_KEEPS, SOUND_PROCESS
from indexers.worker.wire import Line, ProtocolBroken, receive, send, send_file

WHY = {
    DAMAGED: mark("{title} cannot be played: its file is damaged, or of a kind that is not known here."),
    SILENT: mark("{title} cannot be played: its file holds no sound."),
    NO_DECODER: mark("{title} cannot be played: what decodes sound is not installed."),
    NO_DEVICE: mark("There is no sound: this computer has no loudspeaker that Alcove could use."),
    GONE: mark("The process that plays has stopped. Press play to start it again."),
}
OF_THE_MACHINE = frozenset({NO_DEVICE, GONE, NO_DECODER})
"""Reasons that would hold for the next recording, too."""
_ROOT = Path(__file__).resolve().parents[2]


class Engine(QObject):
    """Starts the process when something is to be heard; every method is quick. A track goes by a number of ours."""

    moved = Signal(int, int)
    """(track, milliseconds from its beginning), about five times a second."""
    measured = Signal(int, int)
    """(track, its length in milliseconds)."""
    began = Signal(int)
    """The track that was to follow sounds now."""
    ended = Signal(int)
    failed = Signal(int, str)
    """(track, why); see gui.playing.frames."""
    _heard = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._line: Line | None = None
        self._listener: threading.Thread | None = None
        self._number = 0
        self._heard.connect(self._follow, Qt.ConnectionType.QueuedConnection)

    def prepare(self) -> None:
        """Start the process, if it does not run: the first sound comes sooner."""
        if self._line is None or self._line.process.poll() is not None:
            self.close()
            # The window may no longer be able to reach the sound server, nor are its children.
            broker = at_hand()
            start = partial(broker.start, "sound") if broker is not None else None
            self._line = line = Line([sys.executable, *SOUND_PROCESS], bare_environment(_ROOT, *SOUND_KEEPS), start)
            self._listener = threading.Thread(target=self._listen, args=(line,), daemon=True)
            self._listener.start()

    def play(self, number: int, file: int, path: Path, at: int = 0, *, paused: bool = False) -> None:
        """Play a file from a place on, in place of what sounds. `file`: its descriptor, which this takes over."""
        self._number = number
        self._send_file({"do": "play", "number": number, "at": at, "paused": paused}, file, path)

    def follow_with(self, number: int, file: int, path: Path) -> None:
        """What comes without a gap when the track that sounds has ended."""
        self._send_file({"do": "next", "number": number}, file, path)

    def forget_next(self) -> None:
        self._send({"do": "forget next"})  # no words

    def pause(self) -> None:
        self._send({"do": "pause"})

    def go_on(self) -> None:
        self._send({"do": "go on"})  # no words

    def seek(self, at: int) -> None:
        self._send({"do": "seek", "at": at})

    def set_volume(self, value: float) -> None:
        """0..1, as the ear hears it."""
        self._send({"do": "volume", "value": value})

    def stop(self) -> None:
        self._send({"do": "stop"})

    def close(self) -> None:
        """End the process, whatever it is doing."""
        line, self._line = self._line, None
        if line is not None and self._listener is not None:
            line.close()
            self._listener.join()

    @property
    def pid(self) -> int | None:
        return self._line.process.pid if self._line is not None else None

    def _send(self, wish: Row) -> None:
        if self._line is not None:
            try:
                send(self._line.requests, wish)
            except OSError:
                return  # The thread that listens has seen it, too.

    def _send_file(self, wish: Row, file: int, path: Path) -> None:
        try:
            self.prepare()
            assert self._line is not None
            send(self._line.requests, {**wish, "lent": True, "path": "" if self._line.line else os.fspath(path)})
            if self._line.line is not None:
                send_file(self._line.line, file)
        except OSError:
            self.failed.emit(self._number, GONE)
        finally:
            os.close(file)

    def _listen(self, line: Line) -> None:
        """On a thread of its own, until the process ends."""
        try:
            while True:
                said, _ = receive(line.answers)
                self._heard.emit(line, said)
        except (ProtocolBroken, OSError, ValueError):
            self._heard.emit(line, None)

    def _follow(self, line: Line, said: Row | None) -> None:
        if line is not self._line:
            return
        if said is None:
            self.close()
            self.failed.emit(self._number, GONE)
        elif "at" in said:
            self.moved.emit(int(said["number"]), int(said["at"]))
        elif "length" in said:
            self.measured.emit(int(said["number"]), int(said["length"]))
        elif "began" in said:
            self._number = int(said["began"])
            self.began.emit(self._number)
        elif "ended" in said:
            self.ended.emit(int(said["ended"]))
        elif "failed" in said:
            self.failed.emit(int(said["number"]), str(said["failed"]))


def failure_words(why: str, title: str) -> str:
    """What a person is told of a recording that cannot be heard."""
    return tr(WHY.get(why, WHY[DAMAGED]), title=quoted(title))
