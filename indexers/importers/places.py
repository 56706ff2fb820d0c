"""Where the files are that other programs name."""

import os
import re
from pathlib import Path, PureWindowsPath
from urllib.parse import unquote, urlsplit

_ADDRESS = re.compile(r"^[a-z]{2,10}://", re.I)


def local_path(location: str | bytes | None) -> Path | None:
    """The file of a path or a file: address; None for streams, and for no place at all."""
    place = os.fsdecode(location) if location else ""
    if not _ADDRESS.match(place):
        return Path(place) if place else None
    parts = urlsplit(place)
    if parts.scheme.lower() != "file":
        return None
    path = unquote(parts.path, errors="surrogateescape")
    return Path(path[1:] if len(path) > 2 and path[2] == ":" else path)


def path_beside(file: Path, entry: str) -> Path | None:
    """The file that a line of a list names, from the list's own folder; None for streams."""
    if "\\" in entry and "/" not in entry:
        entry = PureWindowsPath(entry).as_posix()
    place = local_path(entry)
    return Path(os.path.normpath(file.parent / place)) if place is not None else None
