"""Imports Spotify's streaming history: the extended one (ts, ms_played) and the short one (endTime, msPlayed)."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from assistant.domain.entities import Kind, Verdict
from assistant.domain.rows import Row
from assistant.language.people import performers
from indexers.importers.base import Entry, ImportedAct, ImportedWork, LeftOut, Problem, each, importer
from indexers.importers.listening import Listen, group_listens, has_json, json_objects, made, text_of
from indexers.importers.text.dates import unix_time
from indexers.metadata.clean_metadata import clean_line

SHORTEST = 30.0
"""Seconds of a stream that count as listening, as at Last.fm and Spotify; what was skipped does not."""
_PARTS = r"(?:^|/)(?:Streaming_?History(?!_Video)[^/]*|endsong[^/]*)\.json$"  # no words
_LIBRARY = r"(?:^|/)YourLibrary\.json$"  # no words
_LISTS = r"(?:^|/)Playlist\d+\.json$"  # no words
_is_extended = has_json(b'"ms_played"', b'"master_metadata_', parts=_PARTS)
_SHORT = tuple(has_json(name, b'"msPlayed"') for name in (b'"trackName"', b'"episodeName"', b'"audiobookName"'))


def _is_history(path: Path, head: bytes) -> bool:
    return _is_extended(path, head) or any(is_short(path, head) for is_short in _SHORT)


@importer("spotify", recognises=_is_history)
def read_spotify(path: Path) -> Iterator[Entry]:
    yield from group_listens(made(json_objects(path, _PARTS), _listen))
    if zipfile.is_zipfile(path):
        yield from read_library(path)


def _listen(entry: Row) -> Listen | LeftOut | None:
    played = entry.get("ms_played", entry.get("msPlayed", 0))
    if float(played or 0) < SHORTEST * 1000:
        return None
    title = text_of(entry, "master_metadata_track_name", "trackName")
    # Chapters and episodes may stand among the tracks, under a track's name and with the author as its artist.
    if text_of(entry, "audiobook_title", "audiobook_uri", "audiobookName", "bookName", "chapterName"):
        return LeftOut("audiobook")
    if text_of(entry, "episode_name", "spotify_episode_uri", "episodeName", "podcastName"):
        return LeftOut("podcast")
    return Listen(
        text_of(entry, "master_metadata_album_artist_name", "artistName"),
        title,
        text_of(entry, "master_metadata_album_album_name"),
        unix_time(text_of(entry, "ts", "endTime")),
    )


@importer("spotify", recognises=has_json(b'"bannedTracks"', b'"tracks"', parts=_LIBRARY))
def read_library(path: Path) -> Iterator[Entry]:
    """What was put under "Your Library" is liked, and what is never to be played again disliked."""
    for name, verdict in (("tracks", Verdict.LIKED), ("bannedTracks", Verdict.DISLIKED)):  # no words
        found = json_objects(path, _LIBRARY, (name,), only=True)  # no words
        yield from each(found, partial(_kept, verdict=verdict))


def _kept(entry: "Row | Problem", verdict: Verdict) -> Entry | None:
    if isinstance(entry, Problem):
        return entry
    song = _song(text_of(entry, "track"), text_of(entry, "artist"), text_of(entry, "album"))
    return song and replace(song, acts=(ImportedAct(verdict),))


@importer("spotify", recognises=has_json(b'"playlists"', b'"trackName"', parts=_LISTS), ordered=True)
def read_playlists(path: Path) -> Iterator[Entry]:
    yield from each(json_objects(path, _LISTS, ("items",)), _listed)


def _listed(entry: "Row | Problem") -> Entry | None:
    if isinstance(entry, Problem):
        return entry
    track = entry.get("track") or entry.get("localTrack") or {}
    if not track and entry.get("episode"):
        return LeftOut("podcast")
    if not track and entry.get("audiobook"):
        return LeftOut("audiobook")
    return _song(text_of(track, "trackName"), text_of(track, "artistName"), text_of(track, "albumName"))


def _song(title: str, artist: str, album: str) -> ImportedWork | None:
    if not title:
        return None
    return ImportedWork(Kind.MUSIC, clean_line(title), performers(artist), album=clean_line(album))
