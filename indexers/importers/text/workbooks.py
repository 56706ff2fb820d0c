"""Tables in Excel files, as the lines of text that other tables come in."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from indexers.importers.columns import columns_of, is_understood
from indexers.metadata.clean_metadata import clean_line
from indexers.readers.markup import attribute, iter_xml
from indexers.readers.office.ooxml import main_part, open_office, part, relations
from indexers.readers.office.xlsx import runs
from indexers.readers.zipped import LARGEST_TOTAL, SafeZip

_COLUMN = re.compile(r"[A-Z]+")
_DATES = ("finished", "started", "added", "date", "stopped")
_EPOCH = datetime(1899, 12, 30)
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")
"""A day as Excel counts it, from 1954 to 2119."""
_LONGEST_CELL = 20_000


def workbook_lines(path: Path) -> Iterator[tuple[int, str]]:
    """(number from 1, row as a line of comma-separated text) of the sheet whose first row is best understood."""
    with open_office(path, "Excel") as archive:  # no words
        known = relations(archive, main_part(archive, "xl/workbook.xml"))
        texts = _shared(archive, known)
        sheet = max(_sheets(archive, known), key=lambda name: _understood(archive, name, texts), default="")
        dated: set[int] = set()
        for number, row in enumerate(_rows(archive, sheet, texts) if sheet else (), 1):
            if number == 1:
                dated = {place for role, place in columns_of(row).items() if role in _DATES}
            cells = [_day(cell) if place in dated else cell for place, cell in enumerate(row)]
            line = io.StringIO()
            csv.writer(line, lineterminator="").writerow(cells)
            yield number, line.getvalue()


def _sheets(archive: SafeZip, known: dict[str, tuple[str, str]]) -> list[str]:
    sheets = part(archive, main_part(archive, "xl/workbook.xml")).iter("{*}sheet")
    targets = (known.get(attribute(sheet, "id"), ("", ""))[1] for sheet in sheets)
    return [target for target in targets if target in archive]


def _understood(archive: SafeZip, name: str, texts: Sequence[str]) -> tuple[bool, int]:
    """How much of the first row is understood; a sheet of plays or works has most."""
    roles = columns_of(next(iter(islice(_rows(archive, name, texts), 1)), []))
    return is_understood(roles), len(roles)


def _rows(archive: SafeZip, name: str, texts: Sequence[str]) -> Iterator[list[str]]:
    with archive.open(name, LARGEST_TOTAL) as stream:
        for row in iter_xml(stream, "row", name):
            cells: list[str] = []
            for cell in row:
                match = _COLUMN.match(cell.get("r") or "")
                place = _place(match[0]) if match else len(cells)
                cells += [""] * (place - len(cells))
                cells.append(_text(cell, texts))
            if any(cells):
                yield cells


def _place(letters: str) -> int:
    """0 for A, 26 for AA; what lies beyond is no column."""
    found = 0
    for letter in letters[:3]:
        found = 26 * found + ord(letter) - 64
    return found - 1


def _text(cell: Any, texts: Sequence[str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return clean_line(runs(cell), _LONGEST_CELL)
    value = str(cell.findtext("{*}v", ""))
    if kind == "s":
        return texts[int(value)] if value.isdigit() and int(value) < len(texts) else ""
    return clean_line(value, _LONGEST_CELL)


def _shared(archive: SafeZip, known: dict[str, tuple[str, str]]) -> list[str]:
    name = next((target for kind, target in known.values() if kind == "sharedStrings"), "")
    if name not in archive:
        return []
    with archive.open(name, LARGEST_TOTAL) as stream:
        return [clean_line(runs(entry), _LONGEST_CELL) for entry in iter_xml(stream, "si", name)]


def _day(cell: str) -> str:
    if not _SERIAL.fullmatch(cell):
        return cell
    return (_EPOCH + timedelta(days=float(cell))).isoformat(sep=" ", timespec="seconds")
