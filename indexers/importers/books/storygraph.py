"""Imports the table that The StoryGraph exports."""

from collections.abc import Iterator
from pathlib import Path

from assistant.domain.entities import Kind
from indexers.importers.base import ImportedWork, acts, importer
from indexers.importers.tables import has_columns, isbns, number, table_rows, unix_time
from indexers.metadata.clean_metadata import clean_line, clean_names


@importer("storygraph", recognises=has_columns("title", "authors", "read status", "star rating"))  # no words
def read_storygraph(path: Path) -> Iterator[ImportedWork]:
    for row in table_rows(path):
        status = row["read status"].lower()
        yield ImportedWork(
            kind=Kind.BOOK,
            title=clean_line(row["title"]),
            creators=clean_names(row["authors"].split(",")),
            subjects=clean_names(row.get("tags", "").split(",")),
            identifiers=isbns(row.get("isbn/uid", "")),
            wanted=status == "to-read",
            acts=acts(
                finished=status == "read",
                dropped=status == "did-not-finish",
                stars=number(row["star rating"]),
                at=unix_time(row.get("last date read", ""), row.get("date added", "")),
            ),
        )
