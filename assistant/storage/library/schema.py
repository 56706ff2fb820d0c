"""The schema of library.db. Everything in it can be rebuilt from the person's files.

Vectors and texts live in ordinary tables; the sqlite-vec and FTS5 tables follow them by triggers, within the same
transaction, and can be rebuilt from them at any time.
"""

from typing import Any

import apsw

from assistant.messages import mark
from assistant.storage.database import Migrations
from assistant.storage.library.albums import put_album_key
from assistant.storage.library.indexes import full_text, full_text_apart, nearest_neighbours
from assistant.storage.library.words.unspaced import apart
from assistant.storage.serialisation import load_item

library_migrations = Migrations(
    name="library",
    advice=mark("It holds nothing but what your files hold: move it away, then run `alcove index`."),
    synchronous="NORMAL",
    page_size=8192,
    functions={"apart": apart},
)


@library_migrations
def m001_remember_what_the_files_hold(db: apsw.Connection) -> None:
    """Items with their files, covers and passages, one row each, and a counter that grows with every change."""
    db.execute("""
        CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO counters VALUES ('changes', 0);
        CREATE TABLE items (
            num INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL,
            title_key TEXT NOT NULL,
            path BLOB,
            data TEXT NOT NULL,
            fingerprint BLOB NOT NULL,
            embedded INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX items_by_title ON items (title_key);
        CREATE INDEX items_unembedded ON items (num) WHERE embedded = 0;
        CREATE TABLE files (
            path BLOB PRIMARY KEY,
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            inode TEXT NOT NULL,
            digest BLOB NOT NULL,
            item TEXT,
            state TEXT NOT NULL,
            reason BLOB NOT NULL,
            read_at REAL NOT NULL
        ) STRICT;
        CREATE INDEX files_by_item ON files (item);
        CREATE TABLE covers (
            item INTEGER PRIMARY KEY REFERENCES items (num) ON DELETE CASCADE,
            image BLOB NOT NULL
        ) STRICT;
        CREATE TABLE item_texts (
            num INTEGER PRIMARY KEY REFERENCES items (num) ON DELETE CASCADE,
            title TEXT NOT NULL,
            creators TEXT NOT NULL,
            subjects TEXT NOT NULL,
            description TEXT NOT NULL
        ) STRICT;
        CREATE TABLE passages (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            item INTEGER NOT NULL REFERENCES items (num) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            text TEXT NOT NULL,
            place TEXT NOT NULL,
            embedded INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX passages_by_item ON passages (item, position);
        CREATE INDEX passages_unembedded ON passages (position, id) WHERE embedded = 0;
    """)


@library_migrations
def m002_find_words(db: apsw.Connection) -> None:
    """Full text search over items and passages that leaves no deleted word on the disk."""
    full_text(db, "items_fts", "item_texts", "num", ("title", "creators", "subjects", "description"))
    full_text(db, "passages_fts", "passages", "id", ("text",))


@library_migrations
def m003_find_neighbours(db: apsw.Connection) -> None:
    """Vectors as blobs in ordinary tables, and the sqlite-vec tables that are searched."""
    db.execute("""
        CREATE TABLE item_vectors (
            item INTEGER PRIMARY KEY REFERENCES items (num) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            vector BLOB NOT NULL
        ) STRICT;
        CREATE TABLE passage_vectors (
            passage INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            vector BLOB NOT NULL
        ) STRICT;
    """)
    nearest_neighbours(db, "items_vec", "item_vectors", "item")
    nearest_neighbours(db, "passages_vec", "passage_vectors", "passage")


