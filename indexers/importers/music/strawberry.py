"""Imports the database of Strawberry and of its forerunner Clementine."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexers.importers.base import Entry, acts, each, importer
from indexers.importers.database import foreign_database, has_tables, rows_with
from indexers.importers.music.tagged import tagged_song

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
    song = tagged_song(title, artist, album, [genre], url or name)
    return song and replace(
        song,
        year=year if isinstance(year, int) and year > 0 else None,
        acts=acts(
            plays=float(plays or 0),
            stars=5 * float(rating or 0),
            at=float(played) if played and float(played) > 0 else None,
        ),
    )
