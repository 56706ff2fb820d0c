"""Imports Spotify's streaming history: the extended one (ts, ms_played) and the short one (endTime, msPlayed)."""

from collections.abc import Iterator
from pathlib import Path

from assistant.domain.rows import Row
from indexers.importers.base import Entry, LeftOut, importer
from indexers.importers.listening import Listen, group_listens, has_json, json_objects, made, text_of
from indexers.importers.text.dates import unix_time

SHORTEST = 30.0
"""Seconds of a stream that count as listening, as at Last.fm and Spotify; what was skipped does not."""
_PARTS = r"(?:^|/)(?:Streaming_?History(?!_Video)[^/]*|endsong[^/]*)\.json$"  # no words
_is_extended = has_json(b'"ms_played"', b'"master_metadata_', parts=_PARTS)
_is_short = has_json(b'"trackName"', b'"msPlayed"', parts=_PARTS)


def _is_history(path: Path, head: bytes) -> bool:
    return _is_extended(path, head) or _is_short(path, head)


@importer("spotify", recognises=_is_history)
def read_spotify(path: Path) -> Iterator[Entry]:
    yield from group_listens(made(json_objects(path, _PARTS), _listen))


def _listen(entry: Row) -> Listen | LeftOut | None:
    played = entry.get("ms_played", entry.get("msPlayed", 0))
    if not isinstance(played, int | float) or played < SHORTEST * 1000:
        return None
    title = text_of(entry, "master_metadata_track_name", "trackName")
    if not title and text_of(entry, "episode_name", "spotify_episode_uri"):
        return LeftOut("podcast")
    return Listen(
        text_of(entry, "master_metadata_album_artist_name", "artistName"),
        title,
        text_of(entry, "master_metadata_album_album_name"),
        unix_time(text_of(entry, "ts", "endTime")),
    )
