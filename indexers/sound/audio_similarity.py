"""Which recordings sound alike: nearest by features that were brought to one scale."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from assistant.storage.library.sounds import SoundRecord
from indexers.sound.audio_features import sound_features
from indexers.sound.signal import SoundFeatures

_TIMBRE_SHARE = 2.0
"""How much timbre weighs against each of tempo, loudness, brightness and energy; it tells most of who plays what."""
_MODE_STEP = 0.5
TEMPO, TEMPO_KNOWN, BRIGHTNESS, ENERGY, MODE = 0, 1, 4, 5, 6
"""Places in a row; the timbre follows. A mode below 0 is minor."""


class SoundIndex:
    """All recordings that were listened to: `measured` (items, features), and `features`, brought to one scale."""

    def __init__(self, records: Iterable[SoundRecord]) -> None:
        self.ids: list[str] = []
        rows: list[NDArray[np.float32]] = []
        for record in records:
            if record.data is not None:
                self.ids.append(record.item_id)
                rows.append(feature_row(sound_features(record.data)))
        self.row = {item_id: row for row, item_id in enumerate(self.ids)}
        self.measured = np.stack(rows) if rows else np.zeros((0, 1), np.float32)
        self.features = standardised(self.measured) if rows else self.measured

    def nearest(self, item_id: str, n: int) -> list[tuple[str, float]]:
        """(item id, distance) of the recordings that sound most alike, the nearest first; none for one not heard."""
        own = self.row.get(item_id)
        if own is None:
            return []
        distances = np.linalg.norm(self.features - self.features[own], axis=1)
        order = [int(row) for row in np.argsort(distances, kind="stable") if row != own][:n]
        return [(self.ids[row], float(distances[row])) for row in order]


def feature_row(sound: SoundFeatures) -> NDArray[np.float32]:
    """(features,) on scales that ears use: tempo, brightness by octaves, loudness by decibels."""
    tempo = np.log2(sound.tempo / 100) if sound.tempo else 0.0
    mode = _MODE_STEP * ((sound.mode == "major") - (sound.mode == "minor"))
    own = [tempo, float(sound.tempo > 0), sound.loudness, sound.loudness_range, np.log2(max(sound.brightness, 30.0))]
    return np.asarray([*own, sound.energy, mode, *sound.timbre], np.float32)


def standardised(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """Columns of mean 0 and deviation 1; the timbre's columns share their weight."""
    spread = rows.std(axis=0)
    scaled = (rows - rows.mean(axis=0)) / np.where(spread > 1e-6, spread, 1.0)
    timbre = rows.shape[1] - MODE - 1
    if timbre > 0:
        scaled[:, MODE + 1 :] *= np.sqrt(_TIMBRE_SHARE / timbre)
    return np.asarray(scaled, np.float32)
