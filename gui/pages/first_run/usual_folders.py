"""Where a person's books, music and documents lie: looked for in the home folder, without opening a file."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexers.readers.registry import media_type
from indexers.scanner import is_of_the_system

FEWEST = 3
"""Works in a folder that is offered: one stray PDF makes no library."""
MOST = 5
"""Folders that are offered, those with most works first."""
DEEPEST = 6
PATIENCE = 3.0
"""Seconds that the whole look may take."""
_DOWNLOADS = frozenset({"downloads", "téléchargements"})  # no words


@dataclass(frozen=True, slots=True)
class UsualFolder:
    """A folder below the home folder, and how much of what Alcove reads was seen in it."""

    path: Path
    texts: int
    """Books and documents; notes, web pages and tables count only among documents, for every program brings some."""
    sounds: int

    @property
    def proposed(self) -> bool:
        """Whether it is ticked from the start: what was only downloaded is offered, not proposed."""
        return self.path.name.casefold() not in _DOWNLOADS


def usual_folders(home: Path, documents: Path) -> list[UsualFolder]:
    """The folders right below `home` that hold works, most works first; hidden ones are left alone. `documents` is
    the one in which the system keeps documents."""
    end = time.monotonic() + PATIENCE
    found = [_count(folder, folder == documents, end) for folder in _folders(home)]
    worth = [one for one in found if one.texts + one.sounds >= FEWEST]
    return sorted(worth, key=lambda one: one.texts + one.sounds, reverse=True)[:MOST]


def _count(folder: Path, plain: bool, end: float) -> UsualFolder:
    texts = sounds = 0
    for name in _names(str(folder), end):
        kind = media_type(Path(name))
        sounds += kind.startswith("audio/")
        texts += kind.startswith("application/") or plain and kind.startswith("text/")
    return UsualFolder(folder, texts, sounds)


def _folders(home: Path) -> list[Path]:
    return [Path(entry.path) for entry in sorted(_entries(str(home)), key=lambda one: one.name) if _is_open(entry)]


def _names(folder: str, end: float) -> Iterator[str]:
    """The names of the files in a folder and in those below it, until `end`."""
    waiting = [(folder, 0)]
    while waiting and time.monotonic() < end:
        place, depth = waiting.pop()
        for entry in _entries(place):
            if not _is_open(entry):
                yield entry.name
            elif depth < DEEPEST:
                waiting.append((entry.path, depth + 1))


def _entries(folder: str) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as found:
            return [one for one in found if not is_of_the_system(one.name)]
    except OSError:
        return []  # Not ours to look into: it is offered to nobody.


def _is_open(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False
