"""What other programs keep of a person's own words: a note, a highlight or a review, on its way into the journal."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.domain.notes import NoteKind, tidy
from indexers.readers.markup import fragment_text

_MARKUP = re.compile(r"<(?:/?[a-z][a-z0-9]*(?:\s[^<>]*)?/?|!--)>|&(?:#\d+|[a-z]{2,8});", re.I)
_BREAK = re.compile(r"<(?:br|p|div|li)\b", re.I)
LONGEST = 200_000
"""Characters of one note; a highlight of a whole book is a mistake of the program that made it."""


@dataclass(frozen=True, slots=True)
class ImportedNote:
    """`place` is for people, in English: "page 12", "location 1204". `at` is Unix seconds."""

    kind: NoteKind
    text: str
    place: str = ""
    at: float | None = None


def written(kind: NoteKind, text: object, place: str = "", at: float | None = None) -> Iterator[ImportedNote]:
    """A note, if there are words in it."""
    if isinstance(text, str) and (words := tidy(text)[:LONGEST]):
        yield ImportedNote(kind, words, " ".join(place.split())[:200], at)


def without_markup(text: object) -> str:
    """The words of a note that its program keeps as HTML, in which lines may be broken all the same."""
    if not isinstance(text, str) or not _MARKUP.search(text):
        return text if isinstance(text, str) else ""
    return fragment_text(text if _BREAK.search(text) else text.strip().replace("\n", "<br>"))


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
    if not isinstance(found, list):
        return ()
    return tuple(
        ImportedNote(NoteKind(kind), str(text), str(place), None if at is None else float(at))
        for kind, text, place, at in found
    )
