"""Imports what tools around Last.fm write: its answers as JSON, Maloja's export, lastexport's and Rockbox's logs."""

from collections.abc import Iterator
from pathlib import Path

from assistant.domain.entities import Kind, Verdict
from assistant.domain.rows import Row
from assistant.language.people import performers
from assistant.messages import tr
from indexers.importers.base import Entry, ImportedAct, ImportedWork, LeftOut, Problem, each, importer
from indexers.importers.columns import are_names
from indexers.importers.listening import Listen, group_listens, has_json, json_objects, made, text_of
from indexers.importers.text.dates import unix_time
from indexers.importers.text.lines import file_lines, lines_of
from indexers.metadata.clean_metadata import clean_line
from indexers.readers.decoding import decode_text, looks_like_text

_CELLS = 4
"""Cells of a line of lastexport that say something: when, what, who, on which album."""


@importer("last.fm", recognises=has_json(b'"lovedtracks"', b'"artist"'))
def read_loved(path: Path) -> Iterator[Entry]:
    """What Last.fm answers for loved tracks."""
    yield from each(_tracks(path), _loved)


def _loved(entry: "Row | Problem") -> Entry | None:
    listen = None if isinstance(entry, Problem) else _answered(entry)
    if listen is None or not listen.title:
        return entry if isinstance(entry, Problem) else None
    liked = (ImportedAct(Verdict.LIKED, 1.0, listen.at),)
    return ImportedWork(Kind.MUSIC, clean_line(listen.title), performers(listen.artist), acts=liked)


@importer("last.fm", recognises=has_json(b'"#text"', b'"artist"'))
def read_answers(path: Path) -> Iterator[Entry]:
    """Pages of what Last.fm answers for recent tracks."""
    yield from group_listens(made(_tracks(path), _answered))


def _tracks(path: Path) -> Iterator[Row | Problem]:
    """Pages may stand in a list, in an object, or one behind the other."""
    for found in json_objects(path, lists=("track",)):
        inner = [] if isinstance(found, Problem) else found.get("track") or [found]
        yield from inner if isinstance(inner, list) and inner else [found]


def _answered(entry: Row) -> Listen | None:
    """What plays just now has no date and is no play yet."""
    if entry.get("@attr", {}).get("nowplaying"):
        return None
    date = entry.get("date") or {}
    return Listen(
        _named(entry.get("artist")),
        text_of(entry, "name"),
        _named(entry.get("album")),
        unix_time(text_of(date, "uts"), text_of(date, "#text")),
        text_of(entry, "mbid"),
    )


def _named(value: object) -> str:
    return text_of(value, "#text", "name") if isinstance(value, dict) else str(value or "")


@importer("maloja", recognises=has_json(b'"maloja"', b'"scrobbles"'))
def read_maloja(path: Path) -> Iterator[Entry]:
    yield from group_listens(made(json_objects(path, lists=("scrobbles",)), _heard))


def _heard(entry: Row) -> Listen:
    track = entry["track"]
    album = track.get("album") or {}
    return Listen(
        str(next(iter(track.get("artists") or ()), "")),
        text_of(track, "title"),
        text_of(album, "albumtitle", "title"),
        unix_time(text_of(entry, "time")),
        duration=float(track.get("length") or 0) or None,
    )


def _is_log(path: Path, head: bytes) -> bool:
    return head.startswith(b"#AUDIOSCROBBLER/")


@importer("rockbox", recognises=_is_log)
def read_log(path: Path) -> Iterator[Entry]:
    """artist, album, title, number, seconds, L for listened or S for skipped, when."""
    yield from group_listens(_logged(path))


def _logged(path: Path) -> Iterator[Listen | Problem | LeftOut]:
    for number, line in file_lines(path):
        cells = line.split("\t")
        if line.startswith("#") or not line.strip():
            continue
        if len(cells) <= 6:
            yield Problem(_too_few(), line=number)
        elif cells[5] == "L":
            yield Listen(cells[0], cells[2], cells[1], unix_time(cells[6]))


def _is_lastexport(path: Path, head: bytes) -> bool:
    """Seconds, title, artist, album; no line of names."""
    lines = lines_of(iter([decode_text(head)])) if looks_like_text(head) else iter(())
    cells = next(lines, (0, ""))[1].split("\t")
    return len(cells) >= _CELLS and cells[0].isdigit() and len(cells[0]) == 10


@importer("last.fm", recognises=_is_lastexport)
def read_lastexport(path: Path) -> Iterator[Entry]:
    yield from group_listens(_exported(path))


def _exported(path: Path) -> Iterator[Listen | Problem | LeftOut]:
    for number, line in file_lines(path):
        cells = line.split("\t")
        if are_names(cells):
            continue
        if len(cells) >= _CELLS:
            yield Listen(cells[2], cells[1], cells[3], unix_time(cells[0]))
        elif line.strip():
            yield Problem(_too_few(), line=number)


def _too_few() -> str:
    return tr("This row has fewer than four cells.")
