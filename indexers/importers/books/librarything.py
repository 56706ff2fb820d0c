"""Imports the table that LibraryThing exports."""

from collections.abc import Iterator
from pathlib import Path

from assistant.domain.entities import Kind
from assistant.language.people import natural_order
from indexers.importers.base import ImportedWork, acts, importer
from indexers.importers.tables import has_columns, isbns, number, table_rows, unix_time
from indexers.metadata.clean_metadata import clean_line, clean_names, find_year, positive_number


@importer("librarything", recognises=has_columns("title", "primary author", "isbns"))  # no words
def read_librarything(path: Path) -> Iterator[ImportedWork]:
    for row in table_rows(path):
        collections = row.get("collections", "").lower()
        yield ImportedWork(
            kind=Kind.BOOK,
            title=clean_line(row["title"]),
            creators=clean_names([natural_order(row["primary author"])]),
            year=find_year(row.get("date", "")),
            subjects=clean_names(row.get("tags", "").split(",")),
            identifiers=isbns(*row["isbns"].strip("[]").split(","), row.get("isbn", "")),
            series_index=positive_number(row.get("series number")),
            wanted="wishlist" in collections or "to read" in collections,
            acts=acts(
                finished=bool(row.get("date read")) or "read but unowned" in collections,
                stars=number(row.get("rating", "")),
                at=unix_time(row.get("date read", ""), row.get("entry date", "")),
            ),
        )
