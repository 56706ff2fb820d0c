"""Backups: one encrypted file with all that cannot be made again.

That is the journal, the settings, the pack in use, and the vault that opens it with the same passphrase. The library is
left out, since indexing makes it anew.
"""

import filecmp
import time
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.errors import AssistantError
from assistant.messages import mark, tr
from assistant.security.vault import KEYRING, describe_vault
from assistant.settings.files import open_regular
from assistant.settings.paths import Paths
from assistant.storage.archive import MAGIC, unpack, write_archive
from assistant.storage.journal.store import JournalStore
from assistant.storage.scratch import scratch_folder


@dataclass(frozen=True, slots=True)
class Backup:
    """What was written. `opens_with`: passphrase, recovery code, keyring; `warning` says what to mind, if anything."""

    file: Path
    bytes: int
    holds: tuple[str, ...]
    opens_with: tuple[str, ...]
    warning: str = ""


def write_backup(paths: Paths, journal: JournalStore, file: Path) -> Backup:
    """Writes the backup, and reads it back before it counts. Others may go on writing meanwhile.

    Raises AssistantError where the place cannot be written to, is full, or holds a file that is no backup.
    """
    file = file.expanduser().absolute()
    _refuse_foreign(file)
    with scratch_folder(paths) as folder:
        copy = folder / paths.journal.name
        journal.database.backup(copy)
        found = {paths.journal.name: copy}
        found |= {path.name: path for path in (paths.settings, paths.pack) if path.exists()}
        key = journal.database.archive_key()

        def check(draft: Path) -> None:
            (folder / "read back").mkdir()  # no words
            for name, path in unpack(draft, key, folder / "read back").items():
                if not filecmp.cmp(path, found[name], shallow=False):
                    raise AssistantError(tr("{file} did not read back as it was written. Check that disk.", file=file))

        size = write_archive(file, found, paths.vault.read_bytes(), key, time.time(), check)
    opens = describe_vault(paths).opens_with
    return Backup(file, size, tuple(found), opens, tr(_ONLY_HERE) if opens == (KEYRING,) else "")


_ONLY_HERE = mark(
    "Only the keyring of this machine opens this backup. Have a recovery code written "
    "with: alcove doctor --recovery-code FILE, and make another backup then."
)


def _refuse_foreign(file: Path) -> None:
    if file.is_dir():
        raise AssistantError(tr("{file} is a folder. Name a file in it.", file=file))
    try:
        with open(open_regular(file), "rb") as known:
            if known.read(len(MAGIC)) != MAGIC:
                raise AssistantError(tr("{file} exists, and is no backup of Alcove. Name another file.", file=file))
    except FileNotFoundError:
        pass
    except OSError as error:
        raise AssistantError(
            tr("{file} cannot be read ({reason}). Name another file.", file=file, reason=error.strerror or error)
        ) from error
