"""Annotations in Calibre's database, and the columns of long text that a person added to it."""

import json
from collections import defaultdict
from collections.abc import Iterator

import apsw

from assistant.domain.notes import NoteKind
from assistant.language.normalise import fold
from indexers.importers.annotations.markup import without_markup
from indexers.importers.database import columns, rows
from indexers.importers.text.dates import unix_time
from indexers.notes.base import ImportedNote, place_of, written

_REVIEWS = ("review", "rezension", "critique", "kritik", "resena", "recensione", "recensie")


def notes_of_books(db: apsw.Connection) -> dict[int, tuple[ImportedNote, ...]]:
    """{book: what was underlined in its viewer, and what stands in the person's own columns}."""
    found: dict[int, list[ImportedNote]] = defaultdict(list)
    for book, note in (*_annotations(db), *_comments(db)):
        found[book].append(note)
    return {book: tuple(notes) for book, notes in found.items()}


def _annotations(db: apsw.Connection) -> Iterator[tuple[int, ImportedNote]]:
    if not {"book", "annot_type", "annot_data"} <= columns(db, "annotations"):
        return
    for book, data in rows(db, "SELECT book, annot_data FROM annotations WHERE annot_type = 'highlight' ORDER BY id"):
        try:
            one = json.loads(data)
        except (TypeError, ValueError):
            continue
        if not isinstance(one, dict) or one.get("removed"):
            continue
        chapters = one.get("toc_family_titles")
        place = place_of(chapter=chapters[-1] if isinstance(chapters, list) and chapters else "")
        at = unix_time(str(one.get("timestamp") or ""))
        for kind, name in ((NoteKind.HIGHLIGHT, "highlighted_text"), (NoteKind.NOTE, "notes")):
            for note in written(kind, one.get(name), place, at):
                yield int(book), note


def _comments(db: apsw.Connection) -> Iterator[tuple[int, ImportedNote]]:
    """The field "comments" itself holds the blurb; a column of long text is the person's own."""
    if not {"id", "label", "datatype"} <= columns(db, "custom_columns"):
        return
    for number, label in list(rows(db, "SELECT id, label FROM custom_columns WHERE datatype = 'comments'")):
        kind = NoteKind.REVIEW if any(word in fold(str(label)) for word in _REVIEWS) else NoteKind.NOTE
        if {"book", "value"} <= columns(db, f"custom_column_{int(number)}"):
            for book, value in rows(db, f"SELECT book, value FROM custom_column_{int(number)}"):
                for note in written(kind, without_markup(value)):
                    yield int(book), note
