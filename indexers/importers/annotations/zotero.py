"""Annotations and notes in Zotero's database."""

from collections import defaultdict

import apsw

from assistant.domain.notes import NoteKind
from indexers.importers.annotations.markup import without_markup
from indexers.importers.database import columns, rows
from indexers.importers.text.dates import unix_time
from indexers.notes.base import ImportedNote, place_of, written

_DRAWN = frozenset({"3", "4", "image", "ink"})
"""Types of annotations that hold no words."""


def notes_of_items(db: apsw.Connection, deleted: frozenset[int] = frozenset()) -> dict[int, tuple[ImportedNote, ...]]:
    """{item: what was underlined in its files and written about it}, without what lies in the bin."""
    found: dict[int, list[ImportedNote]] = defaultdict(list)
    owners = _owners(db)
    dates = _dates(db)
    if {"parentItemID", "type", "text", "comment"} <= columns(db, "itemAnnotations"):
        label = "pageLabel" if "pageLabel" in columns(db, "itemAnnotations") else "NULL"  # no words
        order = "sortIndex" if "sortIndex" in columns(db, "itemAnnotations") else "itemID"  # no words
        wanted = f"SELECT itemID, parentItemID, type, text, comment, {label} FROM itemAnnotations"  # no words
        for key, parent, kind, text, comment, page in rows(db, f"{wanted} ORDER BY {order}"):  # no words
            if key in deleted or parent in deleted:
                continue
            into, place, at = found[owners.get(parent, parent)], place_of(page), dates.get(key)
            if str(kind) not in _DRAWN:
                into += written(NoteKind.HIGHLIGHT, text, place, at)
            into += written(NoteKind.NOTE, comment, place, at)
    if {"itemID", "parentItemID", "note"} <= columns(db, "itemNotes"):
        for key, parent, note in rows(db, "SELECT itemID, parentItemID, note FROM itemNotes"):
            if parent is not None and key not in deleted:
                found[owners.get(parent, parent)] += written(NoteKind.NOTE, without_markup(note), "", dates.get(key))
    return {item: tuple(notes) for item, notes in found.items()}


def _owners(db: apsw.Connection) -> dict[int, int]:
    """{attached file: the item that it belongs to}."""
    if "parentItemID" not in columns(db, "itemAttachments"):
        return {}
    statement = "SELECT itemID, parentItemID FROM itemAttachments WHERE parentItemID IS NOT NULL"
    return {int(key): int(parent) for key, parent in rows(db, statement)}


def _dates(db: apsw.Connection) -> dict[int, float]:
    if "dateAdded" not in columns(db, "items"):
        return {}
    known = ((int(key), unix_time(str(added or ""))) for key, added in rows(db, "SELECT itemID, dateAdded FROM items"))
    return {key: at for key, at in known if at is not None}
