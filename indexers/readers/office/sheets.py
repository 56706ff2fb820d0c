"""Reads the headings and first rows of XLSX (ECMA-376) and CSV."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.domain.errors import UnreadableFile
from indexers.metadata.clean_metadata import clean_line, clean_text
from indexers.readers.base import MEGABYTE, Reading, Section
from indexers.readers.office.ooxml import (
    attached_sections,
    describe,
    main_part,
    open_office,
    part,
    properties,
    relations,
)
from indexers.readers.plain.markup import local_name
from indexers.readers.registry import HEAD, looks_like_text, register
from indexers.readers.zipped import SafeZip

MOST_ROWS = 200
MOST_CELLS = 60
MOST_SHEETS = 60
_CSV_READ = 2 * MEGABYTE


@register
class XlsxIndexer:
    name = "Excel"
    suffixes = frozenset({".xlsx", ".xlsm"})
    largest = 200 * MEGABYTE

    def recognises(self, head: bytes) -> bool:
        return head[:4] == b"PK\x03\x04" and b"xl/" in head and b"word/" not in head and b"ppt/" not in head

    def read(self, path: Path) -> Reading:
        with open_office(path, "Excel") as archive:
            name = main_part(archive, "xl/workbook.xml")
            known = relations(archive, name)
            shared = _shared_strings(archive, known)
            sections = []
            for sheet in list(part(archive, name, "The workbook").iter("{*}sheet"))[:MOST_SHEETS]:
                identity = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
                target = known.get(identity, ("", ""))[1]
                if target not in archive:
                    continue
                rows = _rows(part(archive, target, "A sheet"), shared)
                rows += [section.text for section in attached_sections(archive, target)]
                if rows:
                    sections.append(Section(clean_text("\n\n".join(rows)), clean_line(sheet.get("name", ""), 80)))
            return describe(properties(archive), "", sections)


def _shared_strings(archive: SafeZip, known: dict[str, tuple[str, str]]) -> list[str]:
    name = next((target for kind, target in known.values() if kind == "sharedStrings"), "")
    if name not in archive:
        return []
    return [_text(entry) for entry in part(archive, name, "The workbook's texts") if local_name(entry) == "si"]


def _text(entry: Any) -> str:
    """Its runs, without the phonetic guide that Japanese cells carry."""
    return "".join(
        run.text or "" for run in entry.iter("{*}t") if run.getparent() is None or local_name(run.getparent()) != "rPh"
    )


def _rows(root: Any, shared: list[str]) -> list[str]:
    found: list[str] = []
    for row in root.iter("{*}row"):
        cells = [value for cell in list(row)[:MOST_CELLS] if (value := _cell(cell, shared))]
        if cells:
            found.append(" | ".join(cells))
        if len(found) >= MOST_ROWS:
            break
    return found


def _cell(cell: Any, shared: list[str]) -> str:
    value = next((child.text or "" for child in cell if local_name(child) == "v"), "")
    if cell.get("t") == "s":
        return clean_line(shared[int(value)]) if value.isdigit() and int(value) < len(shared) else ""
    if cell.get("t") == "inlineStr":
        return clean_line(_text(cell))
    return clean_line(value)


@register
class CsvIndexer:
    name = "CSV"
    suffixes = frozenset({".csv", ".tsv"})
    largest = 2048 * MEGABYTE

    def recognises(self, head: bytes) -> bool:
        return False

    def read(self, path: Path) -> Reading:
        from indexers.readers.plain.text import decode_text

        with open(path, "rb") as file:
            data = file.read(_CSV_READ)
        if not looks_like_text(data[:HEAD]):
            raise UnreadableFile("This is not a table of text: it holds binary data.")
        rows = list(_csv_rows(decode_text(data), "\t" if path.suffix.lower() == ".tsv" else ","))
        if not rows:
            raise UnreadableFile("This table is empty.")
        text = "\n\n".join(" | ".join(cell for cell in row if cell) for row in rows)
        return Reading(sections=(Section(clean_text(text)),))


def _csv_rows(text: str, usual: str) -> Iterator[list[str]]:
    """The first rows, parted by whichever separator the first line uses most."""
    first = text.partition("\n")[0]
    separator = max((usual, ";", "\t", ",", "|"), key=lambda mark: (first.count(mark), mark == usual))
    lines = io.StringIO(re.sub(r"\r\n?", "\n", text).replace("\0", ""))
    try:
        for number, row in enumerate(csv.reader(lines, delimiter=separator)):
            if number >= MOST_ROWS:
                return
            cells = [clean_line(cell) for cell in row[:MOST_CELLS]]
            if any(cells):
                yield cells
    except csv.Error:
        return
