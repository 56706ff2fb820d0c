"""XML of any size, element by element: what no XML may hold is taken out before it is parsed, and damage is listed."""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from assistant.domain.errors import UnreadableFile
from assistant.messages import tr
from indexers.importers.base import Problem
from indexers.importers.text.lines import opened_text

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NO_LETTER = re.compile(r"&#(?:x0*(?:[0-8bcef]|1[0-9a-f])|0*(?:[0-8]|1[124-9]|2\d|3[01]));", re.I)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d+|#x[0-9a-f]+|\w{1,31});)", re.I)
_BARE_LESS = re.compile(r"<(?![\w/!?:])|<(?=\d)")
_ENTITY = re.compile(r"<!ENTITY", re.I)
MOST_PROBLEMS = 100
_SAFELY: dict[str, bool] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "recover": True,
    "remove_comments": True, "remove_pis": True,
}  # fmt: skip


def xml_elements(path: Path, tags: frozenset[str], depth: int = 0) -> Iterator[Any]:
    """Elements of these local names, each forgotten after it was looked at; damage comes as a Problem with its line.

    `depth` keeps those alone that stand so many levels below the root. Raises UnreadableFile for what defines entities.
    """
    from lxml import etree

    parser = etree.XMLPullParser(events=("start", "end"), **_SAFELY)
    walk = _Walk(tags, depth)
    with opened_text(path) as blocks:
        for number, block in enumerate(blocks):
            if _ENTITY.search(block):
                raise UnreadableFile(tr("This file is damaged: its XML cannot be understood."))
            try:
                parser.feed(clean_xml(block if number else _DECLARED.sub("", block)).encode("utf-8", "replace"))
            except etree.XMLSyntaxError:
                break
            yield from walk.elements(parser.read_events())
    yield from _damage(parser)


class _Walk:
    def __init__(self, tags: frozenset[str], depth: int) -> None:
        self._tags, self._depth, self._level = tags, depth, -1

    def elements(self, events: Any) -> Iterator[Any]:
        for event, element in events:
            if event == "start":
                self._level += 1
                continue
            self._level -= 1
            level = self._level + 1
            wanted = str(element.tag).rpartition("}")[2] in self._tags
            if wanted and self._depth in (0, level):
                yield element
            if (wanted and self._depth in (0, level)) or level < max(self._depth, 1):
                _forget(element)


def _forget(element: Any) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _damage(parser: Any) -> Iterator[Problem]:
    """What the parser had to leave out, once a line."""
    from lxml import etree

    with suppress(etree.XMLSyntaxError):
        parser.close()
    lines = dict.fromkeys(error.line for error in parser.feed_error_log)
    for line in list(lines)[:MOST_PROBLEMS]:
        yield Problem(tr("Its XML is damaged here."), line=line)


def clean_xml(text: str) -> str:
    """Text without the characters that XML forbids, bare ampersands and "<" made what they mean."""
    allowed = _NO_LETTER.sub("", _NO_XML.sub("", text))
    return _BARE_LESS.sub("&lt;", _BARE_AMPERSAND.sub("&amp;", allowed))
