"""Reads bibliographies: BibTeX files and Zotero's database."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import apsw

from assistant.domain.entities import Kind
from indexers.importers.base import ImportedWork, register
from indexers.importers.database import columns, foreign_database, rows, tables
from indexers.metadata.clean_metadata import clean_line, clean_names, find_year, natural_order
from indexers.metadata.identifiers import identifier
from indexers.readers.decoding import decode_text
from indexers.readers.plain.latex import plain_latex

_ENTRY = re.compile(r"@(\w+)\s*[{(]\s*([^,\s]*)\s*,", re.M)
_FIELD = re.compile(r"(\w[\w-]*)\s*=\s*")
_FIRST = re.compile(
    rb"^\s*@(?:article|book|inproceedings|incollection|misc|phdthesis|techreport|online)\s*[{(]", re.I | re.M
)
_BOOKS = frozenset({"book", "booklet", "inbook", "proceedings", "mvbook"})
_NOT_WORKS = frozenset({"comment", "string", "preamble"})


@register
class BibtexImporter:
    name = "bibtex"

    def recognises(self, path: Path, head: bytes) -> bool:
        return bool(_FIRST.search(head))

    def read(self, path: Path) -> Iterator[ImportedWork]:
        text = decode_text(path.read_bytes())
        for match in _ENTRY.finditer(text):
            kind = match[1].lower()
            fields = _fields(text, match.end())
            if kind in _NOT_WORKS or not fields.get("title"):
                continue
            people = fields.get("author") or fields.get("editor") or ""
            pairs = (identifier(scheme, fields.get(scheme, "")) for scheme in ("doi", "isbn"))
            yield ImportedWork(
                kind=Kind.BOOK if kind in _BOOKS else Kind.DOCUMENT,
                title=clean_line(fields["title"]),
                creators=clean_names(natural_order(clean_line(name)) for name in re.split(r"\s+and\s+", people)),
                year=find_year(fields.get("year") or fields.get("date")),
                publisher=clean_line(fields.get("publisher") or fields.get("journal") or fields.get("journaltitle")),
                subjects=clean_names(re.split(r"\s*[,;]\s*", fields.get("keywords", ""))),
                description=clean_line(fields.get("abstract", ""), 4000),
                identifiers=tuple(pair for pair in pairs if pair),
            )


def _fields(text: str, place: int) -> dict[str, str]:
    """The fields of one entry, braces and quotes balanced, commands made plain."""
    found: dict[str, str] = {}
    while match := _FIELD.match(text, _skip(text, place)):
        value, place = _value(text, match.end())
        found[match[1].lower()] = " ".join(plain_latex(value).split())
        place = _skip(text, place)
        if text[place : place + 1] != ",":
            break
        place += 1
    return found


def _skip(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place


def _value(text: str, place: int) -> tuple[str, int]:
    opening = text[place : place + 1]
    if opening not in ("{", '"'):
        match = re.compile(r"[^,}\n]*").match(text, place)
        assert match is not None
        return match[0], match.end()
    depth, start = 0, place + 1
    for end in range(start, min(len(text), start + 50_000)):
        mark = text[end]
        if depth == 0 and mark == ("}" if opening == "{" else '"') and text[end - 1] != "\\":
            return text[start:end], end + 1
        depth += (mark == "{") - (mark == "}")
    return text[start : start + 200], len(text)


@register
class ZoteroImporter:
    name = "zotero"

    def recognises(self, path: Path, head: bytes) -> bool:
        return {"items", "itemData", "itemDataValues", "fields", "itemCreators"} <= tables(path, head)

    def read(self, path: Path) -> Iterator[ImportedWork]:
        with foreign_database(path) as db:
            fields: dict[int, dict[str, str]] = defaultdict(dict)
            statement = (
                "SELECT itemData.itemID, fieldName, value FROM itemData JOIN fields USING (fieldID)"
                " JOIN itemDataValues USING (valueID)"
            )
            for key, name, value in rows(db, statement):
                fields[key][str(name)] = str(value)
            people: dict[int, list[str]] = defaultdict(list)
            statement = (
                "SELECT itemID, firstName, lastName FROM itemCreators JOIN creators USING (creatorID)"
                " ORDER BY itemID, orderIndex"
            )
            for key, first, last in rows(db, statement):
                people[key].append(f"{first or ''} {last or ''}".strip())
            tags: dict[int, list[str]] = defaultdict(list)
            for key, name in rows(db, "SELECT itemID, name FROM itemTags JOIN tags USING (tagID)"):
                tags[key].append(str(name))
            files = _zotero_files(db, path.parent / "storage")
            thrown_away = _thrown_away(db)
            kinds = dict(rows(db, "SELECT itemID, typeName FROM items JOIN itemTypes USING (itemTypeID)"))
            for key, stated in fields.items():
                if (
                    stated.get("title")
                    and key not in thrown_away
                    and kinds.get(key) not in ("attachment", "note", "annotation")
                ):
                    yield _zotero_work(str(kinds.get(key)), stated, people[key], tags[key], files.get(key))


def _thrown_away(db: apsw.Connection) -> frozenset[int]:
    """What lies in Zotero's bin."""
    if not columns(db, "deletedItems"):
        return frozenset()
    return frozenset(int(row[0]) for row in rows(db, "SELECT itemID FROM deletedItems"))


def _zotero_files(db: apsw.Connection, storage: Path) -> dict[int, Path]:
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


def _zotero_work(
    kind: str, stated: dict[str, str], people: list[str], tags: list[str], file: Path | None
) -> ImportedWork:
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
