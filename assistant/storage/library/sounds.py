"""How recordings sound, in library.db: what was measured, what waits, and why some cannot be."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import apsw

from assistant.domain.entities import Item
from assistant.domain.rows import RowView
from assistant.storage.database import Database
from assistant.storage.library.albums import put_album_key
from assistant.storage.library.counted import changing
from assistant.storage.serialisation import dump_item, load_item

_UNHEARD = (
    "SELECT items.id, items.kind, items.path, items.data FROM items"
    " WHERE items.kind = 'music' AND heard = 0 AND items.path IS NOT NULL AND form = ''"
    " AND NOT EXISTS (SELECT 1 FROM files WHERE files.path = items.path AND state = 'away')"
)


@dataclass(frozen=True, slots=True)
class SoundRecord:
    """What listening to an item gave. `data` is None, and `reason` says why, where nothing could be measured."""

    item_id: str
    digest: bytes
    data: RowView | None
    reason: str = ""
    moods: tuple[str, ...] = ()


def hear_again(db: apsw.Connection, item_id: str, digest: bytes) -> None:
    """A recording whose file has another content now waits to be listened to; others do not."""
    known = "SELECT 1 FROM sounds WHERE sounds.item = items.num AND sounds.digest = ?2"
    db.execute(f"UPDATE items SET heard = EXISTS ({known}) WHERE id = ?1 AND kind = 'music'", (item_id, digest))


class Sounds:
    """The part of the library that knows sounds."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unheard(self, limit: int, ids: Sequence[str] | None = None) -> list[Item]:
        """Recordings that nobody has listened to yet, the newest first; of `ids` only, if they are given."""
        if ids is None:
            found = self._database.rows(f"{_UNHEARD} ORDER BY num DESC LIMIT ?", (limit,))
        else:
            chosen = f"{_UNHEARD} AND id IN (SELECT value FROM json_each(?)) LIMIT ?"
            found = self._database.rows(chosen, (json.dumps(list(ids)), limit))
        return [load_item(*row) for row in found]

    def listen_again(self, ids: Sequence[str]) -> None:
        """Items among `ids` whose file was not there to be listened to wait for it once more."""
        with changing(self._database) as db:
            db.execute(
                "UPDATE items SET heard = 0 WHERE id IN (SELECT value FROM json_each(?))"
                " AND EXISTS (SELECT 1 FROM sounds WHERE sounds.item = items.num AND digest = x'')",
                (json.dumps(list(ids)),),
            )

    def count_unheard(self) -> int:
        return int(self._database.value(f"SELECT count(*) FROM ({_UNHEARD})"))

    def put(self, records: Iterable[SoundRecord]) -> None:
        """Remembers what was heard, and lends the items their moods. Items that went meanwhile are passed over."""
        with changing(self._database) as db:
            for record in records:
                row = db.execute(
                    "SELECT num, id, kind, path, data FROM items WHERE id = ?", (record.item_id,)
                ).fetchone()
                if row is None:
                    continue
                num, item = row[0], load_item(*row[1:])
                data = None if record.data is None else json.dumps(dict(record.data), allow_nan=False)
                db.execute("DELETE FROM sounds WHERE item = ?", (num,))
                db.execute("INSERT INTO sounds VALUES (?, ?, ?, ?)", (num, record.digest, record.reason, data))
                db.execute("UPDATE items SET heard = 1 WHERE num = ?", (num,))
                if item.moods != record.moods:
                    changed = dump_item(replace(item, moods=record.moods))
                    db.execute("UPDATE items SET data = ? WHERE num = ?", (changed, num))
                    put_album_key(db, num, item)

    def get(self, item_id: str) -> SoundRecord | None:
        """What listening to one item gave; None if nobody has listened yet."""
        return next(self._records("WHERE items.id = ?", (item_id,)), None)

    def all(self) -> Iterator[SoundRecord]:
        """What was measured of all recordings, one after the other."""
        yield from self._records("WHERE sounds.data IS NOT NULL ORDER BY items.num")

    def _records(self, condition: str, bindings: Sequence[Any] = ()) -> Iterator[SoundRecord]:
        statement = "SELECT items.id, digest, sounds.data, reason FROM sounds JOIN items ON items.num = sounds.item"
        for item_id, digest, data, reason in self._database.stream(f"{statement} {condition}", bindings):
            yield SoundRecord(item_id, digest, None if data is None else json.loads(data), reason)
