"""Which tracks make an album, in library.db: keys that tracks share, and the album that a key stands for."""

import os
from collections.abc import Iterable
from pathlib import Path

import apsw

from assistant.domain.entities import Item, Kind
from assistant.language.names.discs import split_disc
from assistant.storage.database import Database
from assistant.storage.library.counted import changing
from assistant.storage.serialisation import load_item, title_key

ALBUM = "album"
_COLUMNS = "items.id, items.kind, items.path, items.data"


def album_key(item: Item) -> str:
    """What tracks of one album share; empty for what is no track of an album.

    The album's title, with the album's artist where the tracks name one, else with the folder they lie in; its discs
    may have folders of their own.
    """
    if item.kind is not Kind.MUSIC or item.form or not item.album or item.path is None:
        return ""
    title = split_disc(item.album)[0] or item.album
    return f"{title_key(title)}|{title_key(item.album_artist) or whole_folder(item.path)}"


def whole_folder(path: Path) -> str:
    """The folder of a file, or the one that it and the folders of the other discs have in its place."""
    folder = path.parent
    name, disc = split_disc(os.fsencode(folder.name).decode("utf-8", "replace"))
    if disc is not None:
        folder = folder.with_name(name) if name else folder.parent
    return os.fsencode(folder).decode("utf-8", "replace")


def put_album_key(db: apsw.Connection, num: int, item: Item) -> None:
    """Notes the album key of item `num`. An album whose track was put is made anew even if the key stayed."""
    if key := album_key(item):
        statement = "INSERT INTO album_keys VALUES (?, ?) ON CONFLICT (item) DO UPDATE SET key = excluded.key"
        db.execute(statement, (num, key))
    else:
        db.execute("DELETE FROM album_keys WHERE item = ?", (num,))


def follow_move(db: apsw.Connection, item_id: str) -> None:
    """Brings the album key up to date after the item's path has changed."""
    row = db.execute(f"SELECT num, {_COLUMNS} FROM items WHERE id = ?", (item_id,)).fetchone()
    if row is not None and row[2] == Kind.MUSIC:
        put_album_key(db, row[0], load_item(*row[1:]))


def track_cover(database: Database, album_id: str) -> bytes | None:
    """The cover of an album's first track that has one."""
    found: bytes | None = database.value(
        "SELECT image FROM albums JOIN album_keys ON album_keys.key = albums.key"
        " JOIN covers ON covers.item = album_keys.item WHERE albums.album = ? ORDER BY covers.item LIMIT 1",
        (album_id,),
    )
    return found


class Albums:
    """The part of the library that knows albums."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stale(self, limit: int) -> list[str]:
        """Album keys whose tracks came, went or changed since their album was last made."""
        return [row[0] for row in self._database.rows("SELECT key FROM stale_albums LIMIT ?", (limit,))]

    def of_key(self, key: str) -> str:
        """The id of the album that a key stands for; empty without one."""
        return str(self._database.value("SELECT album FROM albums WHERE key = ?", (key,), ""))

    def tracks_by_key(self, key: str) -> list[Item]:
        """The tracks that share an album key, by disc, number and path."""
        condition = "WHERE album_keys.key = ?"
        return self._tracks(condition, key)

    def tracks(self, album_id: str) -> list[Item]:
        """The tracks of an album, by disc, number and path; none for what is no album of several files."""
        return self._tracks("JOIN albums ON albums.key = album_keys.key WHERE albums.album = ?", album_id)

    def track_albums(self) -> dict[str, str]:
        """{track's id: album's id} of all tracks whose album is an item."""
        found = self._database.rows(
            "SELECT items.id, albums.album FROM album_keys JOIN items ON items.num = album_keys.item"
            " JOIN albums ON albums.key = album_keys.key"
        )
        return dict(found)

    def assign(self, albums: Iterable[tuple[str, str]]) -> None:
        """Notes for each (key, album's id) which album a key stands for, none if the id is empty, and marks it done."""
        with changing(self._database) as db:
            for key, album_id in albums:
                db.execute("DELETE FROM stale_albums WHERE key = ?", (key,))
                db.execute("DELETE FROM albums WHERE key = ?", (key,))
                if album_id:
                    db.execute("INSERT INTO albums VALUES (?, ?)", (key, album_id))

    def _tracks(self, condition: str, value: str) -> list[Item]:
        rows = self._database.rows(
            f"SELECT {_COLUMNS} FROM album_keys JOIN items ON items.num = album_keys.item {condition}", (value,)
        )
        tracks = [load_item(*row) for row in rows]
        return sorted(tracks, key=lambda item: (item.disc or 0, item.track or 0, os.fsencode(item.path or "")))
