"""What libsndfile cannot decode: heard through a program of its own, listed with a reason where it is broken, and
indexed all the same where there is no decoder."""

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from assistant.domain.errors import UnreadableFile
from indexers.sound import decoder
from indexers.sound.audio_features import measure_file, sound_features
from indexers.sound.signal import measure
from tests.indexers import samples, sound_recorder

FORMATS = {"AAC.m4a": ("Mpeg4Audio", "AAC"), "ALAC.m4a": ("Mpeg4Audio", "ALAC"), "Bare.aac": ("AAC", "AAC")}


def march(seconds: float = 9.0) -> np.ndarray:
    """A minor on a beat of 120, a noise on every other."""
    time_ = np.arange(int(seconds * decoder.RATE)) / decoder.RATE
    tones = sum(np.sin(2 * np.pi * 440 * 2 ** ((note - 69) / 12) * time_) for note in (57, 60, 64, 69))
    noise = np.random.default_rng(1).standard_normal(len(time_)) * (time_ % 1.0 < 0.06)
    return np.asarray(0.1 * tones * np.exp(-5 * (time_ % 0.5)) + 0.1 * noise, np.float32)


@pytest.fixture(scope="module")
def recordings(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("recordings")
    (folder / "march.s16").write_bytes((march() * 32767).astype(np.int16).tobytes())
    for name, (file_format, codec) in FORMATS.items():
        command = [sys.executable, sound_recorder.__file__, folder / "march.s16", folder / name, file_format, codec]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL, timeout=60)
    (folder / "march.s16").unlink()
    return folder


def test_they_are_heard_like_any_other(home, recordings) -> None:
    report = home.sync(recordings)
    assert (report.added, report.failed) == (len(FORMATS), 0)
    true = measure(march(), decoder.RATE)
    for item in home.library.items.all():
        heard = sound_features(home.library.sounds.get(item.id).data)
        assert (heard.key, heard.mode) == (true.key, true.mode) == ("A", "minor"), item.title
        assert heard.tempo == pytest.approx(true.tempo, rel=0.02)
        assert heard.loudness == pytest.approx(true.loudness, abs=0.5)


def test_a_broken_one_is_listed_with_its_reason(home, shelf) -> None:
    samples.write_m4a(shelf / "Band - Sealed.m4a")
    report = home.sync(shelf)
    assert (report.added, report.failed) == (1, 0)
    (sealed,) = home.library.items.all()
    told = home.library.sounds.get(sealed.id)
    assert told.data is None and "cannot be decoded" in told.reason
    assert home.library.sounds.unheard(9) == []


def test_without_a_decoder_it_is_indexed_all_the_same(home, recordings, tmp_path, monkeypatch) -> None:
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text("")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    report = home.sync(recordings)
    assert (report.added, report.failed) == (len(FORMATS), 0)
    reasons = {home.library.sounds.get(item.id).reason for item in home.library.items.all()}
    assert all("no decoder for AAC" in reason for reason in reasons)


def test_where_the_program_is_missing(recordings, tmp_path, monkeypatch) -> None:
    with pytest.raises(decoder.NoDecoder, match="WavPack"):
        decoder.decode(recordings / "a.wv", tmp_path / "none.py")
    assert measure_file(recordings / "none.wv").state == "failed"


def program(folder: Path, text: str) -> Path:
    (folder / "program.py").write_text(text)
    for name in ("a.ape", "a.wv"):
        (folder / name).touch()
    return folder / "program.py"


def test_one_that_never_ends_is_stopped(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(decoder, "SECONDS", 0.5)
    begun = time.monotonic()
    with pytest.raises(UnreadableFile, match="stopped"):
        decoder.decode(tmp_path / "a.ape", program=program(tmp_path, "import time; time.sleep(60)"))
    assert time.monotonic() - begun < 10


def test_one_that_talks_without_end_is_cut_off(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(decoder, "MOST_DECODED", 2)
    endless = "import sys\nwhile True: sys.stdout.buffer.write(bytes(9999))"
    signal, rate = decoder.decode(tmp_path / "a.ape", program(tmp_path, endless))
    assert len(signal) == 2 * rate and signal.dtype == np.float32


def test_what_came_before_it_broke_counts(tmp_path) -> None:
    text = "import sys; sys.stdout.buffer.write(bytes(101)); sys.exit(3)"
    assert len(decoder.decode(tmp_path / "a.wv", program(tmp_path, text))[0]) == 50
