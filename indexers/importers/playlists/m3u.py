"""Imports playlists: M3U, M3U8 and PLS."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from assistant.domain.entities import Kind
from assistant.language.normalise import fold
from assistant.language.people import performers
from indexers.importers.base import Entry, ImportedWork, LeftOut, importer
from indexers.importers.places import written_paths
from indexers.importers.tables import number
from indexers.importers.text.lines import file_lines
from indexers.metadata.clean_metadata import clean_line
from indexers.metadata.filename_metadata import guess_music

_INFO = re.compile(r"""^#EXTINF:\s*(?P<seconds>-?\d+(?:\.\d+)?)(?:"[^"]*"|[^",])*,\s*(?P<name>.*)$""")
_DASH = re.compile(r"\s[-–—]\s")
_PLS = re.compile(r"^(file|title|length)(\d+)\s*=\s*(.*)$", re.I)


def _is_m3u(path: Path, head: bytes) -> bool:
    return path.suffix.lower() in (".m3u", ".m3u8") or head.lstrip(b"\xef\xbb\xbf").startswith(b"#EXTM3U")


@importer("m3u", recognises=_is_m3u, ordered=True)
def read_m3u(path: Path) -> Iterator[Entry]:
    name, seconds = "", 0.0
    for _, line in file_lines(path):
        line = line.strip().strip("\ufeff")
        if match := _INFO.match(line):
            name, seconds = match["name"], float(match["seconds"])
        elif line and not line.startswith("#"):
            if entry := song(line, name, seconds):
                yield entry
            name, seconds = "", 0.0


def _is_pls(path: Path, head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \r\n").lower().startswith(b"[playlist]")


@importer("pls", recognises=_is_pls, ordered=True)
def read_pls(path: Path) -> Iterator[Entry]:
    found: dict[int, dict[str, str]] = {}
    for _, line in file_lines(path):
        if match := _PLS.match(line.strip()):
            found.setdefault(int(match[2]), {})[match[1].lower()] = match[3].strip()
    for _, stated in sorted(found.items()):
        if entry := song(stated.get("file", ""), stated.get("title", ""), number(stated.get("length", ""))):
            yield entry


def song(place: str, name: str, seconds: float = 0.0) -> Entry | None:
    """An entry of a list: where it lies, "Artist - Title" where the list says so, and its length."""
    written = written_paths(place)
    artist, title = _DASH.split(name, maxsplit=1) if _DASH.search(name) else ("", name)
    if not written and not (artist and title):
        return LeftOut("stream") if place else None
    guess = guess_music(Path(unquote(written[0]))) if written else None
    if guess and fold(guess.title) == fold(artist) != fold(title):
        # Apple's programs put the title first.
        artist, title = title, artist
    return ImportedWork(
        kind=Kind.MUSIC,
        title=clean_line(title) or (guess.title if guess else ""),
        creators=performers(artist) or (guess.creators if guess else ()),
        duration=seconds if seconds > 0 else None,
        path=Path(written[0]) if written else None,
    )
