"""Imports references of EndNote: its XML, and the older text whose lines begin with "%"."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from assistant.domain.entities import Kind
from assistant.domain.notes import NoteKind
from assistant.language.people import people_of
from indexers.importers.base import Entry, ImportedWork, LeftOut, Problem, each, importer, no_title
from indexers.importers.places import local_path
from indexers.importers.tables import isbns
from indexers.importers.text.lines import file_lines
from indexers.importers.text.xml_entries import xml_elements
from indexers.metadata.clean_metadata import clean_line, find_year, positive_number, split_subjects
from indexers.metadata.identifiers import identifier
from indexers.notes.base import written
from indexers.readers.markup import local_name

_LINE = re.compile(r"^%(\S) ?(.*)$")
_BEGINS = re.compile(rb"^(?:\xef\xbb\xbf)?\s*%[0AT] \S.*\r?\n(?:.*\r?\n)*?%[AT0] \S", re.M)
_KEYS = {
    "authors": "A", "secondary-authors": "E", "title": "T", "secondary-title": "B", "tertiary-title": "S", "year": "D",
    "publisher": "I", "isbn": "@", "electronic-resource-num": "R", "keyword": "K", "abstract": "X", "notes": "Z",
    "research-notes": "Z", "volume": "V", "pdf-urls": ">",
}  # fmt: skip # no words
"""What the XML calls what the text has letters for."""
_WITHIN = {"author": ("authors", "secondary-authors"), "url": ("pdf-urls",)}
"""Elements that say something by the element around them."""
_BOOKS = frozenset({"book", "edited book", "electronic book", "classical work"})  # no words
_MUSIC = frozenset({"music"})
_LEFT_OUT = {"film or broadcast": "film", "audiovisual material": "film", "online multimedia": "film"}  # no words


@importer("endnote", recognises=lambda path, head: b"<record>" in head and b"<ref-type" in head, curated=True)
def read_xml(path: Path) -> Iterator[Entry]:
    yield from each(xml_elements(path, frozenset({"record"})), _element)


def _element(record: Any) -> Entry:
    if isinstance(record, Problem):
        return record
    fields: dict[str, list[str]] = {}
    for element in record.iter():
        name = local_name(element)
        if name == "ref-type":
            fields["0"] = [element.get("name") or ""]
        around = local_name(element.getparent()) if name in _WITHIN else ""
        key = _KEYS.get(around if around in _WITHIN.get(name, ()) else name, "")
        if key and name not in ("authors", "secondary-authors", "pdf-urls"):
            # A word in italics parts a title into several runs.
            fields.setdefault(key, []).append("".join(element.itertext()).strip())
    return _work(fields)


@importer("endnote", recognises=lambda path, head: bool(_BEGINS.match(head)), curated=True)
def read_text(path: Path) -> Iterator[Entry]:
    yield from each(_records(path), lambda found: _work(*found))


def _records(path: Path) -> Iterator[tuple[dict[str, list[str]], int]]:
    """(fields by their letters, line of the first) of each record; an empty line stands between two."""
    fields: dict[str, list[str]] = {}
    began, last = 0, ""
    for number, line in file_lines(path):
        match = _LINE.match(line.strip("\ufeff"))
        if fields and (not line.strip() or (match is not None and match[1] == "0")):
            yield fields, began
            fields = {}
        if match is not None:
            began, last = began if fields else number, match[1]
            fields.setdefault(last, []).append(match[2].strip())
        elif line.strip() and fields:
            fields[last].append(line.strip()) if last == "K" else fields[last].append(f"{fields[last].pop()} {line}")
    if fields:
        yield fields, began


def _work(fields: Mapping[str, list[str]], line: int | None = None) -> Entry:
    def first(*keys: str) -> str:
        return next((fields[key][0] for key in keys if fields.get(key)), "")

    kind, title = first("0").lower(), clean_line(first("T"))
    if kind in _LEFT_OUT:
        return LeftOut(_LEFT_OUT[kind])
    if not title:
        return Problem(no_title(), line=line)
    book = kind in _BOOKS
    codes = (identifier("doi", first("R")), *(isbns(*fields.get("@", ())) if book else ()))
    return ImportedWork(
        kind=Kind.BOOK if book else Kind.MUSIC if kind in _MUSIC else Kind.DOCUMENT,
        title=title,
        creators=people_of(fields.get("A") or fields.get("E") or ()),
        year=find_year(first("D")),
        series=clean_line(first("S", "B")) if book else "",
        series_index=positive_number(first("V")) if book and first("S", "B") else None,
        publisher=clean_line(first("I") if book else first("J", "B", "I")),
        subjects=split_subjects(*fields.get("K", ())),
        description=clean_line(first("X"), 4000),
        identifiers=tuple(pair for pair in codes if pair),
        path=local_path(first(">")),
        notes=tuple(note for text in fields.get("Z", ()) for note in written(NoteKind.NOTE, text)),
    )
