"""Reads the tags of audio files with tinytag."""

import re
from dataclasses import replace
from pathlib import Path

from assistant.domain.entities import Kind
from assistant.domain.errors import UnreadableFile
from assistant.messages import mark, tr
from indexers.readers.audio.chapters import chapters_of
from indexers.readers.audio.described import cover_of, describe, fields_of
from indexers.readers.audio.mpeg import frame_seconds, starts_with_frame
from indexers.readers.audio.tags import load_tags
from indexers.readers.base import MEGABYTE, Reading
from indexers.readers.registry import reader

_MPEG_SUFFIXES = frozenset({".mp3", ".mp2", ".aac"})
_RECORDING = re.compile(rb"UFID.{6}.?http://musicbrainz\.org\0([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.S)
_SEARCHED_FOR_RECORDING = 256 << 10
_LARGEST_SEARCH = 256 * MEGABYTE
_BROKEN_TAGS = mark("Its tags are damaged; the title comes from the file's name.")


def _is_music(head: bytes) -> bool:
    if head.startswith((b"ID3", b"fLaC", b"OggS")) or starts_with_frame(head):
        return not (head.startswith(b"OggS") and b"theora" in head[:512])
    if head[:4] in (b"RIFF", b"FORM"):
        return head[8:12] in (b"WAVE", b"AIFF", b"AIFC")
    return head[4:8] == b"ftyp" and head[8:12] in (b"M4A ", b"M4B ", b"M4P ")


@reader(mark("audio"), {
    ".mp3": "audio/mpeg", ".mp2": "audio/mpeg", ".flac": "audio/flac", ".ogg": "audio/ogg", ".oga": "audio/ogg",
    ".opus": "audio/ogg", ".aac": "audio/aac", ".m4a": "audio/mp4", ".m4b": "audio/mp4", ".alac": "audio/mp4",
    ".wav": "audio/wav", ".aiff": "audio/aiff", ".aif": "audio/aiff", ".aifc": "audio/aiff",
}, largest=4096 * MEGABYTE, recognises=_is_music)  # fmt: skip
def read_music(path: Path) -> Reading:
    import tinytag

    if path.stat().st_size == 0:
        raise UnreadableFile(tr("The file is empty."))
    # Without a frame near its start tinytag would look for one through the whole file, however large.
    framed = frame_seconds(path) if path.suffix.lower() in _MPEG_SUFFIXES else None
    silent = path.suffix.lower() in _MPEG_SUFFIXES and framed is None
    try:
        tag = load_tags(path, duration=not silent)
    except tinytag.UnsupportedFormatError as error:
        raise UnreadableFile(tr("This is not an audio file that Alcove can read.")) from error
    except tinytag.TinyTagException as error:
        return _without_tags(path, error)
    except RecursionError as error:
        raise UnreadableFile(tr("This audio file is damaged: its tags nest without end.")) from error
    fields = fields_of(tag)
    reading = _with_recording(describe(fields, path, duration=tag.duration, cover=cover_of(tag)), path)
    if reading.kind is not Kind.MUSIC:
        reading = replace(reading, chapters=chapters_of(path, fields))
    if reading.duration:
        # Bare AAC has no header that tells its length, and tinytag trusts the first frames.
        return replace(reading, duration=round(framed, 3)) if framed and path.suffix.lower() == ".aac" else reading
    seconds = _length_of_sound(path)
    if not seconds and reading.title:
        return replace(
            reading, partial=tr("It is damaged or cut short: it has tags, but no sound that can be recognised.")
        )
    if not seconds:
        raise UnreadableFile(tr("This audio file is damaged: it holds no sound that can be recognised."))
    return replace(reading, duration=round(seconds, 3), partial="" if reading.title else tr(_BROKEN_TAGS))


def _with_recording(reading: Reading, path: Path) -> Reading:
    """MusicBrainz's id of the recording stands in a frame of MP3 files that tinytag passes over."""
    if path.suffix.lower() != ".mp3":
        return reading
    with open(path, "rb") as file:
        match = _RECORDING.search(file.read(_SEARCHED_FOR_RECORDING))
    if match is None or any(scheme == "musicbrainz" for scheme, _ in reading.identifiers):
        return reading
    return replace(reading, identifiers=(("musicbrainz", match[1].decode()), *reading.identifiers))


def _without_tags(path: Path, error: Exception) -> Reading:
    """A broken tag hides the names, not the music: the length still counts if the sound is there."""
    import tinytag

    duration = _length_of_sound(path)
    if not duration and path.suffix.lower() not in _MPEG_SUFFIXES:
        try:
            duration = tinytag.TinyTag.get(path, tags=False).duration
        except tinytag.TinyTagException:
            duration = None
    if not duration:
        raise UnreadableFile(tr("This audio file is damaged: neither its tags nor its sound can be read.")) from error
    return Reading(kind=Kind.MUSIC, duration=duration, partial=tr(_BROKEN_TAGS))


def _length_of_sound(path: Path) -> float | None:
    """Seconds of sound that can be recognised whatever the tags say; None if there is none."""
    if seconds := frame_seconds(path):
        return seconds
    if path.stat().st_size > _LARGEST_SEARCH:
        return None
    import soundfile

    try:
        with open(path, "rb", buffering=0) as opened, soundfile.SoundFile(opened.fileno(), closefd=False) as file:
            return float(file.frames / file.samplerate) or None
    except (soundfile.LibsndfileError, RuntimeError, UnicodeEncodeError):
        return None
