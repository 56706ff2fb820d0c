"""Backups by the calendar: written into a folder of the person's choice, the newest few kept."""

import re
import time
from pathlib import Path

from assistant.domain.errors import AssistantError
from assistant.messages import tr
from assistant.security.backup import Backup, write_backup
from assistant.security.vault import vault_name
from assistant.settings.declarations import Settings, days_of
from assistant.settings.paths import Paths
from assistant.storage.archive import ArchiveError, is_sealed_with, read_header
from assistant.storage.journal.store import JournalStore

_NAME = re.compile(r"alcove-\d{4}-\d\d-\d\d-\d{6}\.alcove")
_DAY = 86_400.0
_EARLY = 3_600.0
"""Seconds that a backup may come early, so that one made each day at noon is not put off to the day after."""


def back_up_if_due(paths: Paths, journal: JournalStore, settings: Settings, now: float | None = None) -> Backup | None:
    """Writes the backup that the settings ask for, and removes the oldest beyond those to be kept; None if none is due.

    What counts is what lies in the folder, so that any copy of the program comes to the same answer. Raises
    AssistantError where the folder is away or full.
    """
    days, now = days_of(settings.backups), time.time() if now is None else now
    if not days:
        return None
    folder = backup_folder(paths, settings)
    # What a clock that went wrong has dated in a time to come neither puts the next one off nor pushes others out.
    kept = kept_in(folder, paths, journal.database.archive_key())
    earlier = [(made, file) for made, file in kept if made <= now + _EARLY]
    if earlier and now - earlier[0][0] < days * _DAY - _EARLY:
        return None
    stamp = time.strftime("%Y-%m-%d-%H%M%S", time.localtime(now))
    made = write_backup(paths, journal, folder / f"alcove-{stamp}.alcove")
    for _, old in earlier[settings.backups_kept - 1 :]:
        old.unlink(missing_ok=True)
    return made


def backup_folder(paths: Paths, settings: Settings) -> Path:
    """Where they go. Raises AssistantError where the folder that was chosen is away."""
    if not settings.backup_folder:
        folder = paths.backups / "scheduled"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder
    folder = Path(settings.backup_folder).expanduser()
    if not folder.is_dir():
        raise AssistantError(
            tr("The folder {folder} for backups is not there. Connect its drive, or choose another.", folder=folder)
        )
    return folder


def kept_in(folder: Path, paths: Paths, key: bytes) -> list[tuple[float, Path]]:
    """(when it was made, file) of each scheduled backup of this home, newest first. Another home's are left alone, and
    so is what only looks like one of ours: others may write into that folder."""
    found = []
    own = vault_name(paths.vault.read_bytes())
    for file in folder.iterdir():
        if _NAME.fullmatch(file.name):
            try:
                header = read_header(file)
            except ArchiveError:
                continue
            if vault_name(header.vault) == own and is_sealed_with(file, key):
                found.append((header.made, file))
    return sorted(found, reverse=True)
