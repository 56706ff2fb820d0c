"""Reads histories of listening: Last.fm and ListenBrainz exports, Spotify's streaming history."""

import json
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain.entities import Kind, Verdict
from assistant.domain.errors import AssistantError, UnreadableFile
from indexers.importers.base import Act, ImportedWork, register
from indexers.importers.tables import header_of, table_rows, unix_time
from indexers.metadata.clean_metadata import clean_line, clean_names
from indexers.readers.zipped import SafeZip

_LISTENBRAINZ = r"(?:^|/)listens/\d+/\d+\.jsonl$"
_SPOTIFY = r"(?:^|/)(?:Streaming_History_Audio|StreamingHistory)[^/]*\.json$"
_LISTENS = re.compile(f"{_LISTENBRAINZ}|{_SPOTIFY}")
SHORTEST = 30.0
"""Seconds of a stream that count as listening, as at Last.fm and Spotify."""


@dataclass(frozen=True, slots=True)
class Listen:
    artist: str
    title: str
    album: str = ""
    at: float | None = None
    recording: str = ""


def group_listens(listens: Iterable[Listen]) -> Iterator[ImportedWork]:
    """One work a recording; its plays become one act, dated by the last of them."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    last: dict[tuple[str, str], Listen] = {}
    for listen in listens:
        key = (listen.artist.casefold(), listen.title.casefold())
        if not all(key):
            continue
        counts[key] += 1
        if key not in last or (listen.at or 0) >= (last[key].at or 0):
            last[key] = listen
    for key, listen in last.items():
        yield ImportedWork(
            kind=Kind.MUSIC,
            title=clean_line(listen.title),
            creators=clean_names([listen.artist]),
            album=clean_line(listen.album),
            identifiers=(("musicbrainz", listen.recording),) if listen.recording else (),
            acts=(Act(Verdict.PLAYED, float(counts[key]), listen.at),),
        )


def load_json(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON list, or of one object a line; of an archive, those of its parts that hold listens.

    Raises AssistantError.
    """
    if not zipfile.is_zipfile(path):
        return parse_json(path.read_bytes(), path.name)
    with SafeZip(path, "listening history") as archive:
        return [
            entry for name in archive.names if _LISTENS.search(name) for entry in parse_json(archive.read(name), name)
        ]


def parse_json(data: bytes, name: str) -> list[dict[str, Any]]:
    """Raises AssistantError."""
    text = data.decode("utf-8", "replace").lstrip("\ufeff \r\n\t")
    try:
        if text.startswith("["):
            found = json.loads(text)
        else:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError) as error:
        raise AssistantError(f"{name} is damaged: its JSON cannot be understood.") from error
    return [entry for entry in found if isinstance(entry, dict)]


def _holds(path: Path, head: bytes, pattern: str) -> bool:
    """Whether a file is an archive with a part of such a name."""
    if not head.startswith(b"PK"):
        return False
    try:
        with SafeZip(path, "listening history") as archive:
            return any(re.search(pattern, name) for name in archive.names)
    except UnreadableFile:
        return False


@register
class ListenBrainzImporter:
    name = "listenbrainz"

    def recognises(self, path: Path, head: bytes) -> bool:
        plain = b'"track_metadata"' in head and b'"listened_at"' in head
        return plain or _holds(path, head, _LISTENBRAINZ)

    def read(self, path: Path) -> Iterator[ImportedWork]:
        yield from group_listens(self._listens(path))

    def _listens(self, path: Path) -> Iterator[Listen]:
        for entry in load_json(path):
            track = entry.get("track_metadata") or {}
            more = track.get("additional_info") or {}
            mapped = track.get("mbid_mapping") or {}
            recording = mapped.get("recording_mbid") or more.get("recording_mbid") or ""
            at = entry.get("listened_at")
            yield Listen(
                str(track.get("artist_name") or ""), str(track.get("track_name") or ""),
                str(track.get("release_name") or ""), float(at) if isinstance(at, int) else None, str(recording),
            )  # fmt: skip


@register
class LastFmImporter:
    """Tables with artist, album, track and date, as the usual export pages write them, with or without a header."""

    name = "last.fm"

    def recognises(self, path: Path, head: bytes) -> bool:
        names = header_of(head)
        if path.suffix.lower() not in (".csv", ".tsv", ".txt"):
            return False
        return {"artist", "album"} <= names and bool(names & {"track", "title", "name"}) or self._is_bare(head)

    def _is_bare(self, head: bytes) -> bool:
        """artist, album, track, "31 Dec 2020 23:59"."""
        line = head.split(b"\n")[0].decode("utf-8", "replace").strip()
        parts = [part.strip('"') for part in line.rsplit(",", 1)]
        return line.count(",") >= 3 and len(parts) == 2 and len(parts[1]) > 10 and unix_time(parts[1]) is not None

    def read(self, path: Path) -> Iterator[ImportedWork]:
        with open(path, "rb") as file:
            bare = self._is_bare(file.read(4096))
        yield from group_listens(self._bare(path) if bare else self._listens(path))

    def _listens(self, path: Path) -> Iterator[Listen]:
        for row in table_rows(path):
            title = row.get("track") or row.get("title") or row.get("name") or ""
            stamp = row.get("uts") or row.get("timestamp") or row.get("utc_time") or row.get("date") or ""
            recording = row.get("track_mbid", "")
            yield Listen(row["artist"], title, row["album"], unix_time(stamp), recording)

    def _bare(self, path: Path) -> Iterator[Listen]:
        import csv

        with open(path, encoding="utf-8", errors="replace", newline="") as file:
            for row in csv.reader(file):
                if len(row) >= 4:
                    yield Listen(row[0], row[2], row[1], unix_time(row[3]))


@register
class LastFmStatsImporter:
    """What lastfmstats.com writes: one object with all scrobbles, dated in milliseconds."""

    name = "last.fm"

    def recognises(self, path: Path, head: bytes) -> bool:
        return head.lstrip().startswith(b"{") and b'"scrobbles"' in head and b'"track"' in head

    def read(self, path: Path) -> Iterator[ImportedWork]:
        whole = parse_json(path.read_bytes().replace(b"\r", b"").replace(b"\n", b" "), path.name)
        found = [entry for part in whole for entry in part.get("scrobbles") or () if isinstance(entry, dict)]
        yield from group_listens(
            Listen(
                str(entry.get("artist") or ""), str(entry.get("track") or ""), str(entry.get("album") or ""),
                unix_time(str(entry.get("date") or "")),
            )
            for entry in found
        )  # fmt: skip


@register
class SpotifyImporter:
    """The extended history (ts, ms_played) and the short one (endTime, msPlayed); what was skipped does not count."""

    name = "spotify"

    def recognises(self, path: Path, head: bytes) -> bool:
        plain = b'"master_metadata_track_name"' in head or (b'"trackName"' in head and b'"msPlayed"' in head)
        return plain or _holds(path, head, _SPOTIFY)

    def read(self, path: Path) -> Iterator[ImportedWork]:
        yield from group_listens(self._listens(path))

    def _listens(self, path: Path) -> Iterator[Listen]:
        for entry in load_json(path):
            played = entry.get("ms_played", entry.get("msPlayed", 0))
            if not isinstance(played, int | float) or played < SHORTEST * 1000:
                continue
            yield Listen(
                str(entry.get("master_metadata_album_artist_name") or entry.get("artistName") or ""),
                str(entry.get("master_metadata_track_name") or entry.get("trackName") or ""),
                str(entry.get("master_metadata_album_album_name") or ""),
                unix_time(str(entry.get("ts") or entry.get("endTime") or "")),
            )
