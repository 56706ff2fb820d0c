"""The indexes of library.db, which follow ordinary tables by triggers: FTS5 for words, sqlite-vec for vectors."""

import apsw

DIMENSIONS = 384


def full_text(db: apsw.Connection, index: str, table: str, key: str, columns: tuple[str, ...]) -> None:
    """Makes an FTS5 index over an ordinary table, kept in step by triggers, and fills it.

    secure-delete matters: without it FTS5 leaves deleted words in its file until a merge happens to drop them.
    """
    names = ", ".join(columns)
    db.execute(f"""
        CREATE VIRTUAL TABLE {index} USING fts5 (
            {names}, content='{table}', content_rowid='{key}', tokenize='unicode61 remove_diacritics 2'
        );
        INSERT INTO {index} ({index}, rank) VALUES ('secure-delete', 1);
        CREATE VIRTUAL TABLE {index}_words USING fts5vocab ({index}, 'row');
        INSERT INTO {index} ({index}) VALUES ('rebuild');
    """)
    full_text_apart(db, index, table, key, columns)


def full_text_apart(db: apsw.Connection, index: str, table: str, key: str, columns: tuple[str, ...]) -> None:
    """Makes the triggers of an FTS5 index so that letters of scripts without blanks are words of their own, and puts
    those rows in anew that hold such letters: until now each of their sentences counted as one word."""
    names = ", ".join(columns)
    old, new, whole, cut = (
        ", ".join(form.format(column) for column in columns)
        for form in ("apart(old.{})", "apart(new.{})", "{}", "apart({})")
    )
    unlike = " OR ".join(f"{column} <> apart({column})" for column in columns)
    take_out = f"INSERT INTO {index} ({index}, rowid, {names}) VALUES ('delete', old.{key}, {old});"
    put_in = f"INSERT INTO {index} (rowid, {names}) VALUES (new.{key}, {new});"
    db.execute(f"""
        DROP TRIGGER IF EXISTS {index}_in;
        DROP TRIGGER IF EXISTS {index}_out;
        DROP TRIGGER IF EXISTS {index}_change;
        INSERT INTO {index} ({index}, rowid, {names}) SELECT 'delete', {key}, {whole} FROM {table} WHERE {unlike};
        INSERT INTO {index} (rowid, {names}) SELECT {key}, {cut} FROM {table} WHERE {unlike};
        CREATE TRIGGER {index}_in AFTER INSERT ON {table} BEGIN {put_in} END;
        CREATE TRIGGER {index}_out AFTER DELETE ON {table} BEGIN {take_out} END;
        CREATE TRIGGER {index}_change AFTER UPDATE OF {names} ON {table} BEGIN {take_out} {put_in} END;
    """)


def nearest_neighbours(db: apsw.Connection, index: str, table: str, key: str) -> None:
    """Makes a sqlite-vec index over a table of blobs, kept in step by triggers, and fills it. Rows are never updated.

    Partitioned by kind, of which there are few: every partition costs chunks of 1,024 rows.
    """
    db.execute(f"""
        DROP TRIGGER IF EXISTS {index}_in;
        DROP TRIGGER IF EXISTS {index}_out;
        DROP TABLE IF EXISTS {index};
        CREATE VIRTUAL TABLE {index} USING vec0 (
            {key} INTEGER PRIMARY KEY, kind TEXT PARTITION KEY, vector FLOAT[{DIMENSIONS}] DISTANCE_METRIC=cosine
        );
        INSERT INTO {index} ({key}, kind, vector) SELECT {key}, kind, vector FROM {table} ORDER BY kind, {key};
        CREATE TRIGGER {index}_in AFTER INSERT ON {table} BEGIN
            INSERT INTO {index} ({key}, kind, vector) VALUES (new.{key}, new.kind, new.vector);
        END;
        CREATE TRIGGER {index}_out AFTER DELETE ON {table} BEGIN DELETE FROM {index} WHERE {key} = old.{key}; END;
    """)
