"""Reads DOCX: text parted at its headings, with notes, comments and text boxes."""

import re
from pathlib import Path

from indexers.readers.base import MEGABYTE, Reading
from indexers.readers.markup import attribute
from indexers.readers.office.ooxml import (
    attached_sections,
    describe,
    main_part,
    open_office,
    paragraphs,
    part,
    properties,
    relations,
)
from indexers.readers.registry import reader
from indexers.readers.zipped import SafeZip


def _is_docx(head: bytes) -> bool:
    return head[:4] == b"PK\x03\x04" and b"word/" in head and b"xl/" not in head and b"ppt/" not in head


@reader("Word", {  # no words
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".docm": "application/vnd.ms-word.document.macroenabled.12",
    ".dotx": "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
}, largest=200 * MEGABYTE, recognises=_is_docx)  # fmt: skip
def read_docx(path: Path) -> Reading:
    with open_office(path, "Word") as archive:  # no words
        name = main_part(archive, "word/document.xml")
        headings = _heading_styles(archive, name)
        title, sections = paragraphs(part(archive, name), headings)
        sections += attached_sections(archive, name)
        return describe(properties(archive), title, sections)


def _heading_styles(archive: SafeZip, name: str) -> dict[str, str]:
    """{style id: "title" or "heading"}; ids are local to a language, names are not."""
    styles = next((target for kind, target in relations(archive, name).values() if kind == "styles"), "")
    found = {"Title": "title", "Heading1": "heading", "Heading2": "heading", "Heading3": "heading"}
    if styles not in archive:
        return found
    for style in part(archive, styles).iterfind("{*}style"):
        stated = next((attribute(name, "val") for name in style.iterfind("{*}name")), "").lower()
        identity = attribute(style, "styleId")
        if stated == "title":
            found[identity] = "title"
        elif re.fullmatch(r"heading [1-3]", stated):
            found[identity] = "heading"
    return found
