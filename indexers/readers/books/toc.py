"""Reads an EPUB's table of contents: the navigation page of EPUB 3, or the NCX of EPUB 2."""

import posixpath
from typing import Any

from assistant.domain.errors import UnreadableFile
from indexers.metadata.clean_metadata import clean_line
from indexers.paths import inside
from indexers.readers.markup import attribute, element_text, parse_xml
from indexers.readers.zipped import SafeZip


def chapter_names(archive: SafeZip, contents: str) -> dict[str, str]:
    """{name in the archive: chapter's name}, the first name of each part; empty if the contents cannot be read."""
    try:
        root = parse_xml(archive.read(contents), contents)
    except UnreadableFile:
        # Chapters without names are still chapters.
        return {}
    folder = posixpath.dirname(contents)
    found: dict[str, str] = {}
    for target, name in _navigation(root) or _ncx(root):
        part = archive.locate(inside(folder, target.partition("#")[0]))
        if name:
            found.setdefault(part, clean_line(name, 120))
    return found


def _navigation(root: Any) -> list[tuple[str, str]]:
    """The links of the nav element that is the table of contents; there may be others, of pages or landmarks."""
    chosen = next((nav for nav in root.iter("{*}nav") if "toc" in attribute(nav, "type").split()), None)
    if chosen is None:
        return []
    return [(link.get("href", ""), element_text(link)) for link in chosen.iter("{*}a")]


def _ncx(root: Any) -> list[tuple[str, str]]:
    found = []
    for point in root.iter("{*}navPoint"):
        label, content = point.find("{*}navLabel"), point.find("{*}content")
        source = content.get("src", "") if content is not None else ""
        found.append((source, element_text(label) if label is not None else ""))
    return found
