"""Folders in a home for work under way, and clearing away what a run that was killed left there."""

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant.domain.errors import AssistantError
from assistant.messages import tr
from assistant.settings.files import DRAFT, forget_draft
from assistant.settings.paths import Paths
from assistant.storage.file_lock import take

PREFIX = ".backup-"
_IN_USE = "in-use.lock"


@contextmanager
def scratch_folder(paths: Paths) -> Iterator[Path]:
    """A folder in the home, since it must hold nothing that leaves it; everything in it is encrypted or public.

    To be used while the home is held. Raises AssistantError where the home cannot be written to.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=paths.home))
    except OSError as error:
        reason = error.strerror or error
        raise AssistantError(
            tr("{home} cannot be written to ({reason}). Mend its rights.", home=paths.home, reason=reason)
        ) from error
    with _in_use(folder) as work:
        yield work


@contextmanager
def passing_folder(purpose: str) -> Iterator[Path]:
    """A folder outside of every home for what is made to be measured, gone afterwards; those that runs which were
    killed have left for the same purpose are removed first."""
    prefix = f"alcove-{purpose}-"
    for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with suppress(OSError, AssistantError):
            _clear_left(left)
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    with _in_use(folder) as work:
        yield work


@contextmanager
def _in_use(folder: Path) -> Iterator[Path]:
    """A folder to work in within one that is marked as used, and is removed at the end."""
    held = take(folder / _IN_USE, shared=False)
    try:
        work = folder / "work"
        work.mkdir()
        yield work
    finally:
        if held is not None:
            os.close(held)
        shutil.rmtree(folder, ignore_errors=True)


def _clear_left(folder: Path) -> None:
    found = folder.lstat()
    ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    # One without a lock has perhaps just been made.
    if not (stat.S_ISDIR(found.st_mode) and ours and (folder / _IN_USE).is_file()):
        return
    if (held := take(folder / _IN_USE, shared=False)) is not None:
        os.close(held)
        shutil.rmtree(folder, ignore_errors=True)


def clear_scratch(paths: Paths) -> None:
    """Removes what runs that were killed have left. To be called while nobody else has the home open."""
    for folder in paths.home.glob(f"{PREFIX}*"):
        if (held := take(folder / _IN_USE, shared=False)) is not None:
            os.close(held)
            shutil.rmtree(folder, ignore_errors=True)
    for draft in paths.backups.glob(".before-restore-*"):
        shutil.rmtree(draft, ignore_errors=True)
    for part in paths.backups.glob("*.db.part*"):
        part.unlink(missing_ok=True)
    for draft in drafts_in(paths):
        forget_draft(draft)


def drafts_in(paths: Paths) -> list[Path]:
    """Drafts of our small files, those of earlier versions too: each may be a vault."""
    old = (paths.vault.name, paths.settings.name, paths.pack.name, "window.json", "erasing")
    begins = (DRAFT, *(f"{dots}{name}-" for name in old for dots in (".", "..")))
    folders = [folder for folder in (paths.home, paths.backups) if folder.is_dir()]
    return [one for folder in folders for one in sorted(folder.iterdir()) if one.name.startswith(begins)]
