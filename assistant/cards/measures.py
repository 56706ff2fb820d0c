"""What is known of an item in figures: kind, year, beats a minute, minutes; and the lengths that follow exactly."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.domain.cards import CardValue, Source
from assistant.domain.entities import Item, Kind
from assistant.domain.lengths import WORDS_PER_MINUTE, WORDS_PER_PAGE, is_of_unknown_length, minutes_of

Floats = NDArray[np.float32]
ERAS = ((-9999, 1500), (1500, 1800), (1800, 1900), (1900, 1950), (1950, 2000), (2000, 2027), (2027, 10_000))
YEAR, TEMPO, HEARD = slice(3, 24), slice(24, 26), slice(24, 28)
"""Where the figures of year, of tempo, and of tempo and minutes stand in the features."""
FEATURES = 32
# All 156 training pieces whose minutes are known are labelled as by the first bound of music.
_BOUNDS = {Kind.MUSIC: (28.5, 150.0, 1500.0), Kind.BOOK: (60.0, 270.0, 1200.0), Kind.DOCUMENT: (30.0, 200.0, 1200.0)}
"""Minutes up to which an item takes minutes, an evening, days."""
_LENGTHS = ("minutes", "an evening", "days", "weeks")  # no words
_SURE, _NEAR_A_BOUND = 0.95, 0.7


@dataclass(frozen=True, slots=True)
class Figures:
    """`tempo` in beats a minute, `minutes` to hear it; None where unknown."""

    kind: Kind
    year: int | None
    tempo: float | None = None
    minutes: float | None = None
    described: bool = True
    read: bool = True

    def features(self) -> Floats:
        """(32,): kind, era, era by kind, tempo, minutes, and what there is to go by."""
        eras = [self.year is not None and first <= self.year < last for first, last in ERAS]
        by_kind = [era and self.kind is kind for era in eras for kind in (Kind.BOOK, Kind.MUSIC)]
        numbers = [
            *(self.kind is kind for kind in (Kind.BOOK, Kind.MUSIC, Kind.DOCUMENT)), *eras, *by_kind,
            self.tempo is not None, ((self.tempo or 100) - 100) / 40,
            self.minutes is not None, math.log(max(self.minutes or 5, 0.1) / 5),
            self.described, self.read, self.described and self.read, 1.0,
        ]  # fmt: skip
        return np.asarray(numbers, np.float32)


def length_of(item: Item) -> CardValue | None:
    """How long an item is, by the clock or by its pages or words; None if nothing of that is known."""
    minutes = minutes_of(item)
    if item.pages and item.duration is None:
        minutes = item.pages * WORDS_PER_PAGE / WORDS_PER_MINUTE
    elif is_of_unknown_length(item):
        return None
    if minutes is None or minutes <= 0:
        return None
    bounds = _BOUNDS[item.kind]
    value = _LENGTHS[sum(minutes > bound for bound in bounds)]
    near = any(0.8 < minutes / bound < 1.25 for bound in bounds)
    if minutes == item.usual:
        return CardValue(value, _NEAR_A_BOUND if near else _SURE, Source.GUIDE)
    number, unit = _measured(item, minutes)
    return CardValue(value, _NEAR_A_BOUND if near else _SURE, Source.MEASURED, str(number), unit)


def _measured(item: Item, minutes: float) -> tuple[int, str]:
    """What was measured, as a whole number and its unit."""
    if item.duration is not None:
        return max(1, round(minutes)), "minutes"
    return (item.pages, "pages") if item.pages else (item.words or 0, "words")
