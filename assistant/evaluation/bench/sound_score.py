"""Composes small pieces of known key and tempo: bass, chords, melody and drums over common progressions."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

MAJOR, MINOR = (0, 2, 4, 5, 7, 9, 11), (0, 2, 3, 5, 7, 8, 10)
_CHORDS = {
    "I": (0, 4, 7), "ii": (2, 5, 9), "iii": (4, 7, 11), "IV": (5, 9, 12), "V": (7, 11, 14), "vi": (9, 12, 16),
    "V7": (7, 11, 14, 17), "II7": (2, 6, 9, 12), "iv": (5, 8, 12), "i": (0, 3, 7), "III": (3, 7, 10), "v": (7, 10, 14),
    "VI": (8, 12, 15), "VII": (10, 14, 17), "dim": (2, 5, 8), "bVII": (10, 14, 17), "im7": (0, 3, 7, 10),
}  # fmt: skip
"""Half tones above the tonic."""
_IN_MAJOR = (
    "I IV V I", "I vi ii V7", "I V vi IV", "I iii IV V", "I IV I V7", "I II7 V7 I", "IV I V I", "I vi IV V",
    "I IV iv I", "ii V7 I I", "I bVII IV I", "vi IV I V",
)  # fmt: skip
_IN_MINOR = (
    "i iv V7 i", "i VI III VII", "i VII VI V", "i iv i V7", "i VI iv V7", "i dim V7 i", "i v iv i", "im7 iv im7 v",
    "i III VII iv", "iv i V7 i", "i VII i V", "VI VII i i",
)  # fmt: skip
_CLOSE = {False: "ii V7 I I", True: "iv V7 i i"}
_RHYTHMS = (
    (1, 1, 1, 1), (1.5, 0.5, 1, 1), (0.5, 0.5, 1, 0.5, 0.5, 1), (2, 1, 1), (1, 0.5, 0.5, 2), (0.75, 0.75, 0.5, 1, 1),
    (0.5,) * 8, (3, 1), (-1, 1, 0.5, 0.5, 1),
)  # fmt: skip
"""Beats of a bar of four; below 0 a rest."""
_WALTZ = ((1, 1, 1), (2, 1), (1.5, 0.5, 1), (1, 0.5, 0.5, 1), (3,), (0.5,) * 6)
_PATTERNS = {
    "rock": {"kick": (0, 2), "snare": (1, 3), "hat": (0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5)},
    "four": {"kick": (0, 1, 2, 3), "snare": (1, 3), "hat": (0.5, 1.5, 2.5, 3.5)},
    "funk": {"kick": (0, 0.75, 2.5), "snare": (1, 3), "hat": tuple(k / 4 for k in range(16))},
    "swing": {"kick": (0, 2), "snare": (1, 3), "hat": (0, 1, 1.66, 2, 3, 3.66)},
    "ballad": {"kick": (0, 2.5), "snare": (2,), "hat": (0, 1, 2, 3)},
    "latin": {"kick": (0, 2), "snare": (1.5, 3), "tom": (1, 3.5), "hat": (0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5)},
}
_IN_THREE = {"kick": (0,), "snare": (1, 2), "hat": (0, 1, 2)}
"""Beats of a bar on which each drum is struck."""


@dataclass(frozen=True, slots=True)
class Note:
    """`voice` is bass, chords or melody; `start` and `beats` in beats; `number` is MIDI's, of concert pitch."""

    voice: str
    number: int
    start: float
    beats: float
    loud: float


@dataclass(frozen=True, slots=True)
class Score:
    notes: tuple[Note, ...]
    hits: tuple[tuple[str, float, float], ...]
    """(drum, beat, loudness)."""


