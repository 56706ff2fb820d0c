"""Encrypted SQLite: one connection a thread, transactions that nest, migrations in order with a backup before each.

The cipher is AEGIS (sqlite3mc), keyed with 32 raw bytes. Vectors come from sqlite-vec, whose tables are derived.
"""

import threading
import time
import weakref
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw
import sqlite_vec

from assistant.domain.errors import DiskFull, StoreBehind, StoreError, StoreTooNew
from assistant.domain.rows import Row
from assistant.messages import mark, quoted, tr
from assistant.storage.archive import archive_key
from assistant.storage.database_copies import before_migration, copy_database
from assistant.storage.database_errors import explained, is_full
from assistant.storage.home_lock import Hold

CIPHER = "aegis"
BUSY_MILLISECONDS = 20_000
CLOSING_SECONDS = 5.0
CACHE_KIB = 8 * 1024
"""Page cache of a connection at rest: there is one a thread, so it stays small."""
BULK_CACHE_KIB = 64 * 1024
"""Page cache during bulk writes: with SQLite's usual 2 MiB, vec0 inserts are thirty times slower."""

Step = Callable[[apsw.Connection], None]
Bindings = Sequence[Any] | Row


_NOT_OURS = defaultdict(
    lambda: mark("{path} is not a database of Alcove. {advice}"),
    journal=mark("{path} is not a journal of Alcove. {advice}"),
    library=mark("{path} is not a library of Alcove. {advice}"),
)
"""What is said of a strange file, by the name of what should stand there."""


@dataclass
class Migrations:
    """The schema of one database as a story told in order; used as a decorator on m001_…, m002_… .

    `advice` says whose move it is when the database is damaged; `synchronous` is FULL where an acknowledged write must
    outlive a power cut, NORMAL where it may be repeated.
    """

    name: str
    advice: str
    synchronous: str = "NORMAL"
    page_size: int = 4096
    functions: Mapping[str, Callable[..., str]] = field(default_factory=dict)
    """What the triggers of this database call, by name."""
    steps: list[Step] = field(default_factory=list)

    @property
    def mark(self) -> int:
        """Written into the file, so that one database is not taken for another."""
        return zlib.crc32(f"alcove {self.name}".encode()) >> 1

    def __call__(self, step: Step) -> Step:
        number = len(self.steps) + 1
        if not step.__name__.startswith(f"m{number:03}_"):
            raise ValueError(f"{step.__name__} must be called m{number:03}_… : it is step {number} of {self.name}")
        if not step.__doc__:
            raise ValueError(f"{step.__name__} needs a docstring that says what it is for")
        self.steps.append(step)
        return step


