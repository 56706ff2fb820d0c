"""Imports Rhythmbox's rhythmdb.xml."""

from collections.abc import Iterator
from pathlib import Path

from assistant.domain.entities import Kind
from indexers.importers.base import ImportedWork, acts, importer
from indexers.importers.places import local_path
from indexers.importers.tables import number
from indexers.metadata.clean_metadata import clean_line, clean_names
from indexers.readers.markup import element_text, local_name, parse_xml


def _is_library(path: Path, head: bytes) -> bool:
    return b"<rhythmdb" in head


@importer("rhythmbox", recognises=_is_library, library="rhythmdb.xml", curated=True)
def read_rhythmbox(path: Path) -> Iterator[ImportedWork]:
    for entry in parse_xml(path.read_bytes()):
        if entry.get("type") != "song":
            continue
        field = {local_name(child): element_text(child) for child in entry}
        yield ImportedWork(
            kind=Kind.MUSIC,
            title=clean_line(field.get("title", "")),
            creators=clean_names([field.get("artist", "")]),
            subjects=clean_names([field.get("genre", "")]),
            album=clean_line(field.get("album", "")),
            duration=number(field.get("duration", "")) or None,
            path=local_path(field.get("location")),
            acts=acts(
                plays=number(field.get("play-count", "")),
                stars=number(field.get("rating", "")),
                at=number(field.get("last-played", "")) or None,
            ),
        )
