"""Points everything that library.db knows of a folder to where the folder is now."""

import json
import os
from pathlib import Path
from typing import Any

import apsw

from assistant.domain.entities import Kind
from assistant.storage.database import Database
from assistant.storage.library.albums import follow_move
from assistant.storage.library.counted import changing


def move_folder(database: Database, old: Path, new: Path) -> int:
    """Files, items and parts below `old` are those below `new`; what is known there already wins. Returns how many
    files were known below `old`."""
    with changing(database, bulk=True) as db:
        renamed = _renamed(db, "files", os.fsencode(old), os.fsencode(new))
        for before, after in renamed:
            db.execute("UPDATE OR IGNORE parts SET path = ? WHERE path = ?", (after, before))
            db.execute("UPDATE OR IGNORE files SET path = ? WHERE path = ?", (after, before))
            db.execute("DELETE FROM files WHERE path = ?", (before,))
        _move_items(db, os.fsencode(old), os.fsencode(new))
        _move_wholes(db, str(old), str(new))
    return len(renamed)


def _move_items(db: apsw.Connection, old: bytes, new: bytes) -> None:
    for before, after in _renamed(db, "items", old, new):
        rows: list[tuple[Any, ...]] = db.execute("SELECT id, kind FROM items WHERE path = ?", (before,)).fetchall()
        db.execute("UPDATE items SET path = ? WHERE path = ?", (after, before))
        for item_id, kind in rows:
            if kind == Kind.MUSIC:
                follow_move(db, item_id)


def _move_wholes(db: apsw.Connection, old: str, new: str) -> None:
    """What the parts of a work share has its folder in it."""
    parts: list[tuple[Any, ...]] = db.execute("SELECT path, data FROM parts").fetchall()
    for path, data in parts:
        told = json.loads(data)
        moved = moved_key(str(told["reading"]["whole"]), old, new)
        if moved != told["reading"]["whole"]:
            told["reading"]["whole"] = moved
            db.execute("UPDATE parts SET data = ? WHERE path = ?", (json.dumps(told, separators=(",", ":")), path))


def _renamed(db: apsw.Connection, table: str, old: bytes, new: bytes) -> list[tuple[bytes, bytes]]:
    """(path, new path) of a table's rows at or below a folder."""
    paths = {bytes(row[0]) for row in db.execute(f"SELECT path FROM {table} WHERE path IS NOT NULL")}
    moved = [
        (path, os.fsencode(moved_path(os.fsdecode(path), os.fsdecode(old), os.fsdecode(new)))) for path in sorted(paths)
    ]
    return [(before, after) for before, after in moved if before != after]


def moved_key(key: str, old: str, new: str) -> str:
    """A key such as "title|/folder/of/it" with its folder where it is now."""
    head, bar, folder = key.rpartition("|")
    return f"{head}{bar}{moved_path(folder, old, new)}" if bar else key


def moved_path(path: str, old: str, new: str) -> str:
    """A path at or below `old` as it is below `new`; others as they stand."""
    inside = path == old or path.startswith(old.rstrip(os.sep) + os.sep)
    return new + path[len(old.rstrip(os.sep)) :] if inside else path
