"""The table of files in library.db: what was read, when, and what came of it."""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import apsw

from assistant.storage.database import Database
from assistant.storage.library.albums import follow_move
from assistant.storage.library.counted import changing
from assistant.storage.library.parts import forget_part, move_part
from assistant.storage.serialisation import pack_text, unpack_path, unpack_text

_LARGEST = 2**63 - 1


class FileState(StrEnum):
    """What became of a file. `locked` means that a password opens it, `away` that its drive is not there now: its item
    stays. `closed` is a folder that was not entered, or a link that leads out of all folders; that is seen with each
    look and never stored."""

    INDEXED = "indexed"
    PARTLY = "partly"
    SKIPPED = "skipped"
    FAILED = "failed"
    LOCKED = "locked"
    IGNORED = "ignored"
    AWAY = "away"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file as it was when it was last looked at. Several files may stand for one item (its editions)."""

    path: Path
    size: int
    mtime_ns: int
    inode: int
    digest: bytes
    item_id: str | None
    state: FileState
    reason: str = ""
    read_at: float = 0.0


class Files:
    """What was looked at, and what came of it. May be called from any thread; a change is a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[Path, FileRecord]:
        """All files that were ever looked at and not forgotten."""
        return {record.path: record for record in records(self._database)}

    def get(self, path: Path) -> FileRecord | None:
        return next(iter(records(self._database, "WHERE path = ?", (os.fsencode(path),))), None)

    def of_item(self, item_id: str) -> list[FileRecord]:
        """The files that stand for an item, by path."""
        return records(self._database, "WHERE item = ? ORDER BY path", (item_id,))

    def item_paths(self) -> dict[str, str]:
        """{path as text: item's id} of all files that stand for an item."""
        found = self._database.rows("SELECT path, item FROM files WHERE item IS NOT NULL")
        return {str(unpack_path(path)): item_id for path, item_id in found}

    def problems(self) -> list[FileRecord]:
        """Files that could not be read, or not wholly, with the reason, by path."""
        return records(self._database, "WHERE state IN ('failed', 'locked', 'partly', 'skipped') ORDER BY path")

    def in_state(self, state: FileState) -> list[FileRecord]:
        """Files in a state, by path."""
        return records(self._database, "WHERE state = ? ORDER BY path", (state,))

    def playlists(self) -> list[FileRecord]:
        """Files that stand for no item and hold a list of songs, by path."""
        name = "lower(CAST(path AS TEXT))"
        chosen = f"WHERE item IS NULL AND state = ? AND ({name} LIKE '%.m3u' OR {name} LIKE '%.m3u8') ORDER BY path"
        return records(self._database, chosen, (FileState.INDEXED,))

    def counts(self) -> dict[str, int]:
        """How many files are in each state."""
        return dict(self._database.rows("SELECT state, count(*) FROM files GROUP BY state"))

    def put(self, record: FileRecord) -> None:
        """Remembers what became of a file. An item that it stood for before goes if this was its last file."""
        self.put_many([record])

    def put_many(self, records: Iterable[FileRecord]) -> None:
        """put for many, in one transaction."""
        with changing(self._database) as db:
            for record in records:
                put_record(db, record)

    def forget_many(self, paths: Iterable[Path]) -> list[str]:
        """Removes files in one transaction; an item goes with its last file. Returns the ids of items that went."""
        with changing(self._database) as db:
            return [gone for path in paths if (gone := forget_record(db, path)) is not None]

    def move(self, old: Path, new: FileRecord) -> None:
        """A file has a new path; nothing of its item changes but that."""
        with changing(self._database) as db:
            move_part(db, os.fsencode(old), os.fsencode(new.path))
            # In this order: what hangs on the content stays while there is a file of it.
            put_record(db, new)
            if new.path != old:
                db.execute("DELETE FROM files WHERE path = ?", (os.fsencode(old),))
            moved = (os.fsencode(new.path), new.item_id, os.fsencode(old))
            db.execute("UPDATE items SET path = ? WHERE id = ? AND path = ?", moved)
            if new.item_id is not None:
                follow_move(db, new.item_id)


def records(database: Database, condition: str = "", bindings: Sequence[Any] = ()) -> list[FileRecord]:
    """The records that meet an SQL condition."""
    columns = "path, size, mtime_ns, inode, digest, item, state, reason, read_at"
    return [_record(row) for row in database.rows(f"SELECT {columns} FROM files {condition}", bindings)]


def put_record(db: apsw.Connection, record: FileRecord) -> None:
    """Adds or replaces a record. The item that the file stood for before goes if that was its last file."""
    path = os.fsencode(record.path)
    before = db.execute("SELECT item FROM files WHERE path = ?", (path,)).fetchone()
    db.execute(
        "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET size = excluded.size,"
        " mtime_ns = excluded.mtime_ns, inode = excluded.inode, digest = excluded.digest, item = excluded.item,"
        " state = excluded.state, reason = excluded.reason, read_at = excluded.read_at",
        (
            path,
            _bounded(record.size),
            _bounded(record.mtime_ns),
            # Some file systems have inodes of 64 and 128 bits, SQLite's integers are signed.
            str(record.inode),
            record.digest,
            record.item_id,
            record.state,
            pack_text(record.reason),
            record.read_at,
        ),
    )
    if before is not None and before[0] not in (None, record.item_id):
        forget_part(db, path)
        remove_if_unfiled(db, before[0])


def forget_record(db: apsw.Connection, path: Path) -> str | None:
    """Removes a record, and an item that has no other file. Returns the id of an item gone."""
    packed = os.fsencode(path)
    before = db.execute("DELETE FROM files WHERE path = ? RETURNING item", (packed,)).fetchall()
    item_id = before[0][0] if before else None
    if not isinstance(item_id, str):
        return None
    if remove_if_unfiled(db, item_id):
        return item_id
    other = "(SELECT path FROM files WHERE item = ?1 ORDER BY path LIMIT 1)"
    db.execute(f"UPDATE items SET path = {other} WHERE id = ?1 AND path = ?2", (item_id, packed))
    return None


def remove_if_unfiled(db: apsw.Connection, item_id: str) -> bool:
    """Removes an item, with all that hangs on it, if no file stands for it. Says whether it did."""
    statement = "DELETE FROM items WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM files WHERE item = ?1) RETURNING id"
    return bool(db.execute(statement, (item_id,)).fetchall())


def _record(row: tuple[Any, ...]) -> FileRecord:
    path, size, mtime_ns, inode, digest, item_id, state, reason, read_at = row
    return FileRecord(
        path=unpack_path(path),
        size=size,
        mtime_ns=mtime_ns,
        inode=int(inode),
        digest=digest,
        item_id=item_id,
        state=FileState(state),
        reason=unpack_text(reason),
        read_at=read_at,
    )


def _bounded(number: int) -> int:
    """Damaged file systems report absurd sizes and times; SQLite's integers have 64 bits."""
    return max(-_LARGEST, min(_LARGEST, number))
