"""The tempo of a recording: how often what begins in it comes again."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_SLOWEST, _FASTEST = 40, 220
_USUAL, _SPREAD = 120, 0.9
"""Beats a minute that listeners prefer, and the octaves within which most tempos lie (Ellis 2007)."""
_BANDS = 4
"""Parts of the spectrum that are followed each by itself: a bass drum keeps time where a hi-hat fills the gaps."""
_MULTIPLES = 4
"""A beat comes again after two, three and four of itself. A beat and a half, which syncopation repeats, does not."""
_FINER = 4
"""Periods tried a frame."""
_FAINTEST_BEAT = 0.03
"""Deviation of the onset strength: beating tones stay below .01, drums reach .3."""
_LEAST_REPEATED = 0.05
_SMALLEST = 1e-10


def tempo_of(mel: Array, step: float) -> float:
    """Beats a minute, 0 without a beat. `mel`: log energies (frames, bands), `step` seconds apart.

    The autocorrelation of the onset strength (Ellis 2007), by bands as Klapuri et al. (2006), summed over multiples of
    each period, and weighted towards 120 by a log-normal curve.
    """
    rises = np.maximum(np.diff(mel, axis=0), 0)
    longest = round(60 / _SLOWEST / step)
    if len(rises) < 2 * longest or float(_onsets(rises).std()) < _FAINTEST_BEAT:
        return 0.0
    parts = np.array_split(rises, _BANDS, axis=1)
    repeated = np.mean([autocorrelation(_onsets(part)) for part in parts], axis=0)
    # Whole frames would miss what the multiples of a short period have between them.
    lags = np.arange(_FINER * round(60 / _FASTEST / step), _FINER * longest) / _FINER
    multiples = np.arange(1, _MULTIPLES + 1)[:, None] * lags
    combed = np.interp(multiples, np.arange(len(repeated)), repeated, right=0.0).mean(axis=0)
    weighted = combed * np.exp(-0.5 * (np.log2(60 / (lags * step) / _USUAL) / _SPREAD) ** 2)
    best = float(lags[int(np.argmax(weighted))])
    return 60 / (best * step) if repeated[round(best)] >= _LEAST_REPEATED else 0.0


def autocorrelation(values: Array) -> Array:
    """(half of the samples,): how like itself a series is after so many samples, 1 for none, as if it had no end."""
    spectrum = np.fft.rfft(values, 2 * len(values))
    kept = len(values) // 2
    found = np.fft.irfft(np.abs(spectrum) ** 2)[:kept] * len(values) / (len(values) - np.arange(kept))
    return np.asarray(found / max(float(found[0]), _SMALLEST))


def _onsets(rises: Array) -> Array:
    """(frames,) how much begins, less what is usual about then."""
    onset = rises.mean(axis=1)
    onset = onset - moving_mean(np.pad(onset, (20, 20), mode="edge"), 41)[: len(onset)]
    # A beat falls between two frames as often as not.
    return np.convolve(onset, (0.25, 0.5, 0.25), mode="same")


def moving_mean(values: Array, width: int) -> Array:
    width = min(max(width, 1), len(values))
    total = np.concatenate(([0.0], np.cumsum(values)))
    return np.asarray((total[width:] - total[:-width]) / width)
