"""Points everything that journal.db knows of a folder to where the folder is now."""

import os
from pathlib import Path
from typing import Any

import apsw

from assistant.storage.database import Database
from assistant.storage.library.moved_folder import moved_key, moved_path
from assistant.storage.serialisation import pack_text, unpack_text


def move_folder(database: Database, old: Path, new: Path) -> None:
    """Roots, hidden folders and identities that name `old`, or what lies below it, name `new` instead."""
    with database.atomic() as db:
        _move_roots(db, os.fsencode(old), os.fsencode(new))
        targets: list[tuple[Any, ...]] = db.execute("SELECT target FROM hidden").fetchall()
        for (target,) in targets:
            kind, colon, place = unpack_text(target).partition(":")
            if kind == "folder" and (moved := moved_path(place, str(old), str(new))) != place:
                renamed = (pack_text(f"{kind}{colon}{moved}"), target)
                db.execute("UPDATE OR REPLACE hidden SET target = ? WHERE target = ?", renamed)
        _move_identities(db, str(old), str(new))
        database.count_change("changes", "taste")


def _move_roots(db: apsw.Connection, old: bytes, new: bytes) -> None:
    roots: list[tuple[Any, ...]] = db.execute("SELECT path FROM roots").fetchall()
    for (root,) in roots:
        moved = os.fsencode(moved_path(os.fsdecode(root), os.fsdecode(old), os.fsdecode(new)))
        if moved != root:
            db.execute("UPDATE OR IGNORE roots SET path = ? WHERE path = ?", (moved, root))
            db.execute("DELETE FROM roots WHERE path = ?", (root,))


def _move_identities(db: apsw.Connection, old: str, new: str) -> None:
    """Those of files, albums and works of several files, which name where these lie."""
    identities: list[tuple[Any, ...]] = db.execute("SELECT key, item FROM identities").fetchall()
    for key, item_id in identities:
        known = unpack_text(key)
        if old not in known:
            continue
        here = known.removeprefix("path:")
        moved = moved_key(known, old, new) if here == known else f"path:{moved_path(here, old, new)}"
        if moved != known:
            db.execute("INSERT OR REPLACE INTO identities VALUES (?, ?)", (pack_text(moved), item_id))
            db.execute("DELETE FROM identities WHERE key = ?", (key,))
