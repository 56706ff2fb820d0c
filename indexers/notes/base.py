"""What files and other programs keep of a person's own words, on its way into the journal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.domain.notes import NoteKind, tidy
from indexers.worker.weighing import line, listed, moment, text

LONGEST = 200_000
"""Characters of one note; a highlight of a whole book is a mistake of the program that made it."""
MOST_OF_A_FILE, _A_NOTE = 4_000_000, 400
"""Characters of all notes in one file, and what each counts beside its text: 5,000 short ones fit."""


@dataclass(frozen=True, slots=True)
class ImportedNote:
    """A note, a highlight or a review. `place` is for people, in English: "page 12"; `at` is Unix seconds."""

    kind: NoteKind
    text: str
    place: str = ""
    at: float | None = None


def written(kind: NoteKind, text: object, place: str = "", at: float | None = None) -> Iterator[ImportedNote]:
    """A note, if there are words in it."""
    if isinstance(text, str) and (words := tidy(text)[:LONGEST]):
        yield ImportedNote(kind, words, " ".join(place.split())[:200], at)


def place_of(page: object = "", chapter: object = "", location: object = "") -> str:
    """ "page 12, Chapter Three"; empty parts are left out."""
    parts = (f"page {_word(page)}" if _word(page) else "", f"location {_word(location)}" if _word(location) else "")
    return ", ".join(filter(None, (*parts, _word(chapter))))


def _word(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def pack_notes(notes: Iterable[ImportedNote]) -> list[list[object]]:
    """As JSON."""
    return [[note.kind, note.text, note.place, note.at] for note in notes]


def unpack_notes(found: object) -> tuple[ImportedNote, ...]:
    """The inverse of pack_notes. Raises ValueError and TypeError for what is none."""
    if found is None:
        return ()
    notes, room = [], MOST_OF_A_FILE
    for kind, words, place, at in listed(found):
        note = ImportedNote(NoteKind(kind), text(words)[:LONGEST], line(place), moment(at))
        room -= len(note.text) + _A_NOTE
        if room < 0:
            break
        notes.append(note)
    return tuple(notes)
