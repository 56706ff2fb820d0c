"""One recording on its way from a decoder to the loudspeaker: what came of it so far, and what is still wanted."""

import os
import sys
import threading
from pathlib import Path

from assistant.security.privacy import bare_environment
from gui.playing.frames import BYTES, CHANNELS, DAMAGED, END, FAILED, LENGTH, SOUND, Frame, next_frame
from indexers.worker.wire import Line, send, send_file

_ROOT = Path(__file__).resolve().parents[2]
AHEAD = 2
"""Seconds of sound that are kept ready; the decoder waits meanwhile."""


def start_decoder() -> Line:
    """A decoder that waits for its file. Raises OSError."""
    quiet = {"QT_LOGGING_RULES": "*=false"}
    return Line([sys.executable, "-P", "-m", "gui.playing.decoder"], {**bare_environment(_ROOT), **quiet})


class Source:
    """Reads a decoder's frames on a thread of its own. `length`: milliseconds, 0 while unknown."""

    def __init__(self, decoder: Line, rate: int) -> None:
        self._decoder, self._rate = decoder, rate
        self._ready = bytearray()
        self._room = threading.Condition()
        self._closed = False
        self.length = 0
        self.failed = ""
        self.ended = False

    def begin(self, file: int, start: int, path: str = "") -> None:
        """`file`: an open descriptor. `start`: milliseconds. `path`: only where files cannot be handed over."""
        try:
            # A decoder before it may have read from the same description.
            os.lseek(file, 0, os.SEEK_SET)
            send(self._decoder.requests, {"rate": self._rate, "start": start, "path": path})
            if self._decoder.line is not None:
                send_file(self._decoder.line, file)
        except OSError:
            self.failed = DAMAGED
            return
        threading.Thread(target=self._read, daemon=True).start()

    @property
    def done(self) -> bool:
        """Whether all that came was taken."""
        return (self.ended or bool(self.failed)) and not self._ready

    @property
    def waiting(self) -> bool:
        """Whether there is sound to take."""
        return bool(self._ready)

    def take(self, size: int) -> bytes:
        """At most `size` bytes, in whole samples of all channels."""
        with self._room:
            data = bytes(self._ready[: size - size % (CHANNELS * BYTES)])
            del self._ready[: len(data)]
            self._room.notify()
        return data

    def close(self) -> None:
        with self._room:
            self._closed = True
            self._room.notify()
        self._decoder.close()

    def _read(self) -> None:
        most = AHEAD * self._rate * CHANNELS * BYTES
        try:
            while not self._closed and (frame := next_frame(self._decoder.answers)) is not None:
                if self._heard(frame):
                    return
                with self._room:
                    self._room.wait_for(lambda: len(self._ready) < most or self._closed)
        # Closed under its hands.
        except (OSError, ValueError):
            pass
        self.failed = self.failed or DAMAGED

    def _heard(self, frame: Frame) -> bool:
        """Whether that was the last word."""
        if frame.letter == SOUND:
            with self._room:
                self._ready += frame.body
        elif frame.letter == LENGTH:
            self.length = frame.number
        elif frame.letter == FAILED:
            self.failed = frame.body.decode("ascii", "replace") or DAMAGED
        elif frame.letter == END:
            self.ended = True
        return frame.letter in (END, FAILED)
