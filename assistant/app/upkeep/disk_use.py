"""What Alcove takes of the disk, by kind, and what of that can be cleared without losing anything of the person's."""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from assistant.domain.errors import AssistantError
from assistant.messages import tr
from assistant.security.erasure import erase_everything
from assistant.settings.paths import Paths, models_folder
from assistant.storage.replacement import database_files


class Part(StrEnum):
    JOURNAL = "journal"
    LIBRARY = "library"
    BACKUPS = "backups"
    PACK = "pack"
    MODELS = "models"
    DEMO = "demo"
    LOG = "log"


CLEARABLE = frozenset({Part.DEMO, Part.LOG})
"""The sample library can be made again, and the log helps nobody but a person who looks for a fault."""


@dataclass(frozen=True, slots=True)
class Use:
    """So many bytes of the disk are taken by a part."""

    part: Part
    size: int


def disk_use(paths: Paths) -> list[Use]:
    """What each part takes, the largest first; what takes nothing is left out. Files that vanish meanwhile count as
    nothing."""
    found = [Use(part, sum(map(_size, _files(paths, part)))) for part in Part]
    return sorted((use for use in found if use.size), key=lambda use: -use.size)


def clear(paths: Paths, part: Part) -> None:
    """Take a part off the disk. Raises AssistantError where it is in use, or cannot be removed."""
    if part is Part.DEMO:
        erase_everything(paths.demo())
    elif part is Part.LOG:
        try:
            for file in _places(paths, part):
                file.unlink(missing_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            raise AssistantError(tr("The log could not be removed ({reason}).", reason=reason)) from error


def _places(paths: Paths, part: Part) -> list[Path]:
    found = {
        Part.JOURNAL: database_files(paths.journal),
        Part.LIBRARY: database_files(paths.library),
        Part.BACKUPS: [paths.backups],
        Part.PACK: [paths.pack],
        Part.MODELS: [models_folder()],
        Part.DEMO: [paths.demo().home],
        Part.LOG: [paths.log, paths.log.with_name(f"{paths.log.name}.1")],
    }
    return found[part]


def _files(paths: Paths, part: Part) -> Iterable[Path]:
    for place in _places(paths, part):
        yield from (Path(folder) / name for folder, _, names in os.walk(place) for name in names)
        yield place


def _size(file: Path) -> int:
    with suppress(OSError):
        if file.is_file() and not file.is_symlink():
            return file.stat().st_size
    return 0
