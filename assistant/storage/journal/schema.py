"""The schema of journal.db: what only the person knows. It cannot be rebuilt.

Free text is kept as bytes (codec.pack_text), so that nothing a file name or a command line may hold is lost.
"""

import apsw

from assistant.messages import mark
from assistant.storage.database import Migrations

journal_migrations = Migrations(
    name="journal",
    advice=mark("Put back the newest copy that opens: `alcove restore FILE`, with a FILE from the folder “backups”."),
    synchronous="FULL",
)


@journal_migrations
def m001_remember_the_person(db: apsw.Connection) -> None:
    """Ids of items by what identifies them, what was said of them, statements, what is hidden, and folders."""
    db.execute("""
        CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO counters VALUES ('changes', 0), ('taste', 0), ('statements', 0);
        CREATE TABLE identities (key BLOB PRIMARY KEY, item TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX identities_by_item ON identities (item);
        CREATE TABLE interactions (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            item TEXT NOT NULL,
            verdict TEXT NOT NULL,
            at REAL NOT NULL,
            value REAL NOT NULL,
            because BLOB NOT NULL,
            source BLOB NOT NULL,
            undone INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE statements (
            num INTEGER PRIMARY KEY AUTOINCREMENT,
            id BLOB NOT NULL,
            at REAL NOT NULL,
            data TEXT
        ) STRICT;
        CREATE INDEX statements_by_id ON statements (id, num);
        CREATE TABLE hidden (target BLOB PRIMARY KEY, at REAL NOT NULL) STRICT;
        CREATE TABLE roots (num INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE) STRICT;
        CREATE TABLE edits (
            item TEXT NOT NULL,
            field TEXT NOT NULL,
            value TEXT NOT NULL,
            PRIMARY KEY (item, field)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE wishes (
            num INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            path BLOB,
            data TEXT NOT NULL
        ) STRICT;
        CREATE TABLE small_values (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    """)


@journal_migrations
def m002_remember_what_was_said_and_shown(db: apsw.Connection) -> None:
    """Turns of conversation, and the lists that were shown, with the chance each item had."""
    db.execute("""
        CREATE TABLE turns (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            conversation BLOB NOT NULL,
            role TEXT NOT NULL,
            text BLOB NOT NULL,
            data TEXT NOT NULL,
            at REAL NOT NULL
        ) STRICT;
        CREATE INDEX turns_by_conversation ON turns (conversation, id);
        CREATE TABLE slates (id INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, data TEXT NOT NULL) STRICT;
    """)


@journal_migrations
def m003_remember_notes(db: apsw.Connection) -> None:
    """What a person wrote about items or underlined in them, with each change of theirs, and works not here yet.

    `known_by` is the digest of what a note came as, by which an import knows it again (empty for the second of two
    alike that were written here); `before` is JSON, and empty for
    a note that was new.
    """
    db.execute("""
        INSERT INTO counters VALUES ('notes', 0);
        CREATE TABLE notes (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            item TEXT NOT NULL,
            kind TEXT NOT NULL,
            text BLOB NOT NULL,
            place BLOB NOT NULL,
            at REAL,
            source BLOB NOT NULL,
            known_by BLOB,
            removed INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE UNIQUE INDEX notes_by_item ON notes (item, known_by);
        CREATE TABLE note_changes (
            num INTEGER PRIMARY KEY AUTOINCREMENT,
            note INTEGER NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
            before TEXT,
            undone INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE noted_works (item TEXT PRIMARY KEY, work TEXT NOT NULL) STRICT, WITHOUT ROWID;
    """)


@journal_migrations
def m004_remember_what_became_one(db: apsw.Connection) -> None:
    """Items that became parts of another, such as the chapters of an audiobook. What was said of a part stays a row of
    its own and counts for the whole; without the row here it is the part's again."""
    db.execute(
        "CREATE TABLE joined (part TEXT PRIMARY KEY, whole TEXT NOT NULL, at REAL NOT NULL) STRICT, WITHOUT ROWID"
    )


@journal_migrations
def m005_remember_the_colours_of_highlights(db: apsw.Connection) -> None:
    """Empty for what was underlined without a colour."""
    db.execute("ALTER TABLE notes ADD COLUMN colour TEXT NOT NULL DEFAULT ''")
