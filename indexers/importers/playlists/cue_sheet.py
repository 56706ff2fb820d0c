"""Imports cue sheets as lists of songs."""

from collections.abc import Iterator
from pathlib import Path

from assistant.domain.entities import Kind
from assistant.language.people import performers
from indexers.importers.base import Entry, ImportedWork, importer
from indexers.importers.places import local_path
from indexers.metadata.clean_metadata import clean_names, find_year
from indexers.readers.audio.cue import read_cue
from indexers.readers.packed import whole


def _is_cue_sheet(path: Path, head: bytes) -> bool:
    return path.suffix.lower() == ".cue" and b"TRACK" in head.upper()


@importer("cue sheet", recognises=_is_cue_sheet, ordered=True)  # no words
def read_cue_sheet(path: Path) -> Iterator[Entry]:
    sheet = read_cue(whole(path))
    for track in sheet.tracks:
        yield ImportedWork(
            kind=Kind.MUSIC,
            title=track.title or f"Track {track.number}",  # no words
            creators=performers(track.performer or sheet.performer),
            year=find_year(sheet.date),
            subjects=clean_names([sheet.genre]),
            album=sheet.title,
            identifiers=(("isrc", track.isrc),) if track.isrc else (),
            path=local_path(track.file),
        )
