"""Imports the table that LibraryThing exports."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from assistant.language.people import people
from indexers.importers.base import Entry, ImportedWork, importer
from indexers.importers.tables import Line, isbns, names_in
from indexers.importers.work_lines import Habits, work_of, works_in

_HABITS = Habits()
_READ = re.compile(r"\bread\b(?!ing)", re.I)


def _is_librarything(path: Path, head: bytes) -> bool:
    names = set(names_in(head))
    return {"title", "primary author"} <= names and bool(
        {"isbns", "collections", "entry date", "isbn"} & names
    )  # no words


@importer("librarything", recognises=_is_librarything)
def read_librarything(path: Path) -> Iterator[Entry]:
    yield from works_in(path, _work)


def _work(line: Line) -> Entry:
    """ "Date" is when the edition came out; each other author has a role of their own."""
    roles = {**line.roles, "year": "date", "tags": "tags", "more": "", "status": "", "kind": ""}
    entry = work_of(replace(line, roles=roles), _HABITS)
    if not isinstance(entry, ImportedWork):
        return entry
    numbers = isbns(*line["isbns"].strip("[]").split(","), line["isbn"])
    return replace(entry, creators=(*entry.creators, *_others(line)), identifiers=numbers)


def _others(line: Line) -> Iterator[str]:
    """Second authors; translators, editors and the like are told by their roles."""
    roles = line["secondary author roles"].split("|")
    for place, name in enumerate(filter(None, line["secondary author"].split("|"))):
        role = roles[place].strip().lower() if place < len(roles) else ""
        if role in ("", "author", "co-author"):
            yield from people(name)
