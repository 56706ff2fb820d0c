"""What rows of tables hold in a person's own words, reviews and notes, and what was underlined: of Goodreads, The
StoryGraph, LibraryThing and their like."""

from dataclasses import replace

from assistant.domain.notes import NoteKind
from assistant.language.normalise import fold
from indexers.importers.annotations.markup import without_markup
from indexers.importers.base import Entry, ImportedWork
from indexers.importers.tables import Line
from indexers.importers.text.dates import unix_time
from indexers.importers.text.ratings import is_unread
from indexers.importers.words import meaning_of
from indexers.notes.base import ImportedNote, place_of, written

_AMBIGUOUS = frozenset({"note", "nota"})
"""A rating in one language, and in another what somebody wrote."""
_PLACES = ("page", "chapter", "location")  # no words


def with_notes(entry: Entry, line: Line) -> Entry:
    """A work with what its row says in the person's own words, dated by the last act that the row tells of."""
    if not isinstance(entry, ImportedWork):
        return entry
    said = [(kind, text) for name, text in line.cells.items() if text and (kind := _kind(name)) is not None]
    if is_worded_note(line):
        said.append((NoteKind.NOTE, line.role("rating")))
    at, place = max((act.at for act in entry.acts if act.at is not None), default=None), ""
    if any(kind is NoteKind.HIGHLIGHT for kind, _ in said):
        # One row is one highlight, with what was written about it.
        at, place = unix_time(line.role("date", "added", "finished")), _place(line)
    found: list[ImportedNote] = []
    for kind, text in said:
        found += written(kind, without_markup(text), place, at)
    return replace(entry, notes=tuple(dict.fromkeys(found))) if found else entry


def is_worded_note(line: Line) -> bool:
    """Whether the column "Note" of a table, which rates in French, holds words in this row."""
    return line.roles.get("rating", "") in _AMBIGUOUS and is_unread(line.role("rating"))


def _place(line: Line) -> str:
    told = {what: next((text for name, text in line.cells.items() if fold(name) == what), "") for what in _PLACES}
    return place_of(**told)


def _kind(name: str) -> NoteKind | None:
    meaning = meaning_of("notes").get(fold(name))
    return NoteKind(meaning) if meaning else None
