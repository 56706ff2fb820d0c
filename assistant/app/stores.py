"""The two stores with their home, and how the parts keep in memory what they made from them."""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, Self, TypeVar

from assistant.domain.errors import StoreBehind, StoreError
from assistant.messages import tr
from assistant.security.home import enter_home
from assistant.security.key_wrapping import KEY_BYTES
from assistant.security.vault import DataKey, open_vault
from assistant.settings.files import read_whole
from assistant.settings.paths import Paths
from assistant.storage.home_lock import Hold, HomeBusy, lock_of
from assistant.storage.journal.schema import journal_migrations
from assistant.storage.journal.store import JournalStore, open_journal
from assistant.storage.library.store import LibraryStore, open_library

Value = TypeVar("Value")


@dataclass(frozen=True)
class Stores:
    """What the files hold, and what only the person knows. `memory` guards all that parts keep: see App."""

    paths: Paths
    library: LibraryStore
    journal: JournalStore
    memory: threading.RLock = field(default_factory=threading.RLock, repr=False)
    hold: Hold | None = field(default=None, repr=False)
    """The share in the home, from before its key was read until its stores are closed."""

    @classmethod
    def open(cls, paths: Paths, passphrase: str | None = None, *, ask: Callable[[], str] | None = None) -> Self:
        """Unlocks the vault and opens both databases; those of an earlier version are brought to this one's form,
        while nobody else has them. Raises VaultError, StoreError, HomeBusy and what else a person can mend."""
        key, vault = DataKey(bytes(KEY_BYTES)), b""
        while True:
            hold = enter_home(paths)
            try:
                # The passphrase is asked for and stretched once, unless another run put another vault there.
                if not vault or vault != read_whole(paths.vault):
                    key = open_vault(paths, passphrase, ask=ask)
                    vault = read_whole(paths.vault)
                _miss_no_journal(paths)
                return cls._open(paths, key, hold)
            except StoreBehind:
                hold.release()
            except BaseException:
                hold.release()
                raise
            _bring_up(paths, vault, key)

    @classmethod
    def _open(cls, paths: Paths, key: DataKey, hold: Hold) -> Self:
        journal = open_journal(paths, key)
        try:
            return cls(paths, open_library(paths, key), journal, hold=hold)
        except BaseException:
            journal.close()
            raise

    def version(self) -> tuple[int, int]:
        """Changes whenever library or journal do, whichever process wrote; cheap enough to ask every second."""
        return self.library.version(), self.journal.taste_version()

    def foreign_version(self) -> tuple[int, int]:
        """Changes only when another process has written; it too may be asked every second."""
        return self.library.database.foreign_changes(), self.journal.database.foreign_changes()

    def close(self) -> None:
        self.library.close()
        self.journal.close()
        if self.hold is not None:
            self.hold.release()


def _miss_no_journal(paths: Paths) -> None:
    """A journal that is gone is not begun anew in silence: the library is made after it. Raises StoreError."""
    if _is_empty(paths.journal) and not _is_empty(paths.library):
        raise StoreError(
            tr(
                "{journal} is gone or empty, and with it your profile and all that you said of your works. {advice} To "
                "begin anew, move {library} away.",
                journal=paths.journal,
                advice=tr(journal_migrations.advice),
                library=paths.library,
            )
        )


def _is_empty(database: Path) -> bool:
    """Whether nothing stands in a database, its write-ahead log included."""
    return not any(
        one.exists() and one.stat().st_size for one in (database, database.with_name(f"{database.name}-wal"))
    )


def _bring_up(paths: Paths, vault: bytes, key: DataKey) -> None:
    """Brings the databases to this version's form, if it is still their vault. Another start may have been quicker."""
    try:
        with lock_of(paths).alone():
            if read_whole(paths.vault) == vault:
                open_journal(paths, key).close()
                open_library(paths, key).close()
    except HomeBusy as busy:
        with enter_home(paths):
            try:
                open_journal(paths, key).close()
                open_library(paths, key).close()
            except StoreBehind:
                raise busy from None


class Kept(Generic[Value]):
    """One value that is kept until its mark changes, and made by one thread while the others wait for it."""

    def __init__(self, lock: threading.RLock) -> None:
        self._lock = lock
        self._kept: tuple[Hashable, Value] | None = None

    def get(self, mark: Callable[[], Hashable], make: Callable[[], Value]) -> Value:
        """The value of the mark as it is now. Neither call may write to a store."""
        with self._lock:
            now = mark()
            if self._kept is None or self._kept[0] != now:
                self._kept = now, make()
            return self._kept[1]

    def forget(self) -> None:
        with self._lock:
            self._kept = None