@library_migrations
def m004_albums_edits_and_sound(db: apsw.Connection) -> None:
    """Which tracks make an album, what a file said before the person changed it, and how recordings sound.

    `form` names items that no file stands for (album, wish). A track's album key tells which tracks belong together;
    what happens to it is noted by triggers, so that only the albums concerned are made anew. `embedded` is 1 for an
    item whose vector still lacks what its passages say, and 2 for one that lacks nothing.
    """
    db.execute("""
        ALTER TABLE items ADD COLUMN form TEXT NOT NULL DEFAULT '';
        ALTER TABLE items ADD COLUMN heard INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX items_without_file ON items (form, num) WHERE form <> '';
        CREATE INDEX items_unheard ON items (num) WHERE kind = 'music' AND heard = 0;
        CREATE INDEX items_uncombined ON items (num) WHERE embedded = 1;
        CREATE TABLE originals (
            item INTEGER PRIMARY KEY REFERENCES items (num) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            data TEXT NOT NULL
        ) STRICT;
        CREATE TABLE sounds (
            item INTEGER PRIMARY KEY REFERENCES items (num) ON DELETE CASCADE,
            digest BLOB NOT NULL,
            reason TEXT NOT NULL,
            data TEXT
        ) STRICT;
        CREATE TABLE album_keys (
            item INTEGER PRIMARY KEY REFERENCES items (num) ON DELETE CASCADE,
            key TEXT NOT NULL
        ) STRICT;
        CREATE INDEX album_keys_by_key ON album_keys (key);
        CREATE TABLE albums (key TEXT PRIMARY KEY, album TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX albums_by_album ON albums (album);
        CREATE TABLE stale_albums (key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
        CREATE TRIGGER album_keys_in AFTER INSERT ON album_keys BEGIN
            INSERT INTO stale_albums VALUES (new.key) ON CONFLICT DO NOTHING;
        END;
        CREATE TRIGGER album_keys_out AFTER DELETE ON album_keys BEGIN
            INSERT INTO stale_albums VALUES (old.key) ON CONFLICT DO NOTHING;
        END;
        CREATE TRIGGER album_keys_change AFTER UPDATE ON album_keys BEGIN
            INSERT INTO stale_albums VALUES (old.key) ON CONFLICT DO NOTHING;
            INSERT INTO stale_albums VALUES (new.key) ON CONFLICT DO NOTHING;
        END;
    """)
    rows: list[tuple[Any, ...]] = db.execute("SELECT num, id, kind, path, data FROM items").fetchall()
    for row in rows:
        put_album_key(db, row[0], load_item(*row[1:]))


@library_migrations
def m005_keep_wordings(db: apsw.Connection) -> None:
    """How a model worded the reason for an item, with digests of the facts, the prompt and the model it came from."""
    db.execute("""
        CREATE TABLE wordings (
            item INTEGER PRIMARY KEY REFERENCES items (num) ON DELETE CASCADE,
            facts BLOB NOT NULL,
            prompt BLOB NOT NULL,
            model BLOB NOT NULL,
            text BLOB NOT NULL,
            author TEXT NOT NULL
        ) STRICT;
    """)


@library_migrations
def m006_keep_opinions(db: apsw.Connection) -> None:
    """What a model thinks of an item for this person, with a digest of the question and of the model."""
    db.execute("""
        CREATE TABLE opinions (
            item INTEGER PRIMARY KEY REFERENCES items (num) ON DELETE CASCADE,
            asked BLOB NOT NULL,
            value REAL NOT NULL
        ) STRICT;
    """)


@library_migrations
def m007_works_of_several_files(db: apsw.Connection) -> None:
    """Parts of one work, with what each file says, and the items that became parts of another. Triggers note which
    works are to be made anew."""
    db.execute("""
        CREATE TABLE parts (path BLOB PRIMARY KEY, item TEXT NOT NULL, data TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE INDEX parts_by_item ON parts (item);
        CREATE TABLE stale_wholes (item TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
        CREATE TABLE joined (part TEXT PRIMARY KEY, whole TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TRIGGER files_of_parts AFTER DELETE ON files BEGIN DELETE FROM parts WHERE path = old.path; END;
        CREATE TRIGGER parts_in AFTER INSERT ON parts BEGIN
            INSERT INTO stale_wholes VALUES (new.item) ON CONFLICT DO NOTHING;
        END;
        CREATE TRIGGER parts_out AFTER DELETE ON parts BEGIN
            INSERT INTO stale_wholes VALUES (old.item) ON CONFLICT DO NOTHING;
        END;
        CREATE TRIGGER parts_change AFTER UPDATE ON parts BEGIN
            INSERT INTO stale_wholes VALUES (old.item) ON CONFLICT DO NOTHING;
            INSERT INTO stale_wholes VALUES (new.item) ON CONFLICT DO NOTHING;
        END;
    """)


