"""Imports the database of Strawberry and of its forerunner Clementine."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.domain.entities import Kind
from assistant.language.people import performers
from indexers.importers.base import Entry, ImportedWork, acts, each, importer
from indexers.importers.database import foreign_database, has_tables, rows_with
from indexers.importers.places import local_path
from indexers.metadata.clean_metadata import clean_line, clean_names

_WANTED = ("title", "artist", "album", "year", "genre", "playcount", "lastplayed", "rating", "url", "filename")


@importer(
    "strawberry",
    recognises=has_tables("songs", "directories", "schema_version"),
    library="strawberry.db clementine.db",  # no words
    curated=True,
)
def read_strawberry(path: Path) -> Iterator[Entry]:
    with foreign_database(path) as db:
        yield from each(rows_with(db, "songs", _WANTED), _work)


def _work(row: tuple[Any, ...]) -> Entry | None:
    title, artist, album, year, genre, plays, played, rating, url, name = row
    if not title:
        return None
    return ImportedWork(
        kind=Kind.MUSIC,
        title=clean_line(title),
        creators=performers(str(artist or "")),
        year=year if isinstance(year, int) and year > 0 else None,
        subjects=clean_names([genre]),
        album=clean_line(album),
        path=local_path(url or name),
        acts=acts(
            plays=float(plays or 0),
            stars=5 * float(rating or 0),
            at=float(played) if played and float(played) > 0 else None,
        ),
    )
