"""Imports what was heard at Last.fm, as the usual export pages write it."""

from collections.abc import Iterator
from pathlib import Path

from indexers.importers.base import ImportedWork, importer
from indexers.importers.listening import Listen, group_listens, parse_json, text_of
from indexers.importers.tables import table_rows, unix_time
from indexers.readers.decoding import decode_text
from indexers.readers.plain.csv_tables import cells_of, names_in


def _is_table(path: Path, head: bytes) -> bool:
    if path.suffix.lower() not in (".csv", ".tsv", ".txt"):
        return False
    names = set(names_in(head))
    return ({"artist", "album"} <= names and bool(names & {"track", "title", "name"})) or _is_bare(head)


def _is_bare(head: bytes) -> bool:
    """artist, album, track, "31 Dec 2020 23:59", without a line of names."""
    line = head.split(b"\n")[0].decode("utf-8", "replace").strip()
    parts = [part.strip('"') for part in line.rsplit(",", 1)]
    return line.count(",") >= 3 and len(parts) == 2 and len(parts[1]) > 10 and unix_time(parts[1]) is not None


@importer("last.fm", recognises=_is_table)
def read_table(path: Path) -> Iterator[ImportedWork]:
    with open(path, "rb") as file:
        bare = _is_bare(file.read(4096))
    yield from group_listens(_bare(path) if bare else _listens(path))


def _listens(path: Path) -> Iterator[Listen]:
    for row in table_rows(path):
        title = row.get("track") or row.get("title") or row.get("name") or ""
        stamp = row.get("uts") or row.get("timestamp") or row.get("utc_time") or row.get("date") or ""
        yield Listen(row["artist"], title, row["album"], unix_time(stamp), row.get("track_mbid", ""))


def _bare(path: Path) -> Iterator[Listen]:
    for row in cells_of(decode_text(path.read_bytes())):
        if len(row) >= 4:
            yield Listen(row[0], row[2], row[1], unix_time(row[3]))


def _is_lastfmstats(path: Path, head: bytes) -> bool:
    return head.lstrip().startswith(b"{") and b'"scrobbles"' in head and b'"track"' in head


@importer("last.fm", recognises=_is_lastfmstats)
def read_lastfmstats(path: Path) -> Iterator[ImportedWork]:
    """What lastfmstats.com writes: one object with all scrobbles, dated in milliseconds."""
    whole = parse_json(path.read_bytes().replace(b"\r", b"").replace(b"\n", b" "), path.name)
    found = [entry for part in whole for entry in part.get("scrobbles") or () if isinstance(entry, dict)]
    yield from group_listens(
        Listen(
            text_of(entry, "artist"), text_of(entry, "track"), text_of(entry, "album"),
            unix_time(text_of(entry, "date")),
        )
        for entry in found
    )  # fmt: skip
