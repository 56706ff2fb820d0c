"""Listening to recordings: in the reader process what one file sounds like, and what words fit a sound."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from assistant.domain.errors import UnreadableFile
from assistant.messages import tr
from indexers.scanner import describe_error
from indexers.sound.decoder import NoDecoder
from indexers.sound.pitch import KEYS
from indexers.sound.signal import TIMBRE, SoundFeatures, read_sound
from indexers.worker.protocol import Answer
from indexers.worker.weighing import listed, number

CALM, ENERGETIC = 0.3, 0.6
SLOW, FAST = 85.0, 125.0
DARK = 900.0
"""Hertz of the mean brightness below which a recording in minor sounds dark."""
_FORMS: Mapping[str, tuple[float, float]] = {
    "tempo": (0, 1e4), "loudness": (-1e3, 1e3), "loudness_range": (0, 1e3), "brightness": (0, 1e6), "energy": (0, 1),
}  # fmt: skip
_LARGEST = 1e6
"""What can be, of each number, and of one of the timbre."""


def measure_file(path: Path) -> Answer:
    """The features of one recording as `extra`; "skipped" where a decoder is missing, which is no fault."""
    try:
        return Answer("indexed", extra=asdict(read_sound(path)))
    except NoDecoder as error:
        return Answer("skipped", str(error))
    except UnreadableFile as error:
        return Answer("failed", str(error))
    except MemoryError:
        return Answer("failed", tr("It needs more than 1 GB of memory to listen to, and was stopped."), retire=True)
    except OSError as error:
        return Answer("failed", describe_error(error))
    # Decoders meet files that nobody foresaw: whatever they raise is this file's failure, not the run's.
    except Exception as error:
        name = type(error).__name__
        return Answer("failed", tr("Its sound is unusual in a way that Alcove does not know ({error}).", error=name))


def sound_features(data: Mapping[str, Any]) -> SoundFeatures:
    """What was measured, out of JSON. Raises KeyError, TypeError or ValueError for what is no such thing."""
    numbers = {name: float(data[name]) for name in ("tempo", "loudness", "loudness_range", "brightness", "energy")}
    timbre = tuple(float(value) for value in data["timbre"])
    assert {*numbers, "timbre", "key", "mode"} == {field.name for field in fields(SoundFeatures)}
    return SoundFeatures(**numbers, key=str(data["key"]), mode=str(data["mode"]), timbre=timbre)


def believed_sound(stated: object) -> SoundFeatures:
    """What a reader process says that it measured: each number where such a number can lie. Raises TypeError and
    ValueError: one recording with a timbre of its own length would end all lists."""
    if not isinstance(stated, dict) or not _FORMS.keys() | {"key", "mode", "timbre"} <= stated.keys():
        raise TypeError("no sound")
    timbre = [number(value) for value in listed(stated["timbre"])]
    known = stated["key"] in ("", *KEYS) and stated["mode"] in ("", "major", "minor")
    if not known or len(timbre) != TIMBRE or max(map(abs, timbre)) > _LARGEST:
        raise ValueError("no such sound")
    for name, (low, high) in _FORMS.items():
        if not low <= number(stated[name]) <= high:
            raise ValueError(f"no such {name}")
    return sound_features(stated)


def moods_of(sound: SoundFeatures) -> tuple[str, ...]:
    """Words of the vocabulary that fit how a recording sounds; none where it lies between.

    Energy and mode together, after the circumplex of affect (Russell 1980) as music listeners apply it: energy stands
    for arousal, the mode for valence (Krumhansl 1997: major is heard as happy, minor as sad).
    """
    found = []
    if sound.energy <= CALM:
        found.append("calm")
    elif sound.energy >= ENERGETIC:
        found.append("energetic")
    if sound.mode == "major" and sound.energy >= ENERGETIC:
        found.append("happy")
    elif sound.mode == "minor" and sound.energy <= CALM:
        found.append("sad")
    if sound.mode == "minor" and 0 < sound.brightness < DARK:
        found.append("dark")
    if sound.tempo:
        found += ["slow"] if sound.tempo <= SLOW else ["fast"] if sound.tempo >= FAST else []
    return tuple(found)
