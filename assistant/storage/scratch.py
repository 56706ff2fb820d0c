"""Folders in a home for work under way, and clearing away what a run that was killed left there."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.domain.errors import AssistantError
from assistant.messages import tr
from assistant.settings.paths import Paths
from assistant.storage.file_lock import take

PREFIX = ".backup-"
_IN_USE = "in-use.lock"
_FORGOTTEN = 3600.0
"""Seconds after which a draft of a small file was left behind by a run that was killed."""


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
    held = take(folder / _IN_USE, shared=False)
    try:
        work = folder / "work"
        work.mkdir()
        yield work
    finally:
        if held is not None:
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
    for file in (paths.vault, paths.settings, paths.home / "window.json"):
        for folder in (paths.home, paths.backups):
            for draft in folder.glob(f".{file.name}-*"):
                _forget(draft)


def _forget(draft: Path) -> None:
    # Small files are replaced without the home's lock: a young draft may be somebody's.
    try:
        if time.time() - draft.stat().st_mtime > _FORGOTTEN:
            draft.unlink()
    except OSError:
        return  # Its owner was quicker.
