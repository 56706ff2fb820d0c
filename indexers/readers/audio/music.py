"""Reads the tags of audio files with tinytag."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.domain.entities import Kind
from assistant.domain.errors import UnreadableFile
from assistant.messages import mark, tr
from indexers.metadata.clean_metadata import clean_line, clean_names, clean_text, find_year, positive_number
from indexers.readers.audio.mojibake import mender
from indexers.readers.audio.mpeg import frame_seconds, starts_with_frame
from indexers.readers.base import MEGABYTE, Reading, Section
from indexers.readers.registry import reader

_GENRE_SEPARATOR = re.compile(r"\s*[;,/|\0]\s*")
_MUSICBRAINZ = {
    "musicbrainz_trackid": "musicbrainz", "musicbrainz track id": "musicbrainz",
    "musicbrainz_albumid": "musicbrainz-album", "musicbrainz album id": "musicbrainz-album",
    "musicbrainz_artistid": "musicbrainz-artist", "musicbrainz artist id": "musicbrainz-artist", "isrc": "isrc",
}  # fmt: skip
_MPEG_SUFFIXES = frozenset({".mp3", ".mp2", ".aac"})
_RECORDING = re.compile(rb"UFID.{6}.?http://musicbrainz\.org\0([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})", re.S)
_SEARCHED_FOR_RECORDING = 256 << 10
_CLASSICAL = frozenset(
    {"classical", "klassik", "opera", "symphony", "baroque", "chamber music", "early music"}
)  # no words
_LARGEST_SEARCH = 256 * MEGABYTE
_BROKEN_TAGS = mark("Its tags are damaged; the title comes from the file's name.")
_UNKNOWN = frozenset(
    {"unknown", "unknown artist", "unknown album", "untitled", "no title", "<unknown>", "track"}
)  # no words


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
        tag = tinytag.TinyTag.get(path, image=True, duration=not silent)
    except tinytag.UnsupportedFormatError as error:
        raise UnreadableFile(tr("This is not an audio file that Alcove can read.")) from error
    except tinytag.TinyTagException as error:
        return _without_tags(path, error)
    except RecursionError as error:
        raise UnreadableFile(tr("This audio file is damaged: its tags nest without end.")) from error
    reading = _with_recording(describe(tag), path)
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
        return float(soundfile.info(str(path)).duration) or None
    except (soundfile.LibsndfileError, RuntimeError, UnicodeEncodeError):
        return None


def describe(tag: Any) -> Reading:
    """A Reading out of a tinytag.TinyTag."""
    other = {key.lower(): values for key, values in tag.other.items()}
    genres = clean_names(
        part for genre in _all(tag.genre, other.get("genre")) for part in _GENRE_SEPARATOR.split(genre)
    )
    lyrics = clean_text("\n".join(_all(None, other.get("lyrics"))))
    mend = mender([text for text in (tag.title, tag.artist, tag.album) if text])
    return Reading(
        kind=Kind.BOOK if any("audiobook" in genre.casefold() for genre in genres) else Kind.MUSIC,
        title=_known(mend(tag.title or "")),
        creators=clean_names(mend(name) for name in _artists(tag, other, _is_classical(genres))),
        year=find_year(tag.year),
        publisher=clean_line(_one(other, "publisher", "label", "organization"), 200),
        subjects=genres,
        description=clean_line(tag.comment, 2000) if len(clean_line(tag.comment)) > 30 else "",
        identifiers=_identifiers(other),
        album=_known(mend(tag.album or "")),
        album_artist=_known(mend(tag.albumartist or "")),
        disc=_disc(tag.disc),
        track=int(number) if (number := positive_number(tag.track)) and number < 10_000 else None,
        duration=round(tag.duration, 3) if tag.duration and 0 < tag.duration < 10_000_000 else None,
        sections=(Section(lyrics, "lyrics"),) if len(lyrics) > 40 else (),
        cover=_cover(tag),
    )


def _disc(stated: object) -> int | None:
    """The number of a disc."""
    number = positive_number(stated)
    return int(number) if number and number < 1000 else None


def _known(text: str | None) -> str:
    line = clean_line(text)
    return "" if line.casefold() in _UNKNOWN else line


def _all(first: str | None, more: object) -> list[str]:
    rest = [value for value in more if isinstance(value, str)] if isinstance(more, list) else []
    return ([first] if first else []) + rest


def _one(other: dict[str, Any], *names: str) -> str:
    return next((value for name in names for value in _all(None, other.get(name))), "")


def _is_classical(genres: Iterable[str]) -> bool:
    return any(genre.casefold() in _CLASSICAL for genre in genres)


def _artists(tag: Any, other: dict[str, Any], classical: bool) -> list[str]:
    """The artists; of classical music the composer first, whom people look for."""
    stated = _all(tag.artist, other.get("artist")) or _all(tag.albumartist, other.get("albumartist"))
    composers = _all(tag.composer, other.get("composer"))
    named = composers + stated if classical else stated or composers
    return [_known_part(part) for name in named for part in re.split(r"\s*[;\0]\s*", name)]


def _known_part(text: str) -> str:
    return "" if text.strip().casefold() in _UNKNOWN else text


def _identifiers(other: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    found = (
        (scheme, clean_line(value, 60))
        for name, scheme in _MUSICBRAINZ.items()
        for value in _all(None, other.get(name))[:1]
    )
    return tuple(dict.fromkeys((scheme, value) for scheme, value in found if value))


def _cover(tag: Any) -> bytes | None:
    image = tag.images.front_cover or tag.images.any
    return bytes(image.data) if image is not None and image.data else None


def read_tag_fields(tag: dict[str, Any], *, duration: float | None) -> Reading:
    """A Reading out of fields by their lower-case APEv2 names; pictures are bytes behind a file name and a zero."""

    def text(*names: str) -> str:
        return next((value for name in names if isinstance(value := tag.get(name), str) and value.strip()), "")

    genres = clean_names(_GENRE_SEPARATOR.split(text("genre")))
    people = text("artist", "album artist", "albumartist", "composer")  # no words
    if _is_classical(genres) and text("composer"):
        people = f"{text('composer')}; {people}"
    number = positive_number(text("track", "tracknumber"))
    lyrics = clean_text(text("lyrics", "unsynced lyrics"))  # no words
    pictures = (value for key, value in tag.items() if key.startswith("cover art") and isinstance(value, bytes))
    return Reading(
        kind=Kind.BOOK if any("audiobook" in genre.casefold() for genre in genres) else Kind.MUSIC,
        title=_known(text("title")),
        creators=clean_names(_known(part) for part in re.split(r"\s*;\s*", people)),
        year=find_year(text("year", "date")),
        publisher=clean_line(text("publisher", "label"), 200),
        subjects=genres,
        identifiers=tuple((scheme, clean_line(text(name), 60)) for name, scheme in _MUSICBRAINZ.items() if text(name)),
        album=_known(text("album")),
        album_artist=_known(text("album artist", "albumartist")),  # no words
        disc=_disc(text("disc", "discnumber")),
        track=int(number) if number and number < 10_000 else None,
        duration=round(duration, 3) if duration and duration < 10_000_000 else None,
        sections=(Section(lyrics, "lyrics"),) if len(lyrics) > 40 else (),
        cover=next(pictures, b"").partition(b"\0")[2] or None,
    )
