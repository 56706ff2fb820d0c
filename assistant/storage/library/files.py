"""The table of files in library.db: what was read, when, and what came of it."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import apsw

from assistant.storage.database import Database
from assistant.storage.serialisation import pack_text, unpack_path, unpack_text

_LARGEST = 2**63 - 1


class FileState(StrEnum):
    """What became of a file. `away` means that its drive is not there now: its item stays."""

    INDEXED = "indexed"
    PARTLY = "partly"
    SKIPPED = "skipped"
    FAILED = "failed"
    IGNORED = "ignored"
    AWAY = "away"


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
        remove_if_unfiled(db, before[0])


def forget_record(db: apsw.Connection, path: Path, keep_item: bool) -> str | None:
    """Removes a record and, unless it is kept, an item that has no other file. Returns the id of an item gone."""
    packed = os.fsencode(path)
    before = db.execute("DELETE FROM files WHERE path = ? RETURNING item", (packed,)).fetchall()
    item_id = before[0][0] if before else None
    if not isinstance(item_id, str):
        return None
    if not keep_item and remove_if_unfiled(db, item_id):
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
