"""Encrypted copies of a database, made by SQLite's backup API into a destination with the same key."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import apsw

from assistant.domain.errors import StoreError
from assistant.messages import tr
from assistant.settings.files import sync_folder

KEPT = 5
"""Backups kept of each database; the oldest goes first."""


def copy_database(source: apsw.Connection, keyed: Callable[[Path], apsw.Connection], target: Path) -> None:
    """Copies `source` to `target` in one step: whole and checked, or not at all.

    keyed: opens a path with the source's cipher and key. Raises StoreError where the copy does not check out.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _remove(part)
        _copy(source, keyed, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(part, target)
        sync_folder(target.parent)
    except OSError as error:
        raise StoreError(
            tr("The backup {target} cannot be written ({reason}).", target=target, reason=error.strerror or error)
        ) from error


def _copy(source: apsw.Connection, keyed: Callable[[Path], apsw.Connection], part: Path) -> None:
    destination = keyed(part)
    try:
        destination.execute(f"PRAGMA page_size={source.execute('PRAGMA page_size').get}")
        with destination.backup("main", source, "main") as backup:
            while not backup.done:
                backup.step(4096)
        # A copy in WAL mode would leave files of its own beside it when it is only looked at.
        destination.execute("PRAGMA journal_mode=DELETE")
        if (found := destination.execute("PRAGMA quick_check(1)").get) != "ok":
            raise StoreError(tr("The backup did not check out ({found}). Nothing was changed.", found=found))
    except BaseException:
        destination.close()
        _remove(part)
        raise
    destination.close()


def before_migration(path: Path, version: int) -> Path:
    """The name for a backup of the database at `path` in schema `version`; makes room by removing the oldest."""
    folder = path.parent / "backups"
    for old in backups_of(path)[KEPT - 1 :]:
        old.unlink(missing_ok=True)
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    name = f"{path.stem}-v{version}-{stamp}"
    taken = sum(1 for old in backups_of(path) if old.name.startswith(name))
    return folder / (f"{name}-{taken}.db" if taken else f"{name}.db")


def backups_of(path: Path) -> list[Path]:
    """The backups of the database at `path`, newest first."""
    found = (path.parent / "backups").glob(f"{path.stem}-v*.db")
    return sorted(found, key=lambda backup: backup.stat().st_mtime_ns, reverse=True)


def _remove(part: Path) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)
