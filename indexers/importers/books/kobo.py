"""Imports the database of a Kobo reader: what was read, how far, and what was underlined and written."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import apsw

from assistant.domain.entities import Kind, Verdict
from assistant.domain.notes import NoteKind
from assistant.language.people import people
from assistant.messages import tr
from indexers.importers.annotations.markup import without_markup
from indexers.importers.base import Entry, ImportedAct, ImportedWork, Problem, each, importer, rated
from indexers.importers.database import columns, foreign_database, has_tables, rows_with
from indexers.importers.places import local_path
from indexers.importers.text.dates import unix_time
from indexers.metadata.book_names import guess_text
from indexers.metadata.clean_metadata import clean_line, positive_number
from indexers.metadata.identifiers import identifier
from indexers.notes.base import ImportedNote, place_of, written
from indexers.readers.markup import clean_description

_BOOK = "6"
"""The type of content that is a whole book; chapters and shelves have others."""
_ARTICLE = "application/x-kobo-html+"
"""How the types of pages begin that were saved to be read later, in Pocket or Instapaper."""
_WANTED = (
    "ContentID", "ContentType", "Title", "Attribution", "ISBN", "Series", "SeriesNumber", "Publisher", "ReadStatus",
    "DateLastRead", "LastTimeFinishedReading", "___PercentRead", "Description", "MimeType",
)  # fmt: skip # no words
_MARKED = (
    "VolumeID",
    "ContentID",
    "Text",
    "Annotation",
    "DateCreated",
    "Type",
    "Hidden",
    "ChapterProgress",
)  # no words


@importer(
    "kobo",
    recognises=has_tables("content", "Bookmark"),
    library=".kobo/KoboReader.sqlite KoboReader.sqlite",  # no words
)
def read_kobo(path: Path) -> Iterator[Entry]:
    with foreign_database(path) as db:
        content = list(rows_with(db, "content", _WANTED))
        chapters = {str(row[0]): clean_line(row[2]) for row in content if str(row[1]) != _BOOK}
        notes, ratings = _notes(db, chapters), _ratings(db)

        def book(row: tuple[Any, ...]) -> Entry | None:
            return _work(row, notes.get(str(row[0]), []), ratings.get(str(row[0])))

        books = [row for row in content if str(row[1]) == _BOOK]
        yield from each(books, book)
        there = {str(row[0]) for row in books}
        yield from (_deleted(volume, found) for volume, found in notes.items() if volume not in there)


def _deleted(volume: str, notes: list[ImportedNote]) -> Entry:
    """What was marked in a book that is no longer on the device: its file's name says which that was."""
    path = local_path(volume) if volume.startswith(("file:", "/")) else None
    if path is None:
        return Problem(tr("The book of these notes is no longer on the device."), entry=volume)
    guess = guess_text(path.with_name(path.name.removesuffix(".epub").removesuffix(".kepub") + ".epub"), Kind.BOOK)
    return ImportedWork(Kind.BOOK, guess.title or path.stem, guess.creators, path=path, notes=tuple(notes))


def _notes(db: apsw.Connection, chapters: dict[str, str]) -> dict[str, list[ImportedNote]]:
    """{volume: its notes}. A dog's ear holds no words."""
    found: dict[str, list[ImportedNote]] = defaultdict(list)
    for volume, content, text, annotation, created, _, hidden, share in rows_with(db, "Bookmark", _MARKED):
        if str(hidden).lower() in ("true", "1"):
            continue
        chapter = chapters.get(str(content), "")
        percent = (
            tr("{n} percent of the chapter", n=round(100 * float(share)))
            if not chapter and isinstance(share, float)
            else ""
        )
        place, at = place_of(chapter=chapter or percent), unix_time(str(created or ""))
        found[str(volume)] += written(NoteKind.HIGHLIGHT, text, place, at)
        found[str(volume)] += written(NoteKind.NOTE, annotation, place, at)
    return found


def _ratings(db: apsw.Connection) -> dict[str, tuple[float, str, float | None]]:
    """{volume: (stars, review, when)}, in versions that have them."""
    if not columns(db, "ratings"):
        return {}
    found = rows_with(db, "ratings", ("ContentID", "Rating", "Review", "DateModified"))
    return {
        str(key): (float(stars or 0), without_markup(review), unix_time(str(at or "")))
        for key, stars, review, at in found
    }


def _work(
    row: tuple[Any, ...], notes: list[ImportedNote], rating: tuple[float, str, float | None] | None
) -> Entry | None:
    """What was neither opened nor marked is not spoken of: the store's own suggestions stand there, too."""
    key, _, title, author, isbn, series, number, publisher, status, opened, finished, share, blurb, form = row
    stars, review, rated_at = rating or (0.0, "", None)
    acts = _acts(str(status), float(share or 0), str(opened or ""), str(finished or ""))
    notes = [*notes, *written(NoteKind.REVIEW, review, "", rated_at)]
    if not title or not (acts or notes or stars):
        return None
    known = identifier("isbn", str(isbn or ""))
    return ImportedWork(
        kind=Kind.DOCUMENT if str(form or "").startswith(_ARTICLE) else Kind.BOOK,
        title=clean_line(title),
        creators=people(str(author or "")),
        series=clean_line(series),
        series_index=positive_number(number) if series else None,
        publisher=clean_line(publisher),
        description=clean_description(str(blurb or "")),
        identifiers=(known,) if known else (),
        path=local_path(str(key)) if str(key).startswith(("file:", "/")) else None,
        acts=(*acts, *rated(stars, rated_at)),
        notes=tuple(notes),
    )


def _acts(status: str, share: float, opened: str, finished: str) -> tuple[ImportedAct, ...]:
    """0 is unread, 1 being read, 2 read; the day of finishing is noted by newer versions alone."""
    if status == "2":
        at = unix_time(finished)
        return (ImportedAct(Verdict.FINISHED, 1.0, at if at is not None else unix_time(opened), at is not None),)
    read = status == "1" or share > 0
    return (ImportedAct(Verdict.READING, 1.0, unix_time(opened), exact=False),) if read else ()
