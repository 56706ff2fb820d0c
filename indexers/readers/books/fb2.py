"""Reads FictionBook 2, plain or zipped."""

import base64
import binascii
from pathlib import Path
from typing import Any

from assistant.domain.entities import Kind
from assistant.domain.errors import UnreadableFile
from assistant.language.people import natural_order
from assistant.messages import tr
from indexers.metadata.authors import stated_names, told_publisher
from indexers.metadata.clean_metadata import (
    clean_line,
    clean_names,
    clean_text,
    find_year,
    language_code,
    positive_number,
    split_subjects,
)
from indexers.metadata.identifiers import isbn13
from indexers.readers.base import MEGABYTE, Reading, Section
from indexers.readers.books.heading import with_title
from indexers.readers.markup import attribute, clean_description, element_text, local_name, parse_xml
from indexers.readers.registry import reader
from indexers.readers.zipped import SafeZip

_NO_GENRES = frozenset({"unrecognised", "antique", "other"})
"""What converters put where they know none."""
_BLOCKS = frozenset({"p", "v", "subtitle", "text-author", "empty-line"})


def _is_fictionbook(head: bytes) -> bool:
    if head[:4] == b"PK\x03\x04":
        return head[30 : 30 + int.from_bytes(head[26:28], "little")].lower().endswith(b".fb2")
    return b"<FictionBook" in head[:2000]


@reader("FictionBook", {  # no words
    ".fb2": "application/x-fictionbook+xml", ".fbz": "application/x-zip-compressed-fb2",
}, largest=200 * MEGABYTE, recognises=_is_fictionbook)  # fmt: skip
def read_fictionbook(path: Path) -> Reading:
    root = parse_xml(_content(path))
    if local_name(root) != "FictionBook":
        raise UnreadableFile(tr("This is not a FictionBook."))
    title_info = _find(root, "description", "title-info")
    publish_info = _find(root, "description", "publish-info")
    sequence = _find(title_info, "sequence")
    number = isbn13(_text(publish_info, "isbn"))
    reading = Reading(
        kind=Kind.BOOK,
        title=clean_line(_text(title_info, "book-title")),
        creators=_authors(title_info),
        year=find_year(_text(title_info, "date")) or find_year(_text(publish_info, "year")),
        series=clean_line(sequence.get("name", ""), 200) if sequence is not None else "",
        series_index=positive_number(sequence.get("number")) if sequence is not None else None,
        publisher=told_publisher(_text(publish_info, "publisher")),
        language=language_code(_text(title_info, "lang")),
        subjects=_subjects(title_info),
        description=clean_description("\n".join(_paragraphs(_find(title_info, "annotation")))),
        identifiers=(("isbn", number),) if number else (),
        sections=tuple(_sections(root)),
        cover=_cover(root, title_info),
    )
    return with_title(reading)


def _content(path: Path) -> bytes:
    with open(path, "rb") as file:
        start = file.read(4)
    if start != b"PK\x03\x04":
        return path.read_bytes()
    with SafeZip(path) as archive:
        name = next((name for name in archive.names if name.lower().endswith(".fb2")), "")
        return archive.read(name)


def _find(element: Any, *names: str) -> Any:
    """The first descendant along these child names; None if there is none."""
    return element.find("/".join(f"{{*}}{name}" for name in names)) if element is not None else None


def _text(element: Any, name: str) -> str:
    found = _find(element, name)
    return element_text(found) if found is not None else ""


def _all(element: Any, name: str) -> list[Any]:
    return element.findall(f"{{*}}{name}") if element is not None else []


def _authors(title_info: Any) -> tuple[str, ...]:
    found = []
    for author in _all(title_info, "author"):
        parts = [_text(author, name) for name in ("first-name", "middle-name", "last-name")]
        found.append(natural_order(" ".join(filter(None, parts)) or _text(author, "nickname")))
    return stated_names(found)


def _subjects(title_info: Any) -> tuple[str, ...]:
    """Genres are codes such as sf_history; keywords are words."""
    genres = [element_text(genre).replace("_", " ") for genre in _all(title_info, "genre")]
    known = [genre for genre in genres if genre not in _NO_GENRES]
    return clean_names([*known, *split_subjects(_text(title_info, "keywords"))])


def _paragraphs(element: Any) -> list[str]:
    """The text of the paragraphs below an element, in order."""
    if element is None:
        return []
    found = (element_text(block) for block in element.iter() if local_name(block) in _BLOCKS)
    return [text for text in found if text]


def _sections(root: Any) -> list[Section]:
    """One for each innermost section, named by the nearest title above it."""
    found: list[Section] = []
    pending = [(body, "") for body in reversed(_all(root, "body"))]
    while pending:
        element, place = pending.pop()
        title = _find(element, "title")
        place = (clean_line(" ".join(_paragraphs(title)), 120) if title is not None else "") or place
        inner = _all(element, "section")
        own = [text for child in element if local_name(child) != "section" for text in _paragraphs_or_self(child)]
        if text := clean_text("\n\n".join(own)).strip():
            found.append(Section(text, place))
        pending.extend((child, place) for child in reversed(inner))
    return found


def _paragraphs_or_self(child: Any) -> list[str]:
    return [element_text(child)] if local_name(child) in _BLOCKS else _paragraphs(child)


def _cover(root: Any, title_info: Any) -> bytes | None:
    page = _find(title_info, "coverpage", "image")
    if page is None:
        return None
    name = attribute(page, "href").lstrip("#")
    binary = next((each for each in _all(root, "binary") if each.get("id") == name), None)
    try:
        return base64.b64decode(binary.text or "", validate=False) if binary is not None else None
    except (binascii.Error, ValueError):
        return None
