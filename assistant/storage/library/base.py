"""What every part of LibraryStore stands on: the database, and changes that are counted."""

from collections.abc import Iterator
from contextlib import contextmanager

import apsw

from assistant.storage.database import Database


class LibraryBase:
    """May be used from any thread; every change is one transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def version(self) -> int:
        """Grows with every change, whichever process made it."""
        return int(self.database.value("SELECT value FROM counters WHERE name = 'changes'"))

    @contextmanager
    def _change(self, *, bulk: bool = False) -> Iterator[apsw.Connection]:
        with self.database.atomic(bulk=bulk) as db:
            yield db
            db.execute("UPDATE counters SET value = value + 1 WHERE name = 'changes'")
