"""Knows what programs for the web export, and leaves it out with its reason: subscriptions, and pages saved for later.

They hold addresses alone, of which Alcove has nothing to read: OPML, Readwise Reader, Pocket, Instapaper and Raindrop.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from indexers.importers.base import Entry, LeftOut, Problem, importer
from indexers.importers.headers import names_in
from indexers.importers.tables import table_lines
from indexers.importers.text.lines import opened_text
from indexers.importers.text.xml_entries import xml_elements

_TABLES = (
    frozenset({"title", "url", "time_added"}),
    frozenset({"url", "title", "selection", "folder"}),
    frozenset({"title", "url", "saved date", "reading progress"}),
    frozenset({"title", "url", "excerpt", "folder"}),
)  # no words
"""Columns of Pocket, Instapaper, Readwise Reader and Raindrop."""
_LINK = re.compile(r"<li>\s*<a\s[^>]*\bhref=", re.I)


def _is_opml(path: Path, head: bytes) -> bool:
    return b"<opml" in head[:4096].lower()


@importer("opml", recognises=_is_opml)
def read_opml(path: Path) -> Iterator[Entry]:
    for element in xml_elements(path, frozenset({"outline"})):
        if isinstance(element, Problem):
            yield element
        elif any(name.lower() == "xmlurl" for name in element.attrib):
            yield LeftOut("subscription")


def _is_table(path: Path, head: bytes) -> bool:
    names = set(names_in(head))
    return any(known <= names for known in _TABLES)


@importer("saved pages", recognises=_is_table)  # no words
def read_table(path: Path) -> Iterator[Entry]:
    for line in table_lines(path):
        yield line if isinstance(line, Problem) else LeftOut("page")


def _is_list(path: Path, head: bytes) -> bool:
    begin = head[:4096].lower()
    return b"<html" in begin and (b"<title>pocket export" in begin or b"<title>instapaper" in begin)


@importer("saved pages", recognises=_is_list)  # no words
def read_html(path: Path) -> Iterator[Entry]:
    with opened_text(path) as blocks:
        for block in blocks:
            yield from (LeftOut("page") for _ in _LINK.finditer(block))
