"""Reads DOCX and PPTX (ECMA-376, transitional and strict) on zipfile and lxml."""

import posixpath
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.core.errors import UnreadableFile
from indexers.base import MEGABYTE, Reading, Section
from indexers.markup import clean_description, element_text, html_sections, local_name, parse_xml
from indexers.registry import register
from indexers.tidy import clean_line, clean_names, clean_text, find_year, language_code, split_names
from indexers.titles import sane_names, sane_title
from indexers.zipped import SafeZip

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LISTING = 4 * MEGABYTE
MOST_SLIDES = 2000
_ATTACHED = {
    "footnotes": "footnotes", "endnotes": "endnotes", "comments": "comments", "diagramData": "diagram",
    "chart": "chart", "drawing": "text box",
}  # fmt: skip


def open_office(path: Path, what: str) -> SafeZip:
    """The package. Raises UnreadableFile with a password's or an old format's own reason."""
    with open(path, "rb") as file:
        head = file.read(_LISTING)
    if head.startswith(_COMPOUND):
        if _ENCRYPTED in head:
            raise UnreadableFile(f"This {what} file is locked by a password.")
        raise UnreadableFile(f"This is not a {what} file, but one of Office's old formats.")
    return SafeZip(path, f"{what} file")


def part(archive: SafeZip, name: str, what: str) -> Any:
    return parse_xml(archive.read(name), what)


def relations(archive: SafeZip, name: str) -> dict[str, tuple[str, str]]:
    """{id: (type, target)} of a part; targets as names in the archive."""
    folder, base = posixpath.split(name)
    listing = posixpath.join(folder, "_rels", f"{base}.rels")
    if listing not in archive:
        return {}
    found = {}
    for element in part(archive, listing, "The file's list of parts").iter():
        if local_name(element) == "Relationship" and element.get("TargetMode") != "External":
            target = element.get("Target", "")
            target = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], posixpath.normpath(target))
    return found


def main_part(archive: SafeZip, usual: str) -> str:
    """The document itself, as the package names it."""
    for kind, target in relations(archive, "").values():
        if kind == "officeDocument" and target in archive:
            return target
    return usual


def properties(archive: SafeZip) -> Reading:
    """What docProps/core.xml states."""
    names = [target for kind, target in relations(archive, "").values() if kind == "core-properties"]
    name = next((name for name in [*names, "docProps/core.xml"] if name in archive), "")
    stated: dict[str, str] = {}
    if name:
        try:
            for element in part(archive, name, "The file's list of properties"):
                stated[local_name(element)] = element_text(element)
        except UnreadableFile:
            # Damaged properties cost the properties, not the text.
            stated = {}
    return Reading(
        title=sane_title(stated.get("title", "")),
        creators=sane_names(split_names(stated.get("creator", ""))),
        year=find_year(stated.get("created", "") or stated.get("modified", "")),
        language=language_code(stated.get("language", "")),
        subjects=clean_names(word for word in re.split(r"\s*[,;]\s*", stated.get("keywords", "")) if len(word) <= 60),
        description=clean_description(stated.get("description", "") or stated.get("subject", "")),
    )


def describe(stated: Reading, title: str, sections: list[Section], *, partial: str = "") -> Reading:
    """What the properties state, with the title of the text itself where they state none."""
    return replace(stated, title=stated.title or clean_line(title), sections=tuple(sections), partial=partial)


@register
class DocxIndexer:
    name = "Word"
    suffixes = frozenset({".docx", ".docm", ".dotx"})
    largest = 200 * MEGABYTE

    def recognises(self, head: bytes) -> bool:
        return head[:4] == b"PK\x03\x04" and b"word/" in head and b"xl/" not in head and b"ppt/" not in head

    def read(self, path: Path) -> Reading:
        with open_office(path, "Word") as archive:
            name = main_part(archive, "word/document.xml")
            headings = _heading_styles(archive, name)
            title, sections = _paragraphs(part(archive, name, "The Word file"), headings)
            sections += attached_sections(archive, name)
            return describe(properties(archive), title, sections)


def _heading_styles(archive: SafeZip, name: str) -> dict[str, str]:
    """{style id: "title" or "heading"}; ids are local to a language, names are not."""
    styles = next((target for kind, target in relations(archive, name).values() if kind == "styles"), "")
    found = {"Title": "title", "Heading1": "heading", "Heading2": "heading", "Heading3": "heading"}
    if styles not in archive:
        return found
    for style in part(archive, styles, "The Word file's list of styles"):
        if local_name(style) != "style":
            continue
        stated = next((_value(child) for child in style if local_name(child) == "name"), "").lower()
        identity = _attribute(style, "styleId")
        if stated == "title":
            found[identity] = "title"
        elif re.fullmatch(r"heading [1-3]", stated):
            found[identity] = "heading"
    return found


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def _value(element: Any) -> str:
    return _attribute(element, "val")


