"""What takes long to work out, kept in library.db under a name until what it was made from is another."""

from assistant.storage.database import Database

LAST_LIST, TOPICS, MAP = "last list", "topics", "map"  # no words


class Derived:
    """One value a name. `mark` stands for all that a value was made from: under another mark nothing is found.

    A value does not count as a change of the library: it says nothing that the rest does not.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, name: str, mark: bytes) -> bytes | None:
        """The value of a name, if it was made from what `mark` stands for."""
        found = self._database.rows("SELECT value FROM derived WHERE name = ? AND mark = ?", (name, mark))
        return bytes(found[0][0]) if found else None

    def forget(self, name: str) -> None:
        with self._database.atomic() as db:
            db.execute("DELETE FROM derived WHERE name = ?", (name,))

    def keep(self, name: str, mark: bytes, value: bytes) -> None:
        """Keeps a value in place of the one before."""
        with self._database.atomic() as db:
            db.execute("INSERT OR REPLACE INTO derived VALUES (?, ?, ?)", (name, mark, value))
