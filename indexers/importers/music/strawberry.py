"""Imports the database of Strawberry and of its forerunner Clementine."""

from collections.abc import Iterator
from pathlib import Path

from assistant.domain.entities import Kind
from indexers.importers.base import ImportedWork, acts, importer
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
def read_strawberry(path: Path) -> Iterator[ImportedWork]:
    with foreign_database(path) as db:
        for title, artist, album, year, genre, plays, played, rating, url, name in rows_with(db, "songs", _WANTED):
            yield ImportedWork(
                kind=Kind.MUSIC,
                title=clean_line(title),
                creators=clean_names([artist]),
                year=year if isinstance(year, int) and year > 0 else None,
                subjects=clean_names([genre]),
                album=clean_line(album),
                path=local_path(url or name),
                acts=acts(
                    plays=plays or 0,
                    stars=5 * float(rating or 0),
                    at=float(played) if played and played > 0 else None,
                ),
            )
