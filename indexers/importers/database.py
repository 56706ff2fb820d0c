"""Opens another program's SQLite database, read-only and without taking part in its locks."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import apsw

from assistant.domain.errors import AssistantError
from indexers.importers.base import damaged_export

MAGIC = b"SQLite format 3\0"


@contextmanager
def foreign_database(path: Path) -> Iterator[apsw.Connection]:
    """A connection that cannot write. Raises AssistantError for what is damaged."""
    try:
        flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
        connection = apsw.Connection(f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", flags=flags)
        connection.execute("PRAGMA trusted_schema=OFF")
        yield connection
    except apsw.Error as error:
        raise AssistantError(damaged_export(path, str(error))) from error


def has_tables(*names: str) -> Callable[[Path, bytes], bool]:
    """Recognises a database by tables that it has. Raises AssistantError for a damaged one."""
    return lambda path, head: set(names) <= _tables(path, head)


def _tables(path: Path, head: bytes) -> set[str]:
    if not head.startswith(MAGIC):
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
