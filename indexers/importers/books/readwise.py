"""Imports the table that Readwise exports: a row for each highlight."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from assistant.domain.entities import Kind
from assistant.domain.notes import NoteKind
from assistant.language.people import people
from indexers.importers.base import Entry, ImportedWork, Problem, importer, no_title
from indexers.importers.tables import Line, has_columns, table_lines
from indexers.importers.text.dates import unix_time
from indexers.metadata.clean_metadata import clean_line
from indexers.metadata.identifiers import identifier
from indexers.notes.base import ImportedNote, place_of, written

_LOCATED = {"page": "page", "location": "location"}


@importer("readwise", recognises=has_columns("highlight", "book title"))  # no words
def read_readwise(path: Path) -> Iterator[Entry]:
    works: dict[tuple[str, str], ImportedWork] = {}
    for line in table_lines(path):
        if isinstance(line, Problem):
            yield line
        elif not (title := clean_line(line["book title"])):
            yield Problem(no_title(), line=line.number)
        else:
            key = (title, line["book author"])
            work = works.setdefault(key, _work(title, line))
            works[key] = replace(work, notes=(*work.notes, *_notes(line)))
    yield from works.values()


def _work(title: str, line: Line) -> ImportedWork:
    known = identifier("asin", line["amazon book id"])
    return ImportedWork(
        kind=Kind.BOOK,
        title=title,
        creators=people(line["book author"]),
        identifiers=(known,) if known else (),
    )


def _notes(line: Line) -> Iterator[ImportedNote]:
    where = _LOCATED.get(line["location type"].lower(), "location")
    place, at = place_of(**{where: line["location"]}), unix_time(line["highlighted at"])
    yield from written(NoteKind.HIGHLIGHT, line["highlight"], place, at)
    yield from written(NoteKind.NOTE, line["note"], place, at)
