"""Backup, restore and erasure: the three things that are done to the whole home, not to what stands in it.

A backup is one encrypted file with all that cannot be made again: the journal, the settings, the pack in use, and the
vault that opens it with the same passphrase. The library is left out, since indexing makes it anew. To restore and to
erase, the stores must be closed.
"""

import filecmp
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.errors import AssistantError, StoreError
from assistant.messages import mark, tr
from assistant.security.keyrings import Keyrings
from assistant.security.vault import DataKey, describe_vault, destroy_vault, open_vault
from assistant.settings.declarations import Settings
from assistant.settings.files import sync_folder, write_atomically
from assistant.settings.paths import Paths
from assistant.storage.archive import MAGIC, ArchiveError, archive_key, read_header, unpack, write_archive
from assistant.storage.database import Database
from assistant.storage.instance_lock import open_elsewhere
from assistant.storage.journal.schema import journal_migrations
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.schema import library_migrations

_BESIDE = ("", "-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Backup:
    """What was written. `opens_with`: passphrase, recovery code, keyring; `warning` says what to mind, if anything."""

    file: Path
    bytes: int
    holds: tuple[str, ...]
    opens_with: tuple[str, ...]
    warning: str = ""


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


@dataclass(frozen=True, slots=True)
class Erased:
    """What was destroyed, and what lay in the home that is not Alcove's and was left alone."""

    destroyed: tuple[str, ...]
    left: tuple[str, ...]


def write_backup(paths: Paths, journal: JournalStore, file: Path) -> Backup:
    """Writes the backup, and reads it back before it counts. Others may go on writing meanwhile.

    Raises AssistantError where the place cannot be written to, is full, or holds a file that is no backup.
    """
    file = file.expanduser().absolute()
    _refuse_foreign(file)
    with _scratch(paths) as folder:
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
    state = describe_vault(paths)
    ways = (
        ("passphrase", state.passphrase),
        ("recovery code", state.recovery),
        ("keyring", bool(state.holder)),
    )  # no words
    opens = tuple(name for name, there in ways if there)
    return Backup(file, size, tuple(found), opens, tr(_ONLY_HERE) if opens == ("keyring",) else "")


_ONLY_HERE = mark(
    "Only the keyring of this machine opens this backup. Have a recovery code written "
    "with: alcove doctor --recovery-code FILE, and make another backup then."
)


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

    Raises ArchiveError for a file that is no backup or damaged, VaultError, and AssistantError while Alcove is open.
    """
    file = file.expanduser().absolute()
    _refuse_while_open(paths)
    paths.create_home()
    with _scratch(paths) as folder:
        staged = Paths(folder)
        try:
            made = _stage(paths, file, staged)
            key = open_vault(staged, passphrase, ask=ask, keyrings=keyrings)
            if _is_sealed(file):
                unpack(file, archive_key(key), folder)
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
        before = _kept_aside(paths)
        _put_in_place(staged, paths)
        index_again = _library_fits(paths, key) is False
    return Restored(holds, made, statements, feedback, before, index_again)


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
                shutil.copyfile(path, staged.home / path.name)
        if not staged.vault.exists():
            raise ArchiveError(tr("{file} holds no backup of Alcove. Nothing was changed.", file=file))
        return file.stat().st_mtime
    if _is_journal_copy(file):
        for path in (paths.vault, paths.settings, paths.pack):
            if path.exists():
                shutil.copyfile(path, staged.home / path.name)
        if not staged.vault.exists():
            raise AssistantError(
                tr(
                    "{name} opens with the vault it was made beside, and {vault} is missing.",
                    name=file.name,
                    vault=paths.vault,
                )
            )
        shutil.copyfile(file, staged.journal)
        return file.stat().st_mtime
    header = read_header(file)
    write_atomically(staged.vault, header.vault)
    return header.made


def _is_journal_copy(file: Path) -> bool:
    return file.is_file() and file.match("journal-v*.db")


def _precious(paths: Paths) -> list[Path]:
    """Every file of a home that a backup may hold."""
    return [paths.vault, paths.settings, paths.pack, *_database_files(paths.journal)]


def erase_everything(paths: Paths, keyrings: Keyrings | None = None) -> Erased:
    """Destroys the keys first, after which nothing can be read any more, and then every file of Alcove's in the home,
    the sample library's home included. Raises AssistantError while Alcove is open."""
    homes = [home for home in (paths.demo(), paths) if home.home.is_dir()]
    for home in homes:
        _refuse_while_open(home)
    destroyed: list[str] = []
    for home in homes:
        destroyed += [_said(paths, home.vault)] if home.vault.exists() else []
        destroy_vault(home, keyrings)
    for home in homes:
        destroyed += [_said(paths, path) for path in _own_files(home) if _remove(path)]
        if home is not paths and not any(home.home.iterdir()):
            home.home.rmdir()
    left = tuple(sorted(path.name for path in paths.home.iterdir())) if paths.home.is_dir() else ()
    if paths.home.is_dir() and not left:
        paths.home.rmdir()
    return Erased(tuple(destroyed), left)


def _refuse_foreign(file: Path) -> None:
    if file.is_dir():
        raise AssistantError(tr("{file} is a folder. Name a file in it.", file=file))
    try:
        with file.open("rb") as known:
            if known.read(len(MAGIC)) != MAGIC:
                raise AssistantError(tr("{file} exists, and is no backup of Alcove. Name another file.", file=file))
    except FileNotFoundError:
        pass
    except OSError as error:
        raise AssistantError(
            tr("{file} cannot be read ({reason}). Name another file.", file=file, reason=error.strerror or error)
        ) from error


def _refuse_while_open(paths: Paths) -> None:
    if any(open_elsewhere(path) for path in (paths.journal, paths.library)):
        raise AssistantError(tr("Alcove is open on this library. Close its window and its commands, then try again."))


@contextmanager
def _scratch(paths: Paths) -> Iterator[Path]:
    """A folder in the home, since it must hold nothing that leaves it; everything in it is encrypted or public."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".backup-", dir=paths.home))
    except OSError as error:
        reason = error.strerror or error
        raise AssistantError(
            tr("{home} cannot be written to ({reason}). Mend its rights.", home=paths.home, reason=reason)
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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


def _put_in_place(staged: Paths, paths: Paths) -> None:
    """Renames, one after the other: a run that is killed here is mended by restoring again."""
    try:
        # A log of the old journal must never meet the new one.
        for path in _database_files(paths.journal)[1:]:
            path.unlink(missing_ok=True)
        for new, old in ((staged.settings, paths.settings), (staged.pack, paths.pack)):
            if new.exists():
                os.replace(new, old)
            else:
                old.unlink(missing_ok=True)
        vault = staged.vault.read_bytes()
        os.replace(staged.journal, paths.journal)
        os.replace(staged.vault, paths.vault)
        paths.backups.mkdir(mode=0o700, exist_ok=True)
        write_atomically(paths.backups / paths.vault.name, vault)
        sync_folder(paths.home)
    except OSError as error:
        raise AssistantError(
            tr(
                "{home} cannot be written to ({reason}). Mend that and restore again.",
                home=paths.home,
                reason=error.strerror or error,
            )
        ) from error


def _library_fits(paths: Paths, key: DataKey) -> bool | None:
    """Whether the restored key opens the library; one that it does not open is removed. None without a library."""
    if not paths.library.exists():
        return None
    try:
        Database(paths.library, key, library_migrations).close()
    except StoreError:
        for path in _database_files(paths.library):
            path.unlink(missing_ok=True)
        return False
    return True


def _database_files(path: Path) -> list[Path]:
    return [path.with_name(path.name + suffix) for suffix in _BESIDE]


def _own_files(paths: Paths) -> list[Path]:
    """What Alcove puts into a home. Anything else there is the person's, whatever it is."""
    own = [*_database_files(paths.journal), *_database_files(paths.library)]
    own += [paths.settings, paths.pack, paths.backups, paths.log]
    own += [paths.home / name for name in ("window.json", "window.lock")]
    own += sorted(paths.home.glob(".backup-*")) + sorted(paths.home.glob(".*.db-*")) + sorted(paths.home.glob("*.part"))
    if (paths.home / "library" / ".alcove-demo.json").exists():
        own.append(paths.home / "library")
    return own


def _remove(path: Path) -> bool:
    if not path.exists() and not path.is_symlink():
        return False
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    except OSError as error:
        raise AssistantError(
            tr(
                "{path} cannot be removed ({reason}). The keys are gone; remove the rest by hand.",
                path=path,
                reason=error.strerror or error,
            )
        ) from error
    return True


def _said(paths: Paths, path: Path) -> str:
    return str(path.relative_to(paths.home))
