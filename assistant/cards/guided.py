"""What the guide says of a work, beside what the heads find: its word counts by how surely it speaks of that work."""

import numpy as np
from numpy.typing import NDArray

from assistant.domain.cards import COLUMN, COLUMNS
from assistant.guide.finding import Found

Floats = NDArray[np.float32]
_OF_WORK, _OF_ALBUM, _OF_MAKER = 0.6, 0.5, 0.45
"""How far the guide is believed, against the heads: on 300 works for judging .71 of macro-F1 instead of .58, and a
calibration error of .01 instead of .02. Shares of .5 to .85 differ by .02."""


def columns_of(found: Found) -> list[int]:
    """The values that the entry gives, the strongest of each facet first."""
    return [COLUMN[value] for value in found.entry.values]


def guided(confidences: Floats, found: Found) -> Floats:
    """(values,): of every facet of which the entry says something, the mean of both."""
    share = _OF_MAKER if found.entry.is_of_maker else _OF_ALBUM if found.of else _OF_WORK
    told = {facet for facet, _ in found.entry.values}
    spoken = np.asarray([facet in told for facet, _ in COLUMNS])
    says = np.zeros_like(confidences)
    says[columns_of(found)] = 1
    return np.asarray(np.where(spoken, share * says + (1 - share) * confidences, confidences), np.float32)