class Database:
    """One encrypted file. Safe to share between threads: each gets a connection of its own.

    Raises StoreTooNew for a file of a newer version (left untouched), and StoreError for a wrong key, damage, a full
    disk or a folder that cannot be written to.
    """

    def __init__(
        self, path: Path, key: bytes, migrations: Migrations, *, hold: Hold | None = None, migrate: bool = True
    ) -> None:
        """hold: a share in the home that the database lies in, given back when it is closed. Without `migrate`, a
        database of an earlier version raises StoreBehind."""
        if len(key) != 32:
            raise ValueError("the data key has 32 bytes")
        self.path = path.absolute()
        self.migrations = migrations
        self._key = key.hex()
        self._local = threading.local()
        self._open: weakref.WeakSet[apsw.Connection] = weakref.WeakSet()
        # Writers of this process queue here instead of polling the file, which SQLite does without fairness.
        self._writing = threading.RLock()
        self._closed = False
        self._own = 0
        self._reading_only, self._age = False, 0
        """While the disk is too full to open it for writing; connections of an earlier age are made anew."""
        self._hold = hold
        try:
            self._migrate(migrate)
        except BaseException:
            self.close()
            raise

    def __repr__(self) -> str:
        return f"Database({str(self.path)!r})"  # no words

    @property
    def connection(self) -> apsw.Connection:
        """The connection of the calling thread; it lives as long as the thread does."""
        found: apsw.Connection | None = getattr(self._local, "connection", None)
        if found is not None and getattr(self._local, "age", self._age) != self._age:
            found.close()
            found = None
        if found is None:
            if self._closed:
                raise StoreError(tr("{name} is closed. Start Alcove again.", name=self.path.name))
            found = self._connect()
            self._local.connection, self._local.age = found, self._age
            self._open.add(found)
        return found

    @contextmanager
    def atomic(self, *, bulk: bool = False) -> Iterator[apsw.Connection]:
        """All or nothing: BEGIN IMMEDIATE … COMMIT. Within another atomic() it joins that transaction.

        An error inside rolls back what this block did. `bulk` lends the transaction a large page cache.
        """
        with self._writing, explained(self.path, self.migrations.advice):
            if self._reading_only:
                self._write_again()
            connection = self.connection
            if connection.in_transaction:
                with connection:
                    yield connection
                return
            if bulk:
                connection.execute(f"PRAGMA cache_size=-{BULK_CACHE_KIB}")
            try:
                with self._transaction(connection):
                    yield connection
            finally:
                if bulk and not self._closed:
                    connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
                    connection.execute("PRAGMA shrink_memory")

    def rows(self, statement: str, bindings: Bindings = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with explained(self.path, self.migrations.advice):
            return list(self.connection.execute(statement, bindings))

    def stream(self, statement: str, bindings: Bindings = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a query one by one, where all at once would take too much memory."""
        with explained(self.path, self.migrations.advice):
            yield from self.connection.execute(statement, bindings)

    def value(self, statement: str, bindings: Bindings = (), default: Any = None) -> Any:
        """The first column of the first row, or the default where there is none."""
        found = self.rows(statement, bindings)
        return found[0][0] if found else default

    def count_change(self, *counters: str) -> None:
        """Counts a change, within its transaction: the counters are in the file, and this process keeps its share."""
        statement = "UPDATE counters SET value = value + 1 WHERE name = ?"
        self.connection.executemany(statement, ((name,) for name in counters))
        self._own += 1

    def foreign_changes(self) -> int:
        """A number that moves with the changes of other processes alone. Waits while a thread of this one writes."""
        with self._writing:
            return int(self.value("SELECT value FROM counters WHERE name = 'changes'")) - self._own

    @property
    def data_version(self) -> int:
        """Changes when another connection or process has written, as seen by this thread's connection."""
        return int(self.value("PRAGMA data_version"))

    @property
    def schema_version(self) -> int:
        return int(self.value("PRAGMA user_version"))

    @property
    def cipher(self) -> str:
        """The name of the cipher in use, for `doctor`."""
        return str(self.value("PRAGMA cipher"))

    def integrity(self) -> str:
        """“ok”, or what SQLite found wrong. Reads the whole file."""
        try:
            return "; ".join(str(row[0]) for row in self.rows("PRAGMA integrity_check(10)"))
        except StoreError as error:
            return str(error)

    def backup(self, target: Path) -> None:
        """Copies the database to `target`, with the same cipher and key, in one step. Writing may go on meanwhile."""
        with explained(self.path, self.migrations.advice):
            copy_database(self.connection, self._keyed, target)

    def data_key(self) -> bytes:
        """The key that opens this database; it is forgotten when the database is closed."""
        if self._closed:
            raise StoreError(tr("{name} is closed. Start Alcove again.", name=self.path.name))
        return bytes.fromhex(self._key)

    def archive_key(self) -> bytes:
        """The key under which backups of this database are sealed."""
        return archive_key(bytes.fromhex(self._key))

    def close(self) -> None:
        """Closes the connections of all threads. A transaction under way may end; a query is broken off."""
        self._closed = True
        waited = self._writing.acquire(timeout=CLOSING_SECONDS)
        try:
            for connection in list(self._open):
                _close(connection)
        finally:
            if waited:
                self._writing.release()
        self._local = threading.local()
        self._key = ""
        if self._hold is not None:
            self._hold.release()

    @contextmanager
    def _transaction(self, connection: apsw.Connection) -> Iterator[None]:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            # Some errors (a full disk) make SQLite roll back by itself.
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _keyed(self, path: Path, how: str = "") -> apsw.Connection:
        """A bare connection with cipher and key set; creates the file for its owner alone if need be.

        how: what SQLite is to do otherwise, as in a URI.
        """
        if not getattr(apsw, "mc_version", ""):
            raise StoreError(
                tr(
                    "The cipher is missing: plain {package} hides it. Uninstall apsw, then run `make setup`.",
                    package=quoted("apsw"),
                )
            )
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.touch(mode=0o600)
        except OSError as error:
            reason = error.strerror or error
            raise StoreError(
                tr(
                    "{path} cannot be opened ({reason}). Mend its rights, or choose another ALCOVE_HOME.",
                    path=path,
                    reason=reason,
                )
            ) from error
        if how:
            connection = apsw.Connection(path.as_uri() + how, flags=apsw.SQLITE_OPEN_URI | apsw.SQLITE_OPEN_READONLY)
        else:
            connection = apsw.Connection(str(path))
        connection.set_busy_timeout(BUSY_MILLISECONDS)
        connection.execute(f"PRAGMA cipher='{CIPHER}'")
        connection.execute(f'PRAGMA key="raw:{self._key}"')
        return connection

    def _connect(self) -> apsw.Connection:
        with explained(self.path, self.migrations.advice):
            if not self._reading_only:
                try:
                    return self._prepared(self._keyed(self.path))
                except (apsw.IOError, apsw.FullError) as error:
                    # What a full disk has no room for is kept beside the database: without it, reading goes on.
                    if not is_full(self.path, error) or _has_log(self.path):
                        raise
            self._reading_only = True
            return self._prepared(self._keyed(self.path, "?mode=ro&immutable=1"))

    def _write_again(self) -> None:
        """Back to writing, if there is room again. Raises DiskFull."""
        self._reading_only = False
        connection = self._connect()
        if self._reading_only:
            connection.close()
            raise DiskFull(self.path)
        connection.close()
        self._age += 1

    def _prepared(self, connection: apsw.Connection) -> apsw.Connection:
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: apsw.Connection) -> None:
        connection.execute("PRAGMA temp_store=MEMORY")  # No page of a sort or a statement journal reaches the disk.
        connection.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
        connection.execute(f"PRAGMA page_size={self.migrations.page_size}")
        version = int(connection.execute("PRAGMA user_version").get)
        belongs_to = int(connection.execute("PRAGMA application_id").get)
        if belongs_to not in (0, self.migrations.mark):
            raise StoreError(tr(_NOT_OURS[self.migrations.name], path=self.path, advice=tr(self.migrations.advice)))
        if version > len(self.migrations.steps):
            raise StoreTooNew(self.path)
        if not self._reading_only:
            connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"PRAGMA journal_size_limit={64 << 20}")
        connection.execute(f"PRAGMA synchronous={self.migrations.synchronous}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.enable_load_extension(True)
        connection.load_extension(sqlite_vec.loadable_path())
        connection.enable_load_extension(False)
        for name, function in self.migrations.functions.items():
            connection.create_scalar_function(name, function, 1, deterministic=True)

    def _migrate(self, allowed: bool) -> None:
        known = len(self.migrations.steps)
        while (version := self.schema_version) < known:
            if version and not allowed:
                raise StoreBehind(self.path)
            if version:
                with explained(self.path, self.migrations.advice):
                    copy_database(self.connection, self._keyed, before_migration(self.path, version))
            with self.atomic(bulk=True) as connection:
                # Another process may have come this far while this one waited.
                if int(connection.execute("PRAGMA user_version").get) == version:
                    # A new database is made whole or not at all; an old one goes a step at a time.
                    upto = version + 1 if version else known
                    for step in self.migrations.steps[version:upto]:
                        step(connection)
                    connection.execute(f"PRAGMA application_id={self.migrations.mark}")
                    connection.execute(f"PRAGMA user_version={upto}")


def _has_log(path: Path) -> bool:
    """Whether a log holds what the database itself does not yet."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _close(connection: apsw.Connection) -> None:
    deadline = time.monotonic() + CLOSING_SECONDS
    while True:
        try:
            connection.close()
            return
        except (apsw.FullError, apsw.IOError):
            return  # What was committed stands in the log, which stays where it is.
        except apsw.ThreadingViolationError:
            # Another thread is in the middle of a query. What it has not committed is as if it had been killed.
            if time.monotonic() > deadline:
                return
            connection.interrupt()
            time.sleep(0.005)
