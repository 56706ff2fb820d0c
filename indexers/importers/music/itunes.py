"""Imports the library file of iTunes and of Apple's Music."""

import plistlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.parsers.expat import ExpatError

from assistant.domain.entities import Kind, Verdict
from assistant.domain.errors import AssistantError
from assistant.messages import quoted, tr
from indexers.importers.base import ImportedAct, ImportedWork, acts, importer
from indexers.importers.places import local_path
from indexers.metadata.clean_metadata import clean_line, clean_names


def _is_library(path: Path, head: bytes) -> bool:
    return b"<plist" in head and b"<key>Tracks</key>" in head


@importer("itunes", recognises=_is_library, curated=True)
def read_itunes(path: Path) -> Iterator[ImportedWork]:
    try:
        with open(path, "rb") as file:
            tracks = plistlib.load(file)["Tracks"].values()
    except (plistlib.InvalidFileException, ExpatError, KeyError, AttributeError, ValueError) as error:
        raise AssistantError(
            tr("{file} is damaged: its list of tracks cannot be understood.", file=quoted(path.name))
        ) from error
    for track in tracks:
        if isinstance(track, dict) and track.get("Name") and "podcast" not in str(track.get("Genre", "")).lower():
            yield _work(track)


def _work(track: dict[str, object]) -> ImportedWork:
    def text(name: str) -> str:
        return str(track.get(name, ""))

    def number(name: str) -> float:
        value = track.get(name)
        return float(value) if isinstance(value, int | float) else 0.0

    played, year = track.get("Play Date UTC"), track.get("Year")
    at = played.replace(tzinfo=UTC).timestamp() if isinstance(played, datetime) else None
    computed = track.get("Album Rating Computed") or track.get("Rating Computed")
    loved = track.get("Loved") or track.get("Favorited")
    return ImportedWork(
        kind=Kind.MUSIC,
        title=clean_line(text("Name")),  # no words
        creators=clean_names([text("Artist")]),  # no words
        year=year if isinstance(year, int) else None,
        subjects=clean_names([text("Genre")]),  # no words
        album=clean_line(text("Album")),  # no words
        duration=number("Total Time") / 1000 or None,  # no words
        path=local_path(text("Location")),  # no words
        acts=acts(plays=number("Play Count"), stars=0.0 if computed else number("Rating") / 20, at=at)  # no words
        + ((ImportedAct(Verdict.LIKED, 1.0, at),) if loved else ()),
    )
