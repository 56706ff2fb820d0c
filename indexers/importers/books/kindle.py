"""Imports a Kindle's "My Clippings.txt": a book with clippings was opened, and each of them is kept."""

import re
from collections.abc import Iterator
from pathlib import Path

from assistant.domain.entities import Kind, Verdict
from assistant.language.people import people
from assistant.messages import tr
from indexers.importers.annotations.kindle import clippings, notebook, notebook_rows
from indexers.importers.base import Entry, ImportedAct, ImportedWork, Problem, importer
from indexers.importers.text.lines import file_lines
from indexers.metadata.folder_names import readable
from indexers.metadata.person_names import LIKELY, sureness
from indexers.metadata.title_marks import without_series
from indexers.notes.base import ImportedNote
from indexers.readers.decoding import decode_markup, decode_text
from indexers.readers.packed import whole

_BAR = re.compile(r"^={8,}\s*$", re.M)
_STAMP = re.compile(r"^- .+\|.+$", re.M)
_DASHED = re.compile(r"^(?P<title>.+\S)\s+[-–]\s+(?P<author>[^()]+?)\s*$")
_HEADING = re.compile(r"^(?P<title>.+?)\s*\((?P<author>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*$")


def _is_clippings(path: Path, head: bytes) -> bool:
    text = decode_text(head) if b"==========" in head else ""
    return bool(_STAMP.search(text)) and bool(_BAR.search(text))


@importer("kindle", recognises=_is_clippings)
def read_clippings(path: Path) -> Iterator[Entry]:
    for heading, book in clippings(line for _, line in file_lines(path)).items():
        match = _HEADING.match(heading) or _of_a_file(heading)
        if match is None and book.at is None and not book.notes:
            yield Problem(tr("This clipping says neither what was marked nor when."), entry=heading[:80])
            continue
        title, series, index = without_series(readable(match["title"] if match else heading))
        yield ImportedWork(
            kind=Kind.BOOK,
            title=title,
            series=series,
            series_index=index,
            creators=people(match["author"]) if match else (),
            acts=(ImportedAct(Verdict.OPENED, 1.0, book.at, exact=False),),
            notes=tuple(book.notes),
        )


def _of_a_file(heading: str) -> re.Match[str] | None:
    """A heading such as the name of a file that was sent to the device: "Title - Last, First", "Title - First Last"."""
    match = _DASHED.match(heading)
    return match if match and " " in match["author"] and sureness(match["author"]) >= LIKELY else None


def _is_notebook(path: Path, head: bytes) -> bool:
    return b"bookTitle" in head and (b"noteHeading" in head or b"bodyContainer" in head)


def _is_notebook_table(path: Path, head: bytes) -> bool:
    return b"://read.amazon." in head and b"Kindle" in head.split(b"\n", 1)[0] and b"<" not in head[:1]


@importer("kindle", recognises=_is_notebook_table)
def read_notebook_table(path: Path) -> Iterator[Entry]:
    """The table that Kindle's apps send of one book's notes."""
    yield from _annotated(*notebook_rows(line for _, line in file_lines(path)))


@importer("kindle", recognises=_is_notebook)
def read_notebook(path: Path) -> Iterator[Entry]:
    """The page that Kindle's apps write of one book's notes."""
    yield from _annotated(*notebook(decode_markup(whole(path))))


def _annotated(title: str, authors: str, notes: list[ImportedNote]) -> Iterator[Entry]:
    if title:
        title, series, index = without_series(title)
        creators = people(authors)
        yield ImportedWork(Kind.BOOK, title, creators, series=series, series_index=index, notes=tuple(notes))
