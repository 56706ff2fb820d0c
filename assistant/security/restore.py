"""Putting a backup in place of what is there, and finding out beforehand whether that would go well.

All that takes time is done in a folder of its own, while others may have the home open. Then the home is taken alone,
what is there is copied aside, and all is replaced in one step: see `assistant.storage.replacement`.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.errors import AssistantError, StoreError, VaultError, VaultLocked
from assistant.messages import tr
from assistant.security.home import enter_home
from assistant.security.keyrings import Keyrings
from assistant.security.vault import DataKey, open_vault
from assistant.settings.declarations import Settings
from assistant.settings.files import one_writer, open_regular, sync_folder
from assistant.settings.paths import Paths
from assistant.storage.archive import ArchiveError, archive_key, read_header, unpack
from assistant.storage.database import Database
from assistant.storage.home_lock import lock_of
from assistant.storage.journal.schema import journal_migrations
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.schema import library_migrations
from assistant.storage.replacement import database_files, replace_files
from assistant.storage.scratch import scratch_folder


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, where that of before was put (None if there was nothing), and whether the library must be
    indexed anew because the backup has another key."""

    holds: tuple[str, ...]
    made: float
    statements: int
    feedback: int
    before: Path | None
    index_again: bool


def restore_backup(
    paths: Paths,
    file: Path,
    passphrase: str | None = None,
    *,
    ask: Callable[[], str] | None = None,
    keyrings: Keyrings | None = None,
) -> Restored:
    """Puts a backup in place of what is there, which is kept under “backups”. Everything is checked before anything is
    replaced. The passphrase is the one that the vault had when the backup was made.

    Raises ArchiveError for a file that is no backup or damaged, VaultError, and HomeBusy while Alcove is open.
    """
    file = file.expanduser().absolute()
    with enter_home(paths) as hold, unpacked(paths, file, passphrase, ask=ask, keyrings=keyrings) as found:
        hold.release()
        with lock_of(paths).alone(), one_writer(paths.home):
            before = _kept_aside(paths)
            fits = _library_fits(paths, found.key)
            replace_files(paths, found.staged, keep_library=fits is not False)
        return Restored(found.holds, found.made, found.statements, found.feedback, before, fits is False)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a backup was found to hold."""

    holds: tuple[str, ...]
    made: float
    statements: int
    feedback: int


def check_backup(
    paths: Paths,
    file: Path,
    passphrase: str | None = None,
    *,
    ask: Callable[[], str] | None = None,
    keyrings: Keyrings | None = None,
) -> Checked:
    """Proves that a backup restores, by restoring it into a home of its own and reading every page there.

    Nothing that is here is touched. Raises as `restore_backup` does.
    """
    file = file.expanduser().absolute()
    with (
        enter_home(paths),
        unpacked(paths, file, passphrase, ask=ask, keyrings=keyrings) as found,
        scratch_folder(paths) as folder,
    ):
        there = Paths(folder / "home")
        there.create_home()
        with lock_of(there).alone():
            replace_files(there, found.staged, keep_library=False)
            statements, feedback = _examined(there, found.key)
    return Checked(found.holds, found.made, statements, feedback)


@dataclass(frozen=True)
class Unpacked:
    """A backup that was opened and found whole, in a folder of its own."""

    staged: Paths
    key: DataKey
    holds: tuple[str, ...]
    made: float
    statements: int
    feedback: int


@contextmanager
def unpacked(
    paths: Paths,
    file: Path,
    passphrase: str | None = None,
    *,
    ask: Callable[[], str] | None = None,
    keyrings: Keyrings | None = None,
) -> Iterator[Unpacked]:
    """Unpacks a backup into a folder of the home, opens it there, and looks at every page of it.

    To be used while the home is held. Raises as `restore_backup` does.
    """
    with scratch_folder(paths) as folder:
        staged = Paths(folder)
        try:
            made = _stage(paths, file, staged)
            key = open_vault(staged, passphrase, ask=ask, keyrings=keyrings)
            if _is_sealed(file):
                unpack(file, archive_key(key), folder)
        except VaultLocked:
            raise
        except VaultError as error:
            # What was unpacked is gone when this is read.
            raise ArchiveError(str(error).replace(str(staged.vault), str(file))) from error
        except OSError as error:
            reason = error.strerror or error
            raise AssistantError(
                tr(
                    "{file} cannot be unpacked in {home} ({reason}). Nothing was changed.",
                    file=file,
                    home=paths.home,
                    reason=reason,
                )
            ) from error
        statements, feedback = _examined(staged, key)
        holds = tuple(path.name for path in _precious(staged) if path.exists())
        yield Unpacked(staged, key, holds, made, statements, feedback)


def _is_sealed(file: Path) -> bool:
    """Whether the file is a backup that `write_backup` made; what else may be restored is a copy in plain files."""
    return not file.is_dir() and not _is_journal_copy(file)


def _stage(paths: Paths, file: Path, staged: Paths) -> float:
    """Puts the vault of a backup, and all of one in plain files, into the scratch home; returns when it was made.

    In plain files lie the folders that a restore keeps what it replaced in, and the copies of the journal that are
    made before a newer version changes its form. Raises ArchiveError.
    """
    if file.is_dir():
        for path in _precious(Paths(file)):
            if path.exists():
                _copy(path, staged.home / path.name)
        if not staged.vault.exists():
            raise ArchiveError(tr("{file} holds no backup of Alcove. Nothing was changed.", file=file))
        return file.stat().st_mtime
    if _is_journal_copy(file):
        for path in (paths.vault, paths.settings, paths.pack):
            if path.exists():
                _copy(path, staged.home / path.name)
        if not staged.vault.exists():
            raise AssistantError(
                tr(
                    "{name} opens with the vault it was made beside, and {vault} is missing.",
                    name=file.name,
                    vault=paths.vault,
                )
            )
        _copy(file, staged.journal)
        return file.stat().st_mtime
    header = read_header(file)
    if strange := {name for name, _ in header.members} - {path.name for path in _kept(staged)}:
        names = ", ".join(sorted(strange))
        raise ArchiveError(
            tr("{file} holds what no backup does: {names}. Nothing was changed.", file=file, names=names)
        )
    staged.vault.write_bytes(header.vault)
    return header.made


def _copy(file: Path, target: Path) -> None:
    """A device or a pipe has no end, and is none of ours. Raises OSError."""
    with open(open_regular(file), "rb") as source, target.open("xb") as copy:
        shutil.copyfileobj(source, copy)


def _is_journal_copy(file: Path) -> bool:
    return file.is_file() and file.match("journal-v*.db")


def _kept(paths: Paths) -> list[Path]:
    """What `write_backup` may put into its file, the vault in the header aside."""
    return [paths.settings, paths.pack, paths.journal]


def _precious(paths: Paths) -> list[Path]:
    """Every file of a home that a backup may hold."""
    return [paths.vault, paths.settings, paths.pack, *database_files(paths.journal)]


def _examined(staged: Paths, key: DataKey) -> tuple[int, int]:
    """Opens what was unpacked, brings it to this version's form, and counts. Raises StoreError and AssistantError."""
    if not staged.journal.exists():
        raise AssistantError(tr("The backup holds no journal. Nothing was changed."))
    Settings.load(staged)
    database = Database(staged.journal, key, journal_migrations)
    try:
        if (found := database.integrity()) != "ok":
            raise StoreError(tr("The journal in the backup is damaged ({found}). Nothing was changed.", found=found))
        journal = JournalStore(database)
        return len(journal.statements()), len(journal.interactions())
    finally:
        database.close()


