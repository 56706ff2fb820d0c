"""Reads OpenDocument text, presentations and sheets (OASIS ODF 1.0 to 1.3) on zipfile and lxml."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from assistant.domain.errors import UnreadableFile
from assistant.messages import tr
from indexers.metadata.authors import sane_people
from indexers.metadata.clean_metadata import clean_line, clean_names, find_year, language_code, page_count
from indexers.metadata.titles import sane_title
from indexers.readers.base import MEGABYTE, Reading, Section
from indexers.readers.markup import attribute, element_text, local_name, parse_xml
from indexers.readers.registry import reader
from indexers.readers.sections import SectionList
from indexers.readers.sheets import MOST_ROWS
from indexers.readers.zipped import SafeZip

_TYPES = (b"opendocument.text", b"opendocument.presentation", b"opendocument.spreadsheet", b"vnd.sun.xml.writer")
_SKIPPED = frozenset({"annotation", "tracked-changes", "desc", "binary-data", "note-citation", "sequence-decls"})


def _is_open_document(head: bytes) -> bool:
    start = head[:160]
    if head.lstrip()[:5] == b"<?xml" and b"office:document" in head[:2000]:
        return True
    return head[:2] == b"PK" and b"mimetype" in start and any(kind in start for kind in _TYPES)


@reader("OpenDocument", {  # no words
    ".odt": "application/vnd.oasis.opendocument.text", ".ott": "application/vnd.oasis.opendocument.text-template",
    ".odp": "application/vnd.oasis.opendocument.presentation", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".sxw": "application/vnd.sun.xml.writer", ".fodt": "application/vnd.oasis.opendocument.text-flat-xml",
}, largest=200 * MEGABYTE, recognises=_is_open_document)  # fmt: skip
def read_open_document(path: Path) -> Reading:
    with open(path, "rb") as file:
        flat = file.read(64).lstrip().startswith(b"<?xml")
    if flat:
        if path.stat().st_size > 64 * MEGABYTE:
            raise UnreadableFile(tr("Too large for a flat OpenDocument file."))
        root = parse_xml(path.read_bytes())
        return _describe(root, root)
    with SafeZip(path) as archive:
        _refuse_encrypted(archive)
        content = parse_xml(archive.read("content.xml"), "content.xml")
        meta = parse_xml(archive.read("meta.xml"), "meta.xml") if "meta.xml" in archive else None
        return _describe(content, meta)


def _refuse_encrypted(archive: SafeZip) -> None:
    name = "META-INF/manifest.xml"
    if name in archive and b"encryption-data" in archive.read(name):
        raise UnreadableFile(tr("This OpenDocument file is locked by a password."))


def _describe(content: Any, meta: Any) -> Reading:
    stated: dict[str, list[str]] = {}
    pages: int | None = None
    if meta is not None:
        counted = next(meta.iter("{*}document-statistic"), None)
        pages = page_count(attribute(counted, "page-count")) if counted is not None else None
        for element in meta.iter():
            inside = element.getparent()
            if inside is not None and local_name(inside) == "meta":
                stated.setdefault(local_name(element), []).append(element_text(element))

    def first(*names: str) -> str:
        return next((value for name in names for value in stated.get(name, ()) if value), "")

    title, sections = _sections(content)
    return Reading(
        title=sane_title(first("title")) or clean_line(title),
        creators=sane_people(first("initial-creator", "creator")),
        year=find_year(first("creation-date", "date")),
        language=language_code(first("language")),
        pages=pages,
        subjects=clean_names(stated.get("keyword", ())),
        description=clean_line(first("description", "subject"), 2000),
        sections=tuple(sections),
    )


def _sections(content: Any) -> tuple[str, list[Section]]:
    """The text's own title, and its sections: at headings, slides or tables."""
    body = next((element for element in content.iter("{*}body")), content)
    title = ""
    sections = SectionList()
    for name, element, text in _lines(body):
        if name in ("page", "table", "h"):
            sections.start(text or clean_line(attribute(element, "name"), 80) or name)
        if text:
            sections.add(text)
        is_title = attribute(element, "style-name") == "Title" or (name == "h" and len(text) < 200)
        title = title or (text if is_title else "")
    return title, sections.finish()


def _lines(body: Any) -> Iterator[tuple[str, Any, str]]:
    """(what, element, text) for paragraphs, headings, slides, tables of sheets and their rows, in reading order."""
    pending = list(reversed(body))
    while pending:
        element = pending.pop()
        name = local_name(element)
        if name in _SKIPPED or not name:
            continue
        if name in ("p", "h"):
            yield name, element, _inner(element)
            pending += reversed(element.findall("{*}frame"))
        elif name == "page":
            yield name, element, ""
            pending.extend(reversed(element))
        elif name == "table" and local_name(element.getparent()) == "spreadsheet":
            yield name, element, ""
            for row in islice(element.iter("{*}table-row"), MOST_ROWS):
                cells = [
                    text for cell in row for text in [" ".join(_inner(part) for part in cell.iter("{*}p"))] if text
                ]
                yield "row", row, " | ".join(cells)
        else:
            pending.extend(reversed(element))


def _inner(paragraph: Any) -> str:
    """The words of one paragraph, with its blanks, tabs and line breaks."""
    parts: list[str] = []
    pending: list[Any] = [paragraph]
    while pending:
        found = pending.pop()
        if isinstance(found, str):
            parts.append(found)
            continue
        name = local_name(found)
        if name in ("s", "tab", "line-break"):
            parts.append(" ")
        if name in _SKIPPED or name == "frame":
            continue
        for child in reversed(found):
            if child.tail:
                pending.append(child.tail)
            pending.append(child)
        if found.text:
            pending.append(found.text)
    return " ".join("".join(parts).split())
