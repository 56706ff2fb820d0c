"""Reads PDF with pypdfium2. It is not thread-safe even across documents; a reader process has one thread."""

import ctypes
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from assistant.domain.errors import UnreadableFile
from assistant.messages import decimal, mark, tr
from indexers.metadata.authors import sane_names, sane_people
from indexers.metadata.clean_metadata import clean_line, clean_text, created_year, language_code, split_subjects
from indexers.metadata.covers import pixels
from indexers.metadata.identifiers import doi_in, isbns_in
from indexers.metadata.titles import is_of_template, sane_title, title_from_lines
from indexers.notes.base import ImportedNote
from indexers.readers.base import MEGABYTE, Reading, Section
from indexers.readers.books.byline import byline
from indexers.readers.books.headline import headline
from indexers.readers.books.pdf_file import open_pdf, page_by_page
from indexers.readers.books.pdf_notes import notes_on
from indexers.readers.books.pdf_scans import is_picture
from indexers.readers.books.xmp import XmpPacket, read_xmp
from indexers.readers.registry import reader

MOST_PAGES = 3000
MOST_TEXT = 8_000_000
"""Characters."""
_COVER_SIDE = 512
_MOJIBAKE = re.compile(r"[ÂÃ](?:[\u0080-\u00bf]|[\u0152-\u0192]|[\u02c6-\u2122])|â[\u0080\u20ac][\u0080-\u2122]")
"""What bytes of UTF-8 look like as Latin-1 or Windows-1252."""
_FINAL_HYPHEN = re.compile("\ufffe(?=[A-Z])")
"""PDFium's mark of a hyphen at a line's end; before a capital it belongs to the word."""
_FRONT_PAGES = 5
_ERRORS = {
    2: mark("The file could not be opened."),
    3: mark("This PDF is damaged or cut short."),
    5: mark("This PDF is locked in a way that only its own program opens."),
    6: mark("This PDF is damaged: a page cannot be found."),
}


def _is_pdf(head: bytes) -> bool:
    return b"%PDF-" in head[:1024]


@reader("PDF", {".pdf": "application/pdf"}, largest=1024 * MEGABYTE, recognises=_is_pdf)
def read_pdf(path: Path) -> Reading:
    import pypdfium2

    try:
        document = open_pdf(path)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(tr(_ERRORS.get(getattr(error, "err_code", 3), _ERRORS[3]))) from error
    try:
        return _read_document(path, document, read_xmp(path))
    finally:
        document.close()


def _read_document(path: Path, document: Any, xmp: XmpPacket) -> Reading:
    pages = len(document)
    if pages == 0:
        raise UnreadableFile(tr("This PDF has no pages."))
    notes: list[ImportedNote] = []
    sections, scans, partial = _read_pages(path, document, pages, notes)
    stated = document.get_metadata_dict(skip_empty=True)
    title, creators, guessed = _title_and_creators(document, stated, xmp, sections)
    front = "\n".join(section.text for section in sections[:_FRONT_PAGES])
    if not sections and not scans:
        partial = partial or tr("It holds neither text nor pictures of pages; only its title and cover are used.")
    return Reading(
        title=title,
        creators=creators,
        year=created_year(stated.get("CreationDate", "").removeprefix("D:")[:4]),
        language=language_code(_catalogue_language(document)),
        subjects=split_subjects(clean_line(stated.get("Keywords", ""), 2000)) or xmp.subjects,
        description=clean_line(stated.get("Subject", "") or xmp.description, 1000),
        identifiers=_identifiers(front, stated),
        pages=pages,
        sections=tuple(sections),
        notes=tuple(notes),
        cover=_render_cover(document),
        inferred=frozenset(guessed),
        partial=partial,
        scans=tuple(scans),
    )


