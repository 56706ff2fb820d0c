"""The sound process's heart with real decoders and a device that only counts."""

import io
import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PySide6.QtWidgets import QApplication

from assistant.domain.rows import Row
from gui.playing.device import Output
from gui.playing.frames import FRAME, NO_DEVICE
from gui.playing.loudspeaker import Loudspeaker
from indexers.worker.wire import receive

RATE = 44_100


Two = tuple[Path, Path, np.ndarray]


class Tape:
    """Takes what fits and plays it when it is told to."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.played = 0
        self.open = self.runs = True
        self.volume = 1.0

    @property
    def room(self) -> int:
        return max(0, RATE * FRAME // 2 - (len(self.data) - self.played * FRAME))

    @property
    def silent(self) -> bool:
        return self.played * FRAME >= len(self.data)

    def write(self, data: bytes) -> int:
        self.data += data
        return len(data)

    def suspend(self) -> None:
        self.runs = False

    def resume(self) -> None:
        self.runs = True

    def set_volume(self, value: float) -> None:
        self.volume = value

    def close(self) -> None:
        self.open = False


class Room:
    """A device that is there, or is not."""

    def __init__(self, there: bool = True) -> None:
        self.tapes: list[Tape] = []
        self.there = there

    def rate(self) -> int:
        return RATE

    def open(self, rate: int, volume: float) -> Output | None:
        if not self.there:
            return None
        self.tapes.append(Tape())
        return self.tapes[-1]


class Playing:
    """A loudspeaker, what it said, and time that passes only as it is told."""

    def __init__(self, room: Room) -> None:
        self.room, self._said = room, io.BytesIO()
        self.speaker = Loudspeaker(self._said, devices=room)
        self.speaker._timer.setInterval(1 << 30)

    def ask(self, do: str, path: Path | None = None, **more: object) -> None:
        self.speaker.follow({"do": do, **more}, os.open(path, os.O_RDONLY) if path is not None else -1)

    def said(self, name: str) -> list[Row]:
        self._said.seek(0)
        found = list[Row]()
        while self._said.tell() < len(self._said.getvalue()):
            found.append(receive(self._said)[0])
        return [one for one in found if name in one]

    def pass_time(self, until: str, seconds: float = 20.0, count: int = 1) -> Row:
        end = time.monotonic() + seconds
        while len(self.said(until)) < count:
            assert time.monotonic() < end, self.said("at")[-1:]
            self.speaker.turn()
            tape = self.room.tapes[-1]
            if tape.runs:
                tape.played = min(len(tape.data) // FRAME, tape.played + RATE // 4)
            time.sleep(0.002)
        return self.said(until)[count - 1]


@pytest.fixture
def playing(qapp: QApplication) -> Iterator[Playing]:
    found = Playing(Room())
    yield found
    found.speaker.close()


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Two:
    """Two recordings, and the samples of both, one behind the other."""
    folder = tmp_path_factory.mktemp("sound")
    noise = np.random.default_rng(7).integers(-9000, 9000, (5 * RATE, 2), dtype=np.int16)
    one, other = folder / "one.flac", folder / "other.flac"
    soundfile.write(one, noise[: 2 * RATE], RATE)
    soundfile.write(other, noise[2 * RATE :], RATE)
    return one, other, noise


def test_the_next_follows_without_a_gap_and_each_is_told_of(playing: Playing, two: Two) -> None:
    one, other, whole = two
    playing.ask("play", one, number=1)
    playing.ask("next", other, number=2)
    assert playing.pass_time("began")["began"] == 2
    assert playing.pass_time("ended")["ended"] == 2
    assert len(playing.room.tapes) == 1
    assert np.array_equal(np.frombuffer(playing.room.tapes[0].data, "<i2").reshape(-1, 2), whole)
    places = [(row["number"], row["at"]) for row in playing.said("at")]
    assert places == sorted(places) and places[-1][0] == 2 and max(at for _, at in places) <= 3000


def test_seeking_goes_there_and_keeps_what_comes_next(playing: Playing, two: Two) -> None:
    one, other, _ = two
    playing.ask("play", one, number=1)
    playing.ask("next", other, number=2)
    playing.pass_time("at")
    playing.ask("seek", at=1500)
    playing.pass_time("ended")
    first, again = playing.room.tapes
    assert not first.open and abs(len(again.data) // FRAME - int(3.5 * RATE)) < RATE // 10


def test_a_pause_takes_nothing_and_loses_nothing(playing: Playing, two: Two) -> None:
    one, _, whole = two
    playing.ask("volume", value=0.5)
    playing.ask("play", one, number=1)
    playing.pass_time("at")
    tape = playing.room.tapes[0]
    playing.ask("pause")
    before = len(tape.data)
    for _ in range(5):
        playing.speaker.turn()
    assert len(tape.data) == before and not tape.runs
    playing.ask("go on")
    playing.pass_time("ended")
    assert np.array_equal(np.frombuffer(tape.data, "<i2").reshape(-1, 2), whole[: 2 * RATE])


def test_a_file_that_is_no_sound_is_told_of_and_the_next_one_plays(playing: Playing, two: Two, tmp_path: Path) -> None:
    broken = tmp_path / "broken.flac"
    broken.write_bytes(b"fLaC" + bytes(4000))
    playing.ask("play", broken, number=1)
    playing.ask("next", two[0], number=2)
    assert playing.pass_time("began")["began"] == 2
    assert playing.said("failed")[0]["number"] == 1
    playing.pass_time("ended")


def test_without_a_device_one_word_says_so(two: Two, qapp: QApplication) -> None:
    playing = Playing(Room(there=False))
    playing.ask("play", two[0], number=4)
    assert playing.said("failed") == [{"failed": NO_DEVICE, "number": 4}]
    playing.ask("seek", at=100)
    playing.ask("pause")
    playing.speaker.close()
