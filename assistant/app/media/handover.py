"""What other programs are given to open: files of the library and the folders that they lie in, nothing else."""

import os
from pathlib import Path

from assistant.app.stores import Stores
from assistant.domain.errors import AssistantError
from assistant.messages import quoted, tr
from indexers.worker.belonging import belongs_to


class Handover:
    """Follows links first: what counts is the place that they lead to."""

    def __init__(self, stores: Stores) -> None:
        self._library, self._journal = stores.library, stores.journal

    def has(self, place: Path) -> bool:
        """Whether a true place is that of a file or folder of the library."""
        return belongs_to(self._library, self._journal)(place)

    def file(self, path: Path) -> Path:
        """The file or folder itself, below a folder that is read or known by that very path. Raises AssistantError."""
        real = _resolved(path)
        if self.has(real):
            return real
        raise _stranger(path)

    def folder_of(self, path: Path) -> Path:
        """The folder that shows `path`, whether that is still there or not. Raises AssistantError."""
        real = _resolved(path.parent)
        places = (real / path.name, real)
        if any(map(self.has, places)):
            return real
        raise _stranger(path)


def _resolved(path: Path) -> Path:
    try:
        return path.resolve(strict=True)
    # A loop of links, or a name with a NUL in it, leads nowhere either.
    except (OSError, RuntimeError, ValueError) as error:
        raise AssistantError(
            tr(
                "{file} is no longer where it was. If its drive is not connected, connect it and try again.",
                file=_named(path),
            )
        ) from error


def _stranger(path: Path) -> AssistantError:
    return AssistantError(
        tr("{file} lies outside your folders. Other programs are given only files of your library.", file=_named(path))
    )


def _named(path: Path) -> str:
    return quoted(os.fsencode(path.name).decode("utf-8", "replace"))
