"""Imports what Apple's Books knows: how far books were read, when, and how they were rated."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.domain.entities import Kind, Verdict
from assistant.language.people import people
from indexers.importers.base import Entry, ImportedAct, ImportedWork, each, importer, rated
from indexers.importers.database import foreign_database, has_tables, rows_with
from indexers.importers.places import local_path
from indexers.metadata.clean_metadata import clean_line, clean_names

_APPLE = ("ZTITLE", "ZAUTHOR", "ZISFINISHED", "ZDATEFINISHED", "ZLASTOPENDATE", "ZREADINGPROGRESS", "ZRATING", "ZGENRE",
          "ZPATH")  # fmt: skip
_APPLE_EPOCH = 978_307_200
"""2001-01-01 in Unix seconds."""


@importer("apple books", recognises=has_tables("ZBKLIBRARYASSET"))  # no words
def read_apple_books(path: Path) -> Iterator[Entry]:
    with foreign_database(path) as db:
        yield from each(rows_with(db, "ZBKLIBRARYASSET", _APPLE), _apple)


def _apple(row: tuple[Any, ...]) -> Entry | None:
    title, who, whole, finished, opened, share, stars, genre, place = row
    if not title:
        return None
    at = _apple_time(finished)
    read: tuple[ImportedAct, ...] = ()
    if whole:
        about = at if at is not None else _apple_time(opened)
        read = (ImportedAct(Verdict.FINISHED, 1.0, about, exact=at is not None),)
    elif share and float(share) > 0:
        read = (ImportedAct(Verdict.READING, 1.0, _apple_time(opened), exact=False),)
    return ImportedWork(
        kind=Kind.BOOK,
        title=clean_line(title),
        creators=people(str(who or "")),
        subjects=clean_names([genre]),
        path=local_path(str(place)) if place else None,
        acts=(*read, *rated(float(stars or 0), at, at is not None)),
    )


def _apple_time(seconds: object) -> float | None:
    return float(seconds) + _APPLE_EPOCH if isinstance(seconds, int | float) and seconds > 0 else None
