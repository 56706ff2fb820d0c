"""How the recordings of a catalogue sound, by row, and how alike they sound."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from indexers.sound.audio_similarity import BRIGHTNESS, ENERGY, MODE, TEMPO, TEMPO_KNOWN, standardised

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]

_HALFWAY = 6.0
"""Squared distance at which two recordings count as half alike; two that were drawn by lot are 18 apart."""
_SAME_TEMPO, _SAME_BRIGHTNESS, _SAME_ENERGY = 0.1, 0.25, 0.08
"""Octaves, octaves, and shares within which two recordings are called alike."""


class Sounds:
    """`heard`: (items,), which were listened to. An album sounds like the mean of its tracks."""

    def __init__(self, size: int, placed: Mapping[int, Floats], albums: Rows) -> None:
        self.heard = np.zeros(size, np.bool_)
        self.measured = np.zeros((size, len(next(iter(placed.values()))) if placed else 1), np.float32)
        for row, own in placed.items():
            self.heard[row], self.measured[row] = True, own
        self._add_albums(albums)
        self._scaled = np.zeros_like(self.measured)
        if self.heard.any():
            self._scaled[self.heard] = standardised(self.measured[self.heard])
        self._squared = (self._scaled**2).sum(axis=1)

    @classmethod
    def of(cls, ids: Sequence[str], measured: Floats, row: Mapping[str, int], albums: Rows) -> "Sounds":
        """From what was measured of the items `ids`, (n, features), placed by `row`."""
        return cls(len(row), {row[one]: own for one, own in zip(ids, measured, strict=True) if one in row}, albums)

    def _add_albums(self, albums: Rows) -> None:
        tracks = np.flatnonzero(self.heard & (albums >= 0))
        for album in np.unique(albums[tracks]).tolist():
            if not self.heard[album]:
                self.measured[album] = self.measured[tracks[albums[tracks] == album]].mean(axis=0)
        self.heard[albums[tracks]] = True

    def between(self, rows: Rows, others: Rows) -> Floats:
        """(rows, others): how alike they sound, 1 for the same, 0 where either was not heard."""
        squared = self._squared[rows][:, None] + self._squared[others] - 2 * self._scaled[rows] @ self._scaled[others].T
        alike: Floats = np.exp2(np.maximum(squared, 0) / np.float32(-_HALFWAY))
        alike[~self.heard[rows]] = 0.0
        alike[:, ~self.heard[others]] = 0.0
        return alike

    def in_common(self, row: int, other: int) -> tuple[str, ...]:
        """What two recordings measurably share: tempo, brightness, energy, mode."""
        one, two = self.measured[row], self.measured[other]
        apart = np.abs(one - two)
        found = {
            "tempo": one[TEMPO_KNOWN] == two[TEMPO_KNOWN] == 1 and apart[TEMPO] <= _SAME_TEMPO,
            "brightness": apart[BRIGHTNESS] <= _SAME_BRIGHTNESS,
            "energy": apart[ENERGY] <= _SAME_ENERGY,
            "minor": one[MODE] == two[MODE] < 0,
        }
        return tuple(name for name, shared in found.items() if shared)
