"""Reads lists of songs: M3U, M3U8 and cue sheets."""

import os
import re
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

from assistant.domain.entities import Kind
from indexers.importers.base import ImportedWork, register
from indexers.metadata.clean_metadata import clean_line, clean_names, find_year
from indexers.metadata.filename_metadata import guess_music
from indexers.readers.audio.cue import read_cue
from indexers.readers.decoding import decode_text

_INFO = re.compile(r"^#EXTINF:\s*(?P<seconds>-?\d+(?:\.\d+)?)[^,]*,\s*(?P<name>.*)$")


@register
class M3uImporter:
    name = "m3u"

    def recognises(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() in (".m3u", ".m3u8") or head.lstrip(b"\xef\xbb\xbf").startswith(b"#EXTM3U")

    def read(self, path: Path) -> Iterator[ImportedWork]:
        artist, title, seconds = "", "", 0.0
        for line in decode_text(path.read_bytes()).splitlines():
            line = line.strip()
            if match := _INFO.match(line):
                seconds = float(match["seconds"])
                artist, dash, title = match["name"].partition(" - ")
                artist, title = (artist, title) if dash else ("", artist)
            elif line and not line.startswith("#"):
                place = resolve_entry(path, line)
                guess = guess_music(place) if place is not None else None
                if title or guess is not None:
                    yield ImportedWork(
                        kind=Kind.MUSIC,
                        title=clean_line(title) or (guess.title if guess else ""),
                        creators=clean_names([artist]) or (guess.creators if guess else ()),
                        duration=seconds if seconds > 0 else None,
                        path=place,
                    )
                artist, title, seconds = "", "", 0.0


def resolve_entry(playlist: Path, entry: str) -> Path | None:
    """The file that a line names, from the list's own folder; None for streams."""
    if re.match(r"^[a-z]{2,10}://", entry, re.I):
        return None
    if "\\" in entry and "/" not in entry:
        entry = PureWindowsPath(entry).as_posix()
    return Path(os.path.normpath(playlist.parent / entry))


@register
class CueImporter:
    name = "cue sheet"

    def recognises(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() == ".cue" and b"TRACK" in head.upper()

    def read(self, path: Path) -> Iterator[ImportedWork]:
        sheet = read_cue(path.read_bytes())
        for track in sheet.tracks:
            yield ImportedWork(
                kind=Kind.MUSIC,
                title=track.title or f"Track {track.number}",
                creators=clean_names([track.performer or sheet.performer]),
                year=find_year(sheet.date),
                subjects=clean_names([sheet.genre]),
                album=sheet.title,
                identifiers=(("isrc", track.isrc),) if track.isrc else (),
                path=resolve_entry(path, track.file) if track.file else None,
            )
