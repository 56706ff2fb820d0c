"""Imports Zotero's database, and its items as JSON."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import apsw

from assistant.domain.entities import Kind
from assistant.domain.notes import NoteKind
from assistant.domain.rows import Row
from assistant.language.people import distinct
from indexers.importers.annotations.markup import without_markup
from indexers.importers.annotations.zotero import notes_of_items
from indexers.importers.base import Entry, ImportedWork, LeftOut, Problem, each, importer
from indexers.importers.database import columns, foreign_database, has_tables, rows
from indexers.importers.listening import has_json, json_objects, text_of
from indexers.importers.places import local_path
from indexers.metadata.clean_metadata import clean_line, clean_names, find_year
from indexers.metadata.identifiers import identifier
from indexers.notes.base import written

_NO_WORKS = ("attachment", "note", "annotation")
KINDS_LEFT_OUT = {
    "film": "film", "videoRecording": "film", "tvBroadcast": "television", "podcast": "podcast",
    "radioBroadcast": "podcast",
}  # fmt: skip
_MAIN = ("author", "artist", "performer", "composer", "inventor", "presenter", "cartographer", "programmer",
         "interviewee", "director", "sponsor", "recipient")  # fmt: skip
"""Roles of those whose work an item is, the first that it has. Editors stand in where there is none of them."""
_VALUES = (
    "SELECT itemData.itemID, fieldName, value FROM itemData JOIN fields USING (fieldID)"
    " JOIN itemDataValues USING (valueID)"
)
_NAME = "trim(coalesce(firstName, '') || ' ' || coalesce(lastName, ''))"  # no words
_TAGS = "SELECT itemID, name FROM itemTags JOIN tags USING (tagID)"
_KINDS = "SELECT itemID, typeName FROM items JOIN itemTypes USING (itemTypeID)"
_FEEDS = "SELECT itemID FROM items JOIN libraries USING (libraryID) WHERE libraries.type = 'feed'"


@importer(
    "zotero",
    recognises=has_tables("items", "itemData", "itemDataValues", "fields", "itemCreators"),
    library="zotero.sqlite",
    curated=True,
)
def read_zotero(path: Path) -> Iterator[Entry]:
    with foreign_database(path) as db:
        fields: dict[int, dict[str, str]] = defaultdict(dict)
        for key, name, value in rows(db, _VALUES):
            fields[key][str(name)] = str(value)
        people, tags = _people(db), _grouped(db, _TAGS)
        files = _files(db, path.parent / "storage")
        aside = {**dict.fromkeys(_feeds(db), "feed"), **dict.fromkeys(_ids(db, "deletedItems"), "deleted")}  # no words
        kinds = {key: str(name) for key, name in rows(db, _KINDS)}
        notes = notes_of_items(db, frozenset(_ids(db, "deletedItems")))  # no words
        for key, stated in fields.items():
            kind = kinds.get(key, "")
            if not stated.get("title") or kind in _NO_WORKS:
                continue
            what = aside.get(key) or KINDS_LEFT_OUT.get(kind)
            if what:
                yield LeftOut(what)
            else:
                work = _work(kind, stated, people.get(key, ()), tags[key], files.get(key))
                yield replace(work, notes=notes.get(key, ()))


@importer("zotero", recognises=has_json(b'"itemType"', b'"creators"'), curated=True)
def read_items(path: Path) -> Iterator[Entry]:
    """The same items as JSON, as Better BibTeX and Zotero's own interface write them."""
    yield from each(json_objects(path, lists=("items",)), _item)


def _item(entry: "Row | Problem") -> Entry | None:
    if isinstance(entry, Problem):
        return entry
    data = entry["data"] if isinstance(entry.get("data"), dict) else entry
    kind = text_of(data, "itemType")
    if kind in _NO_WORKS or not text_of(data, "title"):
        return None
    if kind in KINDS_LEFT_OUT:
        return LeftOut(KINDS_LEFT_OUT[kind])
    roles: dict[str, list[str]] = defaultdict(list)
    for one in data.get("creators") or ():
        name = f"{text_of(one, 'firstName')} {text_of(one, 'lastName')}".strip()
        roles[text_of(one, "creatorType")].append(text_of(one, "name") or name)
    stated = {name: str(value) for name, value in data.items() if isinstance(value, str | int)}
    tags = [text_of(tag, "tag") for tag in data.get("tags") or ()]
    files = (text_of(one, "path", "localPath") for one in data.get("attachments") or ())
    notes = (text_of(one, "note") for one in data.get("notes") or ())
    kept = tuple(made for note in notes for made in written(NoteKind.NOTE, without_markup(note)))
    return replace(_work(kind, stated, _makers(roles), tags, next(map(local_path, files), None)), notes=kept)


def _people(db: apsw.Connection) -> dict[int, tuple[str, ...]]:
    """{item: those whose work it is}. Translators, contributors and editors of series are none of them."""
    roles: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    typed = columns(db, "creatorTypes") and "creatorTypeID" in columns(db, "itemCreators")  # no words
    role, join = ("creatorType", " JOIN creatorTypes USING (creatorTypeID)") if typed else ("'author'", "")  # no words
    for key, name, kind in rows(
        db,
        f"SELECT itemID, {_NAME}, {role} FROM itemCreators JOIN creators USING (creatorID){join}"  # no words
        " ORDER BY itemID, orderIndex",
    ):
        roles[key][str(kind)].append(str(name))
    return {key: _makers(found) for key, found in roles.items()}


def _makers(roles: Mapping[str, list[str]]) -> tuple[str, ...]:
    return distinct(next((roles[role] for role in (*_MAIN, "editor") if roles.get(role)), []))


def _grouped(db: apsw.Connection, statement: str) -> dict[int, list[str]]:
    groups: dict[int, list[str]] = defaultdict(list)
    for key, value in rows(db, statement):
        groups[key].append(str(value))
    return groups


def _feeds(db: apsw.Connection) -> set[int]:
    """Articles that came by a feed; nobody put them into the library."""
    found = set(_ids(db, "feedItems"))  # no words
    if {"libraryID", "type"} <= columns(db, "libraries") and "libraryID" in columns(db, "items"):
        found |= {int(row[0]) for row in rows(db, _FEEDS)}
    return found


def _ids(db: apsw.Connection, table: str) -> list[int]:
    return [int(row[0]) for row in rows(db, f"SELECT itemID FROM {table}")] if columns(db, table) else []


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
        linked = Path(name if kind == "attachments" else str(place))
        found.setdefault(int(parent), storage / str(key) / name if kind == "storage" and name else linked)
    return found


def _work(
    kind: str, stated: dict[str, str], people: tuple[str, ...], tags: list[str], file: Path | None
) -> ImportedWork:
    pairs = (identifier("doi", stated.get("DOI", "")), identifier("isbn", stated.get("ISBN", "")))
    return ImportedWork(
        kind=Kind.BOOK if kind == "book" else Kind.MUSIC if kind == "audioRecording" else Kind.DOCUMENT,
        title=clean_line(without_markup(stated["title"])),
        creators=people,
        year=find_year(stated.get("date", "")),
        series=clean_line(stated.get("series", "")),
        publisher=clean_line(stated.get("publisher") or stated.get("publicationTitle")),
        subjects=clean_names(tags),
        description=clean_line(stated.get("abstractNote", ""), 4000),
        identifiers=tuple(pair for pair in pairs if pair),
        path=file,
    )
