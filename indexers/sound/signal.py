"""Measures how a recording sounds: tempo, loudness, brightness, key and timbre, by numpy from the decoded signal.

Arrays: `signal` is (samples,) float32 in -1..1; `power` is (frames, bins) of a short-time Fourier transform.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.domain.errors import UnreadableFile
from assistant.messages import tr
from indexers.sound.decoder import FORMATS, decode
from indexers.sound.pitch import key_of
from indexers.sound.rhythm import moving_mean, tempo_of

SECONDS = 30.0
"""How much of a recording is listened to, from its middle or that of what can be decoded of it."""
_WINDOW_SECONDS = 0.0464
_STEP_SECONDS = 0.0116
_LONG_WINDOW_SECONDS = 0.37
"""For pitches: half tones lie closer together than a short window can tell."""
_SILENCE = 1e-10
_BANDS = 40
_COEFFICIENTS = 13
TIMBRE = 2 * (_COEFFICIENTS - 1)
"""Numbers of a timbre."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SoundFeatures:
    """`tempo` in beats a minute, 0 without a beat. `loudness` in LUFS, `loudness_range` in LU. `brightness` in Hz.

    `key` is one of pitch.KEYS, `mode` "major" or "minor", both empty without a tone. `energy` lies in 0..1. `timbre`
    holds means and deviations of twelve mel-frequency cepstral coefficients.
    """

    tempo: float
    loudness: float
    loudness_range: float
    brightness: float
    key: str
    mode: str
    energy: float
    timbre: tuple[float, ...]


