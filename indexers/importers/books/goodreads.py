"""Imports the table that Goodreads exports."""

import re
from collections.abc import Iterator
from pathlib import Path

from assistant.domain.entities import Kind
from indexers.importers.base import ImportedWork, acts, importer
from indexers.importers.tables import has_columns, isbns, number, table_rows, unix_time
from indexers.metadata.clean_metadata import clean_line, clean_names, find_year

_SERIES = re.compile(r"^(?P<title>.+?)\s*\((?P<series>[^()]+?),?\s*#(?P<number>\d+(?:\.\d+)?)[^()]*\)\s*$")
_OWN_SHELVES = ("read", "to-read", "currently-reading")


@importer("goodreads", recognises=has_columns("book id", "title", "author", "exclusive shelf"))  # no words
def read_goodreads(path: Path) -> Iterator[ImportedWork]:
    for row in table_rows(path):
        match = _SERIES.match(row["title"])
        shelf = row["exclusive shelf"].lower()
        shelves = (name for name in row.get("bookshelves", "").split(",") if name.strip() not in _OWN_SHELVES)
        yield ImportedWork(
            kind=Kind.BOOK,
            title=clean_line(match["title"] if match else row["title"]),
            creators=clean_names([row["author"], *row.get("additional authors", "").split(",")]),
            year=find_year(row.get("original publication year")) or find_year(row.get("year published")),
            series=clean_line(match["series"]) if match else "",
            series_index=float(match["number"]) if match else None,
            publisher=clean_line(row.get("publisher", "")),
            subjects=clean_names(shelves),
            identifiers=(*isbns(row.get("isbn13", ""), row.get("isbn", "")), ("goodreads", row["book id"])),
            wanted=shelf == "to-read",
            acts=acts(
                finished=shelf == "read",
                dropped="not-finish" in shelf or shelf == "dnf",
                stars=number(row.get("my rating", "")),
                at=unix_time(row.get("date read", ""), row.get("date added", "")),
            ),
        )
