"""Reads the libraries of music players: iTunes/Music, Rhythmbox, Strawberry, Clementine and beets."""

import os
import plistlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.parsers.expat import ExpatError

from assistant.domain.entities import Kind, Verdict
from assistant.domain.errors import AssistantError
from indexers.importers.base import Act, ImportedWork, register
from indexers.importers.database import columns, foreign_database, rows, tables
from indexers.metadata.clean_metadata import clean_line, clean_names, find_year
from indexers.readers.markup import element_text, local_name, parse_xml


def _acts(plays: float, stars: float, at: float | None) -> tuple[Act, ...]:
    found = [Act(Verdict.PLAYED, float(plays), at)] if plays > 0 else []
    return (*found, *([Act(Verdict.RATED, min(max(stars, 1.0), 5.0), at)] if stars > 0 else []))


def _local_path(location: str) -> Path | None:
    """The file of a file: address; None for streams."""
    if "://" not in location:
        return Path(location) if location else None
    parts = urlsplit(location)
    if parts.scheme != "file":
        return None
    path = unquote(parts.path, errors="surrogateescape")
    return Path(path[1:] if len(path) > 2 and path[2] == ":" else path)


@register
class ITunesImporter:
    name = "itunes"

    def recognises(self, path: Path, head: bytes) -> bool:
        return b"<plist" in head and b"<key>Tracks</key>" in head

    def read(self, path: Path) -> Iterator[ImportedWork]:
        try:
            with open(path, "rb") as file:
                tracks = plistlib.load(file)["Tracks"].values()
        except (plistlib.InvalidFileException, ExpatError, KeyError, AttributeError, ValueError) as error:
            raise AssistantError(f"{path.name} is damaged: its list of tracks cannot be understood.") from error
        for track in tracks:
            if not isinstance(track, dict) or not track.get("Name") or "podcast" in str(track.get("Genre", "")).lower():
                continue
            played = track.get("Play Date UTC")
            at = played.replace(tzinfo=UTC).timestamp() if isinstance(played, datetime) else None
            computed = track.get("Album Rating Computed") or track.get("Rating Computed")
            stars = 0.0 if computed else float(track.get("Rating", 0)) / 20
            yield ImportedWork(
                kind=Kind.MUSIC,
                title=clean_line(str(track["Name"])),
                creators=clean_names([str(track.get("Artist", ""))]),
                year=track.get("Year"),
                subjects=clean_names([str(track.get("Genre", ""))]),
                album=clean_line(str(track.get("Album", ""))),
                duration=float(track["Total Time"]) / 1000 if "Total Time" in track else None,
                path=_local_path(str(track.get("Location", ""))),
                acts=_acts(track.get("Play Count", 0), stars, at)
                + ((Act(Verdict.LIKED, 1.0, at),) if track.get("Loved") or track.get("Favorited") else ()),
            )


@register
class RhythmboxImporter:
    name = "rhythmbox"

    def recognises(self, path: Path, head: bytes) -> bool:
        return b"<rhythmdb" in head

    def read(self, path: Path) -> Iterator[ImportedWork]:
        for entry in parse_xml(path.read_bytes(), "The Rhythmbox library"):
            if entry.get("type") != "song":
                continue
            field = {local_name(child): element_text(child) for child in entry}
            at = float(field["last-played"]) if field.get("last-played", "").isdigit() else None
            yield ImportedWork(
                kind=Kind.MUSIC,
                title=clean_line(field.get("title", "")),
                creators=clean_names([field.get("artist", "")]),
                subjects=clean_names([field.get("genre", "")]),
                album=clean_line(field.get("album", "")),
                duration=float(field["duration"]) if field.get("duration", "").isdigit() else None,
                path=_local_path(field.get("location", "")),
                acts=_acts(float(field.get("play-count", 0) or 0), float(field.get("rating", 0) or 0), at),
            )


@register
class StrawberryImporter:
    """Strawberry and its forerunner Clementine."""

    name = "strawberry"

    def recognises(self, path: Path, head: bytes) -> bool:
        return {"songs", "directories", "schema_version"} <= tables(path, head)

    def read(self, path: Path) -> Iterator[ImportedWork]:
        with foreign_database(path) as db:
            known = columns(db, "songs")
            place = "url" if "url" in known else "filename"
            wanted = ("title", "artist", "album", "year", "genre", "playcount", "lastplayed", "rating", place)
            chosen = ", ".join(name if name in known else "NULL" for name in wanted)
            for title, artist, album, year, genre, plays, played, rating, location in rows(
                db, f"SELECT {chosen} FROM songs"
            ):
                location = os.fsdecode(location) if isinstance(location, bytes) else str(location or "")
                stars = float(rating) * 5 if rating is not None and rating > 0 else 0.0
                yield ImportedWork(
                    kind=Kind.MUSIC,
                    title=clean_line(title),
                    creators=clean_names([artist]),
                    year=year if isinstance(year, int) and year > 0 else None,
                    subjects=clean_names([genre]),
                    album=clean_line(album),
                    path=_local_path(location),
                    acts=_acts(plays or 0, stars, float(played) if played and played > 0 else None),
                )


@register
class BeetsImporter:
    name = "beets"

    def recognises(self, path: Path, head: bytes) -> bool:
        return {"items", "albums", "item_attributes"} <= tables(path, head)

    def read(self, path: Path) -> Iterator[ImportedWork]:
        with foreign_database(path) as db:
            ratings = _beets_ratings(db)
            known = columns(db, "items")
            wanted = ("id", "title", "artist", "album", "year", "genre", "length", "path", "mb_trackid")
            chosen = ", ".join(name if name in known else "NULL" for name in wanted)
            for key, title, artist, album, year, genre, length, location, track in rows(
                db, f"SELECT {chosen} FROM items"
            ):
                place = os.fsdecode(location) if isinstance(location, bytes) else str(location or "")
                yield ImportedWork(
                    kind=Kind.MUSIC,
                    title=clean_line(title),
                    creators=clean_names([artist]),
                    year=find_year(year),
                    subjects=clean_names(str(genre or "").split(",")),
                    identifiers=(("musicbrainz", str(track)),) if track else (),
                    album=clean_line(album),
                    duration=float(length) if length else None,
                    path=Path(place) if place else None,
                    acts=_acts(ratings.get((key, "play_count"), 0.0), 5 * ratings.get((key, "rating"), 0.0), None),
                )


def _beets_ratings(db: Any) -> dict[tuple[int, str], float]:
    """What the mpdstats plugin notes: ratings from 0 to 1 and counts."""
    found: dict[tuple[int, str], float] = {}
    statement = "SELECT entity_id, key, value FROM item_attributes WHERE key IN ('rating', 'play_count')"
    for key, name, value in rows(db, statement):
        try:
            found[int(key), str(name)] = float(value)
        except (TypeError, ValueError):
            continue
    return found
