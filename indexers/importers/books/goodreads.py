"""Imports the table that Goodreads exports."""

from collections.abc import Iterator
from pathlib import Path

from indexers.importers.base import Entry, importer
from indexers.importers.headers import names_in
from indexers.importers.tables import Line
from indexers.importers.work_lines import Habits, with_identifiers, work_of, works_in


def _is_goodreads(path: Path, head: bytes) -> bool:
    """By columns that no other program has, some of which versions of the export lack."""
    names = set(names_in(head))
    own = {
        "book id",
        "exclusive shelf",
        "bookshelves",
        "bookshelves with positions",
        "my rating",
        "author l-f",
    } & names  # no words
    return (
        "title" in names
        and len(own) > 1
        and bool({"exclusive shelf", "bookshelves with positions", "book id"} & own)  # no words
    )


@importer("goodreads", recognises=_is_goodreads)  # no words
def read_goodreads(path: Path) -> Iterator[Entry]:
    yield from works_in(path, _work, listed=True)


def _work(line: Line, habits: Habits) -> Entry:
    return with_identifiers(work_of(line, habits), ("goodreads", line["book id"]))
