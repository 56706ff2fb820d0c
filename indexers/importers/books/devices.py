"""Imports what a Kobo reader and Apple's Books know: how far books were read, when, and how they were rated."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from assistant.domain.entities import Kind, Verdict
from assistant.language.people import people
from indexers.importers.base import Entry, ImportedAct, ImportedWork, each, importer, rated
from indexers.importers.database import columns, foreign_database, has_tables, rows_with
from indexers.importers.places import local_path
from indexers.importers.tables import isbns
from indexers.importers.text.dates import unix_time
from indexers.metadata.clean_metadata import clean_line, clean_names, positive_number
from indexers.readers.markup import clean_description

_RATINGS = ("ContentID", "Rating", "DateModified")  # no words
_KOBO = ("ContentID", "ContentType", "Title", "Attribution", "ReadStatus", "___PercentRead", "DateLastRead",  # no words
         "LastTimeFinishedReading", "Series", "SeriesNumber", "ISBN", "Publisher",
         "Description")  # fmt: skip  # no words
_BOOK = 6
_APPLE = ("ZTITLE", "ZAUTHOR", "ZISFINISHED", "ZDATEFINISHED", "ZLASTOPENDATE", "ZREADINGPROGRESS", "ZRATING", "ZGENRE",
          "ZPATH")  # fmt: skip
_APPLE_EPOCH = 978_307_200
"""2001-01-01 in Unix seconds."""


@importer("kobo", recognises=has_tables("content", "Bookmark", "Shelf"), library="KoboReader.sqlite")
def read_kobo(path: Path) -> Iterator[Entry]:
    with foreign_database(path) as db:
        known = rows_with(db, "ratings", _RATINGS) if columns(db, "ratings") else ()
        ratings = {str(key): (float(value or 0), str(at or "")) for key, value, at in known}
        yield from each(rows_with(db, "content", _KOBO), partial(_kobo, ratings=ratings))


def _kobo(row: tuple[Any, ...], ratings: dict[str, tuple[float, str]]) -> Entry | None:
    key, kind, title, who, status, share, opened, finished, series, number, isbn, publisher, blurb = row
    if str(kind) != str(_BOOK) or not title:
        return None
    stars, rated_at = ratings.get(str(key), (0.0, ""))
    return ImportedWork(
        kind=Kind.BOOK,
        title=clean_line(title),
        creators=people(str(who or "")),
        series=clean_line(series),
        series_index=positive_number(number) if series else None,
        publisher=clean_line(publisher),
        description=clean_description(str(blurb or "")),
        identifiers=isbns(str(isbn or "")),
        path=local_path(str(key)) if str(key).startswith(("file:", "/")) else None,
        acts=(
            *_kobo_acts(int(status or 0), float(share or 0), str(opened or ""), str(finished or "")),
            *rated(stars, unix_time(rated_at)),
        ),
    )


def _kobo_acts(status: int, share: float, opened: str, finished: str) -> tuple[ImportedAct, ...]:
    """0 is unread, 1 being read, 2 read; the day of finishing is noted by newer versions alone."""
    if status == 2:
        at = unix_time(finished)
        return (ImportedAct(Verdict.FINISHED, 1.0, at if at is not None else unix_time(opened), at is not None),)
    if status == 1 or share > 0:
        return (ImportedAct(Verdict.READING, 1.0, unix_time(opened), exact=False),)
    return ()


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
