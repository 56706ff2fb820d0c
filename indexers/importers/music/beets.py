"""Imports the library of beets, with what its mpdstats plugin notes."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import apsw

from assistant.domain.entities import Kind
from indexers.importers.base import ImportedWork, acts, importer
from indexers.importers.database import foreign_database, has_tables, rows, rows_with
from indexers.importers.places import local_path
from indexers.importers.tables import number
from indexers.metadata.clean_metadata import clean_line, clean_names, find_year

_WANTED = ("id", "title", "artist", "album", "year", "genre", "length", "path", "mb_trackid")
_NOTED = "SELECT key, entity_id, value FROM item_attributes WHERE key IN ('rating', 'play_count')"


@importer("beets", recognises=has_tables("items", "albums", "item_attributes"), curated=True)
def read_beets(path: Path) -> Iterator[ImportedWork]:
    with foreign_database(path) as db:
        noted = _noted(db)
        for key, title, artist, album, year, genre, length, place, track in rows_with(db, "items", _WANTED):
            yield ImportedWork(
                kind=Kind.MUSIC,
                title=clean_line(title),
                creators=clean_names([artist]),
                year=find_year(year),
                subjects=clean_names(str(genre or "").split(",")),
                identifiers=(("musicbrainz", str(track)),) if track else (),
                album=clean_line(album),
                duration=float(length) if length else None,
                path=local_path(place),
                acts=acts(plays=noted["play_count", key], stars=5 * noted["rating", key]),
            )


def _noted(db: apsw.Connection) -> dict[tuple[str, int], float]:
    """Ratings from 0 to 1 and counts, by name and item; 0 for what is not noted."""
    found: dict[tuple[str, int], float] = defaultdict(float)
    for name, key, value in rows(db, _NOTED):
        found[str(name), int(key)] = number(str(value))
    return found
