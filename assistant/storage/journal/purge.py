"""Taking rows out of the journal for good, where everything else only marks them."""

from assistant.storage.database_copies import backups_of
from assistant.storage.journal.store import JournalStore


def purge_statements(journal: JournalStore, small_values: tuple[str, ...] = ()) -> int:
    """Destroys every version of every statement, and the small values named; returns how many versions there were.

    What they stood in is overwritten with zeros, in the file and in its write-ahead log, and the backups that were
    made of the journal before it changed its form go too, because they hold the same sentences.
    """
    database = journal.database
    connection = database.connection
    connection.execute("PRAGMA secure_delete=ON")
    with database.atomic() as db:
        db.execute("DELETE FROM statements")
        destroyed = db.changes()
        for name in small_values:
            db.execute("DELETE FROM small_values WHERE name = ?", (name,))
        database.count_change("changes", "taste")
    # The log still holds the old pages; where another process reads just now, they go with its next checkpoint.
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for old in backups_of(database.path):
        old.unlink(missing_ok=True)
    return destroyed


def purge_notes(journal: JournalStore) -> int:
    """Destroys every note with what it was before, as purge_statements() does; returns how many there were."""
    database = journal.database
    connection = database.connection
    connection.execute("PRAGMA secure_delete=ON")
    with database.atomic() as db:
        db.execute("DELETE FROM note_changes")
        db.execute("DELETE FROM notes")
        destroyed = db.changes()
        db.execute("DELETE FROM noted_works")
        database.count_change("changes", "taste", "notes")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for old in backups_of(database.path):
        old.unlink(missing_ok=True)
    return destroyed


def take_back(journal: JournalStore, number: int) -> bool:
    """Takes one piece of feedback back by its number, as undo() does with the last one; False if it is not standing."""
    with journal.database.atomic() as db:
        db.execute("UPDATE interactions SET undone = 1 WHERE id = ? AND undone = 0", (number,))
        found = bool(db.changes())
        journal.database.count_change("changes", "taste")
    return found
