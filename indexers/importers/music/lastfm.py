"""Imports what was heard at Last.fm, as the usual export pages write it."""

import csv
from collections.abc import Iterator
from pathlib import Path

from assistant.domain.rows import Row
from assistant.messages import tr
from indexers.importers.base import Entry, LeftOut, Problem, importer, no_title
from indexers.importers.columns import are_names
from indexers.importers.headers import header_in
from indexers.importers.listening import Listen, group_listens, has_json, json_objects, made, text_of
from indexers.importers.tables import table_lines
from indexers.importers.text.dates import unix_time
from indexers.importers.text.lines import file_lines, lines_of
from indexers.readers.decoding import decode_text, looks_like_text
from indexers.readers.packed import open_anywhere

_DATED = frozenset({"date", "finished", "added"})


def _is_table(path: Path, head: bytes) -> bool:
    """A line for each play: who, what, on which album and when; counts of plays are another program's."""
    header = header_in(head)
    names = {name.lower() for name in header.names}
    named = (
        "artist" in names and bool({"track", "title", "name"} & names) and bool({"album", "uts", "track_mbid"} & names)
    )
    return (named and bool(_DATED & header.roles.keys()) and "plays" not in header.roles) or _is_bare(head)


def _is_bare(head: bytes) -> bool:
    """artist, album, track, "31 Dec 2020 23:59", without a line of names."""
    lines = lines_of(iter([decode_text(head)])) if looks_like_text(head) else iter(())
    _, line = next(lines, (0, ""))
    row = next(csv.reader([line.replace("\0", "")]), [])
    return len(row) == 4 and len(row[3].strip()) > 10 and unix_time(row[3]) is not None


@importer("last.fm", recognises=_is_table)
def read_table(path: Path) -> Iterator[Entry]:
    with open_anywhere(path) as file:
        bare = _is_bare(file.read(4096))
    yield from group_listens(_bare(path) if bare else _listens(path))


def _listens(path: Path) -> Iterator[Listen | Problem | LeftOut]:
    for line in table_lines(path):
        if isinstance(line, Problem):
            yield line
            continue
        if not line.role("title"):
            yield Problem(no_title(), line=line.number)
            continue
        at = unix_time(line["uts"], line["utc_time"], line.role("date", "finished", "added"))
        yield Listen(line.role("creators"), line.role("title"), line.role("album"), at, line["track_mbid"])


def _bare(path: Path) -> Iterator[Listen | Problem | LeftOut]:
    for number, text in file_lines(path):
        row = next(csv.reader([text.replace("\0", "")]), [])
        if are_names(row):
            continue
        if len(row) >= 4:
            yield Listen(row[0], row[2], row[1], unix_time(row[3]))
        elif text.strip():
            yield Problem(tr("This row has fewer than four cells."), line=number)


_is_stats = has_json(b'"scrobbles"', b'"track"')


@importer("last.fm", recognises=lambda path, head: _is_stats(path, head) and b'"maloja"' not in head)
def read_lastfmstats(path: Path) -> Iterator[Entry]:
    """What lastfmstats.com writes: one object with all scrobbles, dated in milliseconds."""
    yield from group_listens(made(json_objects(path, lists=("scrobbles",)), _scrobble))


def _scrobble(entry: Row) -> Listen:
    return Listen(
        text_of(entry, "artist"), text_of(entry, "track"), text_of(entry, "album"), unix_time(text_of(entry, "date"))
    )
