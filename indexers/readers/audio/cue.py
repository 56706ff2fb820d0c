"""Reads cue sheets: the tracks of a disc that was kept as one file."""

import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.domain.entities import Kind
from indexers.metadata.clean_metadata import clean_line, clean_names, find_year
from indexers.paths import last_part, path_key
from indexers.readers.base import Reading, Section
from indexers.readers.decoding import decode_text

LARGEST = 256 << 10
SHORTEST = 600.0
"""Seconds from which a file may be a whole disc."""
AUDIO = frozenset({".flac", ".ape", ".wv", ".wav", ".mp3", ".m4a", ".alac", ".ogg", ".opus", ".aiff", ".aif", ".tta"})
_LINE = re.compile(
    r'^\s*(?P<key>REM DATE|REM GENRE|PERFORMER|TITLE|FILE|TRACK|INDEX 01|ISRC)\s+(?:"(?P<quoted>[^"]*)"|(?P<bare>\S+))',
    re.I,
)
_MOST_TRACKS = 99
_FRAMES = 75
"""Frames in a second of a compact disc, the last part of a cue sheet's times."""


@dataclass(frozen=True, slots=True)
class CueTrack:
    """`start` is in seconds within `file`, or None where the sheet does not say."""

    number: str
    title: str = ""
    performer: str = ""
    file: str = ""
    start: float | None = None
    isrc: str = ""


@dataclass(frozen=True, slots=True)
class CueSheet:
    title: str = ""
    performer: str = ""
    date: str = ""
    genre: str = ""
    tracks: tuple[CueTrack, ...] = field(default=())

    def files(self) -> set[str]:
        """Names of the audio files that it divides."""
        return {track.file for track in self.tracks if track.file}

    def stems(self) -> set[str]:
        """The same without folders and suffixes, to compare by: many were converted since the sheet was written."""
        return {path_key(Path(last_part(name)).stem) for name in self.files()}


def read_cue(data: bytes) -> CueSheet:
    """A sheet out of its bytes; what is no cue sheet has no tracks."""
    sheet, tracks, file = CueSheet(), list[CueTrack](), ""
    for line in decode_text(data[:LARGEST]).splitlines():
        match = _LINE.match(line)
        if not match or len(tracks) > _MOST_TRACKS:
            continue
        key, value = match["key"].upper(), clean_line(match["quoted"] or match["bare"] or "")
        if key == "FILE":
            file = value
        elif key == "TRACK":
            tracks.append(CueTrack(value, file=file))
        elif tracks:
            tracks[-1] = _with(tracks[-1], key, value)
        else:
            names = {"TITLE": "title", "PERFORMER": "performer", "REM DATE": "date", "REM GENRE": "genre"}
            sheet = replace(sheet, **{names[key]: value}) if key in names else sheet  # type: ignore[arg-type]
    return replace(sheet, tracks=tuple(tracks[:_MOST_TRACKS]))


def _with(track: CueTrack, key: str, value: str) -> CueTrack:
    if key == "INDEX 01":
        return replace(track, start=_seconds(value))
    names = {"TITLE": "title", "PERFORMER": "performer", "ISRC": "isrc"}
    return replace(track, **{names[key]: value}) if key in names else track  # type: ignore[arg-type]


def _seconds(text: str) -> float | None:
    """Of minutes:seconds:frames."""
    parts = text.split(":")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return None
    minutes, seconds, frames = map(int, parts)
    return minutes * 60 + seconds + frames / _FRAMES


def cue_beside(path: Path) -> CueSheet | None:
    """The sheet that divides an audio file: of its own name, or one in its folder that names it; None without one."""
    own = [path.with_suffix(".cue"), path.with_name(f"{path.name}.cue")]
    found = (sheet for place in own if (sheet := _load(place)) is not None)
    if sheet := next((sheet for sheet in found if len(sheet.tracks) > 1 and len(sheet.files()) <= 1), None):
        return sheet
    sheets = (path.with_name(name) for name in _names_beside(path) if name.lower().endswith(".cue"))
    others = sorted(place for place in sheets if place not in own)[:20]
    stem = path_key(path.stem)
    for place in others:
        sheet = _load(place)
        if sheet and len(sheet.tracks) > 1 and sheet.stems() == {stem}:
            return sheet
    return None


def divides_a_file(path: Path) -> bool:
    """Whether a cue sheet has its audio beside it, and so is read together with that."""
    sheet = _load(path)
    if sheet is None or len(sheet.tracks) < 2:
        return False
    stems = {path_key(path.stem), *sheet.stems()}
    beside = (os.path.splitext(name) for name in _names_beside(path))
    return any(path_key(stem) in stems for stem, suffix in beside if suffix.lower() in AUDIO)


def _names_beside(path: Path) -> list[str]:
    try:
        return os.listdir(path.parent)
    except OSError:
        return []


def _load(path: Path) -> CueSheet | None:
    try:
        with open(path, "rb") as file:
            return read_cue(file.read(LARGEST))
    except OSError:
        return None


def as_album(reading: Reading, sheet: CueSheet) -> Reading:
    """What was read of an audio file, as the album that the sheet says it is: a passage for each track, with the place
    where it starts."""
    people = clean_names([sheet.performer]) or reading.creators
    names = [track.title or f"Track {track.number}" for track in sheet.tracks]  # no words
    return replace(
        reading,
        kind=reading.kind or Kind.MUSIC,
        form="album",
        title=sheet.title or reading.album or reading.title,
        creators=people,
        album="",
        track=None,
        year=find_year(sheet.date) or reading.year,
        subjects=clean_names([sheet.genre]) or reading.subjects,
        description=reading.description or f"Tracks: {', '.join(names)}",
        sections=tuple(
            Section(_told(track, name, sheet.performer), _place(track))
            for track, name in zip(sheet.tracks, names, strict=True)
        ),
    )


def _told(track: CueTrack, name: str, performer: str) -> str:
    by = track.performer or performer
    return f"{name}, {by}" if by else name


def _place(track: CueTrack) -> str:
    if track.start is None:
        return f"track {track.number}"
    minutes, seconds = divmod(int(track.start), 60)
    return f"track {track.number}, {minutes}:{seconds:02}"
