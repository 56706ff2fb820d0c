"""Writing items and their passages to library.db, and reading passages back."""

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any

import apsw

from assistant.domain.entities import Item, Passage
from assistant.domain.rows import RowView
from assistant.guide.finding import with_guide
from assistant.storage.database import Database
from assistant.storage.library.albums import put_album_key
from assistant.storage.serialisation import clean_text, dump_item, load_item, pack_path, pack_text, title_key
from assistant.storage.user_edits import with_edits


def put_edited(db: apsw.Connection, item: Item, passages: Sequence[Passage], edits: RowView, form: str = "") -> None:
    """put_item with the person's values and the guide laid over it; what the file says is kept beside them."""
    edited = with_guide(with_edits(item, edits))
    put_item(db, edited, passages, form)
    num = db.execute("SELECT num FROM items WHERE id = ?", (item.id,)).get
    db.execute("DELETE FROM originals WHERE item = ?", (num,))
    if edits:
        db.execute("INSERT INTO originals VALUES (?, ?, ?)", (num, item.kind, dump_item(item)))


def put_item(db: apsw.Connection, item: Item, passages: Sequence[Passage], form: str = "") -> None:
    """Adds an item or brings it up to date. Vectors stay where their text did not change.

    `form` is not empty for an item that no file stands for.
    """
    found = db.execute("SELECT num, id, kind, path, data, fingerprint FROM items WHERE id = ?", (item.id,)).fetchone()
    print_now = fingerprint(item, passages)
    if found is None:
        num = _insert_item(db, item, print_now)
    else:
        num, old, print_before = found[0], load_item(*found[1:5]), found[5]
        if old.added:
            item = replace(item, added=old.added)
        item = item if item.moods else replace(item, moods=old.moods)
        item = replace(item, card=old.card if print_before == print_now else ())
        if old.kind != item.kind:
            # Vectors are partitioned by kind: none may stay.
            db.execute("DELETE FROM passages WHERE item = ?", (num,))
        _update_item(db, num, item, print_now)
        if print_before != print_now:
            db.execute("DELETE FROM item_vectors WHERE item = ?", (num,))
            # A card must not quote what the file no longer says.
            db.execute("DELETE FROM cards WHERE item = ?", (num,))
            db.execute("DELETE FROM world_items WHERE item = ?", (num,))
            db.execute("UPDATE items SET embedded = 0 WHERE num = ?", (num,))
    db.execute("UPDATE items SET form = ? WHERE num = ? AND form <> ?1", (form, num))
    put_album_key(db, num, item)
    replace_passages(db, num, passages)


def put_cover(db: apsw.Connection, item_id: str, cover: bytes | None, path: bytes) -> None:
    """Stores the cover. None removes the old one, unless another file than `path` stands for the item."""
    if cover is not None:
        statement = "INSERT INTO covers SELECT num, ?2 FROM items WHERE id = ?1"
        db.execute(f"{statement} ON CONFLICT (item) DO UPDATE SET image = excluded.image", (item_id, cover))
        return
    db.execute(
        "DELETE FROM covers WHERE item = (SELECT num FROM items WHERE id = ?1)"
        " AND NOT EXISTS (SELECT 1 FROM files WHERE item = ?1 AND path <> ?2)",
        (item_id, path),
    )


def replace_passages(db: apsw.Connection, num: int, passages: Sequence[Passage]) -> None:
    """Makes `passages` the passages of item `num`. One whose text is there already keeps its id and its vector."""
    kept: dict[str, list[tuple[Any, ...]]] = {}
    for row in db.execute("SELECT id, text, position, place FROM passages WHERE item = ? ORDER BY id DESC", (num,)):
        kept.setdefault(row[1], []).append(row)
    fresh: list[tuple[int, int, str, str]] = []
    for passage in passages:
        text, place = clean_text(passage.text), clean_text(passage.place)
        if not (same := kept.get(text)):
            fresh.append((num, passage.position, text, place))
            continue
        number, _, *where = same.pop()
        if where != [passage.position, place]:
            db.execute("UPDATE passages SET position = ?, place = ? WHERE id = ?", (passage.position, place, number))
    db.executemany("DELETE FROM passages WHERE id = ?", ((row[0],) for rows in kept.values() for row in rows))
    db.executemany("INSERT INTO passages (item, position, text, place) VALUES (?, ?, ?, ?)", fresh)


def passages_of(database: Database, condition: str, bindings: Sequence[Any]) -> list[Passage]:
    """The passages that meet an SQL condition."""
    found = database.rows(
        "SELECT items.id, passages.position, passages.text, passages.place, passages.id"
        f" FROM passages JOIN items ON items.num = passages.item {condition}",
        bindings,
    )
    return [Passage(*row) for row in found]


def fingerprint(item: Item, passages: Sequence[Passage]) -> bytes:
    """16 bytes that change when anything changes that an item's vector may be made from."""
    words = (item.kind, item.title, item.creators, item.series, item.publisher, item.language, item.subjects)
    digest = blake2b(digest_size=16)
    digest.update(json.dumps([*words, item.description, item.album, item.year]).encode())
    digest.update("\n".join((item.guide, *item.keywords, *item.motifs)).encode())
    for passage in passages:
        digest.update(pack_text(f"\0{passage.text}"))
    return digest.digest()


def _insert_item(db: apsw.Connection, item: Item, print_now: bytes) -> int:
    row = (item.id, item.kind, title_key(item.title), pack_path(item.path), dump_item(item), print_now)
    db.execute("INSERT INTO items (id, kind, title_key, path, data, fingerprint) VALUES (?, ?, ?, ?, ?, ?)", row)
    num = db.last_insert_rowid()
    db.execute("INSERT INTO item_texts VALUES (?, ?, ?, ?, ?)", (num, *_texts(item)))
    return num


def _update_item(db: apsw.Connection, num: int, item: Item, print_now: bytes) -> None:
    row = (item.kind, title_key(item.title), pack_path(item.path), dump_item(item), print_now, num)
    db.execute("UPDATE items SET kind=?, title_key=?, path=?, data=?, fingerprint=? WHERE num=?", row)
    texts = _texts(item)
    if db.execute("SELECT title, creators, subjects, description FROM item_texts WHERE num=?", (num,)).get != texts:
        statement = "UPDATE item_texts SET title=?, creators=?, subjects=?, description=? WHERE num=?"
        db.execute(statement, (*texts, num))


def _texts(item: Item) -> tuple[str, str, str, str]:
    """What full text search sees of an item. A series or an album is sought as a title is."""
    title = "\n".join(part for part in (item.title, item.series, item.album) if part)
    people = "\n".join(item.creators + item.narrators)
    described = "\n".join(filter(None, [item.told, *(name for name, _ in item.chapters)]))
    found = (title, people, "\n".join(item.subjects), described)
    return tuple(clean_text(text) for text in found)  # type: ignore[return-value]
