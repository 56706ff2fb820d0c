"""LibraryStore: what the person's files hold. All of it can be rebuilt from disk."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import apsw
import numpy as np
from numpy.typing import NDArray

from assistant.core import library_search
from assistant.core.codec import clean_text, fold, load_item
from assistant.core.database import Database
from assistant.core.entities import Item, Kind, Passage
from assistant.core.errors import AmbiguousItem, UnknownItem
from assistant.core.library_files import FileRecord, FileState, forget_record, put_record, records
from assistant.core.library_items import passages_of, put_cover, put_item
from assistant.core.library_schema import DIMENSIONS, library_migrations, nearest_neighbours
from assistant.core.library_search import PassageHit, TextHit
from assistant.core.settings import Paths

__all__ = ["FileRecord", "FileState", "LibraryRow", "LibraryStore", "PassageHit", "TextHit", "open_library"]

_ITEM = "SELECT id, kind, path, data FROM items"


LibraryRow = tuple[Item, Sequence[Passage], bytes | None, FileRecord]
Vectors = NDArray[np.float32]


def open_library(paths: Paths, key: bytes) -> "LibraryStore":
    """Opens library.db, or makes it. Raises StoreError and StoreTooNew as Database does."""
    return LibraryStore(Database(paths.library, key, library_migrations))


class LibraryStore:
    """Items, passages, files, covers and vectors. May be called from any thread; every change is one transaction."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._handed_out: dict[str, bytes] = {}

    def close(self) -> None:
        self.database.close()

    def version(self) -> int:
        """Grows with every change, whichever process made it."""
        return int(self.database.value("SELECT value FROM counters WHERE name = 'changes'"))

    # Files

    def files(self) -> dict[Path, FileRecord]:
        """All files that were ever looked at and not forgotten."""
        return {record.path: record for record in records(self.database)}

    def file(self, path: Path) -> FileRecord | None:
        return next(iter(records(self.database, "WHERE path = ?", (os.fsencode(path),))), None)

    def files_of(self, item_id: str) -> list[FileRecord]:
        """The files that stand for an item, by path."""
        return records(self.database, "WHERE item = ? ORDER BY path", (item_id,))

    def problems(self) -> list[FileRecord]:
        """Files that could not be read, or not wholly, with the reason, by path."""
        return records(self.database, "WHERE state IN ('failed', 'partly', 'skipped') ORDER BY path")

    def file_states(self) -> dict[str, int]:
        """How many files there are of each state."""
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

    # Items

    def put(self, item: Item, passages: Sequence[Passage], cover: bytes | None, file: FileRecord) -> None:
        """Adds an item or brings it up to date, with its text, cover and file, in one transaction.

        Vectors of text that changed are dropped. `added` keeps its first value. Without a cover the old one stays
        only while another file stands for the item.
        """
        self.put_many([(item, passages, cover, file)])

    def put_many(self, rows: Iterable[LibraryRow]) -> None:
        """put for many, in one transaction; other writers wait meanwhile, so give a few hundred at a time."""
        with self._change(bulk=True) as db:
            for item, passages, cover, file in rows:
                put_item(db, item, passages)
                put_cover(db, item.id, cover, os.fsencode(file.path))
                put_record(db, replace(file, item_id=item.id))

    def items(self, kind: Kind | None = None) -> list[Item]:
        """All items, in the order in which they came."""
        if kind is None:
            return [load_item(*row) for row in self.database.rows(f"{_ITEM} ORDER BY num")]
        return [load_item(*row) for row in self.database.rows(f"{_ITEM} WHERE kind = ? ORDER BY num", (kind,))]

    def items_by_id(self, ids: Sequence[str]) -> dict[str, Item]:
        """Those of the items named that exist."""
        found = self.database.rows(f"{_ITEM} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
        return {row[0]: load_item(*row) for row in found}

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
        key = fold(text)
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
        """The cover's image file as it was found, or None."""
        found: bytes | None = self.database.value(
            "SELECT image FROM covers JOIN items ON num = item WHERE id = ?", (item_id,)
        )
        return found

    def passages(self, item_id: str) -> list[Passage]:
        """An item's passages in reading order."""
        return passages_of(self.database, "WHERE items.id = ? ORDER BY passages.position", (item_id,))

    def passages_by_id(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Those of the passages named that exist."""
        found = passages_of(
            self.database, "WHERE passages.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
        )
        return {passage.id: passage for passage in found if passage.id is not None}

    # Vectors

    def unembedded_items(self, limit: int) -> list[Item]:
        """Items that have no vector yet, or whose text has changed since."""
        found = self.database.rows(
            "SELECT id, kind, path, data, fingerprint FROM items WHERE embedded = 0 ORDER BY num LIMIT ?", (limit,)
        )
        self._handed_out.update((row[0], row[4]) for row in found)
        return [load_item(*row[:4]) for row in found]

    def unembedded_passages(self, limit: int) -> list[Passage]:
        """Passages that have no vector yet, the first of each item before the second of any."""
        order = "WHERE passages.embedded = 0 ORDER BY passages.position, passages.id LIMIT ?"
        return passages_of(self.database, order, (limit,))

    def set_item_vectors(self, ids: Sequence[str], vectors: Vectors) -> None:
        """Stores (n, 384) vectors of unit length. Items that went or changed meanwhile are passed over."""
        blobs = _blobs(ids, vectors)
        with self._change(bulk=True) as db:
            for item_id, blob in zip(ids, blobs, strict=True):
                handed_out = self._handed_out.pop(item_id, None)
                row = db.execute("SELECT num, kind, fingerprint FROM items WHERE id = ?", (item_id,)).fetchone()
                if row is None or handed_out not in (None, row[2]):
                    continue
                db.execute("DELETE FROM item_vectors WHERE item = ?", (row[0],))
                db.execute("INSERT INTO item_vectors VALUES (?, ?, ?)", (row[0], row[1], blob))
                db.execute("UPDATE items SET embedded = 1 WHERE num = ?", (row[0],))

    def set_passage_vectors(self, passage_ids: Sequence[int], vectors: Vectors) -> None:
        """Stores (n, 384) vectors of unit length. Passages that went meanwhile are passed over."""
        blobs = _blobs(passage_ids, vectors)
        with self._change(bulk=True) as db:
            db.executemany("DELETE FROM passage_vectors WHERE passage = ?", ((number,) for number in passage_ids))
            db.executemany(
                "INSERT INTO passage_vectors SELECT passages.id, items.kind, ?2 FROM passages"
                " JOIN items ON items.num = passages.item WHERE passages.id = ?1",
                zip(passage_ids, blobs, strict=True),
            )
            db.executemany("UPDATE passages SET embedded = 1 WHERE id = ?", ((number,) for number in passage_ids))

    def item_vectors(self) -> tuple[list[str], Vectors]:
        """Ids and their (n, 384) float32 vectors, in the order of items()."""
        ids: list[str] = []
        joined = bytearray()
        for item_id, vector in self.database.stream(
            "SELECT id, vector FROM item_vectors JOIN items ON num = item ORDER BY num"
        ):
            ids.append(item_id)
            joined += vector
        return ids, np.frombuffer(joined, dtype=np.float32).reshape(-1, DIMENSIONS)

    def rebuild_indexes(self) -> None:
        """Makes the full text and vector indexes anew from the ordinary tables."""
        with self._change(bulk=True) as db:
            nearest_neighbours(db, "items_vec", "item_vectors", "item")
            nearest_neighbours(db, "passages_vec", "passage_vectors", "passage")
            for index in ("items_fts", "passages_fts"):
                db.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")

    # Searching

    def search_text(
        self, query: str, kind: Kind | None = None, n: int = 50, *, typing: bool = False, snippets: bool = True
    ) -> list[TextHit]:
        """Items by BM25 over title, creators, subjects, description and their best passage, best first.

        The query is words, never syntax. With `typing` the last word counts as the beginning of one. Snippets cost a
        fifth of a millisecond each: leave them out where nobody reads them.
        """
        return library_search.search_text(self.database, query, kind, n, typing, snippets)

    def search_passages(self, vector: Vectors, kind: Kind | None = None, n: int = 50) -> list[PassageHit]:
        """The passages nearest to a (384,) vector by cosine similarity, best first."""
        return library_search.search_passages(self.database, vector, kind, n)

    def search_items(self, vector: Vectors, kind: Kind | None = None, n: int = 50) -> list[tuple[str, float]]:
        """(item id, cosine similarity) of the items nearest to a (384,) vector, best first."""
        return library_search.search_items(self.database, vector, kind, n)

    @contextmanager
    def _change(self, *, bulk: bool = False) -> Iterator[apsw.Connection]:
        with self.database.atomic(bulk=bulk) as db:
            yield db
            db.execute("UPDATE counters SET value = value + 1 WHERE name = 'changes'")


def _blobs(ids: Sequence[object], vectors: Vectors) -> list[bytes]:
    if vectors.shape != (len(ids), DIMENSIONS):
        raise ValueError(f"{len(ids)} vectors of {DIMENSIONS} numbers are wanted, not an array of {vectors.shape}")
    if not np.isfinite(vectors).all():
        raise ValueError("a vector holds numbers that are not finite")
    return [row.tobytes() for row in np.ascontiguousarray(vectors, dtype=np.float32)]


def _described(item: Item) -> str:
    by = f" by {', '.join(item.creators[:2])}" if item.creators else ""
    return f"{item.title}{by} [{item.id}]"