def _read_pages(
    path: Path, document: Any, pages: int, notes: list[ImportedNote]
) -> tuple[list[Section], list[int], str]:
    """(a section a page, pages that are pictures, what is missing); what is written on pages comes into `notes`."""
    import pypdfium2

    sections: list[Section] = []
    scans: list[int] = []
    lost, size = 0, 0
    for number, opened in page_by_page(path, document, min(pages, MOST_PAGES)):
        try:
            page = opened[number]
            text_page = page.get_textpage()
            text = clean_text(_FINAL_HYPHEN.sub("-", text_page.get_text_range())).strip()
            notes += notes_on(page, text_page, number + 1)
            scans += [number] if is_picture(page, text) else []
            text_page.close()
            page.close()
        except pypdfium2.PdfiumError:
            lost += 1
            continue
        size += len(text)
        if size > MOST_TEXT:
            return sections, scans, _first_pages(number, pages)
        if text:
            sections.append(Section(_join_lines(text), f"page {number + 1}"))
    if lost == pages:
        raise UnreadableFile(tr("This PDF is damaged: none of its pages can be read."))
    if pages > MOST_PAGES:
        return sections, scans, _first_pages(MOST_PAGES, pages)
    damaged = tr("{lost} of {pages} pages are damaged.", lost=decimal(lost), pages=decimal(pages))
    return sections, scans, damaged if lost else ""


def _join_lines(text: str) -> str:
    """Undoes hyphenation at line ends."""
    return re.sub(r"(?<=[a-zß-ÿ])[-\u00ad\u2010\ufffe]\n(?=[a-zß-ÿ])", "", text)


def _title_and_creators(
    document: Any, stated: dict[str, str], xmp: XmpPacket, sections: list[Section]
) -> tuple[str, tuple[str, ...], set[str]]:
    """What the file states if it is sane, else the largest letters, else the first line that looks like a title."""
    title = sane_title(readable(stated.get("Title", ""), xmp.title)) or sane_title(xmp.title)
    creators = sane_people(stated.get("Author", ""))
    listed = sane_names(xmp.creators)
    # The older field often holds the first author alone.
    fuller = len(listed) > len(creators) and (not creators or listed[0] == creators[0])
    # Programs that took one encoding for another wrote "DelacrÃ©taz" into one of the two.
    if not creators or (fuller and not garbled(listed)) or (garbled(creators) and not garbled(listed) and listed):
        creators = listed
    creators = tuple(map(mended, creators))
    if is_of_template(stated.get("Title", "")):
        creators = ()
    first = sections[0].text if sections and sections[0].place == "page 1" else ""
    guessed = (headline(document) or title_from_lines(first)) if first and not title else ""
    writers = byline(first, title or guessed) if not creators else ()
    inferred = {name for name, value in (("title", guessed), ("creators", writers)) if value}
    return title or guessed, creators or writers, inferred


def garbled(names: Iterable[str]) -> bool:
    """Whether UTF-8 was read as another encoding somewhere in these."""
    return any(_MOJIBAKE.search(name) for name in names)


def mended(name: str) -> str:
    """A name whose UTF-8 was read as Windows-1252, as it was meant; others as they stand."""
    if not garbled([name]):
        return name
    try:
        return name.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return name


def readable(first: str, second: str) -> str:
    """The first of two statements of the same, unless it is garbled and the second is not."""
    return second if second and garbled([first]) and not garbled([second]) else first


def _identifiers(front: str, stated: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """ISBNs and the DOI of the front pages. Several different works' ISBNs identify none of them."""
    isbns = isbns_in(front)
    found = [("isbn", number) for number in isbns] if len(isbns) <= 3 else []
    doi = doi_in(stated.get("doi", "") or stated.get("Subject", "")) or doi_in(front[:4000])
    return tuple(found + ([("doi", doi)] if doi else []))


def _catalogue_language(document: Any) -> str:
    import pypdfium2.raw

    size = pypdfium2.raw.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < size < 200:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pypdfium2.raw.FPDFCatalog_GetLanguage(document.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _render_cover(document: Any) -> bytes | None:
    """The first page as a small picture; None where it cannot be drawn."""
    import pypdfium2

    try:
        page = document[0]
        width, height = page.get_size()
        if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
            return None
        bitmap = page.render(scale=_COVER_SIDE / max(width, height))
        picture = pixels(bitmap.to_pil())
        bitmap.close()
        page.close()
        return picture
    except (pypdfium2.PdfiumError, ValueError, OSError):
        return None


def _first_pages(read: int, pages: int) -> str:
    return tr("Only the first {read} of {pages} pages were read.", read=decimal(read), pages=decimal(pages))
