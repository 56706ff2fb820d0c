"""Imports Spotify's streaming history: the extended one (ts, ms_played) and the short one (endTime, msPlayed)."""

from collections.abc import Iterator
from pathlib import Path

from indexers.importers.base import ImportedWork, importer
from indexers.importers.listening import Listen, group_listens, has_json, load_json, text_of
from indexers.importers.tables import unix_time

SHORTEST = 30.0
"""Seconds of a stream that count as listening, as at Last.fm and Spotify; what was skipped does not."""
_PARTS = r"(?:^|/)(?:Streaming_History_Audio|StreamingHistory)[^/]*\.json$"  # no words
_is_extended = has_json(b'"master_metadata_track_name"', parts=_PARTS)
_is_short = has_json(b'"trackName"', b'"msPlayed"', parts=_PARTS)


def _is_history(path: Path, head: bytes) -> bool:
    return _is_extended(path, head) or _is_short(path, head)


@importer("spotify", recognises=_is_history)
def read_spotify(path: Path) -> Iterator[ImportedWork]:
    yield from group_listens(_listens(path))


def _listens(path: Path) -> Iterator[Listen]:
    for entry in load_json(path, _PARTS):
        played = entry.get("ms_played", entry.get("msPlayed", 0))
        if isinstance(played, int | float) and played >= SHORTEST * 1000:
            yield Listen(
                text_of(entry, "master_metadata_album_artist_name", "artistName"),
                text_of(entry, "master_metadata_track_name", "trackName"),
                text_of(entry, "master_metadata_album_album_name"),
                unix_time(text_of(entry, "ts", "endTime")),
            )