def compose(tonic: int, minor: bool, bars: int, rng: np.random.Generator) -> Score:
    """`bars` of music in a key: two progressions and a close in turn, in four or, one time in six, in three."""
    beats = 3 if rng.random() < 1 / 6 else 4
    names = [str(name) for name in rng.choice(_IN_MINOR if minor else _IN_MAJOR, 2, replace=False)]
    phrases = " ".join((names[0], names[0], names[1], _CLOSE[minor] if rng.random() < 0.5 else names[0])).split()
    chords = [_CHORDS[phrases[bar % len(phrases)]] for bar in range(bars)]
    notes = [
        *_bass(tonic, chords, beats, rng),
        *_chords(tonic, chords, beats, rng),
        *_melody(tonic, MINOR if minor else MAJOR, chords, beats, rng),
    ]
    return Score(tuple(notes), tuple(_drums(bars, beats, rng)))


def _bass(tonic: int, chords: list[tuple[int, ...]], beats: int, rng: np.random.Generator) -> Iterator[Note]:
    style, low = rng.integers(3), 36 + (tonic + 4) % 12 - 4
    for bar, chord in enumerate(chords):
        root = low + chord[0] - (12 if chord[0] > 7 else 0)
        fifth = root + chord[2] - chord[0]
        if style == 0:
            yield Note("bass", root, bar * beats, beats, 0.8)
        elif style == 1:
            yield Note("bass", root, bar * beats, 1.5, 0.8)
            yield Note("bass", fifth, bar * beats + 2, beats - 2, 0.7)
        else:
            steps = [root, root, fifth, root + 12, root, fifth, root, root]
            yield from (Note("bass", steps[k], bar * beats + k / 2, 0.45, 0.7) for k in range(2 * beats))


def _chords(tonic: int, chords: list[tuple[int, ...]], beats: int, rng: np.random.Generator) -> Iterator[Note]:
    style = rng.integers(4)
    for bar, chord in enumerate(chords):
        tones = [53 + (tonic + step - 53) % 12 for step in chord]
        if style == 0:
            yield from (Note("chords", tone, bar * beats, beats, 0.4) for tone in tones)
        elif style == 1:
            offs = [k + 0.5 for k in range(beats)]
            yield from (Note("chords", tone, bar * beats + at, 0.4, 0.4) for at in offs for tone in tones)
        elif style == 2:
            broken = [*sorted(tones), *sorted(tones)[-2:0:-1]]
            yield from (
                Note("chords", broken[k % len(broken)], bar * beats + k / 2, 0.8, 0.5) for k in range(2 * beats)
            )
        else:
            yield from (Note("chords", tone, bar * beats + k, 0.9, 0.4) for k in range(beats) for tone in tones)


def _melody(
    tonic: int, scale: tuple[int, ...], chords: list[tuple[int, ...]], beats: int, rng: np.random.Generator
) -> Iterator[Note]:
    """A walk over the scale that meets the chord where a bar begins, with a foreign note now and then."""
    place = 67
    for bar, chord in enumerate(chords):
        start, rhythms = float(bar * beats), _WALTZ if beats == 3 else _RHYTHMS
        for order, length in enumerate(rhythms[rng.integers(len(rhythms))]):
            allowed = {(tonic + step) % 12 for step in (chord if order % 2 == 0 else scale)}
            place = _step(place, allowed, rng)
            foreign = int(rng.choice((-1, 1))) if order % 2 and rng.random() < 0.06 else 0
            if length > 0:
                yield Note("melody", place + foreign, start, length * 0.95, 0.9)
            start += abs(length)


def _step(place: int, allowed: set[int], rng: np.random.Generator) -> int:
    near = [number for number in range(max(place - 5, 60), min(place + 6, 85)) if number % 12 in allowed]
    return int(rng.choice(near))


def _drums(bars: int, beats: int, rng: np.random.Generator) -> Iterator[tuple[str, float, float]]:
    pattern = _IN_THREE if beats == 3 else _PATTERNS[str(rng.choice(list(_PATTERNS)))]
    for bar in range(bars):
        for drum, places in pattern.items():
            for at in places:
                if rng.random() < 0.95:
                    yield drum, bar * beats + at, float(rng.uniform(0.7, 1.0))
        if bar % 8 == 7:
            yield from (("tom", bar * beats + beats - 1 + k / 4, 0.7) for k in range(4))
