"""Items that became parts of another, in journal.db, such as the chapters of an audiobook.

What was said of a part stays as it was written down and counts for the whole; parting them again loses nothing.
"""

import time
from collections.abc import Sequence

from assistant.storage.database import Database
from assistant.storage.journal.records import known_item


class Joins:
    """May be called from any thread; a change is a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, keys: Sequence[str]) -> str:
        """The item of the first of these identity keys that is known, the whole for a part; empty if none is."""
        found = self.own(keys)
        return self.all().get(found, found)

    def own(self, keys: Sequence[str]) -> str:
        """The same, the part itself for a part."""
        with self._database.atomic() as db:
            return known_item(db, keys)

    def join(self, part: str, whole: str) -> None:
        """From now on what was said of `part`, and of its own parts, counts for `whole`."""
        whole = self.all().get(whole, whole)
        if part == whole:
            return
        with self._database.atomic() as db:
            statement = "INSERT INTO joined VALUES (?, ?, ?) ON CONFLICT (part) DO UPDATE SET whole = excluded.whole"
            db.execute(statement, (part, whole, time.time()))
            db.execute("UPDATE joined SET whole = ? WHERE whole = ?", (whole, part))
            self._database.count_change("changes", "taste")

    def part(self, whole: str) -> list[str]:
        """Undoes every join to an item: what was said of its parts is theirs again. Returns their ids."""
        parts = [part for part, target in self.all().items() if target == whole]
        with self._database.atomic() as db:
            db.executemany("DELETE FROM joined WHERE part = ?", ((part,) for part in parts))
            self._database.count_change("changes", "taste")
        return parts

    def leave(self, part: str) -> None:
        """Undoes one join: what was said of `part` is its own again."""
        with self._database.atomic() as db:
            db.execute("DELETE FROM joined WHERE part = ?", (part,))
            self._database.count_change("changes", "taste")

    def all(self) -> dict[str, str]:
        """{part: whole}."""
        return dict(self._database.rows("SELECT part, whole FROM joined"))
