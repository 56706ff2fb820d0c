"""Reads lists of songs: M3U, M3U8 and cue sheets."""

import re
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

from assistant.core.entities import Kind
from indexers.imports.base import ImportedWork, register
from indexers.names import guess_music
from indexers.text import decode_text
from indexers.tidy import clean_line, clean_names, find_year

_INFO = re.compile(r"^#EXTINF:\s*(?P<seconds>-?\d+(?:\.\d+)?)[^,]*,\s*(?P<name>.*)$")
_CUE = re.compile(
    r'^\s*(?P<key>REM DATE|REM GENRE|PERFORMER|TITLE|FILE|TRACK|INDEX 01|ISRC)\s+"?(?P<value>[^"]*)"?', re.I
)


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
    return playlist.parent / entry


@register
class CueImporter:
    name = "cue sheet"

    def recognises(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() == ".cue" and b"TRACK" in head.upper()

    def read(self, path: Path) -> Iterator[ImportedWork]:
        album: dict[str, str] = {}
        track: dict[str, str] = {}
        for line in decode_text(path.read_bytes()).splitlines():
            match = _CUE.match(line)
            if not match:
                continue
            key, value = match["key"].upper(), match["value"].strip()
            if key == "TRACK":
                if track:
                    yield _cue_work(path, album, track)
                track = {"TRACK": value}
            else:
                (track if track else album)[key] = value
                album |= {"FILE": value} if key == "FILE" else {}
        if track:
            yield _cue_work(path, album, track)


def _cue_work(path: Path, album: dict[str, str], track: dict[str, str]) -> ImportedWork:
    return ImportedWork(
        kind=Kind.MUSIC,
        title=clean_line(track.get("TITLE") or f"Track {track['TRACK'].split(' ')[0]}"),
        creators=clean_names([track.get("PERFORMER") or album.get("PERFORMER", "")]),
        year=find_year(album.get("REM DATE", "")),
        subjects=clean_names([album.get("REM GENRE", "")]),
        album=clean_line(album.get("TITLE", "")),
        identifiers=(("isrc", track["ISRC"]),) if track.get("ISRC") else (),
        path=resolve_entry(path, album["FILE"]) if album.get("FILE") else None,
    )
