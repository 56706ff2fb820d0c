"""Imports what ListenBrainz exports, plain or as its archive."""

from collections.abc import Iterator
from pathlib import Path

from indexers.importers.base import ImportedWork, importer
from indexers.importers.listening import Listen, group_listens, has_json, load_json, text_of

_PARTS = r"(?:^|/)listens/\d+/\d+\.jsonl$"


@importer("listenbrainz", recognises=has_json(b'"track_metadata"', b'"listened_at"', parts=_PARTS))
def read_listenbrainz(path: Path) -> Iterator[ImportedWork]:
    yield from group_listens(_listens(path))


def _listens(path: Path) -> Iterator[Listen]:
    for entry in load_json(path, _PARTS):
        track = entry.get("track_metadata") or {}
        more = track.get("additional_info") or {}
        recording = text_of(track.get("mbid_mapping") or {}, "recording_mbid") or text_of(more, "recording_mbid")
        at = entry.get("listened_at")
        yield Listen(
            text_of(track, "artist_name"), text_of(track, "track_name"), text_of(track, "release_name"),
            float(at) if isinstance(at, int) else None, recording,
        )  # fmt: skip
