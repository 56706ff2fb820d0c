"""What KOReader keeps of a person's own words in the file beside a book, in its newer form and the two older ones."""

import re
from collections.abc import Iterator, Mapping

from assistant.domain.notes import NoteKind
from assistant.domain.rows import Row
from indexers.importers.text.dates import unix_time
from indexers.importers.text.lua import Value
from indexers.notes.base import ImportedNote, place_of, written

_AUTOMATIC = re.compile(r"@ \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\s*$")
"""How a bookmark's text ends that KOReader wrote itself."""
Part = Mapping[str, Value]


def notes_in(found: Part) -> tuple[ImportedNote, ...]:
    """Highlights with their notes, and the review of the summary."""
    notes = [*_annotations(found), *_bookmarks(found)]
    known = {note.text for note in notes}
    notes += [note for note in _highlights(found) if note.text not in known]
    summary = _part(found, "summary")
    return (*notes, *written(NoteKind.REVIEW, summary.get("note"), "", _time(summary, "modified")))


def exported_notes(entry: Row) -> list[ImportedNote]:
    """The highlight and the note of an entry as KOReader's exporter writes it; a bookmark's text is the page's own."""
    page = entry.get("page")
    place = place_of(page if isinstance(page, int | float) else "", entry.get("chapter"))
    at = unix_time(str(entry.get("time") or ""), str(entry.get("datetime") or ""))
    marked = not (entry.get("sort") == "bookmark" or _AUTOMATIC.search(str(entry.get("text") or "")))
    found = [*written(NoteKind.HIGHLIGHT, entry.get("text"), place, at)] if marked else []
    return [*found, *written(NoteKind.NOTE, entry.get("note"), place, at)]


def _annotations(found: Part) -> Iterator[ImportedNote]:
    """Since 2024: one list. What has no drawer is a bookmark, whose text is the page's own."""
    for one in _parts(found.get("annotations")):
        place, at = _where(one, "pageno"), _time(one, "datetime")
        if one.get("drawer"):
            yield from written(NoteKind.HIGHLIGHT, one.get("text"), place, at)
        yield from written(NoteKind.NOTE, one.get("note"), place, at)


def _bookmarks(found: Part) -> Iterator[ImportedNote]:
    """Before: what was underlined is called "notes", and what was written about it "text"."""
    for one in _parts(found.get("bookmarks")):
        place, at, own = _where(one, "page"), _time(one, "datetime"), one.get("text")
        if one.get("highlighted"):
            yield from written(NoteKind.HIGHLIGHT, one.get("notes"), place, at)
        if isinstance(own, str) and not _AUTOMATIC.search(own) and own != one.get("notes"):
            yield from written(NoteKind.NOTE, own, place, at)


def _highlights(found: Part) -> Iterator[ImportedNote]:
    """{page: {number: highlight}}."""
    for page, ones in _part(found, "highlight").items():
        for one in _parts(ones):
            yield from written(
                NoteKind.HIGHLIGHT, one.get("text"), place_of(page, one.get("chapter")), _time(one, "datetime")
            )


def _where(one: Part, page: str) -> str:
    """A page is a number in PDF, and a path into the text, which says nothing to people, in EPUB."""
    number = one.get(page)
    return place_of(number if isinstance(number, float) else "", one.get("chapter"))


def _time(one: Part, name: str) -> float | None:
    value = one.get(name)
    return unix_time(value) if isinstance(value, str) else None


def _part(found: Part, name: str) -> Part:
    part = found.get(name)
    return part if isinstance(part, dict) else {}


def _parts(found: Value) -> list[Part]:
    return [one for one in found.values() if isinstance(one, dict)] if isinstance(found, dict) else []
