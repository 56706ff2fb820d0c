"""Imports what Readwise exports: a table with a row for each highlight, or JSON."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from assistant.domain.entities import Kind
from assistant.domain.notes import NoteKind
from assistant.domain.rows import Row
from assistant.language.people import people
from indexers.importers.base import Entry, ImportedWork, LeftOut, Problem, each, importer, no_title
from indexers.importers.headers import has_columns
from indexers.importers.listening import has_json, json_objects, text_of
from indexers.importers.tables import Line, table_lines
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


_SITE = re.compile(r"^(?:[\w-]+\.)+[a-z]{2,}$|^@?\w+ on (?:twitter|x)$|^@", re.I)
"""Who wrote an article or a post, as far as Readwise knows."""


def _work(title: str, line: Line) -> ImportedWork:
    known = identifier("asin", line["amazon book id"])
    site = bool(_SITE.match(line["book author"])) and known is None
    return ImportedWork(
        kind=Kind.DOCUMENT if site else Kind.BOOK,
        title=title,
        creators=() if site else people(line["book author"]),
        identifiers=(known,) if known else (),
    )


def _notes(line: Line) -> Iterator[ImportedNote]:
    where = _LOCATED.get(line["location type"].lower(), "location")
    place, at = place_of(**{where: line["location"]}), unix_time(line["highlighted at"])
    yield from written(NoteKind.HIGHLIGHT, line["highlight"], place, at)
    yield from written(NoteKind.NOTE, line["note"], place, at)


@importer("readwise", recognises=has_json(b'"highlights"', b'"title"', b'"user_book_id"'))
def read_answers(path: Path) -> Iterator[Entry]:
    """What Readwise's export answers: books with their highlights."""
    yield from each(json_objects(path, lists=("results",)), _answered)


def _answered(entry: "Row | Problem") -> Entry | None:
    if isinstance(entry, Problem):
        return entry
    if entry.get("category") in ("podcasts", "tweets"):
        return LeftOut("podcast" if entry["category"] == "podcasts" else "feed")
    cells = {"book author": text_of(entry, "author"), "amazon book id": text_of(entry, "asin")}
    title = clean_line(text_of(entry, "readable_title", "title"))
    return replace(_work(title, Line(cells, 0)), notes=tuple(_highlights(entry))) if title else None


def _highlights(entry: Row) -> Iterator[ImportedNote]:
    for one in entry.get("highlights") or ():
        names = {"highlight": "text", "note": "note", "location": "location", "location type": "location_type",
                 "highlighted at": "highlighted_at"}  # fmt: skip # no words
        yield from _notes(Line({cell: text_of(one, name) for cell, name in names.items()}, 0))
