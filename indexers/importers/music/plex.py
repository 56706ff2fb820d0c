"""Imports what a Plex server answers in JSON: tracks with their plays and stars."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from assistant.domain.entities import Kind, Verdict
from assistant.domain.rows import Row
from assistant.language.people import performers
from indexers.importers.base import Entry, ImportedAct, ImportedWork, LeftOut, Problem, importer, no_title, rated
from indexers.importers.listening import has_json, json_objects, text_of
from indexers.importers.places import local_path
from indexers.importers.tables import number
from indexers.importers.text.dates import unix_time
from indexers.metadata.clean_metadata import clean_line, find_year

_LEFT_OUT = {"movie": "film", "clip": "film", "episode": "television", "season": "television", "show": "television"}
_SONG = "track"


@importer("plex", recognises=has_json(b'"MediaContainer"', b'"Metadata"'))
def read_plex_answer(path: Path) -> Iterator[Entry]:
    for place, entry in enumerate(json_objects(path, lists=("Metadata",)), 1):  # no words
        kind = "" if isinstance(entry, Problem) else str(entry.get("type") or _SONG)
        if isinstance(entry, Problem):
            yield entry
        elif kind in _LEFT_OUT:
            yield LeftOut(_LEFT_OUT[kind])
        elif kind == _SONG:
            yield _track(entry, place)


def _track(entry: Row, place: int) -> Entry:
    if not (title := text_of(entry, "title")):
        return Problem(no_title(), entry=str(place))
    rated_at = unix_time(text_of(entry, "lastRatedAt"))
    at, plays = unix_time(text_of(entry, "lastViewedAt")), number(text_of(entry, "viewCount"))
    played = (ImportedAct(Verdict.PLAYED, plays, at),) if plays > 0 else ()
    work = ImportedWork(
        kind=Kind.MUSIC,
        title=clean_line(title),
        creators=performers(text_of(entry, "originalTitle", "grandparentTitle")),
        album=clean_line(text_of(entry, "parentTitle")),
        year=find_year(text_of(entry, "year", "parentYear")),
        duration=number(text_of(entry, "duration")) / 1000 or None,
        # Stars are counted to ten there.
        acts=(
            *played,
            *rated(number(text_of(entry, "userRating")) / 2, rated_at or at),
        ),
    )
    return replace(work, path=_place(entry))


def _place(entry: Row) -> Path | None:
    media = entry.get("Media")
    parts = media[0].get("Part") if isinstance(media, list) and media and isinstance(media[0], dict) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], dict) else {}
    return local_path(text_of(first, "file"))
