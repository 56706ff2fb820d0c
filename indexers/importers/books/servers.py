"""Imports the databases of servers for books, audiobooks and comics: Audiobookshelf, Komga and Kavita.

A server serves many people: the acts are those of whoever read most. Booklore and Grimmory keep theirs in MariaDB.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import apsw

from assistant.domain.entities import Kind, Verdict
from assistant.language.people import people_of
from indexers.importers.base import Entry, ImportedAct, ImportedWork, LeftOut, each, importer, rated
from indexers.importers.database import columns, foreign_database, has_tables, rows, rows_with
from indexers.importers.places import local_path
from indexers.importers.tables import isbns, number
from indexers.importers.text.dates import unix_time
from indexers.metadata.clean_metadata import clean_line, clean_names, find_year
from indexers.metadata.identifiers import identifier

Acts = dict[str, tuple[ImportedAct, ...]]
_READ_THROUGH = 0.98
_WRITERS = ("writer", "author", "penciller", "artist")
_KAVITA_WRITER = 3


def _progress(whole: object, share: float, finished: str, last: str) -> tuple[ImportedAct, ...]:
    """Finished with its day, or being read since it was last touched."""
    if whole:
        at = unix_time(finished)
        about = at if at is not None else unix_time(last)
        return (ImportedAct(Verdict.FINISHED, 1.0, about, exact=at is not None),)
    return (ImportedAct(Verdict.READING, 1.0, unix_time(last), exact=False),) if share > 0 else ()


def _main_person(db: apsw.Connection, table: str, column: str) -> object:
    """The id of whoever has most entries in a table."""
    if column not in columns(db, table):
        return None
    found = next(rows(db, f"SELECT {column} FROM {table} GROUP BY 1 ORDER BY count(*) DESC LIMIT 1"), (None,))
    return found[0]


_ABS = ("id", "title", "publishedYear", "publisher", "isbn", "asin", "duration", "tags", "genres")  # no words
_ABS_PROGRESS = ("mediaItemId", "isFinished", "finishedAt", "currentTime", "duration", "updatedAt",  # no words
                 "userId",
                 "mediaItemType")  # fmt: skip  # no words


@importer(
    "audiobookshelf",
    recognises=has_tables("books", "mediaProgresses", "libraryItems"),
    library="absdatabase.sqlite",
    curated=True,
)
def read_audiobookshelf(path: Path) -> Iterator[Entry]:
    with foreign_database(path) as db:
        main, acts = _main_person(db, "mediaProgresses", "userId"), Acts()  # no words
        for key, whole, finished, now, length, last, who, kind in rows_with(
            db,
            "mediaProgresses",  # no words
            _ABS_PROGRESS,  # no words
        ):  # no words
            if who == main and kind != "book":
                yield LeftOut("podcast")
            elif who == main:
                share = float(now or 0) / (float(length or 0) or 1)
                acts[str(key)] = _progress(whole, share, str(finished or ""), str(last or ""))
        names = _grouped(db, "SELECT bookId, name FROM bookAuthors JOIN authors ON authors.id = authorId")
        series = {
            str(book): (str(name), str(place or ""))
            for book, name, place in rows(
                db, "SELECT bookId, series.name, sequence FROM bookSeries JOIN series ON series.id = seriesId"
            )
        }
        places = {str(key): str(place) for key, place in rows(db, "SELECT mediaId, path FROM libraryItems")}
        make = partial(_audiobook, acts=acts, names=names, series=series, places=places)
        yield from each(rows_with(db, "books", _ABS), make)


def _grouped(db: apsw.Connection, statement: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for key, value in rows(db, statement):
        found[str(key)].append(str(value))
    return found


def _audiobook(
    row: tuple[Any, ...],
    acts: Acts,
    names: dict[str, list[str]],
    series: dict[str, tuple[str, str]],
    places: dict[str, str],
) -> Entry | None:
    key, title, year, publisher, isbn, asin, duration, tags, genres = row
    if not title:
        return None
    name, place = series.get(str(key), ("", ""))
    code = identifier("asin", str(asin or ""))
    return ImportedWork(
        kind=Kind.BOOK,
        title=clean_line(title),
        creators=people_of(names.get(str(key), ())),
        year=find_year(year),
        series=clean_line(name),
        series_index=number(place) or None,
        publisher=clean_line(publisher),
        subjects=clean_names([*_listed(genres), *_listed(tags)]),
        identifiers=(*isbns(str(isbn or "")), *((code,) if code else ())),
        duration=float(duration) if duration else None,
        path=local_path(places.get(str(key))),
        acts=acts.get(str(key), ()),
    )


def _listed(text: object) -> list[object]:
    try:
        found = json.loads(str(text or "[]"))
    except ValueError:
        return []
    return found if isinstance(found, list) else []


_KOMGA = (
    "SELECT BOOK.ID, coalesce(BOOK_METADATA.TITLE, BOOK.NAME), ISBN, RELEASE_DATE, BOOK.URL, SERIES_METADATA.TITLE,"
    " BOOK_METADATA.NUMBER, SERIES_METADATA.PUBLISHER FROM BOOK LEFT JOIN BOOK_METADATA ON BOOK_METADATA.BOOK_ID ="
    " BOOK.ID LEFT JOIN SERIES_METADATA ON SERIES_METADATA.SERIES_ID = BOOK.SERIES_ID"
)
_KOMGA_PROGRESS = ("BOOK_ID", "COMPLETED", "PAGE", "READ_DATE", "LAST_MODIFIED_DATE", "USER_ID")


@importer("komga", recognises=has_tables("BOOK", "BOOK_METADATA", "READ_PROGRESS"), curated=True)
def read_komga(path: Path) -> Iterator[Entry]:
    with foreign_database(path) as db:
        main, acts = _main_person(db, "READ_PROGRESS", "USER_ID"), Acts()
        for key, whole, page, read, last, who in rows_with(db, "READ_PROGRESS", _KOMGA_PROGRESS):
            if who == main:
                acts[str(key)] = _progress(whole, float(page or 0), str(read or ""), str(read or last or ""))
        roles: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for key, name, role in rows(db, "SELECT BOOK_ID, NAME, ROLE FROM BOOK_METADATA_AUTHOR"):
            roles[str(key)][str(role).lower()].append(str(name))
        yield from each(rows(db, _KOMGA), partial(_komga, acts=acts, roles=roles))


def _komga(row: tuple[Any, ...], acts: Acts, roles: dict[str, dict[str, list[str]]]) -> Entry | None:
    key, title, isbn, released, place, series, count, publisher = row
    if not title:
        return None
    made = roles.get(str(key), {})
    return ImportedWork(
        kind=Kind.BOOK,
        title=clean_line(title),
        creators=people_of(next((made[role] for role in _WRITERS if made.get(role)), [])),
        year=find_year(released),
        series=clean_line(series) if series != title else "",
        series_index=number(str(count or "")) or None if series != title else None,
        publisher=clean_line(publisher),
        identifiers=isbns(str(isbn or "")),
        path=local_path(place),
        acts=acts.get(str(key), ()),
    )


_KAVITA = (
    "SELECT Chapter.Id, Series.Id, Chapter.TitleName, Series.Name, Chapter.Pages, MangaFile.FilePath FROM Chapter"
    " JOIN Volume ON Volume.Id = Chapter.VolumeId JOIN Series ON Series.Id = Volume.SeriesId"
    " LEFT JOIN MangaFile ON MangaFile.ChapterId = Chapter.Id GROUP BY Chapter.Id"
)
_KAVITA_PROGRESS = ("ChapterId", "PagesRead", "LastModifiedUtc", "LastModified", "AppUserId")  # no words


@importer("kavita", recognises=has_tables("AppUserProgresses", "Chapter", "Series"), library="kavita.db")  # no words
def read_kavita(path: Path) -> Iterator[Entry]:
    with foreign_database(path) as db:
        main, read = _main_person(db, "AppUserProgresses", "AppUserId"), dict[str, tuple[float, str]]()  # no words
        for key, pages, utc, local, who in rows_with(db, "AppUserProgresses", _KAVITA_PROGRESS):  # no words
            if who == main:
                read[str(key)] = (float(pages or 0), str(utc or local or ""))
        stars = {
            str(key): float(value or 0)
            for key, value, who in rows_with(db, "AppUserRating", ("SeriesId", "Rating", "AppUserId"))  # no words
            if who == main
        }
        writers: dict[str, list[str]] = {}
        if "Role" in columns(db, "ChapterPeople"):  # no words
            writers = _grouped(
                db,
                "SELECT ChapterId, Person.Name FROM ChapterPeople JOIN Person ON Person.Id = PersonId"
                f" WHERE Role = {_KAVITA_WRITER}",
            )
        yield from each(rows(db, _KAVITA), partial(_kavita, read=read, stars=stars, writers=writers))


def _kavita(
    row: tuple[Any, ...], read: dict[str, tuple[float, str]], stars: dict[str, float], writers: dict[str, list[str]]
) -> Entry | None:
    key, series, title, name, pages, place = row
    if not (title or name):
        return None
    done, last = read.get(str(key), (0.0, ""))
    whole = bool(pages) and done >= _READ_THROUGH * float(pages)
    return ImportedWork(
        kind=Kind.BOOK,
        title=clean_line(title or name),
        creators=people_of(writers.get(str(key), ())),
        series=clean_line(name) if title and title != name else "",
        path=local_path(place),
        acts=(*_progress(whole, done, "", last), *rated(stars.get(str(series), 0.0), unix_time(last), False)),
    )
