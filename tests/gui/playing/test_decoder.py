"""The decoder as a process: what it gives is the file, from any place on, and hostile files end in a word."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
import soundfile

from gui.playing.frames import DAMAGED, END, FAILED, FRAME, LENGTH, SILENT, SOUND, Frame, next_frame
from gui.playing.source import start_decoder
from indexers.worker.wire import Line, send, send_file
from tests.indexers.samples import write_m4a

RATE = 44_100


@contextmanager
def decoding(path: Path, start: int = 0) -> Iterator[Line]:
    line = start_decoder()
    file = os.open(path, os.O_RDONLY)
    try:
        send(line.requests, {"rate": RATE, "start": start, "path": ""})
        assert line.line is not None
        send_file(line.line, file)
        yield line
    finally:
        os.close(file)
        line.close()


def frames(path: Path, start: int = 0) -> list[Frame]:
    with decoding(path, start) as line:
        found: list[Frame] = []
        while (frame := next_frame(line.answers)) is not None:
            found.append(frame)
        return found


def sound(found: list[Frame]) -> np.ndarray:
    return np.frombuffer(b"".join(one.body for one in found if one.letter == SOUND), "<i2").reshape(-1, 2)


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve seconds, each of noise of its own."""
    path = tmp_path_factory.mktemp("sound") / "steps.flac"
    noise = np.random.default_rng(5).integers(-9000, 9000, (12 * RATE, 2), dtype=np.int16)
    soundfile.write(path, noise, RATE)
    return path


def test_every_sample_comes_and_a_start_in_the_middle_is_exact(steps: Path) -> None:
    whole, _ = soundfile.read(steps, dtype="int16")
    found = frames(steps)
    assert (found[0].letter, found[0].number) == (LENGTH, 12_000)
    assert found[-1].letter == END and np.array_equal(sound(found), whole)
    later = sound(frames(steps, 7000))
    assert len(later) % 2 == 0 and np.array_equal(later, whole[-len(later) :])
    assert abs(len(later) - 5 * RATE) < RATE // 10


def test_what_is_no_sound_ends_in_a_reason(tmp_path: Path, steps: Path) -> None:
    text = tmp_path / "text.mp3"
    text.write_text("no sound at all, only words " * 400)
    assert [(one.letter, one.body) for one in frames(text)] == [(FAILED, DAMAGED.encode())]
    assert frames(write_m4a(tmp_path / "tags.m4a", title="Tags alone"))[-1].body.decode() in (SILENT, DAMAGED)
    torn = tmp_path / "torn.flac"
    torn.write_bytes(steps.read_bytes()[: steps.stat().st_size // 2])
    found = frames(torn)
    assert found[-1].letter in (END, FAILED) and len(sound(found)) > 3 * RATE


def test_the_decoder_can_open_nothing_and_reach_nobody(steps: Path) -> None:
    with decoding(steps) as line:
        assert next_frame(line.answers) is not None
        status = Path(f"/proc/{line.process.pid}/status")
        if status.exists():
            told = dict(one.split(":\t", 1) for one in status.read_text().splitlines() if ":\t" in one)
            assert (told["Seccomp"], told["NoNewPrivs"]) == ("2", "1") and int(told["Seccomp_filters"]) >= 2


def test_a_frame_that_claims_too_much_is_none(tmp_path: Path) -> None:
    lying = tmp_path / "frames"
    lying.write_bytes(b"S\xff\xff\xff\xff" + bytes(FRAME))
    with lying.open("rb") as pipe:
        assert next_frame(pipe) is None
