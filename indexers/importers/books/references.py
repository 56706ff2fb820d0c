"""Imports references as programs hand them on: RIS, CSL JSON, and Zotero's table."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from assistant.domain.entities import Kind
from assistant.domain.notes import NoteKind
from assistant.domain.rows import Row
from assistant.language.people import distinct, natural_order, people, people_of
from assistant.messages import tr
from indexers.importers.annotations.markup import without_markup
from indexers.importers.base import Entry, ImportedWork, LeftOut, Problem, each, importer, no_title
from indexers.importers.books.zotero import KINDS_LEFT_OUT
from indexers.importers.headers import has_columns
from indexers.importers.listening import has_json, json_objects, text_of
from indexers.importers.places import local_path
from indexers.importers.tables import Line, isbns, table_lines
from indexers.importers.text.lines import file_lines
from indexers.importers.work_lines import guarded
from indexers.metadata.clean_metadata import clean_line, clean_names, find_year, positive_number, split_subjects
from indexers.metadata.identifiers import identifier
from indexers.notes.base import written

_TAG = re.compile(r"^([A-Z][A-Z0-9]) {1,2}- ?(.*)$")
_BEGINS = re.compile(rb"^\s*TY {1,2}- ?\w+[ \t]*(?:\r|$)", re.M)
_BOOKS = frozenset({"BOOK", "EBOOK", "EDBOOK", "WHOLE"})
_MUSIC = frozenset({"MUSIC", "SOUND"})
_RIS_LEFT_OUT = {"MPCT": "film", "VIDEO": "film", "MULTI": "film", "ADVS": "film"}
_CSL_LEFT_OUT = {"motion_picture": "film", "broadcast": "television"}
_CSL_CREATORS = ("author", "composer", "performer", "editor")  # no words
"""Whom a work is by, the surest first."""
_PARTICLES = ("given", "dropping-particle", "non-dropping-particle", "family")


def _is_ris(path: Path, head: bytes) -> bool:
    """Databases put their own name, the number of the entry or what was searched for before the first one."""
    return bool(_BEGINS.search(head.removeprefix(b"\xef\xbb\xbf"))) and b"\0" not in head


@importer("ris", recognises=_is_ris, curated=True)
def read_ris(path: Path) -> Iterator[Entry]:
    fields: dict[str, list[str]] = {}
    began, last = 0, ""
    for number, line in file_lines(path):
        if match := _TAG.match(line.strip("\ufeff").rstrip()):
            last, value = match[1], (match[2] or "").strip()
            if last == "TY" and fields:
                yield _referred(fields, began)
                fields = {}
            began = number if last == "TY" else began
            if last == "ER":
                yield _referred(fields, began)
                fields = {}
            elif value:
                fields.setdefault(last, []).append(value)
        elif line.strip() and fields.get(last):
            fields[last][-1] += f" {line.strip()}"
    if fields:
        yield Problem(tr("The file breaks off in this entry."), line=began)
        yield _referred(fields, began)


def _referred(fields: Mapping[str, list[str]], line: int) -> Entry:
    def first(*tags: str) -> str:
        return next((fields[tag][0] for tag in tags if fields.get(tag)), "")

    kind = first("TY").upper()
    if kind in _RIS_LEFT_OUT:
        return LeftOut(_RIS_LEFT_OUT[kind])
    title = clean_line(without_markup(first("TI", "T1", "CT", "BT")))
    if not title:
        return Problem(no_title(), line=line)
    book = kind in _BOOKS
    named = next((fields[tag] for tag in ("AU", "A1", "ED", "A2") if fields.get(tag)), [])
    codes = (identifier("doi", first("DO", "M3")), *(isbns(*fields.get("SN", ())) if book else ()))
    return ImportedWork(
        kind=Kind.BOOK if book else Kind.MUSIC if kind in _MUSIC else Kind.DOCUMENT,
        title=title,
        creators=people_of(name.strip(" {}") for field in named for name in field.split(";")),
        year=find_year(first("PY", "Y1", "DA")),
        series=clean_line(first("T2", "T3")) if book else "",
        series_index=positive_number(first("VL")) if book and first("T2", "T3") else None,
        publisher=clean_line(first("PB") if book else first("JO", "JF", "T2", "PB")),
        subjects=split_subjects(*fields.get("KW", ())),
        description=clean_line(first("AB", "N2"), 4000),
        identifiers=tuple(pair for pair in codes if pair),
        path=local_path(first("L1")),
        notes=tuple(note for text in fields.get("N1", ()) for note in written(NoteKind.NOTE, without_markup(text))),
    )


_is_csl = has_json(b'"type"', b'"title"')


def _is_csl_json(path: Path, head: bytes) -> bool:
    return _is_csl(path, head) and bool(re.search(rb'"(?:date-parts|family|citation-key)"\s*:', head))


@importer("csl json", recognises=_is_csl_json, curated=True)  # no words
def read_csl(path: Path) -> Iterator[Entry]:
    yield from each(json_objects(path, lists=("items",)), _cited)


def _cited(entry: "Row | Problem") -> Entry:
    if isinstance(entry, Problem):
        return entry
    kind, title = text_of(entry, "type"), clean_line(without_markup(text_of(entry, "title")))
    if kind in _CSL_LEFT_OUT:
        return LeftOut(_CSL_LEFT_OUT[kind])
    if not title:
        return Problem(no_title(), entry=text_of(entry, "id"))
    codes = (identifier("doi", text_of(entry, "DOI")), *isbns(text_of(entry, "ISBN")))
    issued = entry.get("issued") or {}
    issued = issued if isinstance(issued, dict) else {"raw": str(issued)}
    return ImportedWork(
        kind=Kind.BOOK if kind == "book" else Kind.MUSIC if kind == "song" else Kind.DOCUMENT,
        title=title,
        creators=_named(next((entry[role] for role in _CSL_CREATORS if entry.get(role)), ())),
        year=find_year(
            " ".join(map(str, (issued.get("date-parts") or [[]])[0][:1])) or text_of(issued, "raw", "literal")
        ),
        series=clean_line(text_of(entry, "collection-title")),
        publisher=clean_line(text_of(entry, "publisher", "container-title")),
        subjects=split_subjects(text_of(entry, "keyword")),
        description=clean_line(text_of(entry, "abstract"), 4000),
        identifiers=tuple(pair for pair in codes if pair),
        notes=tuple(written(NoteKind.NOTE, without_markup(entry.get("note")))),
    )


def _named(stated: object) -> tuple[str, ...]:
    """People in parts, as CSL has it, or in words."""
    if isinstance(stated, str):
        return people(stated)
    return distinct(map(_name, stated if isinstance(stated, list | tuple) else [stated]))


def _name(person: "Row | str") -> str:
    if isinstance(person, str):
        return natural_order(person)
    if person.get("literal"):
        return str(person["literal"])
    name = " ".join(filter(None, (text_of(person, part) for part in _PARTICLES)))
    return f"{name}, {person['suffix']}" if person.get("suffix") else name


@importer("zotero", recognises=has_columns("item type", "publication year", "manual tags"), curated=True)  # no words
def read_table(path: Path) -> Iterator[Entry]:
    for line in table_lines(path):
        yield line if isinstance(line, Problem) else guarded(partial(_row), line)


def _row(line: Line) -> Entry:
    kind, title = line["item type"], clean_line(without_markup(line["title"]))
    if kind in KINDS_LEFT_OUT:
        return LeftOut(KINDS_LEFT_OUT[kind])
    if not title:
        return Problem(no_title(), line=line.number)
    file = line["file attachments"].partition(";")[0].strip()
    codes = (identifier("doi", line["doi"]), *isbns(line["isbn"]))
    return ImportedWork(
        kind=Kind.BOOK if kind == "book" else Kind.MUSIC if kind == "audioRecording" else Kind.DOCUMENT,  # no words
        title=title,
        creators=people(line["author"]) or people(line["editor"]),
        year=find_year(line["publication year"] or line["date"]),
        series=clean_line(line["series"]),
        series_index=positive_number(line["series number"]) if line["series"] else None,
        publisher=clean_line(line["publisher"] or line["publication title"]),
        subjects=clean_names(line["manual tags"].split(";")),
        description=clean_line(line["abstract note"], 4000),
        identifiers=tuple(pair for pair in codes if pair),
        path=local_path(file),
    )
