"""Plays scores in three families of timbre: built of partials, of modulated tones, and of plucked and blown pipes."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, lfilter, sosfilt

from assistant.demo.sound import RATE, VOICES, tone
from assistant.evaluation.bench.sound_score import Score

Samples = NDArray[np.float32]
Play = Callable[[float, float], Samples]
"""One note out of its MIDI number, which may lie between the keys, and its seconds."""
_INSTRUMENTS = {
    "partials": {
        "bass": ("cello", "bassoon", "piano"),
        "chords": ("piano", "strings", "guitar", "choir"),
        "melody": ("violin", "flute", "oboe", "piano", "brass", "clarinet"),
    },
    "modulated": {"bass": ("2", "1"), "chords": ("1", "3", "2"), "melody": ("1", "3.5", "2", "4")},
    "pipes": {"bass": ("string",), "chords": ("string", "saw", "pulse"), "melody": ("string", "saw", "pulse")},
}
FAMILIES = tuple(_INSTRUMENTS)
_KITS = {"partials": (110.0, 190.0, 0.16), "modulated": (55.0, 240.0, 0.28), "pipes": (80.0, 160.0, 0.11)}
"""Where the kick ends and the snare sounds, in Hz, and how long they ring, in seconds."""


def perform(score: Score, family: str, tempo: float, cents: float, seconds: float, rng: np.random.Generator) -> Samples:
    """`seconds` of the score, `cents` away from concert pitch, with drums, noise and small irregularities of time."""
    beat, length = 60 / tempo, int(seconds * RATE)
    voices = {name: _voice(family, str(rng.choice(own)), rng) for name, own in _INSTRUMENTS[family].items()}
    mix = np.zeros(length, np.float32)
    for note in score.notes:
        _lay(mix, note.loud * voices[note.voice](note.number + cents / 100, note.beats * beat), note.start * beat, rng)
    tones = float(np.abs(mix).max())
    drums, kit = np.zeros(length, np.float32), _kit(family, rng)
    for drum, at, loud in score.hits:
        _lay(drums, loud * kit[drum], at * beat, rng)
    mix += drums * tones * float(rng.uniform(0.25, 0.7)) / max(float(np.abs(drums).max()), 1e-9)
    mix += rng.standard_normal(length).astype(np.float32) * float(mix.std()) * 10 ** (-rng.uniform(14, 30) / 20)
    return np.asarray(0.8 * mix / max(float(np.abs(mix).max()), 1e-9), np.float32)


def _lay(mix: Samples, sound: Samples, start: float, rng: np.random.Generator) -> None:
    first = max(int((start + rng.normal(0, 0.004)) * RATE), 0)
    part = sound[: max(0, len(mix) - first)]
    mix[first : first + len(part)] += part


def _voice(family: str, name: str, rng: np.random.Generator) -> Play:
    if family == "partials":
        return lambda number, seconds: tone(VOICES[name], number, seconds)
    if family == "modulated":
        depth, fall = rng.uniform(0.8, 3.5), rng.uniform(0.5, 5)
        return lambda number, seconds: _modulated(number, seconds, float(name), depth, fall)
    if name == "string":
        return lambda number, seconds: _plucked(number, seconds, rng)
    return lambda number, seconds: _piped(number, seconds, 0.5 if name == "pulse" else 1.0, rng)


def _frequency(number: float) -> float:
    return float(440 * 2 ** ((number - 69) / 12))


def _time(seconds: float, release: float) -> Samples:
    return np.asarray(np.arange(int((seconds + release) * RATE)) / RATE, np.float32)


def _shape(time: Samples, seconds: float, attack: float, release: float, fall: float) -> Samples:
    ending = np.clip((seconds + release - time) / release, 0, 1)
    return np.asarray(np.minimum(1, time / attack) * ending * np.exp(-fall * time), np.float32)


def _modulated(number: float, seconds: float, ratio: float, depth: float, fall: float) -> Samples:
    """Two operators (Chowning 1973): sin(ωt + I(t)·sin(r·ωt))."""
    time = _time(seconds, 0.15)
    phase = (2 * np.pi * _frequency(number) * np.arange(len(time)) / RATE).astype(np.float32)
    sound = np.sin(phase + depth * np.exp(-2 * fall * time) * np.sin(ratio * phase))
    return np.asarray(0.7 * sound * _shape(time, seconds, 0.005, 0.15, fall / 3), np.float32)


def _plucked(number: float, seconds: float, rng: np.random.Generator) -> Samples:
    """A string (Karplus & Strong 1983): noise that runs round a delay and a low-pass, tuned between the samples."""
    period = RATE / _frequency(number) - 0.5
    whole = int(period)
    part = period - whole
    burst = np.zeros(int((seconds + 0.2) * RATE))
    burst[: whole + 1] = rng.uniform(-1, 1, min(whole + 1, len(burst)))
    loop = np.zeros(whole + 3)
    loop[0] = 1
    loop[whole : whole + 3] -= 0.996 * np.convolve((1 - part, part), (0.5, 0.5))
    sound = lfilter([1.0], loop, burst)
    return np.asarray(0.8 * sound * _shape(_time(seconds, 0.2)[: len(sound)], seconds, 0.002, 0.2, 0.5), np.float32)


def _piped(number: float, seconds: float, width: float, rng: np.random.Generator) -> Samples:
    """Two saws or pulses a few cents apart, of partials below half the rate, through a low-pass."""
    time = _time(seconds, 0.1)
    sound = np.zeros(len(time), np.float32)
    for apart in (-0.05, 0.06):
        pitch = _frequency(number + apart)
        for order in range(1, min(int(0.45 * RATE / pitch), 24) + 1):
            strength = np.sin(np.pi * order * width) if width < 1 else 1.0
            sound += (strength / order * np.sin(2 * np.pi * (pitch * order * time + rng.random()))).astype(np.float32)
    low: NDArray[np.float64] = butter(2, min(5 * _frequency(number), 0.45 * RATE), fs=RATE, output="sos")
    return np.asarray(0.3 * sosfilt(low, sound) * _shape(time, seconds, 0.03, 0.1, 0.3), np.float32)


def _kit(family: str, rng: np.random.Generator) -> dict[str, Samples]:
    """Drums: a falling sine, noise over a tone, a short bright noise, a lower falling sine."""
    kick, snare, ring = _KITS[family]
    time = np.arange(int(0.5 * RATE), dtype=np.float32) / RATE
    noise = rng.standard_normal(len(time)).astype(np.float32)
    bright = sosfilt(butter(2, 6000, "high", fs=RATE, output="sos"), noise)

    def falling(pitch: float) -> Samples:
        phase = 2 * np.pi * pitch * (time + 0.03 * (1 - np.exp(-time / 0.03)))
        return np.asarray(np.sin(phase) * np.exp(-time / ring), np.float32)

    body = 0.5 * np.sin(2 * np.pi * snare * time) + 0.6 * noise
    return {
        "kick": falling(kick / 2),
        "snare": np.asarray(0.8 * body * np.exp(-time / (0.6 * ring)), np.float32),
        "hat": np.asarray(0.4 * bright * np.exp(-time / 0.04), np.float32),
        "tom": 0.6 * falling(kick * 1.3),
    }
