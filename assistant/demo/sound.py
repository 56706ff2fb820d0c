"""Plays the catalogue's themes: a small additive synthesiser in numpy, a few voices, some accompaniment, some room."""

import math
import re
import zlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.demo.catalogue import DemoWork

Samples = NDArray[np.float32]

RATE = 22_050
LONGEST = 6.2
"""Seconds after which a theme fades out."""
_STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
_QUALITIES = {
    "": (0, 4, 7), "m": (0, 3, 7), "5": (0, 7, 12), "7": (0, 4, 7, 10), "m7": (0, 3, 7, 10), "maj7": (0, 4, 7, 11),
    "dim": (0, 3, 6),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voice:
    """An instrument: strengths of its partials, seconds to rise, share of loudness lost a second, seconds to fade."""

    partials: tuple[float, ...]
    attack: float = 0.006
    decay: float = 0.0
    release: float = 0.12
    vibrato: float = 0.0


VOICES = {
    "piano": Voice((1, 0.5, 0.28, 0.16, 0.09, 0.06, 0.03), 0.004, 2.4, 0.25),
    "strings": Voice((1, 0.55, 0.42, 0.3, 0.2, 0.14, 0.1, 0.07), 0.07, 0, 0.16, 0.004),
    "violin": Voice((1, 0.7, 0.5, 0.42, 0.3, 0.2, 0.12), 0.05, 0, 0.12, 0.006),
    "cello": Voice((1, 0.8, 0.55, 0.3, 0.24, 0.12, 0.1), 0.05, 0.3, 0.18, 0.004),
    "flute": Voice((1, 0.28, 0.1, 0.04), 0.045, 0, 0.1, 0.005),
    "oboe": Voice((0.6, 0.8, 1, 0.6, 0.4, 0.26, 0.16), 0.04, 0, 0.1, 0.004),
    "clarinet": Voice((1, 0.05, 0.6, 0.06, 0.34, 0.05, 0.16), 0.03, 0, 0.09, 0.002),
    "bassoon": Voice((0.7, 1, 0.8, 0.5, 0.3, 0.2), 0.02, 1.0, 0.06),
    "brass": Voice((0.8, 1, 0.9, 0.7, 0.5, 0.36, 0.24, 0.14), 0.035, 0.2, 0.1, 0.002),
    "choir": Voice((1, 0.6, 0.22, 0.2, 0.12, 0.05), 0.12, 0, 0.3, 0.006),
    "guitar": Voice((1, 0.7, 0.42, 0.3, 0.2, 0.14, 0.08), 0.003, 3.4, 0.2),
    "koto": Voice((1, 0.4, 0.6, 0.2, 0.3, 0.1, 0.16), 0.002, 3.0, 0.3),
    "harpsichord": Voice((1, 0.9, 0.7, 0.6, 0.46, 0.34, 0.24, 0.16), 0.002, 3.8, 0.08),
}


def parse(line: str) -> list[tuple[str, float]]:
    """Names with their beats, out of "F#5:1 A5 -:0.5 …"; "|" counts for nothing."""
    beats, found = 1.0, []
    for token in line.replace("|", " ").split():
        name, colon, length = token.partition(":")
        beats = float(length) if colon else beats
        found.append((name, beats))
    return found


def pitch(name: str) -> int:
    """The MIDI number of "F#5". Raises ValueError."""
    match = re.fullmatch(r"([A-G])([#b]?)(-?\d)", name)
    if not match:
        raise ValueError(f"{name} is no note")
    return 12 * (int(match[3]) + 1) + _STEPS[match[1]] + {"#": 1, "b": -1, "": 0}[match[2]]


def chord(name: str) -> list[int]:
    """MIDI numbers from the root below middle C upwards. Raises ValueError."""
    match = re.fullmatch(r"([A-G][#b]?)(maj7|m7|dim|m|7|5|)", name)
    if not match:
        raise ValueError(f"{name} is no chord")
    root = pitch(f"{match[1]}3")
    return [(root if root < 57 else root - 12) + step for step in _QUALITIES[match[2]]]


@lru_cache(maxsize=96)
def tone(voice: Voice, number: float, seconds: float) -> Samples:
    """One note; `number` is MIDI's, and may lie between the keys.

    sin kθ comes from the two partials before it: sin kθ = 2 cos θ · sin (k−1)θ − sin (k−2)θ.
    """
    count = max(1, int((seconds + voice.release) * RATE))
    time = np.arange(count, dtype=np.float32) / RATE
    frequency = 440.0 * 2 ** ((number - 69) / 12)
    phase = (2 * math.pi * frequency * np.arange(count) / RATE % (2 * math.pi)).astype(np.float32)
    if voice.vibrato:
        phase += voice.vibrato * frequency / 5.4 * np.sin(2 * math.pi * 5.4 * time) * np.minimum(1, time / 0.3)
    twice, before, partial = 2 * np.cos(phase), np.zeros(count, np.float32), np.sin(phase)
    fade, fading = np.exp(-0.78 * voice.decay * time), np.exp(-0.28 * voice.decay * time)
    sound = np.zeros(count, np.float32)
    for order, strength in enumerate(voice.partials, start=1):
        if frequency * order > 0.45 * RATE:
            break
        sound += strength * fade * partial
        before, partial = partial, twice * partial - before
        fade = fade * fading
    envelope = np.minimum(1, time / voice.attack) * np.clip((seconds + voice.release - time) / voice.release, 0, 1)
    return np.asarray(sound * envelope / sum(voice.partials), dtype=np.float32)


class _Score:
    """Sounds laid over each other at their times, in beats."""

    def __init__(self, seconds: float, beat: float) -> None:
        self.mix = np.zeros(int(seconds * RATE), np.float32)
        self.beat = beat

    def add(self, voice: Voice, number: int, start: float, beats: float, loud: float) -> None:
        first = int(start * self.beat * RATE)
        sound = tone(voice, number, beats * self.beat)[: max(0, len(self.mix) - first)]
        self.mix[first : first + len(sound)] += loud * sound


def _strikes(touch: str, notes: list[int], beats: float) -> list[tuple[float, float, list[int], float]]:
    """How a chord is broken up: (start, beats, notes, loudness), times counted from the chord's own start."""
    bass, upper = [notes[0] - 12], [note + 12 if note < 50 else note for note in notes]
    halves = [step / 2 for step in range(int(beats * 2))]
    ones = [float(step) for step in range(max(1, int(beats)))]
    if touch == "arpeggio":
        order = [notes[0], notes[1], notes[2], notes[1] + 12]
        return [(at, beats - at, [order[place % 4]], 0.4) for place, at in enumerate(halves)]
    if touch == "alberti":
        order = [notes[0], notes[2], notes[1], notes[2]]
        return [(at, 0.6, [order[place % 4]], 0.4) for place, at in enumerate(halves)]
    if touch == "waltz":
        return [(at, 0.9, bass if at % 3 == 0 else upper, 0.5 if at % 3 == 0 else 0.2) for at in ones]
    if touch in ("march", "stride"):
        swing = 0.3 if touch == "stride" else 0.22
        return [(at, 0.4, bass if at % 1 == 0 else upper, 0.5 if at % 1 == 0 else swing) for at in halves]
    if touch == "pulse":
        return [(at, 0.5, upper, 0.2) for at in halves]
    if touch == "tremolo":
        return [(step / 6, 0.14, upper, 0.16) for step in range(int(beats * 6))]
    if touch == "drone":
        return [(0.0, beats, [notes[0] - 12, notes[0], notes[1]], 0.22)]
    if touch == "habanera":
        return [(at, 0.3, [notes[0] + shift - 12], 0.5) for at, shift in _habanera(beats)]
    return [(0.0, beats, [*bass, *upper], 0.2)] if touch in ("block", "octave") else []


def _habanera(beats: float) -> list[tuple[float, int]]:
    figure = ((0, 0), (0.75, 7), (1, 12), (1.5, 7))
    return [(bar + at, shift) for bar in range(0, int(beats) - 1, 2) for at, shift in figure]


@lru_cache(maxsize=4)
def _echoes(size: int) -> NDArray[np.complex128]:
    """The spectrum of decaying noise: a small hall."""
    noise = np.random.default_rng(zlib.crc32(b"room")).standard_normal(int(0.9 * RATE))
    return np.fft.rfft(noise * np.exp(-np.arange(len(noise)) / (0.22 * RATE)), size)


def _room(dry: Samples, wet: float = 0.16) -> NDArray[np.float64]:
    size = 1 << 18
    echo = np.fft.irfft(np.fft.rfft(dry, size) * _echoes(size), size)[: len(dry)]
    return dry + wet * echo * (float(np.std(dry)) / max(1e-9, float(np.std(echo))))


def play(piece: DemoWork) -> Samples:
    """The piece's theme as mono samples at RATE, peak 0.8, a few seconds long."""
    theme, harmony = parse(piece.theme), parse(piece.harmony)
    beat = 60 / piece.tempo
    seconds = min(LONGEST, sum(beats for _, beats in theme) * beat + 0.7)
    score, voice, start = _Score(seconds, beat), VOICES[piece.voice], 0.0
    for name, beats in theme:
        if name != "-":
            score.add(voice, pitch(name), start, beats, 1.0)
            if piece.touch == "octave":
                score.add(voice, pitch(name) - 12, start, beats, 0.6)
        start += beats
    start = 0.0
    for name, beats in harmony:
        if name != "-":
            for at, length, notes, loud in _strikes(piece.touch, chord(name), beats):
                for note in notes:
                    score.add(voice, note, start + at, length, loud)
        start += beats
    mix = _room(score.mix)
    fade = int(0.5 * RATE)
    mix[-fade:] *= np.linspace(1, 0, fade) ** 1.5
    peak = max(1e-9, float(np.abs(mix).max()))
    return np.asarray(0.8 * mix / peak, dtype=np.float32)
