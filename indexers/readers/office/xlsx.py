"""Reads the headings and first rows of XLSX."""

from itertools import islice
from pathlib import Path
from typing import Any

from indexers.metadata.clean_metadata import clean_line
from indexers.readers.base import MEGABYTE, Reading, Section
from indexers.readers.markup import attribute, iter_xml, local_name
from indexers.readers.office.ooxml import (
    attached_sections,
    describe,
    main_part,
    open_office,
    part,
    properties,
    relations,
)
from indexers.readers.registry import reader
from indexers.readers.sheets import MOST_CELLS, MOST_ROWS, MOST_SHEETS, sheet_section
from indexers.readers.zipped import SafeZip

Cell = str | int
"""A cell's own text, or the number of a text that the sheets share."""


def _is_xlsx(head: bytes) -> bool:
    return head[:4] == b"PK\x03\x04" and b"xl/" in head and b"word/" not in head and b"ppt/" not in head


@reader("Excel", {  # no words
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroenabled.12",
}, largest=200 * MEGABYTE, recognises=_is_xlsx)  # fmt: skip
def read_xlsx(path: Path) -> Reading:
    with open_office(path, "Excel") as archive:  # no words
        name = main_part(archive, "xl/workbook.xml")
        known = relations(archive, name)
        sheets = []
        for sheet in list(part(archive, name).iter("{*}sheet"))[:MOST_SHEETS]:
            target = known.get(attribute(sheet, "id"), ("", ""))[1]
            if target in archive:
                sheets.append((sheet.get("name", ""), _rows(archive, target), attached_sections(archive, target)))
        wanted = [cell for _, rows, _ in sheets for row in rows for cell in row if isinstance(cell, int)]
        texts = _shared_texts(archive, known, max(wanted, default=-1) + 1)
        sections: list[Section] = []
        for title, rows, attached in sheets:
            lines = [[_text_of(cell, texts) for cell in row] for row in rows]
            sections += sheet_section(title, [*lines, *([section.text] for section in attached)])
        return describe(properties(archive), "", sections)


def _rows(archive: SafeZip, name: str) -> list[list[Cell]]:
    """The first rows that hold anything; the sheet is unpacked no further."""
    with archive.open(name) as stream:
        rows = map(_cells, iter_xml(stream, "row", name))
        return list(islice((row for row in rows if any(cell != "" for cell in row)), MOST_ROWS))


def _cells(row: Any) -> list[Cell]:
    """The cells of a row in their columns: empty ones are left out of a file."""
    cells: list[Cell] = []
    for cell in list(row)[:MOST_CELLS]:
        cells += [""] * (min(_column(cell.get("r", "")), MOST_CELLS) - len(cells))
        cells.append(_cell(cell))
    return cells


def _column(reference: str) -> int:
    """2 for "C5"; 0 where none is named."""
    column = 0
    for letter in filter(str.isalpha, reference[:3].upper()):
        column = column * 26 + ord(letter) - ord("A") + 1
    return max(0, column - 1)


def _cell(cell: Any) -> Cell:
    kind = cell.get("t")
    if kind == "inlineStr":
        return clean_line(runs(cell))
    value = str(cell.findtext("{*}v", ""))
    if kind == "s":
        return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else ""
    return clean_line(value)


def _shared_texts(archive: SafeZip, known: dict[str, tuple[str, str]], count: int) -> list[str]:
    """The first `count` of the texts that the sheets share."""
    name = next((target for kind, target in known.values() if kind == "sharedStrings"), "")
    if name not in archive or not count:
        return []
    with archive.open(name) as stream:
        return [runs(entry) for entry in islice(iter_xml(stream, "si", name), count)]


def _text_of(cell: Cell, texts: list[str]) -> str:
    if isinstance(cell, str):
        return cell
    return clean_line(texts[cell]) if cell < len(texts) else ""


def runs(entry: Any) -> str:
    """Its runs, without the phonetic guide that Japanese cells carry."""
    return "".join(run.text or "" for run in entry.iter("{*}t") if local_name(run.getparent()) != "rPh")
