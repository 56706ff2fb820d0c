"""Plays one source after the other without a gap between them, and says where it is."""

import os
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from PySide6.QtCore import QObject, QTimer

from assistant.domain.rows import RowView
from gui.playing.device import DEVICES, Devices, Output
from gui.playing.frames import DAMAGED, FRAME, NO_DEVICE
from gui.playing.source import Source, start_decoder
from indexers.worker.wire import Line, send

EVERY = 20
"""Milliseconds between two looks at how much the device takes."""
TOLD_EVERY = 10
"""Looks between two words on where it is."""
SPARE_AFTER = 1500
"""Milliseconds after a track has begun until a decoder is made ready for the next one."""
WAITS = 400
"""Looks without any sound from a decoder until it is given up: 8 seconds."""
LATER = -1
"""In place of `Track.before` while nothing of it was given out."""


@dataclass(slots=True, eq=False)
class Track:
    """A source with its number, its file, where it began (ms), and how many frames had been given out before it."""

    number: int
    file: int
    path: str
    source: Source
    start: int
    before: int = LATER
    told_length: bool = False

    def end(self) -> None:
        self.source.close()
        os.close(self.file)


class Loudspeaker(QObject):
    """Follows requests, which are what gui.playing.engine sends."""

    def __init__(self, answers: IO[bytes], spare: Line | None = None, devices: Devices = DEVICES) -> None:
        super().__init__()
        self._answers, self._spare, self._devices = answers, spare, devices
        self._later = QTimer(self, singleShot=True, interval=SPARE_AFTER)
        self._later.timeout.connect(self._make_spare)
        self._rate = devices.rate()
        self._output: Output | None = None
        self._tracks: deque[Track] = deque()
        self._given = self._looks = self._idle = 0
        self._paused = False
        self._volume = 1.0
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.turn)
        self._acts: dict[str, Callable[[RowView, int], None]] = {
            "play": self._play, "next": self._next, "pause": self._pause, "go on": self._go_on,
            "seek": self._seek, "volume": self._set_volume, "stop": self._stop, "forget next": self._forget_next,
        }  # fmt: skip # no words

    def follow(self, wish: RowView, file: int) -> None:
        self._acts[str(wish["do"])](wish, file)

    def close(self) -> None:
        self._end_all()
        self._later.stop()
        if self._spare is not None:
            self._spare.close()

    # Requests

    def _play(self, wish: RowView, file: int) -> None:
        self._end_all()
        self._paused = bool(wish.get("paused"))
        self._add(wish, file)
        self._open()

    def _next(self, wish: RowView, file: int) -> None:
        self._forget_next(wish, -1)
        if self._tracks:
            self._add(wish, file)
        else:
            # All was over before this came.
            os.close(file)

    def _forget_next(self, wish: RowView, file: int) -> None:
        # What has begun to be given out can no longer be taken back.
        while self._tracks and self._tracks[-1].before == LATER:
            self._tracks.pop().end()

    def _pause(self, wish: RowView, file: int) -> None:
        self._paused = True
        if self._output is not None:
            self._output.suspend()

    def _go_on(self, wish: RowView, file: int) -> None:
        self._paused = False
        if self._output is not None:
            self._output.resume()

    def _seek(self, wish: RowView, file: int) -> None:
        track = self._heard()
        if track is None:
            return
        again = list(self._tracks)[self._tracks.index(track) :]
        wishes = [({"number": one.number, "path": one.path}, os.dup(one.file)) for one in again]
        self._end_all()
        for known, copy in wishes:
            self._add({**known, "at": wish["at"] if known["number"] == track.number else 0}, copy)
        self._open()

    def _set_volume(self, wish: RowView, file: int) -> None:
        # The ear hears ratios: the cube is what mixers of desktops use.
        self._volume = max(0.0, min(1.0, float(wish["value"]))) ** 3
        if self._output is not None:
            self._output.set_volume(self._volume)

    def _stop(self, wish: RowView, file: int) -> None:
        self._end_all()

    # Tracks

    def _open(self) -> None:
        self._output = self._devices.open(self._rate, self._volume)
        if self._output is None:
            number = self._tracks[0].number
            self._end_all()
            self._tell(failed=NO_DEVICE, number=number)
            return
        if self._paused:
            self._output.suspend()
        self._timer.start()

    def _add(self, wish: RowView, file: int) -> None:
        source = Source(self._decoder(), self._rate)
        start, path = max(0, int(wish.get("at", 0))), str(wish.get("path", ""))
        source.begin(file, start, path)
        self._tracks.append(Track(int(wish["number"]), file, path, source, start, LATER if self._tracks else 0))

    def _decoder(self) -> Line:
        """One that is ready; the next is made when this one has had its time to begin."""
        found, self._spare = self._spare, None
        self._later.start()
        return found or start_decoder()

    def _make_spare(self) -> None:
        self._spare = self._spare or start_decoder()

    def _end_all(self) -> None:
        self._timer.stop()
        while self._tracks:
            self._tracks.popleft().end()
        if self._output is not None:
            self._output.close()
        self._output = None
        self._given = self._looks = self._idle = 0

    def _played(self) -> int:
        """Frames that were heard."""
        return min(self._given, self._output.played) if self._output is not None else 0

    def _giving(self) -> Track | None:
        """The track that is given to the device: the last that has begun."""
        return next((track for track in reversed(self._tracks) if track.before != LATER), None)

    def _heard(self) -> Track | None:
        """The track that sounds now."""
        played = self._played()
        begun = [track for track in self._tracks if 0 <= track.before <= played]
        return begun[-1] if begun else None

    # Time

    def turn(self) -> None:
        """Give the device what it takes, and see what has come of it."""
        if not self._paused:
            self._give()
        self._leave_heard()
        self._looks += 1
        if self._looks % TOLD_EVERY == 1:
            self._tell_place()
        self._see_end()

    def _give(self) -> None:
        output = self._output
        while output is not None and (room := output.room) >= FRAME and (track := self._giving()) is not None:
            data = track.source.take(room)
            if data:
                self._given += output.write(data) // FRAME
                self._idle = 0
            elif not (track.source.done and self._begin_next()):
                return

    def _begin_next(self) -> bool:
        waiting = next((track for track in self._tracks if track.before == LATER), None)
        if waiting is None:
            return False
        waiting.before = self._given
        return True

    def _leave_heard(self) -> None:
        heard = self._heard()
        if heard is None or self._tracks[0] is heard:
            return
        while self._tracks[0] is not heard:
            done = self._tracks.popleft()
            if done.source.failed:
                self._tell(failed=done.source.failed, number=done.number)
            done.end()
        self._tell(began=heard.number)

    def _see_end(self) -> None:
        track = self._giving()
        if track is None or self._paused:
            return
        if not track.source.waiting and not track.source.done:
            self._idle += 1
            if self._idle > WAITS:
                self._finish(track, DAMAGED)
        elif track.source.done and track is self._tracks[-1] and self._is_silent():
            self._finish(track, track.source.failed)

    def _is_silent(self) -> bool:
        """Whether all that was given was heard."""
        return self._output is None or self._output.silent or self._played() >= self._given

    def _finish(self, track: Track, failed: str) -> None:
        self._end_all()
        if failed:
            self._tell(failed=failed, number=track.number)
        else:
            self._tell(ended=track.number)

    def _tell_place(self) -> None:
        track = self._heard()
        if track is None:
            return
        if track.source.length and not track.told_length:
            track.told_length = True
            self._tell(length=track.source.length, number=track.number)
        at = track.start + (self._played() - track.before) * 1000 // self._rate
        self._tell(at=at, number=track.number)

    def _tell(self, **said: object) -> None:
        try:
            send(self._answers, dict(said))
        except OSError:
            # The window is gone; the line that closes with it ends this process.
            self._end_all()
