"""Imports Rhythmbox's rhythmdb.xml."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexers.importers.base import Entry, LeftOut, Problem, acts, each, importer
from indexers.importers.music.tagged import tagged_song
from indexers.importers.tables import number
from indexers.importers.text.xml_entries import xml_elements
from indexers.readers.markup import element_text, local_name

_LEFT_OUT = {"podcast-post": "podcast", "podcast-feed": "podcast", "iradio": "stream"}


def _is_library(path: Path, head: bytes) -> bool:
    return b"<rhythmdb" in head


@importer("rhythmbox", recognises=_is_library, library="rhythmdb.xml", curated=True)
def read_rhythmbox(path: Path) -> Iterator[Entry]:
    yield from each(xml_elements(path, frozenset({"entry"})), _entry)


def _entry(element: Any) -> Entry | None:
    if isinstance(element, Problem):
        return element
    kind = element.get("type")
    if kind in _LEFT_OUT:
        return LeftOut(_LEFT_OUT[kind])
    field = {local_name(child): element_text(child) for child in element}
    if kind != "song":
        return None
    title, artist, album, genre = (field.get(name, "") for name in ("title", "artist", "album", "genre"))
    song = tagged_song(title, artist, album, [genre], field.get("location"))
    return song and replace(
        song,
        duration=number(field.get("duration", "")) or None,
        acts=acts(
            plays=number(field.get("play-count", "")),
            stars=number(field.get("rating", "")),
            at=number(field.get("last-played", "")) or None,
        ),
    )