def _paragraphs(root: Any, headings: dict[str, str]) -> tuple[str, list[Section]]:
    """The document's own title, and its text parted at headings."""
    title, place = "", ""
    sections: list[Section] = []
    lines: list[str] = []
    for paragraph in root.iter("{*}p"):
        text = _paragraph_text(paragraph)
        if not text:
            continue
        style = next((_value(element) for element in paragraph.iter("{*}pStyle")), "")
        role = headings.get(style, "")
        if role == "title" and not title:
            title = text
        if role == "heading":
            _close(sections, lines, place)
            lines, place = [], clean_line(text, 120)
            title = title or text
        lines.append(text)
    _close(sections, lines, place)
    return title, sections


def _close(sections: list[Section], lines: list[str], place: str) -> None:
    if text := clean_text("\n\n".join(lines)).strip():
        sections.append(Section(text, place))


def _paragraph_text(paragraph: Any) -> str:
    """Its runs, without deleted text, field codes, the fallback copies of text boxes, and nested paragraphs."""
    parts: list[str] = []
    pending = list(reversed(paragraph))
    while pending:
        element = pending.pop()
        name = local_name(element)
        if name == "t":
            parts.append(element.text or "")
        elif name in ("tab", "br", "cr"):
            parts.append(" ")
        elif name == "noBreakHyphen":
            parts.append("-")
        elif name not in ("p", "del", "moveFrom", "instrText", "Fallback", "pPr", "rPr"):
            pending.extend(reversed(element))
    return " ".join("".join(parts).split())


def attached_sections(archive: SafeZip, name: str) -> list[Section]:
    """Notes, comments, diagrams, text boxes and inserted pages of a part, as sections of their own."""
    found = []
    for kind, target in relations(archive, name).values():
        if target not in archive:
            continue
        if kind in _ATTACHED:
            _, sections = _paragraphs(part(archive, target, f"The file's {kind}"), {})
            found += [Section(section.text, _ATTACHED[kind]) for section in sections]
        elif kind == "aFChunk" and target.endswith((".htm", ".html", ".xhtml")):
            found += html_sections(archive.read(target))
    return found


@register
class PptxIndexer:
    name = "PowerPoint"
    suffixes = frozenset({".pptx", ".pptm", ".ppsx"})
    largest = 500 * MEGABYTE

    def recognises(self, head: bytes) -> bool:
        return head[:4] == b"PK\x03\x04" and b"ppt/" in head and b"word/" not in head

    def read(self, path: Path) -> Reading:
        with open_office(path, "PowerPoint") as archive:
            name = main_part(archive, "ppt/presentation.xml")
            title = ""
            sections: list[Section] = []
            slides = _slides(archive, name)
            for number, slide in enumerate(slides[:MOST_SLIDES], 1):
                heading, text = _slide_text(part(archive, slide, f"Slide {number}"))
                title = title or heading
                more = [section.text for section in attached_sections(archive, slide)]
                text = "\n".join(filter(None, [text, *more, *_slide_notes(archive, slide)]))
                if text:
                    sections.append(Section(clean_text(text), f"slide {number}"))
            return describe(properties(archive), title, sections)


def _slides(archive: SafeZip, name: str) -> list[str]:
    known = relations(archive, name)
    root = part(archive, name, "The presentation")
    ids = [
        value
        for element in root.iter("{*}sldId")
        for key, value in element.attrib.items()
        if key.startswith("{") and key.endswith("}id")
    ]
    return [known[identity][1] for identity in ids if identity in known and known[identity][1] in archive]


def _slide_text(root: Any) -> tuple[str, str]:
    """The slide's heading, and all its text."""
    heading, lines = "", []
    for shape in root.iter("{*}sp"):
        role = next((element.get("type", "") for element in shape.iter("{*}ph")), "")
        text = [line for paragraph in shape.iter("{*}p") if (line := _paragraph_text(paragraph))]
        if role in ("title", "ctrTitle") and not heading:
            heading = " ".join(text)
        lines += text
    for frame in root.iter("{*}graphicFrame"):
        lines += [line for paragraph in frame.iter("{*}p") if (line := _paragraph_text(paragraph))]
    return heading, "\n".join(lines)


def _slide_notes(archive: SafeZip, slide: str) -> list[str]:
    found = []
    for kind, target in relations(archive, slide).values():
        if kind == "notesSlide" and target in archive:
            _, text = _slide_text(part(archive, target, "The slide's notes"))
            found.append(re.sub(r"(?:^|\n)\d{1,4}$", "", text))
    return found
