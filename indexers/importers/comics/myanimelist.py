"""Imports what MyAnimeList exports: manga as books, known by the site's numbers, as it names no authors."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.domain.entities import Kind, Verdict
from assistant.domain.notes import NoteKind
from indexers.importers.base import Entry, ImportedWork, LeftOut, Problem, each, importer, no_title, rated
from indexers.importers.statuses import WISHED, status_acts, status_of
from indexers.importers.tables import number, unix_time
from indexers.importers.text.xml_entries import xml_elements
from indexers.metadata.clean_metadata import clean_line, split_subjects
from indexers.notes.base import written
from indexers.readers.markup import element_text, local_name


def _is_list(path: Path, head: bytes) -> bool:
    return b"<myanimelist" in head


@importer("myanimelist", recognises=_is_list)
def read_myanimelist(path: Path) -> Iterator[Entry]:
    yield from each(xml_elements(path, frozenset({"manga", "anime"})), _entry)


def _entry(element: Any) -> Entry:
    if isinstance(element, Problem):
        return element
    if local_name(element) == "anime":
        return LeftOut("television")
    field = {local_name(child): element_text(child) for child in element}
    title = clean_line(field.get("manga_title", ""))
    if not title:
        return Problem(no_title(), entry=field.get("manga_mangadb_id", ""))
    status, finished = status_of(field.get("my_status", "")), _date(field.get("my_finish_date", ""))
    at = finished if status == Verdict.FINISHED else _date(field.get("my_start_date", ""))
    comic = field.get("manga_mangadb_id", "")
    return ImportedWork(
        kind=Kind.BOOK,
        title=title,
        subjects=split_subjects(field.get("my_tags", "")),
        identifiers=(("myanimelist", comic),) if comic else (),
        wanted=status == WISHED,
        acts=(
            *status_acts(status, at, exact=at is not None),
            *rated(number(field.get("my_score", "")) / 2, finished, finished is not None),
        ),
        notes=tuple(written(NoteKind.NOTE, field.get("my_comments", ""), "", finished)),
    )


def _date(text: str) -> float | None:
    """Its dates have zeros for a day or a month that is not known, and for a year where nothing is."""
    return unix_time(text.replace("-00", "-01")) if text and not text.startswith("0000") else None
