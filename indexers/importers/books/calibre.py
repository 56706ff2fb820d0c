"""Imports the database of a Calibre library."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import apsw

from assistant.domain.entities import Kind
from assistant.language.people import people_of
from indexers.importers.annotations.calibre import notes_of_books
from indexers.importers.base import Entry, ImportedWork, LeftOut, Problem, importer
from indexers.importers.books.calibre_columns import said_of_books
from indexers.importers.database import columns, foreign_database, has_tables, rows
from indexers.importers.headers import has_columns
from indexers.importers.tables import Line, table_lines
from indexers.importers.work_lines import Habits, told_by, work_of
from indexers.metadata.clean_metadata import clean_line, clean_names
from indexers.metadata.identifiers import identifier
from indexers.readers.markup import clean_description

_NEWS = frozenset({"news", "nachrichten", "actualités", "noticias"})


@importer("calibre", recognises=has_tables("books", "books_authors_link", "data"), library="metadata.db", curated=True)
def read_calibre(path: Path) -> Iterator[Entry]:
    with foreign_database(path) as db:
        authors = _linked(db, "authors", "author", "name")
        tags = _linked(db, "tags", "tag", "name")
        series = _linked(db, "series", "series", "name")
        publishers = _linked(db, "publishers", "publisher", "name")
        ratings = _linked(db, "ratings", "rating", "rating")
        comments = dict(rows(db, "SELECT book, text FROM comments"))
        identifiers = _identifiers(db)
        files = {book: path.parent / folder / name for book, folder, name in _files(db)}
        said, notes = said_of_books(db), notes_of_books(db)
        for book, title, published, index in rows(db, "SELECT id, title, pubdate, series_index FROM books"):
            if [name.casefold() for name in authors.get(book, ())] == ["calibre"] and _is_news(tags.get(book, [])):
                yield LeftOut("feed")
                continue
            own = said[book]
            own.stars = own.stars or (float(ratings[book][0]) / 2 if ratings.get(book) else 0.0)
            yield ImportedWork(
                kind=Kind.BOOK,
                title=clean_line(title),
                creators=people_of(name.replace("|", ",") for name in authors.get(book, ())),
                year=_year(published),
                series=clean_line(next(iter(series.get(book, ())), "")),
                series_index=float(index) if series.get(book) and index is not None else None,
                publisher=clean_line(next(iter(publishers.get(book, ())), "")),
                subjects=clean_names(tags.get(book, ())),
                description=clean_description(str(comments.get(book) or "")),
                identifiers=tuple(identifiers.get(book, ())),
                path=files.get(book),
                wanted=own.wanted,
                acts=own.acts(),
                notes=notes.get(book, ()),
            )


def _is_news(tags: list[str]) -> bool:
    """Whether Calibre itself fetched it from a feed."""
    return any(tag.casefold() in _NEWS for tag in tags)


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
    if not columns(db, table) or not columns(db, link):
        return found
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


def _year(published: object) -> int | None:
    """The year of a day that Calibre writes as its midnight somewhere, in UTC. It writes 101 where it knows none."""
    try:
        year = (datetime.fromisoformat(str(published)) + timedelta(hours=12)).year
    except (ValueError, OverflowError):
        return None
    return year if year > 1000 else None


@importer("calibre", recognises=has_columns("author_sort", "title_sort", "comments"), curated=True)
def read_catalogue(path: Path) -> Iterator[Entry]:
    """The table that Calibre makes of a library: comments are blurbs there, and ratings go to ten."""
    for line in table_lines(path):
        yield from (line,) if isinstance(line, Problem) else _in_catalogue(line)


def _in_catalogue(line: Line) -> Iterator[Entry]:
    blurb = line["comments"]
    cells = {name: text for name, text in line.cells.items() if name not in ("comments", "author_sort", "title_sort")}
    own = replace(line, cells=cells, roles={**line.roles, "title": "title", "creators": "authors", "year": "pubdate"})
    for made in told_by(work_of, own, Habits(most=10.0)):
        yield replace(made, description=clean_description(blurb)) if isinstance(made, ImportedWork) else made
