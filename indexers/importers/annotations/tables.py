"""Reviews and private notes in the rows of tables: Goodreads, The StoryGraph, LibraryThing and their like."""

from dataclasses import replace

from assistant.domain.notes import NoteKind
from assistant.language.normalise import fold
from indexers.importers.annotations.markup import without_markup
from indexers.importers.base import Entry, ImportedWork
from indexers.importers.tables import Line
from indexers.importers.words import meaning_of
from indexers.notes.base import ImportedNote, written


def with_notes(entry: Entry, line: Line) -> Entry:
    """A work with what its row says in the person's own words, dated by the last act that the row tells of."""
    if not isinstance(entry, ImportedWork):
        return entry
    at = max((act.at for act in entry.acts if act.at is not None), default=None)
    found: list[ImportedNote] = []
    for name, text in line.cells.items():
        kind = _kind(name)
        if kind is not None and text:
            found += written(kind, without_markup(text), "", at)
    return replace(entry, notes=tuple(dict.fromkeys(found))) if found else entry


def _kind(name: str) -> NoteKind | None:
    meaning = meaning_of("notes").get(fold(name))
    return NoteKind(meaning) if meaning else None
