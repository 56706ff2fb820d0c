"""Reads PPTX: a section for each slide, in the order of the show, with its notes."""

import re
from pathlib import Path
from typing import Any

from indexers.metadata.clean_metadata import clean_text
from indexers.metadata.titles import title_from_lines
from indexers.readers.base import MEGABYTE, Reading, Section
from indexers.readers.office.ooxml import (
    attached_sections,
    describe,
    main_part,
    open_office,
    paragraph_text,
    part,
    properties,
    relations,
)
from indexers.readers.registry import reader
from indexers.readers.zipped import SafeZip

MOST_SLIDES = 2000
_TITLES = ("title", "ctrTitle")  # no words


def _is_pptx(head: bytes) -> bool:
    return head[:4] == b"PK\x03\x04" and b"ppt/" in head and b"word/" not in head


@reader("PowerPoint", {  # no words
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".pptm": "application/vnd.ms-powerpoint.presentation.macroenabled.12",
    ".ppsx": "application/vnd.openxmlformats-officedocument.presentationml.slideshow",
}, largest=500 * MEGABYTE, recognises=_is_pptx)  # fmt: skip
def read_pptx(path: Path) -> Reading:
    with open_office(path, "PowerPoint") as archive:  # no words
        name = main_part(archive, "ppt/presentation.xml")
        title = ""
        sections: list[Section] = []
        slides = _slides(archive, name)
        for number, slide in enumerate(slides[:MOST_SLIDES], 1):
            root = part(archive, slide)
            heading, text = _slide_text(root)
            title = title or heading or (_largest_text(root) if number == 1 else "")
            more = [section.text for section in attached_sections(archive, slide)]
            text = "\n".join(filter(None, [text, *more, *_slide_notes(archive, slide)]))
            if text:
                sections.append(Section(clean_text(text), f"slide {number}"))
        return describe(properties(archive), title, sections)


def _slides(archive: SafeZip, name: str) -> list[str]:
    known = relations(archive, name)
    root = part(archive, name)
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
        text = [line for paragraph in shape.iter("{*}p") if (line := paragraph_text(paragraph))]
        if role in _TITLES and not heading:
            heading = " ".join(text)
        lines += text
    for frame in root.iter("{*}graphicFrame"):
        lines += [line for paragraph in frame.iter("{*}p") if (line := paragraph_text(paragraph))]
    return heading, "\n".join(lines)


def _largest_text(root: Any) -> str:
    """The box in the largest letters of a slide that leaves no place for a title; empty where none reads like one."""
    if any(element.get("type", "") in _TITLES for element in root.iter("{*}ph")):
        return ""
    boxes: list[tuple[int, str]] = []
    for shape in root.iter("{*}sp"):
        sizes = [int(run.get("sz")) for run in shape.iter("{*}rPr") if run.get("sz", "").isdigit()]
        text = " ".join(line for paragraph in shape.iter("{*}p") if (line := paragraph_text(paragraph)))
        boxes.append((max(sizes, default=0), text))
    largest = max(boxes, key=lambda box: box[0], default=(0, ""))[1]
    return largest if title_from_lines(largest) == largest else ""


def _slide_notes(archive: SafeZip, slide: str) -> list[str]:
    found = []
    for kind, target in relations(archive, slide).values():
        if kind == "notesSlide" and target in archive:
            _, text = _slide_text(part(archive, target))
            found.append(re.sub(r"(?:^|\n)\d{1,4}$", "", text))
    return found
