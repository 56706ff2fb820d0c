"""LibraryStore: what the person's files hold. All of it can be rebuilt from disk."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.domain.entities import Item, Kind, Passage
from assistant.domain.errors import AmbiguousItem, UnknownItem
from assistant.settings.paths import Paths
from assistant.storage.database import Database
from assistant.storage.library import search
from assistant.storage.library.albums import LibraryAlbums, follow_move
from assistant.storage.library.files import FileRecord, FileState, forget_record, put_record, records
from assistant.storage.library.items import passages_of, put_cover, put_edited
from assistant.storage.library.schema import library_migrations
from assistant.storage.library.search import PassageHit, TextHit
from assistant.storage.library.sound import LibrarySound, SoundRecord, hear_again
from assistant.storage.library.vectors import LibraryVectors
from assistant.storage.serialisation import clean_text, load_item, title_key, unpack_path

__all__ = [
    "FileRecord",
    "FileState",
    "LibraryRow",
    "LibraryStore",
    "PassageHit",
    "SoundRecord",
    "TextHit",
    "open_library",
]

_ITEM = "SELECT id, kind, path, data FROM items"


LibraryRow = tuple[Item, Sequence[Passage], bytes | None, FileRecord]
Edits = Mapping[str, Mapping[str, Any]]
NO_EDITS: Edits = {}


def open_library(paths: Paths, key: bytes) -> "LibraryStore":
    """Opens library.db, or makes it. Raises StoreError and StoreTooNew as Database does."""
    return LibraryStore(Database(paths.library, key, library_migrations))


class LibraryStore(LibraryVectors, LibraryAlbums, LibrarySound):
    """Items, passages, files, covers, vectors and sounds. May be called from any thread; a change is a transaction."""

    def close(self) -> None:
        self.database.close()

    # Files

    def files(self) -> dict[Path, FileRecord]:
        """All files that were ever looked at and not forgotten."""
        return {record.path: record for record in records(self.database)}

    def file(self, path: Path) -> FileRecord | None:
        return next(iter(records(self.database, "WHERE path = ?", (os.fsencode(path),))), None)

    def files_of(self, item_id: str) -> list[FileRecord]:
        """The files that stand for an item, by path."""
        return records(self.database, "WHERE item = ? ORDER BY path", (item_id,))

    def item_paths(self) -> dict[str, str]:
        """{path as text: item's id} of all files that stand for an item."""
        found = self.database.rows("SELECT path, item FROM files WHERE item IS NOT NULL")
        return {str(unpack_path(path)): item_id for path, item_id in found}

    def problems(self) -> list[FileRecord]:
        """Files that could not be read, or not wholly, with the reason, by path."""
        return records(self.database, "WHERE state IN ('failed', 'partly', 'skipped') ORDER BY path")

    def file_states(self) -> dict[str, int]:
        """How many files there are of each state."""
        return dict(self.database.rows("SELECT state, count(*) FROM files GROUP BY state"))

    def files_in(self, state: FileState) -> list[FileRecord]:
        """Files in a state, by path."""
        return records(self.database, "WHERE state = ? ORDER BY path", (state,))

    def playlist_files(self) -> list[FileRecord]:
        """Files that stand for no item and hold a list of songs, by path."""
        name = "lower(CAST(path AS TEXT))"
        chosen = f"WHERE item IS NULL AND state = ? AND ({name} LIKE '%.m3u' OR {name} LIKE '%.m3u8') ORDER BY path"
        return records(self.database, chosen, (FileState.INDEXED,))

    def count_files(self) -> dict[str, int]:
        """How many files are in each state."""
        return dict(self.database.rows("SELECT state, count(*) FROM files GROUP BY state"))

    def put_file(self, record: FileRecord) -> None:
        """Remembers what became of a file. An item that it stood for before goes if this was its last file."""
        self.put_files([record])

    def put_files(self, records: Iterable[FileRecord]) -> None:
        """put_file for many, in one transaction."""
        with self._change() as db:
            for record in records:
                put_record(db, record)

    def forget_file(self, path: Path, *, keep_item: bool = False) -> str | None:
        """Removes a file; its item goes with its last file, unless asked otherwise. Returns the id of an item gone."""
        with self._change() as db:
            return forget_record(db, path, keep_item)

    def forget_files(self, paths: Iterable[Path]) -> list[str]:
        """forget_file for many, in one transaction. Returns the ids of the items that went."""
        with self._change() as db:
            return [gone for path in paths if (gone := forget_record(db, path, False)) is not None]

    def move_file(self, old: Path, new: FileRecord) -> None:
        """A file has a new path; nothing of its item changes but that."""
        with self._change() as db:
            db.execute("DELETE FROM files WHERE path = ?", (os.fsencode(old),))
            put_record(db, new)
            moved = (os.fsencode(new.path), new.item_id, os.fsencode(old))
            db.execute("UPDATE items SET path = ? WHERE id = ? AND path = ?", moved)
            if new.item_id is not None:
                follow_move(db, new.item_id)

    # Items

    def put(self, item: Item, passages: Sequence[Passage], cover: bytes | None, file: FileRecord) -> None:
        """Adds an item or brings it up to date, with its text, cover and file, in one transaction.

        Vectors of text that changed are dropped. `added` keeps its first value. Without a cover the old one stays
        only while another file stands for the item.
        """
        self.put_many([(item, passages, cover, file)])

    def put_many(self, rows: Iterable[LibraryRow], edits: Edits = NO_EDITS) -> None:
        """put for many, in one transaction; other writers wait meanwhile, so give a few hundred at a time.

        `edits` are the person's own values by item and field, laid over what the files say.
        """
        with self._change(bulk=True) as db:
            for item, passages, cover, file in rows:
                put_edited(db, item, passages, edits.get(item.id, {}))
                put_cover(db, item.id, cover, os.fsencode(file.path))
                put_record(db, replace(file, item_id=item.id))
                hear_again(db, item.id, file.digest)

    def put_unfiled(self, items: Iterable[Item], form: str, edits: Edits = NO_EDITS) -> None:
        """Adds or changes items that no file stands for; `form` says what they are: “album” or “wish”.

        An item that a file stands for is left as it is.
        """
        with self._change(bulk=True) as db:
            for item in items:
                row = db.execute("SELECT form FROM items WHERE id = ?", (item.id,)).fetchone()
                if row is None or row[0] == form:
                    put_edited(db, item, (), edits.get(item.id, {}), form)

    def remove_unfiled(self, ids: Iterable[str], form: str) -> None:
        """Removes items of a form that no file stands for; others are passed over."""
        with self._change() as db:
            db.executemany("DELETE FROM items WHERE id = ? AND form = ?", ((item_id, form) for item_id in ids))

    def unfiled(self, form: str) -> list[str]:
        """Ids of the items of a form that no file stands for."""
        return [row[0] for row in self.database.rows("SELECT id FROM items WHERE form = ? ORDER BY num", (form,))]

    def edit(self, item_id: str, edits: Mapping[str, Any]) -> Item:
        """Lays the person's values over what the file says of one item. Raises UnknownItem."""
        with self._change(bulk=True) as db:
            item = self.originals([item_id]).get(item_id) or self.item(item_id)
            passages = self.passages(item_id)
            form = db.execute("SELECT form FROM items WHERE id = ?", (item_id,)).get
            put_edited(db, item, passages, edits, str(form))
        return self.item(item_id)

    def items(self, kind: Kind | None = None) -> list[Item]:
        """All items, in the order in which they came."""
        if kind is None:
            return [load_item(*row) for row in self.database.rows(f"{_ITEM} ORDER BY num")]
        return [load_item(*row) for row in self.database.rows(f"{_ITEM} WHERE kind = ? ORDER BY num", (kind,))]

    def items_by_id(self, ids: Sequence[str]) -> dict[str, Item]:
        """Those of the items named that exist."""
        found = self.database.rows(f"{_ITEM} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
        return {row[0]: load_item(*row) for row in found}

    def originals(self, ids: Sequence[str]) -> dict[str, Item]:
        """items_by_id, as their files tell of them, without what the person changed."""
        statement = "SELECT id, originals.kind, path, originals.data FROM originals JOIN items ON num = item"
        chosen = f"{statement} WHERE id IN (SELECT value FROM json_each(?))"
        edited = self.database.rows(chosen, (json.dumps(list(ids)),))
        return self.items_by_id(ids) | {row[0]: load_item(*row) for row in edited}

    def item(self, item_id: str) -> Item:
        """Raises UnknownItem."""
        found = self.database.rows(f"{_ITEM} WHERE id = ?", (clean_text(item_id),))
        if not found:
            raise UnknownItem(item_id)
        return load_item(*found[0])

    def find(self, text: str) -> Item:
        """An item by its id, its title, or a piece of its title that no other has; case and accents do not count.

        Raises UnknownItem, or AmbiguousItem with what it could be.
        """
        if by_id := self.database.rows(f"{_ITEM} WHERE id = ?", (clean_text(text.strip()),)):
            return load_item(*by_id[0])
        key = title_key(text)
        for condition in (
            ("title_key = ?", "substr(title_key, 1, length(?1)) = ?1", "instr(title_key, ?)") if key else ()
        ):
            found = self.database.rows(f"{_ITEM} WHERE {condition} ORDER BY num LIMIT 6", (key,))
            if len(found) == 1:
                return load_item(*found[0])
            if found:
                raise AmbiguousItem(text, [_described(load_item(*row)) for row in found])
        raise UnknownItem(text)

    def count(self, kind: Kind | None = None) -> int:
        """How many items there are."""
        if kind is None:
            return int(self.database.value("SELECT count(*) FROM items"))
        return int(self.database.value("SELECT count(*) FROM items WHERE kind = ?", (kind,)))

    def cover(self, item_id: str) -> bytes | None:
        """The cover's image file as it was found, or None. An album has the cover of its first track that has one."""
        found: bytes | None = self.database.value(
            "SELECT image FROM covers JOIN items ON num = item WHERE id = ?", (item_id,)
        )
        return found if found is not None else self.track_cover(item_id)

    def passages(self, item_id: str) -> list[Passage]:
        """An item's passages in reading order."""
        return passages_of(self.database, "WHERE items.id = ? ORDER BY passages.position", (item_id,))

    def passages_by_id(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Those of the passages named that exist."""
        found = passages_of(
            self.database, "WHERE passages.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
        )
        return {passage.id: passage for passage in found if passage.id is not None}

    # Searching

    def search_text(
        self,
        query: str,
        kind: Kind | None = None,
        n: int = 50,
        *,
        typing: bool = False,
        snippets: bool = True,
        every: bool = False,
    ) -> list[TextHit]:
        """Items by BM25 over title, creators, subjects, description and their best passage, best first.

        The query is words, never syntax. With `typing` the last word counts as the beginning of one, and with `every`
        all words have to be there. Snippets cost a fifth of a millisecond each: leave them out where nobody reads them.
        """
        return search.search_text(self.database, query, kind, n, typing, snippets, every)


def _described(item: Item) -> str:
    by = f" by {', '.join(item.creators[:2])}" if item.creators else ""
    return f"{item.title}{by} [{item.id}]"
