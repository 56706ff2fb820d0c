"""Imports Zotero's database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import apsw

from assistant.domain.entities import Kind
from indexers.importers.base import ImportedWork, importer
from indexers.importers.database import columns, foreign_database, has_tables, rows
from indexers.metadata.clean_metadata import clean_line, clean_names, find_year
from indexers.metadata.identifiers import identifier

_NO_WORKS = ("attachment", "note", "annotation")
_VALUES = (
    "SELECT itemData.itemID, fieldName, value FROM itemData JOIN fields USING (fieldID)"
    " JOIN itemDataValues USING (valueID)"
)
_PEOPLE = (
    "SELECT itemID, trim(coalesce(firstName, '') || ' ' || coalesce(lastName, '')) FROM itemCreators"
    " JOIN creators USING (creatorID) ORDER BY itemID, orderIndex"
)
_TAGS = "SELECT itemID, name FROM itemTags JOIN tags USING (tagID)"
_KINDS = "SELECT itemID, typeName FROM items JOIN itemTypes USING (itemTypeID)"


@importer(
    "zotero",
    recognises=has_tables("items", "itemData", "itemDataValues", "fields", "itemCreators"),
    library="zotero.sqlite",
    curated=True,
)
def read_zotero(path: Path) -> Iterator[ImportedWork]:
    with foreign_database(path) as db:
        fields: dict[int, dict[str, str]] = defaultdict(dict)
        for key, name, value in rows(db, _VALUES):
            fields[key][str(name)] = str(value)
        people, tags = _grouped(rows(db, _PEOPLE)), _grouped(rows(db, _TAGS))
        files = _files(db, path.parent / "storage")
        thrown_away = _thrown_away(db)
        kinds = {key: str(name) for key, name in rows(db, _KINDS)}
        for key, stated in fields.items():
            kind = kinds.get(key, "")
            if stated.get("title") and key not in thrown_away and kind not in _NO_WORKS:
                yield _work(kind, stated, people[key], tags[key], files.get(key))


def _grouped(found: Iterable[tuple[int, object]]) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = defaultdict(list)
    for key, value in found:
        groups[key].append(str(value))
    return groups


def _thrown_away(db: apsw.Connection) -> frozenset[int]:
    """What lies in Zotero's bin."""
    if not columns(db, "deletedItems"):  # no words
        return frozenset()
    return frozenset(int(row[0]) for row in rows(db, "SELECT itemID FROM deletedItems"))


def _files(db: apsw.Connection, storage: Path) -> dict[int, Path]:
    """{item: its attached file}, where Zotero keeps one."""
    if not {"parentItemID", "path"} <= columns(db, "itemAttachments") or "key" not in columns(db, "items"):
        return {}
    found: dict[int, Path] = {}
    for parent, place, key in rows(
        db,
        "SELECT parentItemID, path, items.key FROM itemAttachments JOIN items USING (itemID)"
        " WHERE parentItemID IS NOT NULL AND path IS NOT NULL",
    ):
        kind, _, name = str(place).partition(":")
        found.setdefault(int(parent), storage / str(key) / name if kind == "storage" and name else Path(str(place)))
    return found


def _work(kind: str, stated: dict[str, str], people: list[str], tags: list[str], file: Path | None) -> ImportedWork:
    pairs = (identifier("doi", stated.get("DOI", "")), identifier("isbn", stated.get("ISBN", "")))
    return ImportedWork(
        kind=Kind.BOOK if kind == "book" else Kind.MUSIC if kind == "audioRecording" else Kind.DOCUMENT,
        title=clean_line(stated["title"]),
        creators=clean_names(people),
        year=find_year(stated.get("date", "")),
        series=clean_line(stated.get("series", "")),
        publisher=clean_line(stated.get("publisher") or stated.get("publicationTitle")),
        subjects=clean_names(tags),
        description=clean_line(stated.get("abstractNote", ""), 4000),
        identifiers=tuple(pair for pair in pairs if pair),
        path=file,
    )
