"""The items of library.db, with their passages and covers."""

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.domain.entities import Item, Kind, Passage
from assistant.domain.errors import AmbiguousItem, UnknownItem
from assistant.domain.rows import RowView
from assistant.guide.entries import digest as guide_digest
from assistant.guide.finding import with_guide
from assistant.messages import titled
from assistant.storage.database import Database
from assistant.storage.library.albums import track_cover
from assistant.storage.library.counted import changing
from assistant.storage.library.files import FileRecord, put_record
from assistant.storage.library.item_rows import passages_of, put_cover, put_edited
from assistant.storage.library.parts import forget_part
from assistant.storage.library.sounds import hear_again
from assistant.storage.library.vectors import made_by, put_encoder
from assistant.storage.serialisation import clean_text, load_item, title_key

_ITEM = "SELECT id, kind, path, data FROM items"
_GUIDE = "guide"
"""The guide stands beside the encoders that things were made by."""
LibraryRow = tuple[Item, Sequence[Passage], bytes | None, FileRecord]
Edits = Mapping[str, RowView]
NO_EDITS: Edits = {}


class Items:
    """May be called from any thread; a change is a transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

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
        with changing(self._database, bulk=True) as db:
            for item, passages, cover, file in rows:
                put_edited(db, item, passages, edits.get(item.id, {}))
                put_cover(db, item.id, cover, os.fsencode(file.path))
                forget_part(db, os.fsencode(file.path))
                put_record(db, replace(file, item_id=item.id))
                hear_again(db, item.id, file.digest)

    def put_whole(self, item: Item, passages: Sequence[Passage], cover: bytes | None, edits: Edits = NO_EDITS) -> None:
        """Adds or changes an item that several files are the parts of. Without a cover the old one stays."""
        with changing(self._database, bulk=True) as db:
            put_edited(db, item, passages, edits.get(item.id, {}))
            if cover is not None:
                put_cover(db, item.id, cover, b"")

    def put_unfiled(self, items: Iterable[Item], form: str, edits: Edits = NO_EDITS) -> None:
        """Adds or changes items that no file stands for; `form` says what they are: “album” or “wish”.

        An item that a file stands for is left as it is.
        """
        with changing(self._database, bulk=True) as db:
            for item in items:
                row = db.execute("SELECT form FROM items WHERE id = ?", (item.id,)).fetchone()
                if row is None or row[0] == form:
                    put_edited(db, item, (), edits.get(item.id, {}), form)

    def remove_unfiled(self, ids: Iterable[str], form: str) -> None:
        """Removes items of a form that no file stands for; others are passed over."""
        with changing(self._database) as db:
            db.executemany("DELETE FROM items WHERE id = ? AND form = ?", ((item_id, form) for item_id in ids))

    def unfiled(self, form: str) -> list[str]:
        """Ids of the items of a form that no file stands for."""
        return [row[0] for row in self._database.rows("SELECT id FROM items WHERE form = ? ORDER BY num", (form,))]

    def edit(self, item_id: str, edits: RowView) -> Item:
        """Lays the person's values over what the file says of one item. Raises UnknownItem."""
        with changing(self._database, bulk=True) as db:
            item = self.originals([item_id]).get(item_id) or self.get(item_id)
            passages = self.passages(item_id)
            form = db.execute("SELECT form FROM items WHERE id = ?", (item_id,)).get
            put_edited(db, item, passages, edits, str(form))
        return self.get(item_id)

    def take_in_guide(self, edits: Edits = NO_EDITS) -> None:
        """What the guide says now, in place of what an earlier one said; quick where it has not changed."""
        if made_by(self._database, _GUIDE) == guide_digest():
            return
        for item in self.all():
            if with_guide(item) != item:
                self.edit(item.id, edits.get(item.id, {}))
        with changing(self._database) as db:
            put_encoder(db, _GUIDE, guide_digest())

    def all(self, kind: Kind | None = None) -> list[Item]:
        """All items, in the order in which they came."""
        if kind is None:
            return [load_item(*row) for row in self._database.rows(f"{_ITEM} ORDER BY num")]
        return [load_item(*row) for row in self._database.rows(f"{_ITEM} WHERE kind = ? ORDER BY num", (kind,))]

    def by_id(self, ids: Sequence[str]) -> dict[str, Item]:
        """Those of the items named that exist, by the id that was asked for: a part of a work stands for the whole."""
        rows = self._database.rows(f"{_ITEM} WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))
        found = {row[0]: load_item(*row) for row in rows}
        return found if len(found) == len(set(ids)) else found | self._joined(set(ids) - found.keys())

    def _joined(self, ids: Iterable[str]) -> dict[str, Item]:
        """{part's id: the item that it became a part of}."""
        rows = self._database.rows(
            "SELECT joined.part, items.id, items.kind, items.path, items.data FROM joined"
            " JOIN items ON items.id = joined.whole WHERE joined.part IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        return {part: load_item(*row) for part, *row in rows}

    def originals(self, ids: Sequence[str]) -> dict[str, Item]:
        """by_id, as their files tell of them, without what the person changed."""
        statement = "SELECT id, originals.kind, path, originals.data FROM originals JOIN items ON num = item"
        chosen = f"{statement} WHERE id IN (SELECT value FROM json_each(?))"
        edited = self._database.rows(chosen, (json.dumps(list(ids)),))
        return self.by_id(ids) | {row[0]: load_item(*row) for row in edited}

    def get(self, item_id: str) -> Item:
        """Raises UnknownItem."""
        if (found := self.by_id([clean_text(item_id)])) == {}:
            raise UnknownItem(item_id)
        return next(iter(found.values()))

    def find(self, text: str) -> Item:
        """An item by its id, its title, or a piece of its title that no other has; case and accents do not count.

        Raises UnknownItem, or AmbiguousItem with what it could be.
        """
        if by_id := self.by_id([clean_text(text.strip())]):
            return next(iter(by_id.values()))
        key = title_key(text)
        for condition in (
            ("title_key = ?", "substr(title_key, 1, length(?1)) = ?1", "instr(title_key, ?)") if key else ()
        ):
            found = self._database.rows(f"{_ITEM} WHERE {condition} ORDER BY num LIMIT 6", (key,))
            if len(found) == 1:
                return load_item(*found[0])
            if found:
                raise AmbiguousItem(text, [_described(load_item(*row)) for row in found])
        raise UnknownItem(text)

    def count(self, kind: Kind | None = None) -> int:
        """How many items there are."""
        if kind is None:
            return int(self._database.value("SELECT count(*) FROM items"))
        return int(self._database.value("SELECT count(*) FROM items WHERE kind = ?", (kind,)))

    def cover(self, item_id: str) -> bytes | None:
        """The cover's image file as it was found, or None. An album has the cover of its first track that has one."""
        found: bytes | None = self._database.value(
            "SELECT image FROM covers JOIN items ON num = item WHERE id = ?", (item_id,)
        )
        return found if found is not None else track_cover(self._database, item_id)

    def passages(self, item_id: str) -> list[Passage]:
        """An item's passages in reading order."""
        return passages_of(self._database, "WHERE items.id = ? ORDER BY passages.position", (item_id,))

    def passages_by_id(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Those of the passages named that exist."""
        found = passages_of(
            self._database, "WHERE passages.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
        )
        return {passage.id: passage for passage in found if passage.id is not None}


def _described(item: Item) -> str:
    return f"{titled(item.title, item.creators[:2])} [{item.id}]"
