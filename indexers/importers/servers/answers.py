"""Imports what servers answer in JSON when they are asked for their works: Komga's books and Audiobookshelf's items.

Their databases are read by `indexers/importers/books/servers.py`; these are what people fetch who cannot reach them.
"""

from collections.abc import Iterator
from pathlib import Path

from assistant.domain.entities import Kind, Verdict
from assistant.domain.rows import Row
from assistant.language.people import people, people_of
from indexers.importers.base import Entry, ImportedAct, ImportedWork, LeftOut, Problem, importer, no_title
from indexers.importers.listening import has_json, json_objects, text_of
from indexers.importers.tables import isbns, number
from indexers.importers.text.dates import unix_time
from indexers.metadata.clean_metadata import clean_line, clean_names, find_year, positive_number

_WRITERS = frozenset({"writer", "author"})


def _works(path: Path, *lists: str) -> Iterator["Row | Problem"]:
    return json_objects(path, lists=lists)


@importer("komga", recognises=has_json(b'"seriesId"', b'"readProgress"', b'"metadata"'), curated=True)
def read_komga_books(path: Path) -> Iterator[Entry]:
    for number_, entry in enumerate(_works(path, "content"), 1):
        yield entry if isinstance(entry, Problem) else _komga(entry, number_)


def _komga(entry: Row, place: int) -> Entry:
    about, read = _row(entry, "metadata"), _row(entry, "readProgress")  # no words
    series, title = text_of(entry, "seriesTitle"), text_of(about, "title") or text_of(entry, "name")
    if not title:
        return Problem(no_title(), entry=str(place))
    made = [one for one in _rows(about, "authors") if one.get("name")]
    writers = [one["name"] for one in made if str(one.get("role")).lower() in _WRITERS] or [one["name"] for one in made]
    return ImportedWork(
        kind=Kind.BOOK,
        title=clean_line(title),
        creators=people_of(writers),
        year=find_year(text_of(about, "releaseDate")),
        series=clean_line(series) if series != title else "",
        series_index=positive_number(text_of(about, "number") or text_of(entry, "number")) if series != title else None,
        subjects=clean_names(_names(about, "tags")),
        identifiers=isbns(text_of(about, "isbn")),
        acts=_done(bool(read.get("completed")), number(text_of(read, "page")) > 0, text_of(read, "readDate")),
    )


@importer("audiobookshelf", recognises=has_json(b'"mediaType"', b'"media"', b'"metadata"'), curated=True)
def read_audiobookshelf_items(path: Path) -> Iterator[Entry]:
    for number_, entry in enumerate(_works(path, "results", "libraryItems"), 1):  # no words
        if isinstance(entry, Problem):
            yield entry
        elif entry.get("mediaType") == "podcast":
            yield LeftOut("podcast")
        else:
            yield _audiobook(entry, number_)


def _audiobook(entry: Row, place: int) -> Entry:
    media = _row(entry, "media")
    about, read = _row(media, "metadata"), _row(entry, "userMediaProgress") or _row(entry, "mediaProgress")  # no words
    if not (title := text_of(about, "title")):
        return Problem(no_title(), entry=str(place))
    authors = people_of(_names(about, "authors")) or people(text_of(about, "authorName"))
    told = _rows(about, "series")
    name = text_of(told[0], "name") if told else _text(about.get("seriesName"))
    series, mark, count = name.rpartition("#")
    return ImportedWork(
        kind=Kind.BOOK,
        title=clean_line(title),
        creators=authors,
        year=find_year(text_of(about, "publishedYear")),
        series=clean_line(series if mark else name).rstrip(" ,"),
        series_index=positive_number(text_of(told[0], "sequence") if told else count),
        subjects=clean_names([*_names(about, "genres"), *_names(media, "tags")]),
        identifiers=isbns(text_of(about, "isbn")),
        duration=number(text_of(media, "duration")) or None,
        acts=_done(
            bool(read.get("isFinished")),
            number(text_of(read, "progress")) > 0,
            text_of(read, "finishedAt", "lastUpdate"),
        ),
    )


def _done(whole: bool, begun: bool, when: str) -> tuple[ImportedAct, ...]:
    verdict = Verdict.FINISHED if whole else Verdict.READING if begun else None
    at = unix_time(when)
    return (ImportedAct(verdict, 1.0, at, exact=at is not None),) if verdict else ()


def _row(entry: Row, name: str) -> Row:
    found = entry.get(name)
    return found if isinstance(found, dict) else {}


def _rows(entry: Row, name: str) -> list[Row]:
    found = entry.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _names(entry: Row, name: str) -> list[object]:
    """The names in a list, whether they stand there by themselves or within objects."""
    found = entry.get(name)
    return [one.get("name") if isinstance(one, dict) else one for one in found] if isinstance(found, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