@library_migrations
def m008_search_notes(db: apsw.Connection) -> None:
    """A copy of the journal's notes, for their words, and the vectors of those that tell most of the person."""
    db.execute("""
        CREATE TABLE noted (
            note INTEGER PRIMARY KEY,
            item TEXT NOT NULL,
            mark BLOB NOT NULL,
            text TEXT NOT NULL,
            vector BLOB
        ) STRICT;
        CREATE INDEX noted_by_item ON noted (item);
        INSERT INTO counters VALUES ('notes', 0);
    """)
    full_text(db, "noted_fts", "noted", "note", ("text",))


@library_migrations
def m009_keep_cards(db: apsw.Connection) -> None:
    """What each item is like, with what the card was made from: the heads, the text and whether it was heard."""
    db.execute("""
        CREATE TABLE cards (
            item INTEGER PRIMARY KEY REFERENCES items (num) ON DELETE CASCADE,
            heads TEXT NOT NULL,
            fingerprint BLOB NOT NULL,
            heard INTEGER NOT NULL,
            confidences BLOB NOT NULL,
            data TEXT NOT NULL
        ) STRICT;
    """)


@library_migrations
def m010_meet_other_languages(db: apsw.Connection) -> None:
    """Vectors of a second encoder, which understands all languages, and which encoder made those of each space."""
    db.execute("""
        CREATE TABLE encoders (space TEXT PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE world_items (
            item INTEGER PRIMARY KEY REFERENCES items (num) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            vector BLOB NOT NULL
        ) STRICT;
        CREATE TABLE world_passages (
            passage INTEGER PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            vector BLOB NOT NULL
        ) STRICT;
    """)
    nearest_neighbours(db, "world_items_vec", "world_items", "item")
    nearest_neighbours(db, "world_passages_vec", "world_passages", "passage")


@library_migrations
def m011_words_without_blanks(db: apsw.Connection) -> None:
    """Chinese, Japanese and Thai texts are searched letter by letter, since no blank divides their words."""
    full_text_apart(db, "items_fts", "item_texts", "num", ("title", "creators", "subjects", "description"))
    full_text_apart(db, "passages_fts", "passages", "id", ("text",))
    full_text_apart(db, "noted_fts", "noted", "note", ("text",))


@library_migrations
def m012_listen_anew(db: apsw.Connection) -> None:
    """Key and tempo are heard better, and AAC, Windows Media, Monkey's Audio and WavPack are heard at all. What was
    measured before stays until then."""
    db.execute("UPDATE items SET heard = 0 WHERE kind = 'music'")


@library_migrations
def m013_recognise_text(db: apsw.Connection) -> None:
    """Pages that are pictures, by the content of their file, and what was recognised on them; `told` of the pages are
    known to the file's item. It goes with the last file of that content."""
    db.execute("""
        CREATE TABLE scans (
            digest BLOB PRIMARY KEY,
            pages INTEGER NOT NULL,
            told INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE scan_pages (
            digest BLOB NOT NULL REFERENCES scans (digest) ON DELETE CASCADE,
            page INTEGER NOT NULL,
            text TEXT,
            sure REAL NOT NULL DEFAULT 0,
            script TEXT NOT NULL DEFAULT '',
            heading TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (digest, page)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX files_by_digest ON files (digest);
        CREATE TRIGGER scans_of_gone AFTER DELETE ON files BEGIN
            DELETE FROM scans WHERE digest = old.digest AND NOT EXISTS (SELECT 1 FROM files WHERE digest = old.digest);
        END;
        CREATE TRIGGER scans_of_changed AFTER UPDATE OF digest ON files WHEN old.digest <> new.digest BEGIN
            DELETE FROM scans WHERE digest = old.digest AND NOT EXISTS (SELECT 1 FROM files WHERE digest = old.digest);
        END;
    """)


@library_migrations
def m014_keep_tokens(db: apsw.Connection) -> None:
    """What the second encoder made of the tokens of each item's text, beside its vector and as long as that one."""
    db.execute("""
        CREATE TABLE world_tokens (
            item INTEGER PRIMARY KEY REFERENCES world_items (item) ON DELETE CASCADE,
            states BLOB NOT NULL
        ) STRICT;
    """)


@library_migrations
def m015_keep_what_takes_long(db: apsw.Connection) -> None:
    """Values that are made from the rest and take seconds, so that the next start finds them; see Derived."""
    db.execute("""
        CREATE TABLE derived (
            name TEXT PRIMARY KEY,
            mark BLOB NOT NULL,
            value BLOB NOT NULL
        ) STRICT;
    """)
