"""Imports what LibraryThing exports, as a table or as JSON."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from assistant.domain.rows import Row
from assistant.language.people import people
from indexers.importers.base import Entry, ImportedWork, Problem, importer
from indexers.importers.columns import columns_of
from indexers.importers.headers import names_in
from indexers.importers.listening import has_json, json_objects, text_of
from indexers.importers.tables import Line, isbns
from indexers.importers.work_lines import Habits, told_by, work_of, works_in

_EVERYBODYS = frozenset({"your library", "all collections"})  # no words
"""Collections that everybody has."""


def _is_librarything(path: Path, head: bytes) -> bool:
    names = set(names_in(head))
    return {"title", "primary author"} <= names and bool(
        {"isbns", "collections", "entry date", "isbn"} & names
    )  # no words


@importer("librarything", recognises=_is_librarything)
def read_librarything(path: Path) -> Iterator[Entry]:
    yield from works_in(path, _work)


def _work(line: Line, habits: Habits) -> Entry:
    """ "Date" is when the edition came out, "Media" what it is; each other author has a role of their own."""
    roles = {**line.roles, "year": "date", "tags": "tags", "more": "", "status": "", "kind": "media"}
    entry = work_of(replace(line, roles=roles), habits)
    if not isinstance(entry, ImportedWork):
        return entry
    numbers = isbns(*line["isbns"].strip("[]").split(","), line["isbn"])
    subjects = tuple(name for name in entry.subjects if name.lower() not in _EVERYBODYS)
    return replace(entry, creators=(*entry.creators, *_others(line)), identifiers=numbers, subjects=subjects)


def _others(line: Line) -> Iterator[str]:
    """Second authors; translators, editors and the like are told by their roles."""
    roles = line["secondary author roles"].split("|")
    for place, name in enumerate(filter(None, line["secondary author"].split("|"))):
        role = roles[place].strip().lower() if place < len(roles) else ""
        if role in ("", "author", "co-author"):
            yield from people(name)


@importer("librarything", recognises=has_json(b'"books_id"', b'"primaryauthor"'))
def read_json(path: Path) -> Iterator[Entry]:
    """The same fields, by other names."""
    for number, entry in enumerate(json_objects(path), 1):
        yield from (entry,) if isinstance(entry, Problem) else _told(entry, number)


def _told(entry: Row, number: int) -> Iterator[Entry]:
    others = [one for one in entry.get("authors") or () if isinstance(one, dict)][1:]
    cells = {
        "title": text_of(entry, "title"),
        "primary author": text_of(entry, "primaryauthor"),
        "secondary author": "|".join(text_of(one, "lf", "fl") for one in others),
        "secondary author roles": "|".join(text_of(one, "role") for one in others),
        "isbns": ",".join(listed(entry.get("isbn"))),
        "media": "; ".join(text_of(one, "text") for one in entry.get("format") or () if isinstance(one, dict)),
        "collections": ", ".join(listed(entry.get("collections"))),
        "tags": "; ".join(listed(entry.get("tags"))),
        **{new: text_of(entry, old) for new, old in _FIELDS.items()},
    }
    names = list(cells)
    line = Line(cells, number, {role: names[place] for role, place in columns_of(names).items()})
    for made in told_by(_work, line, Habits()):
        yield Problem(made.reason, entry=str(number)) if isinstance(made, Problem) else made


_FIELDS = {"date": "date", "rating": "rating", "review": "review", "date read": "dateread", "isbn": "originalisbn",
           "date started": "datestarted", "entry date": "entrydate", "comment": "comment",
           "private comment": "privatecomment"}  # fmt: skip # no words


def listed(value: object) -> list[str]:
    """What PHP writes as a list or, with gaps in its numbers, as an object."""
    values = value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]
    return [str(one) for one in values if one]
