"""Which files are parts of one work, in library.db, and what each says; the work's item is made from them."""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import apsw

from assistant.storage.database import Database
from assistant.storage.library.counted import changing
from assistant.storage.serialisation import unpack_path


def forget_part(db: apsw.Connection, path: bytes) -> None:
    """The file stands for itself from now on, or is gone."""
    db.execute("DELETE FROM parts WHERE path = ?", (path,))


def move_part(db: apsw.Connection, old: bytes, new: bytes) -> None:
    db.execute("UPDATE parts SET path = ? WHERE path = ?", (new, old))


class Parts:
    """The part of the library that knows works of several files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, rows: Iterable[tuple[Path, str, Mapping[str, Any]]]) -> None:
        """Remembers (file, item, what it says as JSON) of parts; their items are to be made anew."""
        with changing(self._database) as db:
            for path, item_id, told in rows:
                db.execute(
                    "INSERT INTO parts VALUES (?, ?, ?) ON CONFLICT (path) DO UPDATE"
                    " SET item = excluded.item, data = excluded.data",
                    (os.fsencode(path), item_id, json.dumps(told, separators=(",", ":"))),
                )

    def of_item(self, item_id: str) -> list[tuple[Path, Mapping[str, Any]]]:
        """(file, what it says) of an item's parts, by path."""
        found = self._database.rows("SELECT path, data FROM parts WHERE item = ? ORDER BY path", (item_id,))
        return [(unpack_path(path), json.loads(data)) for path, data in found]

    def below(self, places: Iterable[Path]) -> list[tuple[Path, str, Mapping[str, Any]]]:
        """(file, item, what it says) of the parts that are these files, or lie in these folders."""
        found = [
            (unpack_path(path), str(item_id), json.loads(data))
            for path, item_id, data in self._database.rows("SELECT path, item, data FROM parts ORDER BY path")
        ]
        chosen = list(places)
        return [one for one in found if any(one[0].is_relative_to(place) for place in chosen)]

    def stale(self, limit: int) -> list[str]:
        """Items whose parts came, went or changed since they were last made."""
        return [row[0] for row in self._database.rows("SELECT item FROM stale_wholes LIMIT ?", (limit,))]

    def made(self, ids: Iterable[str]) -> None:
        """Notes that these items are what their parts say."""
        with changing(self._database) as db:
            db.executemany("DELETE FROM stale_wholes WHERE item = ?", ((item_id,) for item_id in ids))

    def join(self, wholes: Mapping[str, str]) -> None:
        """Takes over {part's id: whole's id} from the journal, so that whoever asks for a part is given the whole."""
        if dict(self._database.rows("SELECT part, whole FROM joined")) == wholes:
            return
        with changing(self._database) as db:
            db.execute("DELETE FROM joined")
            db.executemany("INSERT INTO joined VALUES (?, ?)", wholes.items())

    def whole(self, item_id: str) -> str:
        """The id of the work that an item has become a part of; empty for all others."""
        return str(self._database.value("SELECT whole FROM joined WHERE part = ?", (item_id,), ""))
