"""Imports what ListenBrainz exports, plain or as its archive."""

from collections.abc import Iterator
from pathlib import Path

from assistant.domain.rows import Row
from indexers.importers.base import Entry, importer
from indexers.importers.listening import Listen, group_listens, has_json, json_objects, made, text_of
from indexers.importers.text.dates import unix_time

_PARTS = r"(?:^|/)listens?(?:/\d+/\d+)?[^/]*\.jsonl?$"


@importer("listenbrainz", recognises=has_json(b'"track_metadata"', b'"listened_at"', parts=_PARTS))
def read_listenbrainz(path: Path) -> Iterator[Entry]:
    yield from group_listens(made(json_objects(path, _PARTS, ("listens",)), _listen))


def _listen(entry: Row) -> Listen:
    track = entry["track_metadata"]
    more = track.get("additional_info") or {}
    recording = text_of(track.get("mbid_mapping") or {}, "recording_mbid") or text_of(more, "recording_mbid")
    length = more.get("duration_ms") or 1000 * (more.get("duration") or 0)
    return Listen(
        text_of(track, "artist_name"),
        text_of(track, "track_name"),
        text_of(track, "release_name"),
        unix_time(text_of(entry, "listened_at")),
        recording,
        length / 1000 or None if isinstance(length, int | float) else None,
        text_of(more, "isrc"),
    )
