"""Puts other files in place of a home's own, all of them in one step: the renaming of one folder.

The new files are brought to the disk in a folder of the home. Renaming that folder to “restoring” is the step: before
it all is as it was, write-ahead log included; after it the new files count, and whoever opens the home next moves on
those that are still there. So a run may be killed, or the power go, at any moment.
"""

import json
import os
import shutil
import tempfile
from pathlib import Path

from assistant.domain.errors import AssistantError
from assistant.messages import tr
from assistant.settings.files import sync_folder, write_atomically
from assistant.settings.paths import Paths
from assistant.storage.scratch import PREFIX

_PLAN = "plan.json"


def database_files(path: Path) -> list[Path]:
    """A database and what SQLite may keep beside it."""
    return [path.with_name(path.name + suffix) for suffix in ("", "-wal", "-shm", "-journal")]


def is_replacing(paths: Paths) -> bool:
    """Whether a replacement was broken off after its step."""
    return _folder(paths).exists()


def replace_files(paths: Paths, staged: Paths, *, keep_library: bool) -> None:
    """Puts vault, journal, settings and pack of `staged` in place of those of the home; what `staged` lacks is removed.

    staged: a folder on the same drive as the home, which this uses up. To be called alone with the home. Raises
    AssistantError where the disk refuses it: before the step nothing has changed.
    """
    kept = [path for path in (staged.vault, staged.journal, staged.settings, staged.pack) if path.exists()]
    plan = {"holds": [path.name for path in kept], "library": keep_library}
    try:
        for path in kept:
            _bring_to_disk(path)
        write_atomically(staged.home / _PLAN, json.dumps(plan).encode())
        os.replace(staged.home, _folder(paths))
        sync_folder(paths.home)
    except OSError as error:
        reason = error.strerror or error
        raise AssistantError(
            tr(
                "{home} cannot be written to ({reason}). Mend that and restore again.",
                home=paths.home,
                reason=reason,
            )
        ) from error
    finish_replacing(paths)


def finish_replacing(paths: Paths) -> None:
    """Moves into place what is still to be moved; to be called alone with the home. Raises AssistantError."""
    folder = _folder(paths)
    if not folder.exists():
        return
    try:
        plan = json.loads((folder / _PLAN).read_bytes())
        _move_all(Paths(folder), paths, frozenset(plan["holds"]), bool(plan["library"]))
        # In one step too: half a folder must not be taken for a plan again.
        done = Path(tempfile.mkdtemp(prefix=PREFIX, dir=paths.home))
        os.replace(folder, done / folder.name)
        shutil.rmtree(done, ignore_errors=True)
    except (OSError, ValueError, KeyError, TypeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise AssistantError(
            tr(
                "The restore in {folder} cannot be finished ({reason}). Free some space or mend the rights of {home}.",
                folder=folder,
                reason=reason,
                home=paths.home,
            )
        ) from error


def _move_all(new: Paths, old: Paths, holds: frozenset[str], keep_library: bool) -> None:
    # A log of the old journal must never meet the new one.
    doomed = database_files(old.journal)[1:] + ([] if keep_library else database_files(old.library))
    for path in doomed:
        path.unlink(missing_ok=True)
    sync_folder(old.home)
    for source, target in (
        (new.settings, old.settings),
        (new.pack, old.pack),
        (new.journal, old.journal),
        (new.vault, old.vault),
    ):
        if target.name not in holds:
            target.unlink(missing_ok=True)
        elif source.exists():  # Else it was moved before this was broken off.
            os.replace(source, target)
    _copy_vault(old)
    sync_folder(old.home)
    sync_folder(new.home)


def _copy_vault(paths: Paths) -> None:
    """Anew: it must never be the vault of before. Where the disk is full, the next change of the vault makes it."""
    paths.backups.mkdir(mode=0o700, exist_ok=True)
    paths.vault_copy.unlink(missing_ok=True)
    try:
        write_atomically(paths.vault_copy, paths.vault.read_bytes())
    except AssistantError:
        return


def _bring_to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _folder(paths: Paths) -> Path:
    return paths.home / "restoring"
