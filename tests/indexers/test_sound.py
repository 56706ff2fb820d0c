"""Sound features against signals whose properties are known."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from assistant.domain.errors import UnreadableFile
from indexers.sound.signal import measure, read_sound
from tests.indexers import samples

RATE = 44_100


def clicks(beats_a_minute: float, seconds: float = 20.0) -> np.ndarray:
    rng = np.random.default_rng(1)
    signal = np.zeros(int(seconds * RATE), np.float32)
    burst = (rng.standard_normal(2000) * np.exp(-np.arange(2000) / 300)).astype(np.float32) * 0.5
    for start in np.arange(0, len(signal) - 2000, 60 / beats_a_minute * RATE).astype(int):
        signal[start : start + 2000] += burst
    return signal + rng.standard_normal(len(signal)).astype(np.float32) * 1e-4


def chord(*notes: float, seconds: float = 8.0) -> np.ndarray:
    time = np.arange(int(seconds * RATE)) / RATE
    tones = [np.sin(2 * np.pi * 440 * 2 ** ((note - 69) / 12) * time) for note in notes]
    return (np.sum(tones, axis=0) * 0.1).astype(np.float32)


@pytest.mark.parametrize("tempo", [75, 100, 128, 150])
def test_tempo(tempo: float) -> None:
    assert measure(clicks(tempo), RATE).tempo == pytest.approx(tempo, rel=0.02)


def test_a_steady_tone_has_no_tempo() -> None:
    assert measure(chord(60), RATE).tempo == 0


def test_loudness_of_the_reference_tone() -> None:
    """BS.1770: a 997 Hz sine at 0 dBFS in one channel reads -3.01 LUFS."""
    time = np.arange(10 * RATE) / RATE
    features = measure(np.sin(2 * np.pi * 997 * time).astype(np.float32), RATE)
    assert features.loudness == pytest.approx(-3.01, abs=0.15)
    assert features.loudness_range < 0.2
    quieter = measure((0.1 * np.sin(2 * np.pi * 997 * time)).astype(np.float32), RATE)
    assert quieter.loudness == pytest.approx(features.loudness - 20, abs=0.1)


def test_low_notes_weigh_less_and_high_ones_more() -> None:
    time = np.arange(5 * RATE) / RATE

    def level(pitch: float) -> float:
        return measure((0.1 * np.sin(2 * np.pi * pitch * time)).astype(np.float32), RATE).loudness

    assert level(40) < level(997) - 4
    assert level(6000) == pytest.approx(level(997) + 3.3, abs=0.4)


def test_loudness_range_of_two_levels() -> None:
    signal = chord(69, seconds=40)
    signal[: len(signal) // 2] *= 0.1 ** (10 / 20)
    assert measure(signal, RATE).loudness_range == pytest.approx(10, abs=1)


@pytest.mark.parametrize(
    ("notes", "key", "mode"),
    [
        ((60, 64, 67, 72, 65, 69), "C", "major"),
        ((57, 60, 64, 69, 62), "A", "minor"),
        ((62, 66, 69, 74, 67), "D", "major"),
    ],
)
def test_key(notes, key, mode) -> None:
    signal = np.concatenate([chord(notes[0], notes[1], notes[2], seconds=6), chord(*notes, seconds=3)])
    features = measure(signal, RATE)
    assert (features.key, features.mode) == (key, mode)


@pytest.mark.parametrize("cents", [-45, -30, 30, 45])
def test_key_of_what_is_out_of_tune(cents: int) -> None:
    bend = cents / 100
    loud = [chord(*(note + bend for note in notes), seconds=3) for notes in ((62, 66, 69), (67, 71, 74), (69, 73, 76))]
    signal = np.concatenate([*loud, loud[0]]) + clicks(100, 12)
    signal += np.random.default_rng(2).standard_normal(len(signal)).astype(np.float32) * 0.03
    features = measure(signal, RATE)
    assert (features.key, features.mode) == ("D", "major")


def test_noise_has_no_key() -> None:
    features = measure(np.random.default_rng(4).standard_normal(20 * RATE).astype(np.float32) * 0.1, RATE)
    assert (features.key, features.mode) == ("", "")


def test_brightness_and_energy_order_sounds() -> None:
    dark, bright = measure(chord(45), RATE), measure(chord(100), RATE)
    assert dark.brightness < 200 < 2000 < bright.brightness
    assert measure(clicks(150) * 2, RATE).energy > dark.energy


def test_like_sounds_have_like_timbres() -> None:
    one, two, other = (np.array(measure(signal, RATE).timbre) for signal in (chord(60, 64), chord(62, 66), clicks(100)))
    assert len(one) == 24
    assert np.linalg.norm(one - two) < 0.5 * np.linalg.norm(one - other)


def test_silence_is_no_error() -> None:
    features = measure(np.zeros(RATE * 3, np.float32), RATE)
    assert (features.loudness, features.key, features.tempo) == (-70.0, "", 0.0)


@pytest.mark.parametrize("rate", [8000, 22_050, 48_000, 96_000])
def test_any_sample_rate(tmp_path: Path, rate: int) -> None:
    soundfile.write(tmp_path / "a.wav", samples.tone(3.0, rate), rate)
    features = read_sound(tmp_path / "a.wav")
    assert features.brightness == pytest.approx(440, abs=20)


def test_what_cannot_be_decoded_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(b"nothing")
    with pytest.raises(UnreadableFile):
        read_sound(tmp_path / "a.mp3")
    with pytest.raises(UnreadableFile, match="short"):
        read_sound(samples.write_audio(tmp_path / "b.wav", "WAV", seconds=0.1))
