"""Opens another program's SQLite database, read-only and without taking part in its locks."""

import io
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

import apsw

from assistant.domain.errors import AssistantError, UnreadableFile
from indexers.importers.base import damaged_export
from indexers.readers.packed import is_within, open_anywhere, outermost, whole
from indexers.readers.zipped import LARGEST_TOTAL, SafeZip

MAGIC = b"SQLite format 3\0"
_ZIPPED, _SUFFIXES = b"PK\x03\x04", (".sqlite", ".sqlite3", ".db")


@contextmanager
def foreign_database(path: Path) -> Iterator[apsw.Connection]:
    """A connection that cannot write. Raises AssistantError for what is damaged."""
    files = _PythonFiles()
    try:
        connection = apsw.Connection(str(path.absolute()), flags=apsw.SQLITE_OPEN_READONLY, vfs=_PythonFiles.NAME)
        # What was cut off is shorter than its first page says, which SQLite refuses unless the schema may be mended.
        connection.execute("PRAGMA writable_schema=ON; PRAGMA trusted_schema=OFF; PRAGMA temp_store=MEMORY")
        yield connection
    except apsw.Error as error:
        raise AssistantError(damaged_export(path, str(error))) from error
    finally:
        files.unregister()


class _PythonFiles(apsw.VFS):
    """Files as Python opens them, since SQLite cannot open any where its process may not (see
    indexers.worker.borrowing), and what a backup in a zip archive holds."""

    NAME = "alcove"

    def __init__(self) -> None:
        super().__init__(self.NAME, "", maxpathname=32_768)

    def xFullPathname(self, name: str) -> str:  # noqa: N802  # the name that SQLite gives it
        return name

    def xOpen(self, name: "str | apsw.URIFilename | None", flags: list[int]) -> Any:  # noqa: N802
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        return _Unpacked(held) if (held := zipped_database(Path(path))) else _ReadOnlyFile(path)


class _ReadOnlyFile:
    """What SQLite asks of a file that is only read, and takes part in no locks."""

    def __init__(self, name: str) -> None:
        self._file: IO[bytes] = open(name, "rb", buffering=0)  # noqa: SIM115  # SQLite closes it

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        self._file.seek(offset)
        return self._file.read(amount) or b""

    def xFileSize(self) -> int:  # noqa: N802
        return os.fstat(self._file.fileno()).st_size

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return apsw.SQLITE_IOCAP_IMMUTABLE

    def xSectorSize(self) -> int:  # noqa: N802
        return 4096

    def xFileControl(self, operation: int, pointer: int) -> bool:  # noqa: N802
        return False

    def xClose(self) -> None:  # noqa: N802
        self._file.close()


class _Unpacked(_ReadOnlyFile):
    """The same of a database in memory."""

    def __init__(self, content: bytes) -> None:
        self._file = io.BytesIO(content)
        self._size = len(content)

    def xFileSize(self) -> int:  # noqa: N802
        return self._size


def zipped_database(path: Path) -> bytes:
    """A database that is packed, or the one of a backup in a zip archive, as Audiobookshelf writes them; else empty."""
    try:
        with open_anywhere(path) as file:
            head = file.read(len(MAGIC))
        packed = head.startswith(_ZIPPED) or (is_within(path) and head == MAGIC)
        return _unzipped(path, os.stat(outermost(path)).st_mtime_ns) if packed else b""
    except (OSError, UnreadableFile):
        return b""


@lru_cache(maxsize=1)
def _unzipped(path: Path, written: int) -> bytes:
    """Kept for as long as the importers look at it one after the other."""
    try:
        if is_within(path) and (content := whole(path)).startswith(MAGIC):
            return content
        with SafeZip(path) as archive:
            names = [name for name in archive.names if name.lower().endswith(_SUFFIXES)]
            content = archive.read(names[0], LARGEST_TOTAL) if len(names) == 1 else b""
    except UnreadableFile:
        return b""
    return content if content.startswith(MAGIC) else b""


def has_tables(*names: str) -> Callable[[Path, bytes], bool]:
    """Recognises a database by tables that it has. Raises AssistantError for a damaged one."""
    return lambda path, head: set(names) <= _tables(path, head)


def _tables(path: Path, head: bytes) -> set[str]:
    if not head.startswith(MAGIC) and not zipped_database(path):
        return set()
    with foreign_database(path) as db:
        return {str(row[0]) for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def columns(db: apsw.Connection, table: str) -> frozenset[str]:
    return frozenset(str(row[1]) for row in db.execute(f'PRAGMA table_info("{table}")'))


def rows(db: apsw.Connection, statement: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement, up to a damaged page, which is remembered: the other tables are read all the same."""
    try:
        yield from db.execute(statement)
    except (apsw.CorruptError, apsw.IOError) as error:
        _damage.append(str(error))


_damage: list[str] = []
"""Damage that was met in this process since it was last asked for; a reader process reads one file at a time."""


def damage_met() -> list[str]:
    """What was damaged in the databases that were read, each kind once; asked again, what came since."""
    found = list(dict.fromkeys(_damage))
    _damage.clear()
    return found


def rows_with(db: apsw.Connection, table: str, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Rows of these columns; None for those that this version of the program does not have."""
    known = columns(db, table)
    return rows(db, f"SELECT {', '.join(name if name in known else 'NULL' for name in names)} FROM {table}")