def _kept_aside(paths: Paths) -> Path | None:
    """Copies what is to be replaced into a folder of its own under “backups”; None if there is nothing."""
    doomed = [path for path in _precious(paths) if path.exists()]
    if not doomed:
        return None
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    draft: Path | None = None
    try:
        paths.backups.mkdir(mode=0o700, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=".before-restore-", dir=paths.backups))
        for path in doomed:
            shutil.copy2(path, draft / path.name)
            with (draft / path.name).open("rb+") as file:
                os.fsync(file.fileno())
        names = (f"before-restore-{stamp}{more}" for more in ("", *(f"-{k}" for k in range(2, 1000))))
        folder = next(paths.backups / name for name in names if not (paths.backups / name).exists())
        os.replace(draft, folder)
        sync_folder(paths.backups)
    except OSError as error:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)
        reason = error.strerror or error
        raise AssistantError(
            tr(
                "What is there now cannot be copied to {backups} ({reason}). Nothing was changed.",
                backups=paths.backups,
                reason=reason,
            )
        ) from error
    return folder


def _library_fits(paths: Paths, key: DataKey) -> bool | None:
    """Whether the key of the backup opens the library that is here; None without a library."""
    if not paths.library.exists():
        return None
    try:
        Database(paths.library, key, library_migrations).close()
    except StoreError:
        return False
    return True
