"""Reads CSV and other tables of text: their first rows as a document, or all of them by the names in the first line."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from assistant.domain.errors import UnreadableFile
from assistant.messages import tr
from indexers.metadata.clean_metadata import clean_line
from indexers.readers.base import HEAD, MEGABYTE, Reading
from indexers.readers.decoding import decode_text, looks_like_text
from indexers.readers.registry import reader
from indexers.readers.sheets import MOST_CELLS, MOST_ROWS, sheet_section

_READ = 2 * MEGABYTE


@reader("CSV", {".csv": "text/csv", ".tsv": "text/tab-separated-values"}, largest=2048 * MEGABYTE)
def read_csv(path: Path) -> Reading:
    with open(path, "rb") as file:
        data = file.read(_READ)
    if not looks_like_text(data[:HEAD]):
        raise UnreadableFile(tr("This is not a table of text: it holds binary data."))
    usual = "\t" if path.suffix.lower() == ".tsv" else ","
    sections = sheet_section("", _first_rows(decode_text(data), usual))
    if not sections:
        raise UnreadableFile(tr("This table is empty."))
    return Reading(sections=tuple(sections))


def _first_rows(text: str, usual: str) -> Iterator[list[str]]:
    """The first rows; a damaged one ends them."""
    try:
        for row in islice(cells_of(text, usual), MOST_ROWS):
            yield [clean_line(cell) for cell in row[:MOST_CELLS]]
    except csv.Error:
        return


def cells_of(text: str, usual: str = ",") -> Iterator[list[str]]:
    """Row by row, parted by whichever separator the first line uses most. Raises csv.Error for what is no table."""
    first = text.partition("\n")[0]
    separator = max(f"{usual}\t,;|", key=first.count)
    return csv.reader(io.StringIO(re.sub(r"\r\n?", "\n", text).replace("\0", "")), delimiter=separator)


def names_in(head: bytes) -> list[str]:
    """The column names in the first line of a table, in lower case; none for what is no text."""
    if not looks_like_text(head):
        return []
    line = decode_text(head).partition("\n")[0]
    return _names(next(cells_of(line), []))


def rows_of(data: bytes) -> Iterator[dict[str, str]]:
    """Each line as {column name in lower case: text}; missing fields are empty."""
    rows = cells_of(decode_text(data))
    names = _names(next(rows, []))
    for row in rows:
        if any(row):
            yield dict.fromkeys(names, "") | dict(zip(names, (field.strip() for field in row), strict=False))


def _names(row: list[str]) -> list[str]:
    return [name.strip().lower() for name in row]
