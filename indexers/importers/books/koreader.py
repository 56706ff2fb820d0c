"""Imports what KOReader keeps: a file beside each book, and its statistics of all of them."""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from assistant.domain.entities import Kind, Verdict
from assistant.domain.errors import AssistantError
from assistant.domain.rows import Row
from assistant.language.people import people_of
from indexers.importers.annotations.koreader import exported_notes, notes_in
from indexers.importers.base import (
    Entry,
    ImportedAct,
    ImportedWork,
    Problem,
    damaged_export,
    each,
    importer,
    no_title,
    not_understood,
    rated,
)
from indexers.importers.database import columns, foreign_database, has_tables, rows, rows_with
from indexers.importers.listening import has_json, json_objects, text_of
from indexers.importers.places import local_path
from indexers.importers.statuses import status_acts, status_of
from indexers.importers.text.dates import unix_time
from indexers.importers.text.lua import Value, lua_table
from indexers.metadata.clean_metadata import clean_line, positive_number, split_subjects
from indexers.metadata.identifiers import identifier
from indexers.notes.base import ImportedNote
from indexers.readers.decoding import decode_text
from indexers.readers.packed import whole

_SERIES_NUMBER = re.compile(r"^(?P<name>.+?)\s+#(?P<number>\d+(?:\.\d+)?)$")
_WANTED = ("id", "title", "authors", "last_open", "pages", "series", "total_read_pages")
_ENDS = """
SELECT id_book, min(start_time) FROM page_stat_data
WHERE total_pages > 0 AND page >= 0.95 * total_pages GROUP BY id_book
"""
"""When the last pages of each book were first turned."""
_OWN = re.compile(rb"\[\"(?:doc_props|summary|doc_path|percent_finished|last_percent)\"\]|doc_props\s*=")
READ_THROUGH = 0.9
"""Share of a book's pages from which it counts as read: nobody reads the index."""


def _is_metadata(path: Path, head: bytes) -> bool:
    return path.suffix.lower() in (".lua", ".old") and b"return" in head and bool(_OWN.search(head))


@importer("koreader", recognises=_is_metadata)
def read_metadata(path: Path) -> Iterator[Entry]:
    """One metadata.….lua beside each book: status, stars and the book's own properties."""
    try:
        found, damage = lua_table(decode_text(whole(path)))
    except ValueError as error:
        raise AssistantError(damaged_export(path, str(error))) from error
    properties, stats, summary = (_part(found, name) for name in ("doc_props", "stats", "summary"))
    place = local_path(_text(found, "doc_path"))
    title = clean_line(_text(properties, "title") or _text(stats, "title")) or (place.stem if place else "")
    if damage:
        yield Problem(damaged_export(path, damage))
    if not title:
        return
    number = positive_number(properties.get("series_index"))
    series = _SERIES_NUMBER.match(_text(properties, "series"))
    yield ImportedWork(
        kind=Kind.BOOK,
        title=title,
        creators=_authors(_text(properties, "authors") or _text(stats, "authors")),
        series=clean_line(series["name"] if series else _text(properties, "series")),
        series_index=number if number is not None else float(series["number"]) if series else None,
        subjects=split_subjects(_text(properties, "keywords")),
        identifiers=tuple(_identifiers(_text(properties, "identifiers"))),
        path=place,
        acts=_acts(found, summary),
        notes=notes_in(found),
    )


def _part(found: Mapping[str, Value], name: str) -> Mapping[str, Value]:
    part = found.get(name)
    return part if isinstance(part, dict) else {}


def _text(found: Mapping[str, Value], name: str) -> str:
    value = found.get(name)
    return value if isinstance(value, str) else ""


def _authors(text: str) -> tuple[str, ...]:
    """One a line; "N/A" stands for nobody."""
    return people_of(name for name in text.split("\n") if name.strip() != "N/A")


