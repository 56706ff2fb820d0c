"""What exports in tables of text share: rows under their names, however the table is parted, quoted and encoded."""

import csv
import re
from ast import literal_eval
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from pathlib import Path

from assistant.messages import decimal, tr
from indexers.importers.base import HEAD, Problem, is_workbook
from indexers.importers.headers import Header, header_again, header_of, within_quotes
from indexers.importers.text.dates import number as number
from indexers.importers.text.dates import unix_time as unix_time
from indexers.importers.text.lines import file_lines
from indexers.importers.text.workbooks import workbook_lines
from indexers.metadata.identifiers import isbn13
from indexers.readers.packed import open_anywhere

MOST_LINES = 400
"""Lines of one row, which a review may fill; what is longer was never closed."""
_END = "\0end"
_LISTED = re.compile(r"""\[\s*(?:"[^"]*"|'[^']*')\s*[,\]]""")
_SPELT_OUT = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-f]{2,4});", re.I)
csv.field_size_limit(1 << 24)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its cells under the names of the first line, in lower case, and where it begins."""

    cells: dict[str, str]
    number: int
    roles: dict[str, str] = field(default_factory=dict)
    """{role: name of its column}."""

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")

    def role(self, *roles: str) -> str:
        """The cell of the first of some roles that has one which is not empty."""
        return next((text for role in roles if (text := self.cells.get(self.roles.get(role, ""), ""))), "")


def written_lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a table: those of the text, or the rows of an Excel file."""
    with open_anywhere(path) as file:
        head = file.read(HEAD)
    return workbook_lines(path) if is_workbook(head) else file_lines(path)


def table_lines(path: Path, columns: dict[str, str] | None = None) -> Iterator[Line | Problem]:
    """Row by row, a Line or what is wrong with it. `columns`: {role: name of its column}, as a person says."""
    first = header = header_of(written_lines(path))
    names, roles = _known_by(header, columns)
    for number_, row in _rows(path, header):
        if isinstance(row, Header):
            header = row
            # What a person assigned holds for the table that begins the file.
            names, roles = _known_by(header, columns if header.names == first.names else None)
        elif isinstance(row, Problem):
            yield row
        elif any(cell.strip() for cell in row):
            cells = dict.fromkeys(names, "")
            for name, cell in zip(names, map(plain_cell, row), strict=False):
                # Of two columns of one name the first says more.
                cells[name] = cells[name] or cell
            yield Line(cells, number_, roles)


def _known_by(header: Header, columns: dict[str, str] | None) -> tuple[list[str], dict[str, str]]:
    """The names of the columns, and {role: name of its column}, in lower case."""
    roles = {role: name.lower() for role, name in columns.items()} if columns else header.roles
    return [name.lower() for name in header.names], roles


def _rows(path: Path, header: Header) -> Iterator[tuple[int, "list[str] | Problem | Header"]]:
    """Each row with the number of its line; a line of names comes as the header of what follows it."""
    lines = _Feed(islice(written_lines(path), header.line, None))
    while (line := lines.start()) is not None:
        start = line[0]
        if (again := header_again(*line, header)) is not None:
            header = again
            lines.skip()
            yield start, header
            continue
        width = len(header.names)
        try:
            row = next(csv.reader(lines, delimiter=header.separator), [])
            row = within_quotes(row, header.separator) if width > 1 else row
        except (csv.Error, _TooLong):
            row = [_END]
        damaged = row[-1:] == [_END] or (row and row[-1].endswith(_END))
        if damaged and lines.pulled == 0:
            return
        if damaged or (lines.pulled > 1 and len(row) != width):
            lines.back_to_second()
            row = next(csv.reader([lines.first], delimiter=header.separator), [])
            reason = tr("A quotation mark in this row is never closed.")
            yield start, row if len(row) == width and '"' not in row[-1] else Problem(reason, line=start)
        elif len(row) > width and any(cell.strip() for cell in row[width:]):
            yield start, Problem(_too_wide(len(row), width), line=start)
        else:
            yield start, row


def plain_cell(cell: str) -> str:
    """A cell without what programs wrote around its words: signs spelt out as in HTML, lists as in JSON or Python."""
    text = cell.strip()
    if _LISTED.match(text):
        with suppress(ValueError, SyntaxError, RecursionError, MemoryError):
            found = literal_eval(text)
            if all(isinstance(one, str) for one in found):
                return "; ".join(found)
    return unescape(text) if _SPELT_OUT.search(text) and "<" not in text else text


def _too_wide(cells: int, width: int) -> str:
    return tr("This row has {n} cells where the first line names {width}.", n=decimal(cells), width=decimal(width))


class _TooLong(Exception):
    """A row goes on for more lines than any text of a person."""


class _Feed:
    """Lines for csv.reader, which can be gone back to: a row that was never closed gives up its first line alone."""

    def __init__(self, lines: Iterator[tuple[int, str]]) -> None:
        self._lines = lines
        self._waiting: list[tuple[int, str]] = []
        self._taken: list[tuple[int, str]] = []
        self.first = ""

    @property
    def pulled(self) -> int:
        return len(self._taken)

    def start(self) -> tuple[int, str] | None:
        """The line with which the next row begins, and its number; None at the end."""
        self._taken = []
        if not self._waiting:
            self._waiting = list(islice(self._lines, 1))
        return self._waiting[0] if self._waiting else None

    def skip(self) -> None:
        """Goes to the next line."""
        self._waiting.pop(0)

    def back_to_second(self) -> None:
        self.first = self._taken[0][1].replace("\0", "")
        self._waiting = self._taken[1:] + self._waiting

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if len(self._taken) >= MOST_LINES:
            raise _TooLong
        taken = self._waiting.pop(0) if self._waiting else next(self._lines, None)
        if taken is None:
            # Within quotation marks this ends up in the last cell; between rows it is a row of its own.
            return _END
        self._taken.append(taken)
        return taken[1].replace("\0", "") + "\n"


def isbns(*texts: str) -> tuple[tuple[str, str], ...]:
    """The ISBNs among some cells as identifiers; spreadsheets write ="0441478123"."""
    return tuple(dict.fromkeys(("isbn", found) for text in texts if (found := isbn13(text.strip('="')))))
