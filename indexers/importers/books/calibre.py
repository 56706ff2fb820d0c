"""Imports the database of a Calibre library."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import apsw

from assistant.domain.entities import Kind
from assistant.language.people import natural_order
from indexers.importers.base import ImportedWork, acts, importer
from indexers.importers.database import columns, foreign_database, has_tables, rows
from indexers.importers.tables import unix_time
from indexers.metadata.clean_metadata import clean_line, clean_names
from indexers.metadata.identifiers import identifier
from indexers.readers.markup import clean_description

_READ_WORDS = frozenset({"read", "gelesen", "lu", "finished", "read_status", "status", "myread"})
_READ_VALUES = frozenset({"read", "yes", "finished", "done", "completed", "gelesen", "lu", "ja", "oui"})


@importer("calibre", recognises=has_tables("books", "books_authors_link", "data"), library="metadata.db", curated=True)
def read_calibre(path: Path) -> Iterator[ImportedWork]:
    with foreign_database(path) as db:
        authors = _linked(db, "authors", "author", "name")
        tags = _linked(db, "tags", "tag", "name")
        series = _linked(db, "series", "series", "name")
        publishers = _linked(db, "publishers", "publisher", "name")
        ratings = _linked(db, "ratings", "rating", "rating")
        comments = dict(rows(db, "SELECT book, text FROM comments"))
        identifiers = _identifiers(db)
        files = {book: path.parent / folder / name for book, folder, name in _files(db)}
        finished = _finished(db)
        for book, title, published, index in rows(db, "SELECT id, title, pubdate, series_index FROM books"):
            stars = float(ratings[book][0]) / 2 if ratings.get(book) else 0.0
            yield ImportedWork(
                kind=Kind.BOOK,
                title=clean_line(title),
                creators=clean_names(natural_order(name.replace("|", ",")) for name in authors.get(book, ())),
                year=_year(published),
                series=clean_line(next(iter(series.get(book, ())), "")),
                series_index=float(index) if series.get(book) and index is not None else None,
                publisher=clean_line(next(iter(publishers.get(book, ())), "")),
                subjects=clean_names(tags.get(book, ())),
                description=clean_description(str(comments.get(book) or "")),
                identifiers=tuple(identifiers.get(book, ())),
                path=files.get(book),
                acts=acts(stars=stars) + acts(finished=book in finished, at=finished.get(book)),
            )


def _identifiers(db: apsw.Connection) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for book, scheme, value in rows(db, "SELECT book, type, val FROM identifiers"):
        if pair := identifier(str(scheme), str(value)):
            found[book].append(pair)
    return found


def _linked(db: apsw.Connection, table: str, column: str, value: str) -> dict[int, list[str]]:
    """{book: values} by Calibre's link tables."""
    found: dict[int, list[str]] = defaultdict(list)
    link = f"books_{table}_link"
    statement = (
        f"SELECT book, {table}.{value} FROM {link} JOIN {table} ON {table}.id = {link}.{column} ORDER BY {link}.id"
    )
    for book, text in rows(db, statement):
        found[book].append(str(text))
    return found


def _files(db: apsw.Connection) -> Iterator[tuple[int, str, str]]:
    """One file a book; EPUB wins because it says most."""
    order = "ORDER BY books.id, data.format = 'EPUB'"
    for book, folder, name, form in rows(
        db, f"SELECT books.id, path, name, format FROM data JOIN books ON books.id = book {order}"
    ):
        yield book, str(folder), f"{name}.{str(form).lower()}"


def _finished(db: apsw.Connection) -> dict[int, float | None]:
    """{book: when, if known} of books that a column of the person's own marks as read: ticked, dated or in words."""
    found: dict[int, float | None] = {}
    for number, label, kind in rows(db, "SELECT id, label, datatype FROM custom_columns"):
        name = str(label).lower()
        if not (name in _READ_WORDS or (kind == "datetime" and "read" in name.split("_"))):
            continue
        for book, value in _column(db, int(number)):
            if kind == "bool" and value:
                found.setdefault(book, None)
            elif kind == "datetime" and _year(value) is not None:
                found[book] = unix_time(str(value))
            elif kind in ("enumeration", "text") and str(value).strip().lower() in _READ_VALUES:
                found.setdefault(book, None)
    return found


def _column(db: apsw.Connection, number: int) -> Iterator[tuple[int, object]]:
    """(book, value) of a custom column; words stand in a table of their own behind a link."""
    table = f"custom_column_{number}"
    if "book" in columns(db, table):
        statement = f"SELECT book, value FROM {table}"
    else:
        link = f"books_{table}_link"
        statement = f"SELECT book, {table}.value FROM {link} JOIN {table} ON {table}.id = {link}.value"
    for book, value in rows(db, statement):
        yield int(book), value


def _year(published: object) -> int | None:
    """Calibre writes the year 101 where it knows none."""
    try:
        year = datetime.fromisoformat(str(published)).year
    except ValueError:
        return None
    return year if year > 1000 else None