def _identifiers(text: str) -> Iterator[tuple[str, str]]:
    """ "isbn:978…" and the like, one a line."""
    for line in text.split("\n"):
        scheme, _, value = line.rpartition(":")
        if pair := identifier(scheme, value):
            yield pair


def _acts(found: Mapping[str, Value], summary: Mapping[str, Value]) -> tuple[ImportedAct, ...]:
    """What the summary says; its date is that of its last change, whatever changed."""
    at = unix_time(_text(summary, "modified"))
    share, rating = found.get("percent_finished"), summary.get("rating")
    status = _STATUSES.get(_text(summary, "status")) or status_of(_text(summary, "status"))
    acts = (*status_acts(status, at, exact=False), *rated(rating if isinstance(rating, float) else 0.0, at, False))
    if acts or not (share is None or isinstance(share, float)):
        return acts
    return (ImportedAct(Verdict.FINISHED if (share or 0.0) >= 1 else Verdict.OPENED, 1.0, at, exact=False),)


_STATUSES = {"complete": Verdict.FINISHED, "abandoned": Verdict.DROPPED, "reading": Verdict.READING}


@importer("koreader", recognises=has_tables("book", "page_stat_data"), library="statistics.sqlite3")
def read_statistics(path: Path) -> Iterator[Entry]:
    """statistics.sqlite3: every book that was opened, how far it was read, when it was last, and when its end was."""
    with foreign_database(path) as db:
        ends = dict(rows(db, _ENDS)) if {"page", "total_pages"} <= columns(db, "page_stat_data") else {}
        yield from each(rows_with(db, "book", _WANTED), partial(_book, ends=ends))


def _book(row: tuple[Any, ...], ends: Mapping[object, object]) -> Entry | None:
    key, title, authors, opened, pages, series, read = row
    if not title:
        return None
    whole = bool(pages) and float(read or 0) >= READ_THROUGH * float(pages)
    number = _SERIES_NUMBER.match(str(series or ""))
    # Who looks something up in a book that was read has not read it again.
    end = ends.get(key) if whole else None
    at = float(str(end or opened)) if end or opened else None
    act = ImportedAct(Verdict.FINISHED if whole else Verdict.OPENED, 1.0, at, exact=False)
    return ImportedWork(
        kind=Kind.BOOK,
        title=clean_line(title),
        creators=_authors(str(authors or "")),
        series=clean_line(number["name"]) if number else "",
        series_index=float(number["number"]) if number else None,
        acts=(act,) if read else (),
    )


def _is_export(path: Path, head: bytes) -> bool:
    """JSON in any order of its keys: entries of books with what KOReader says of each."""
    own = (b'"drawer"', b'"created_on"', b'"sort"', b'"json/')
    return _is_json(path, head) and any(mark in head for mark in own)


_is_json = has_json(b'"entries"', b'"text"')


@importer("koreader", recognises=_is_export)
def read_export(path: Path) -> Iterator[Entry]:
    """What its exporter writes of the highlights of one book, or of several under "documents"."""
    for number, book in enumerate(json_objects(path, lists=("documents",)), 1):
        yield from (book,) if isinstance(book, Problem) else _exported(book, number)


def _exported(book: Row, number: int) -> Iterator[Entry]:
    title = clean_line(book.get("title"))
    if not title:
        yield Problem(no_title(), entry=str(number))
        return
    notes: list[ImportedNote] = []
    for place, entry in enumerate(book.get("entries") or (), 1):
        try:
            notes += exported_notes(entry)
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            yield Problem(not_understood(error), entry=f"{title}, {place}")
    last = max((note.at for note in notes if note.at is not None), default=None)
    yield ImportedWork(
        kind=Kind.BOOK,
        title=title,
        creators=_authors(text_of(book, "author", "authors")),
        path=local_path(text_of(book, "file")),
        acts=(ImportedAct(Verdict.OPENED, 1.0, last, exact=False),),
        notes=tuple(notes),
    )
