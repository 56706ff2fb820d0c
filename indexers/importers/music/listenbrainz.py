"""Imports what ListenBrainz exports, plain or as its archive."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from assistant.domain.entities import Kind, Verdict
from assistant.domain.rows import Row
from assistant.language.people import performers
from indexers.importers.base import Entry, ImportedAct, ImportedWork, Problem, each, importer
from indexers.importers.listening import Listen, group_listens, has_json, json_objects, made, text_of
from indexers.importers.text.dates import unix_time
from indexers.metadata.clean_metadata import clean_line

_FEEDBACK = r"(?:^|/)feedback[^/]*\.jsonl?$"
_PARTS = r"(?:^|/)listens?(?:/\d+/\d+)?[^/]*\.jsonl?$"


@importer("listenbrainz", recognises=has_json(b'"track_metadata"', b'"listened_at"', parts=_PARTS))
def read_listenbrainz(path: Path) -> Iterator[Entry]:
    yield from group_listens(made(json_objects(path, _PARTS, ("listens",)), _listen))
    if zipfile.is_zipfile(path):
        yield from each(json_objects(path, _FEEDBACK), _judged)


@importer("listenbrainz", recognises=has_json(b'"score"', b'"recording_m', parts=_FEEDBACK))
def read_feedback(path: Path) -> Iterator[Entry]:
    yield from each(json_objects(path, _FEEDBACK, ("feedback",)), _judged)


def _judged(entry: "Row | Problem") -> Entry | None:
    """Loved or hated; 0 takes it back. What has no names cannot be told."""
    track = {} if isinstance(entry, Problem) else entry.get("track_metadata") or entry
    if isinstance(entry, Problem) or not entry.get("score") or not text_of(track, "track_name"):
        return entry if isinstance(entry, Problem) else None
    recording = text_of(entry, "recording_mbid") or text_of(track.get("mbid_mapping") or {}, "recording_mbid")
    verdict = Verdict.LIKED if float(entry["score"]) > 0 else Verdict.DISLIKED
    return ImportedWork(
        kind=Kind.MUSIC,
        title=clean_line(text_of(track, "track_name")),
        creators=performers(text_of(track, "artist_name")),
        album=clean_line(text_of(track, "release_name")),
        identifiers=(("musicbrainz", recording),) if recording else (),
        acts=(ImportedAct(verdict, 1.0, unix_time(text_of(entry, "created", "created_at"))),),
    )


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
