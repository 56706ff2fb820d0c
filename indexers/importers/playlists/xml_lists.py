"""Imports playlists in XML: XSPF and its twin in JSON, WPL, and those of Jellyfin, Emby and Plex."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.domain.entities import Kind
from assistant.domain.rows import Row
from assistant.language.people import performers
from indexers.importers.base import Entry, ImportedWork, LeftOut, Problem, each, importer
from indexers.importers.listening import json_objects, text_of
from indexers.importers.places import written_paths
from indexers.importers.playlists.m3u import song
from indexers.importers.tables import number
from indexers.importers.text.xml_entries import xml_elements
from indexers.metadata.clean_metadata import clean_line
from indexers.readers.markup import element_text, local_name


def _begins(*marks: bytes) -> Callable[[Path, bytes], bool]:
    return lambda path, head: b"<" in head[:200] and all(mark in head for mark in marks)


def _entries(path: Path, tag: str, make: Callable[[Any], Entry | None]) -> Iterator[Entry]:
    return each(
        xml_elements(path, frozenset({tag})), lambda found: found if isinstance(found, Problem) else make(found)
    )


@importer("xspf", recognises=_begins(b"<playlist", b"trackList"), ordered=True)
def read_xspf(path: Path) -> Iterator[Entry]:
    yield from _entries(path, "track", _track)


def _track(element: Any) -> Entry | None:
    field = {local_name(child): element_text(child) for child in reversed(element)}
    written = written_paths(field.get("location", ""))
    if not written and not (field.get("title") and (field.get("creator") or not field.get("location"))):
        return LeftOut("stream")
    guess = song(field.get("location", ""), "") if written else None
    known = guess if isinstance(guess, ImportedWork) else ImportedWork(Kind.MUSIC, "")
    return ImportedWork(
        kind=Kind.MUSIC,
        title=clean_line(field.get("title")) or known.title,
        creators=performers(field.get("creator", "")) or known.creators,
        album=clean_line(field.get("album", "")),
        duration=number(field.get("duration", "")) / 1000 or None,
        path=Path(written[0]) if written else None,
    )


@importer("jellyfin", recognises=_begins(b"<Item", b"<PlaylistItem"), ordered=True)
def read_jellyfin(path: Path) -> Iterator[Entry]:
    yield from _entries(path, "PlaylistItem", lambda element: song(element_text(element), ""))  # no words


@importer("plex", recognises=_begins(b"<MediaContainer", b"<Track"), ordered=True)
def read_plex(path: Path) -> Iterator[Entry]:
    """An answer of the server for a playlist; what is no track is left out by not being asked for."""
    yield from _entries(path, "Track", _plex)  # no words


def _plex(element: Any) -> Entry | None:
    places = [part.get("file", "") for part in element.iter() if local_name(part) == "Part"]
    written = written_paths(places[0]) if places else ()
    artist = element.get("originalTitle") or element.get("grandparentTitle") or ""
    if not element.get("title"):
        return None
    return ImportedWork(
        kind=Kind.MUSIC,
        title=clean_line(element.get("title")),
        creators=performers(artist),
        album=clean_line(element.get("parentTitle") or ""),
        duration=number(element.get("duration") or "") / 1000 or None,
        path=Path(written[0]) if written else None,
    )


@importer("wpl", recognises=_begins(b"<smil", b"<media"), ordered=True)
def read_wpl(path: Path) -> Iterator[Entry]:
    """Lists of Windows Media Player and Groove."""
    yield from _entries(path, "media", _media)


def _media(element: Any) -> Entry | None:
    artist, title = (element.get(name) or "" for name in ("trackArtist", "trackTitle"))  # no words
    entry = song(element.get("src") or "", f"{artist} - {title}" if artist and title else title)
    return replace(entry, album=clean_line(element.get("albumTitle"))) if isinstance(entry, ImportedWork) else entry


def _is_jspf(path: Path, head: bytes) -> bool:
    return b'"playlist"' in head and b'"track"' in head and head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")


@importer("jspf", recognises=_is_jspf, ordered=True)
def read_jspf(path: Path) -> Iterator[Entry]:
    """XSPF as JSON, as ListenBrainz writes its lists."""
    yield from each(json_objects(path, lists=("track",)), _in_jspf)


def _in_jspf(entry: "Row | Problem") -> Entry | None:
    if isinstance(entry, Problem):
        return entry
    place, artist, title = (text_of(entry, name) for name in ("location", "creator", "title"))
    if isinstance(entry.get("location"), list):
        place = next(map(str, entry["location"]), "")
    made = song(place, f"{artist} - {title}" if artist and title else title, number(text_of(entry, "duration")) / 1000)
    recording = _RECORDING.search(str(entry.get("identifier")))
    if not isinstance(made, ImportedWork):
        return made
    return replace(
        made,
        album=clean_line(text_of(entry, "album")),
        identifiers=(("musicbrainz", recording[1]),) if recording else (),
    )


_RECORDING = re.compile(r"musicbrainz\.org/recording/([0-9a-f-]{36})")