def read_sound(path: Path) -> SoundFeatures:
    """Decodes SECONDS from the middle and measures them. Raises UnreadableFile where nothing can be decoded, and
    NoDecoder where what would do it is missing."""
    if path.suffix.lower() in FORMATS:
        signal, rate = decode(path)
        wanted = min(int(SECONDS * rate), len(signal))
        signal = signal[(len(signal) - wanted) // 2 :][:wanted]
    else:
        signal, rate = _decode_middle(path)
    if len(signal) < rate // 2 or not np.isfinite(signal).all():
        raise UnreadableFile(tr("It is too short to say how it sounds."))
    return measure(signal, rate)


def _decode_middle(path: Path) -> tuple[NDArray[np.float32], int]:
    """((samples,), samples a second) of the middle, by libsndfile, mixed to one channel. Raises UnreadableFile."""
    import soundfile

    try:
        with open(path, "rb", buffering=0) as opened, soundfile.SoundFile(opened.fileno(), closefd=False) as file:
            wanted = min(int(SECONDS * file.samplerate), file.frames)
            if file.seekable() and file.frames > wanted:
                file.seek((file.frames - wanted) // 2)
            signal = file.read(wanted, dtype="float32", always_2d=True)
            rate = int(file.samplerate)
    except (soundfile.LibsndfileError, RuntimeError, UnicodeEncodeError, ValueError) as error:
        raise UnreadableFile(tr("Its sound cannot be decoded, so how it sounds is not known.")) from error
    return signal.mean(axis=1), rate


def measure(signal: NDArray[np.float32], rate: int) -> SoundFeatures:
    """All features of a mono signal of at least half a second."""
    power, frequencies, step = spectrum(signal, rate)
    bands = mel_bands(frequencies)
    mel = np.log(power @ bands.T + _SILENCE)
    loudness, spread = loudness_of(power, frequencies, step)
    tempo = tempo_of(mel, step)
    key, mode = key_of(*spectrum(signal, rate, _LONG_WINDOW_SECONDS, _LONG_WINDOW_SECONDS / 2)[:2])
    brightness = float((power @ frequencies).sum() / max(float(power.sum()), _SILENCE))
    return SoundFeatures(
        tempo=round(tempo, 1),
        loudness=round(loudness, 2),
        loudness_range=round(spread, 2),
        brightness=round(brightness, 1),
        key=key,
        mode=mode,
        energy=round(energy_of(loudness, brightness, mel), 3),
        timbre=tuple(round(float(value), 4) for value in timbre_of(mel)),
    )


def spectrum(
    signal: NDArray[np.float32], rate: int, window_seconds: float = _WINDOW_SECONDS, step_seconds: float = _STEP_SECONDS
) -> tuple[Array, Array, float]:
    """(power per frame and bin, frequencies of the bins in Hz, seconds between frames), with a Hann window.

    Power is scaled so that its sum over the bins is the frame's mean square.
    """
    size = 1 << round(float(np.log2(rate * window_seconds)))
    hop = max(round(rate * step_seconds), 1)
    padded = np.pad(signal.astype(np.float64), (0, max(size - len(signal), 0)))
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop]
    window = np.hanning(size)
    chunks = [np.abs(np.fft.rfft(frames[start : start + 512] * window)) ** 2 for start in range(0, len(frames), 512)]
    power = np.concatenate(chunks) * (2.0 / (size * float((window**2).sum())))
    return power, np.asarray(np.fft.rfftfreq(size, 1 / rate), np.float64), hop / rate


def loudness_of(power: Array, frequencies: Array, step: float) -> tuple[float, float]:
    """(LUFS, LU): K-weighted and gated loudness of ITU-R BS.1770-4, and the range of EBU Tech 3342, on one channel.

    The two filters are applied as weights of the spectrum. Blocks last .4 s for loudness and 3 s for the range.
    """
    mean_square = (power * _k_weight(frequencies)).sum(axis=1)
    blocks = -0.691 + 10 * np.log10(moving_mean(mean_square, round(0.4 / step)) + _SILENCE)
    gated = blocks[blocks > -70]
    if not len(gated):
        return -70.0, 0.0
    level = _power_mean(gated)
    above = gated[gated > level - 10]
    short = -0.691 + 10 * np.log10(moving_mean(mean_square, round(3 / step)) + _SILENCE)
    short = short[short > -70]
    short = short[short > _power_mean(short) - 20] if len(short) else short
    low, high = np.percentile(short, (10, 95)) if len(short) else (0.0, 0.0)
    return _power_mean(above), float(high - low)


def _power_mean(levels: Array) -> float:
    return float(10 * np.log10(np.mean(10 ** (levels / 10))))


def _k_weight(frequencies: Array) -> Array:
    """|H|² of BS.1770's shelf (+4 dB above 1.7 kHz) and high-pass (38 Hz), as analogue second-order sections."""
    shelf_at, gain, quality = 1681.97, 10 ** (3.99984 / 20), 0.70717
    ratio = frequencies / shelf_at
    middle = gain**0.4996667741545416
    shelf = ((1 - gain * ratio**2) ** 2 + (middle * ratio / quality) ** 2) / (
        (1 - ratio**2) ** 2 + (ratio / quality) ** 2
    )
    low = frequencies / 38.1355
    high_pass = low**4 / ((1 - low**2) ** 2 + (low / 0.50033) ** 2)
    return np.asarray(shelf * high_pass)


def mel_bands(frequencies: Array, bands: int = _BANDS, low: float = 40.0, high: float = 8000.0) -> Array:
    """(bands, bins) triangles, evenly spaced in mel (O'Shaughnessy: 2595·log10(1 + f/700)), each of unit sum."""
    top = min(high, float(frequencies[-1]))
    mels = np.linspace(2595 * np.log10(1 + low / 700), 2595 * np.log10(1 + top / 700), bands + 2)
    edges = 700 * (10 ** (mels / 2595) - 1)
    rising = (frequencies - edges[:-2, None]) / np.maximum(edges[1:-1] - edges[:-2], 1e-9)[:, None]
    falling = (edges[2:, None] - frequencies) / np.maximum(edges[2:] - edges[1:-1], 1e-9)[:, None]
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    return np.asarray(triangles / np.maximum(triangles.sum(axis=1, keepdims=True), 1e-9))


def timbre_of(mel: Array) -> Array:
    """(24,) means and deviations of cepstral coefficients 1 to 12: the cosine transform of log mel energies."""
    bands = mel.shape[1]
    order = np.arange(1, _COEFFICIENTS)[:, None]
    cosine = np.cos(np.pi * order * (np.arange(bands) + 0.5) / bands) * np.sqrt(2 / bands)
    cepstrum = mel @ cosine.T
    return np.concatenate([cepstrum.mean(axis=0), cepstrum.std(axis=0)])


def energy_of(loudness: float, brightness: float, mel: Array) -> float:
    """0..1 by a logistic of loudness, brightness and how much happens: our own scale, for comparing only."""
    busy = float(np.maximum(np.diff(mel, axis=0), 0).mean())
    score = 0.16 * (loudness + 16) + 0.5 * np.log2(max(brightness, 100) / 1500) + 3.0 * (busy - 0.25)
    return float(1 / (1 + np.exp(-score)))
