"""Imports playlists: M3U and M3U8."""

import re
from collections.abc import Iterator
from pathlib import Path

from assistant.domain.entities import Kind
from indexers.importers.base import ImportedWork, importer
from indexers.importers.places import path_beside
from indexers.metadata.clean_metadata import clean_line, clean_names
from indexers.metadata.filename_metadata import guess_music
from indexers.readers.decoding import decode_text

_INFO = re.compile(r"^#EXTINF:\s*(?P<seconds>-?\d+(?:\.\d+)?)[^,]*,\s*(?P<name>.*)$")


def _is_m3u(path: Path, head: bytes) -> bool:
    return path.suffix.lower() in (".m3u", ".m3u8") or head.lstrip(b"\xef\xbb\xbf").startswith(b"#EXTM3U")


@importer("m3u", recognises=_is_m3u, ordered=True)
def read_m3u(path: Path) -> Iterator[ImportedWork]:
    artist, title, seconds = "", "", 0.0
    for line in decode_text(path.read_bytes()).splitlines():
        line = line.strip()
        if match := _INFO.match(line):
            seconds = float(match["seconds"])
            artist, dash, title = match["name"].partition(" - ")
            artist, title = (artist, title) if dash else ("", artist)
        elif line and not line.startswith("#"):
            place = path_beside(path, line)
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
