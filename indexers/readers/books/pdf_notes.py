"""Annotations in PDF: what is marked on a page, with the words below the mark, and what is written about it."""

import ctypes
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from assistant.domain.notes import NoteKind
from indexers.metadata.clean_metadata import clean_text
from indexers.notes.base import ImportedNote, place_of, written

MOST_ON_A_PAGE, MOST_MARKS = 1000, 200
"""Annotations of a page, and lines of one mark, that are looked at."""
_NOTE, _FREE_TEXT = 1, 3
_MARKS = frozenset({9, 10, 11, 12})
"""Highlight, underline, squiggly line and strike-out, as PDFium numbers them."""
_LONGEST = 1 << 20
_DATE = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?")


def notes_on(page: Any, text_page: Any, number: int) -> Iterator[ImportedNote]:
    """The notes of one page, `number` from 1; its text page must still be open."""
    import pypdfium2.raw as raw

    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), MOST_ON_A_PAGE)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        try:
            kind = raw.FPDFAnnot_GetSubtype(annotation)
            if kind in _MARKS or kind in (_NOTE, _FREE_TEXT):
                yield from _notes(annotation, text_page, place_of(number), marks=kind in _MARKS)
        finally:
            raw.FPDFPage_CloseAnnot(annotation)


def _notes(annotation: Any, text_page: Any, place: str, *, marks: bool) -> Iterator[ImportedNote]:
    """Some programs repeat the marked words as what was written about them."""
    said, at = (
        _string(annotation, b"Contents"),
        _time(_string(annotation, b"M") or _string(annotation, b"CreationDate")),
    )
    marked = _marked(annotation, text_page) if marks else ""
    yield from written(NoteKind.HIGHLIGHT, marked, place, at)
    if said.split() != marked.split():
        yield from written(NoteKind.NOTE, said, place, at)


def _marked(annotation: Any, text_page: Any) -> str:
    """The words below the mark, line by line."""
    import pypdfium2.raw as raw

    lines = []
    for index in range(min(raw.FPDFAnnot_CountAttachmentPoints(annotation), MOST_MARKS)):
        quad = raw.FS_QUADPOINTSF()
        if raw.FPDFAnnot_GetAttachmentPoints(annotation, index, ctypes.byref(quad)):
            across, up = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            lines.append(clean_text(text_page.get_text_bounded(min(across), min(up), max(across), max(up))))
    words = " ".join(" ".join(lines).split())
    return re.sub(r"(?<=[a-zß-ÿ])[-\u00ad\u2010\ufffe] (?=[a-zß-ÿ])", "", words)


def _string(annotation: Any, key: bytes) -> str:
    import pypdfium2.raw as raw

    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if not 2 < size < _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return clean_text(buffer.raw.decode("utf-16-le", "replace").rstrip("\0"))


def _time(text: str) -> float | None:
    """Unix seconds of "D:20240301120000+01'00'"; the zone, which many programs leave out, is not counted."""
    match = _DATE.match(text.strip())
    if match is None:
        return None
    try:
        year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
        clock = (int(match[4] or 0), int(match[5] or 0), int(match[6] or 0))
        return datetime(year, month, day, *clock, tzinfo=UTC).timestamp()
    except ValueError:
        return None
