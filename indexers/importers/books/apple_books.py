"""Imports what Apple's Books knows: how far books were read, when, how they were rated, and what was marked in them."""

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.domain.entities import Kind, Verdict
from assistant.domain.notes import NoteKind
from assistant.language.people import people
from assistant.messages import tr
from indexers.importers.base import Entry, ImportedAct, ImportedWork, LeftOut, Problem, each, importer, rated
from indexers.importers.database import foreign_database, has_tables, rows_with
from indexers.importers.places import local_path
from indexers.metadata.clean_metadata import clean_line, clean_names
from indexers.notes.base import ImportedNote, place_of, written

_APPLE = ("ZTITLE", "ZAUTHOR", "ZISFINISHED", "ZDATEFINISHED", "ZLASTOPENDATE", "ZREADINGPROGRESS", "ZRATING", "ZGENRE",
          "ZPATH")  # fmt: skip
_MARKED = ("ZANNOTATIONASSETID", "ZANNOTATIONSELECTEDTEXT", "ZANNOTATIONNOTE", "ZANNOTATIONCREATIONDATE",
           "ZANNOTATIONDELETED", "ZFUTUREPROOFING5")  # fmt: skip
_APPLE_EPOCH = 978_307_200
"""2001-01-01 in Unix seconds."""


@importer("apple books", recognises=has_tables("ZBKLIBRARYASSET"))  # no words
def read_apple_books(path: Path) -> Iterator[Entry]:
    with foreign_database(path) as db:
        yield from each(rows_with(db, "ZBKLIBRARYASSET", _APPLE), _apple)


@importer("apple books", recognises=has_tables("ZAEANNOTATION"))  # no words
def read_annotations(path: Path) -> Iterator[Entry]:
    """Books calls each work by a key, whose title stands in the database of its library: BKLibrary….sqlite."""
    known = _titles(path.parent)
    notes: dict[str, list[ImportedNote]] = defaultdict(list)
    with foreign_database(path) as db:
        for key, marked, note, created, deleted, chapter in rows_with(db, "ZAEANNOTATION", _MARKED):
            if deleted:
                yield LeftOut("deleted")
                continue
            place, at = place_of(chapter=chapter), _apple_time(created)
            notes[str(key)] += written(NoteKind.HIGHLIGHT, marked, place, at)
            notes[str(key)] += written(NoteKind.NOTE, note, place, at)
    for key, found in notes.items():
        if key in known and found:
            title, who = known[key]
            yield ImportedWork(Kind.BOOK, title, who, notes=tuple(found))
        elif found:
            yield Problem(_unnamed(bool(known)), entry=key)


def _unnamed(library: bool) -> str:
    if library:
        return tr("Its book is not in the library that lies beside this file.")
    return tr("Which book this belongs to stands in another file of Books: lay BKLibrary….sqlite beside this one.")


def _titles(folder: Path) -> dict[str, tuple[str, tuple[str, ...]]]:
    """{key: title and authors}, from the library's database if it lies in that folder."""
    found = {}
    for name in sorted(os.listdir(folder)):
        if name.lower().startswith("bklibrary") and name.lower().endswith(".sqlite"):
            with foreign_database(folder / name) as db:
                for key, title, who in rows_with(db, "ZBKLIBRARYASSET", ("ZASSETID", "ZTITLE", "ZAUTHOR")):
                    if title:
                        found[str(key)] = clean_line(title), people(str(who or ""))
    return found


def _apple(row: tuple[Any, ...]) -> Entry | None:
    title, who, whole, finished, opened, share, stars, genre, place = row
    if not title:
        return None
    at = _apple_time(finished)
    read: tuple[ImportedAct, ...] = ()
    if whole:
        about = at if at is not None else _apple_time(opened)
        read = (ImportedAct(Verdict.FINISHED, 1.0, about, exact=at is not None),)
    elif share and float(share) > 0:
        read = (ImportedAct(Verdict.READING, 1.0, _apple_time(opened), exact=False),)
    return ImportedWork(
        kind=Kind.BOOK,
        title=clean_line(title),
        creators=people(str(who or "")),
        subjects=clean_names([genre]),
        path=local_path(str(place)) if place else None,
        acts=(*read, *rated(float(stars or 0), at, at is not None)),
    )


def _apple_time(seconds: object) -> float | None:
    return float(seconds) + _APPLE_EPOCH if isinstance(seconds, int | float) and seconds > 0 else None
