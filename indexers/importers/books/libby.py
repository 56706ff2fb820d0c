"""Imports the timeline that Libby exports, as a table or as JSON: what was borrowed from libraries, and waited for."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from assistant.domain.entities import Kind, Verdict
from assistant.domain.rows import Row
from assistant.language.people import people
from indexers.importers.base import Entry, ImportedAct, ImportedWork, Problem, each, importer, no_title
from indexers.importers.headers import has_columns
from indexers.importers.listening import has_json, json_objects, text_of
from indexers.importers.tables import isbns, table_lines
from indexers.importers.text.dates import unix_time
from indexers.metadata.clean_metadata import clean_line

_BORROWED, _WAITED = "borrowed", "hold"


@importer("libby", recognises=has_columns("title", "author", "timestamp", "activity", "library"))  # no words
def read_table(path: Path) -> Iterator[Entry]:
    works: dict[tuple[str, str], ImportedWork] = {}
    for line in table_lines(path):
        if isinstance(line, Problem):
            yield line
            continue
        entry = _loan({**line.cells, "timestamp": unix_time(line["timestamp"])})
        yield from _gather(works, replace(entry, line=line.number) if isinstance(entry, Problem) else entry)
    yield from works.values()


@importer("libby", recognises=has_json(b'"timeline"', b'"activity"', b'"title"'))
def read_json(path: Path) -> Iterator[Entry]:
    works: dict[tuple[str, str], ImportedWork] = {}
    for entry in each(json_objects(path, lists=("timeline",)), _told):
        yield from _gather(works, entry)
    yield from works.values()


def _told(entry: "Row | Problem") -> Entry:
    """Times are in thousandths of a second, titles objects."""
    if isinstance(entry, Problem):
        return entry
    title = entry.get("title")
    named = text_of(title, "text") if isinstance(title, dict) else title
    return _loan({**entry, "title": named, "timestamp": float(entry.get("timestamp") or 0) / 1000 or None})


def _loan(cells: Row) -> ImportedWork | Problem:
    """What was borrowed was opened; what is waited for is a wish."""
    title, activity = clean_line(text_of(cells, "title")), text_of(cells, "activity").lower()
    if not title:
        return Problem(no_title())
    borrowed = (ImportedAct(Verdict.OPENED, 1.0, cells["timestamp"]),) if activity == _BORROWED else ()
    return ImportedWork(
        kind=Kind.BOOK,
        title=title,
        creators=people(text_of(cells, "author")),
        publisher=clean_line(text_of(cells, "publisher")),
        identifiers=isbns(text_of(cells, "isbn")),
        wanted=_WAITED in activity,
        acts=borrowed,
    )


def _gather(works: dict[tuple[str, str], ImportedWork], entry: Entry) -> Iterator[Entry]:
    """Loans of one book become one work."""
    if not isinstance(entry, ImportedWork):
        yield entry
        return
    key = (entry.title.casefold(), "|".join(entry.creators))
    known = works.setdefault(key, replace(entry, acts=()))
    works[key] = replace(known, acts=(*known.acts, *entry.acts), wanted=known.wanted or entry.wanted)
