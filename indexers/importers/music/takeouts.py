"""Imports what Apple Music hands out of what was heard."""

from collections.abc import Iterator
from pathlib import Path

from assistant.domain.entities import Kind, Verdict
from assistant.language.people import performers
from indexers.importers.base import Entry, ImportedAct, ImportedWork, LeftOut, Problem, importer
from indexers.importers.headers import names_in
from indexers.importers.listening import Listen, group_listens
from indexers.importers.tables import Line, number, table_lines
from indexers.importers.text.dates import unix_time
from indexers.metadata.clean_metadata import clean_line

_SHORTEST = 30_000
"""Milliseconds of a play that counts."""


def _is_activity(path: Path, head: bytes) -> bool:
    return {"song name", "event start timestamp", "play duration milliseconds"} <= set(names_in(head))  # no words


@importer("apple music", recognises=_is_activity)  # no words
def read_activity(path: Path) -> Iterator[Entry]:
    """Each play; older exports have no artists, and what has none cannot be told apart and is left out as a stream."""
    yield from group_listens(_played(path))


def _played(path: Path) -> Iterator[Listen | Problem | LeftOut]:
    for line in table_lines(path):
        if isinstance(line, Problem):
            yield line
        elif "video" in line["media type"].lower():
            yield LeftOut("film")
        elif number(line["play duration milliseconds"]) >= _SHORTEST and line["song name"]:
            artist = line["artist name"] or line["container artist name"]
            at = unix_time(line["event start timestamp"], line["event end timestamp"])  # no words
            yield Listen(artist, line["song name"], line["album name"], at) if artist else LeftOut("stream")


def _is_daily(path: Path, head: bytes) -> bool:
    return {"track description", "date played"} <= set(names_in(head))  # no words


@importer("apple music", recognises=_is_daily)  # no words
def read_daily(path: Path) -> Iterator[Entry]:
    """Plays of each day, as "Artist - Title"."""
    yield from group_listens(_days(path))


def _days(path: Path) -> Iterator[Listen | Problem | LeftOut]:
    for line in table_lines(path):
        if isinstance(line, Problem):
            yield line
            continue
        artist, dash, title = line["track description"].partition(" - ")
        for _ in range(round(number(line["play count"])) if dash else 0):
            yield Listen(artist, title, at=unix_time(line["date played"]))


def _is_judged(path: Path, head: bytes) -> bool:
    names = set(names_in(head))
    return {"preference", "item description"} <= names or {"preference", "item reference"} <= names  # no words


@importer("apple music", recognises=_is_judged)  # no words
def read_judged(path: Path) -> Iterator[Entry]:
    """What was loved and disliked."""
    for line in table_lines(path):
        entry = line if isinstance(line, Problem) else _judged(line)
        if entry is not None:
            yield entry


def _judged(line: Line) -> Entry | None:
    artist, dash, title = line["item description"].partition(" - ")
    said = line["preference"].lower()
    verdict = Verdict.DISLIKED if "dislike" in said else Verdict.LIKED if "like" in said or "love" in said else None
    if not dash or verdict is None:
        return None
    at = unix_time(line["created"], line["last modified"])
    return ImportedWork(Kind.MUSIC, clean_line(title), performers(artist), acts=(ImportedAct(verdict, 1.0, at),))
