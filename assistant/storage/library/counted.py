"""What the parts of the library stand on: one database, whose changes are counted."""

from collections.abc import Iterator
from contextlib import contextmanager

import apsw

from assistant.storage.database import Database


def version(database: Database) -> int:
    """Grows with every change, whichever process made it."""
    return int(database.value("SELECT value FROM counters WHERE name = 'changes'"))


@contextmanager
def changing(database: Database, *, bulk: bool = False) -> Iterator[apsw.Connection]:
    """One transaction that is counted."""
    with database.atomic(bulk=bulk) as db:
        yield db
        database.count_change("changes")
