"""Imports the library of beets, with what its mpdstats plugin notes."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import apsw

from indexers.importers.base import Entry, acts, each, importer
from indexers.importers.database import foreign_database, has_tables, rows, rows_with
from indexers.importers.music.tagged import tagged_song
from indexers.importers.tables import number
from indexers.metadata.clean_metadata import find_year

_WANTED = ("id", "title", "artist", "album", "year", "genre", "length", "path", "mb_trackid")
_NOTED = "SELECT key, entity_id, value FROM item_attributes WHERE key IN ('rating', 'play_count', 'last_played')"


@importer("beets", recognises=has_tables("items", "albums", "item_attributes"), curated=True)
def read_beets(path: Path) -> Iterator[Entry]:
    with foreign_database(path) as db:
        yield from each(rows_with(db, "items", _WANTED), partial(_work, noted=_noted(db)))


def _work(row: tuple[Any, ...], noted: Mapping[tuple[str, int], float]) -> Entry | None:
    key, title, artist, album, year, genre, length, place, track = row
    song = tagged_song(title, artist, album, str(genre or "").split(","), place)
    return song and replace(
        song,
        year=find_year(year),
        identifiers=(("musicbrainz", str(track)),) if track else (),
        duration=float(length) if length else None,
        acts=acts(plays=noted["play_count", key], stars=5 * noted["rating", key], at=noted["last_played", key] or None),
    )


def _noted(db: apsw.Connection) -> Mapping[tuple[str, int], float]:
    """Ratings from 0 to 1, counts and times, by name and item; 0 for what is not noted."""
    found: dict[tuple[str, int], float] = defaultdict(float)
    for name, key, value in rows(db, _NOTED):
        found[str(name), int(key)] = number(str(value))
    return found
