"""Where files truly lie, while other programs may exchange them for links to somewhere else.

What a path means is looked up when the file is opened, whatever it meant when it was listed: so the open file itself
is asked.
"""

import os
import sys
from collections.abc import Collection
from pathlib import Path

if sys.platform == "darwin":
    import fcntl


def place_of(descriptor: int, path: Path) -> Path:
    """Where an open file lies, all links followed; on Windows, and where Linux has no /proc, where its path leads."""
    try:
        if sys.platform == "linux":
            return Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        if sys.platform == "darwin":
            return Path(os.fsdecode(fcntl.fcntl(descriptor, fcntl.F_GETPATH, bytes(1024)).rstrip(b"\0")))
    except OSError:
        pass
    return Path(os.path.realpath(path))


def lies_in(place: Path, folders: Collection[str]) -> bool:
    """Whether a true place is one of these folders or files, given without links, or lies below one."""
    # Drives that do not tell capitals apart have several spellings of one place.
    return any(place.is_relative_to(one) for one in folders) or any(
        _is_same(parent, one) for parent in (place, *place.parents) for one in folders
    )


def _is_same(place: Path, other: str) -> bool:
    try:
        return os.path.samefile(place, other)
    except OSError:
        return False
