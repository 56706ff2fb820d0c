"""HTML and XML, parsed so that nothing in them can reach out or blow up."""

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Any

from assistant.domain.errors import UnreadableFile
from assistant.messages import quoted, tr
from indexers.metadata.clean_metadata import clean_line, clean_text, word_set
from indexers.readers.base import Section
from indexers.readers.decoding import decode_markup
from indexers.readers.zipped import Unpacking

_TAG = re.compile(r"<[a-zA-Z/!][^>]{0,2000}>")
_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_BARE_AMPERSAND = re.compile(rb"&(?=\s)")
_NAMED_LETTER = re.compile(r"&(\w{2,32});")
LONGEST_DESCRIPTION = 4000
_SAFELY: dict[str, bool] = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "recover": True,
    "remove_comments": True, "remove_pis": True,
}  # fmt: skip
_BLOCKS = word_set(
    "address article aside blockquote body br dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr",
    "li main nav ol p pre section table tbody td th thead tr ul title",
)
_SILENT = frozenset({"script", "style", "noscript", "template", "svg", "math", "head", "iframe", "object"})
_IN_ROW = {"td": " | ", "th": " | ", "tr": "\n"}
_HEADINGS = frozenset({"h1", "h2", "h3"})
_RUN = re.compile(r"[^\S ]\s*| \s+")
"""Blanks other than a single space, which most are: matching those too would cost ten times as much."""
_CELL = re.compile(r"\|  +")
_LINE_END = re.compile(r" ?\n\s*")


def parse_xml(data: bytes, part: str = "") -> Any:
    """The root element; `part` names it in an archive.

    No entity is expanded, no DTD loaded, nothing fetched. Raises UnreadableFile.
    """
    from lxml import etree

    try:
        root = etree.fromstring(_as_meant(data), etree.XMLParser(**_SAFELY))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged(part) from error
    if root is None:
        raise _damaged(part)
    return root


def _as_meant(data: bytes) -> bytes:
    """XML as UTF-8 where it says that it is UTF-8 and is not, and with bare ampersands as what they mean: the parser
    would leave out both."""
    declared = _ENCODING.match(data)
    if (not declared or declared[1].lower() in (b"utf-8", b"utf8")) and not _is_utf8(data):
        data = _DECLARATION.sub("", decode_markup(data)).encode("utf-8", "replace")
    return data if b"<![CDATA[" in data else _BARE_AMPERSAND.sub(b"&amp;", data)


def _is_utf8(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        # UTF-16 says so itself.
        return True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def iter_xml(stream: Unpacking, name: str, part: str) -> Iterator[Any]:
    """The elements of one local name as they come, each forgotten after it was looked at. As safe as parse_xml."""
    from lxml import etree

    try:
        for _, element in etree.iterparse(stream, tag=f"{{*}}{name}", **_SAFELY):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise _damaged(part) from error


def _damaged(part: str) -> UnreadableFile:
    if not part:
        return UnreadableFile(tr("This file is damaged: its XML cannot be understood."))
    return UnreadableFile(tr("This file is damaged: the XML of {part} cannot be understood.", part=quoted(part)))


def local_name(element: Any) -> str:
    """The tag without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """An attribute by its local name, whatever its namespace; empty if absent."""
    return next((str(value) for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def element_text(element: Any) -> str:
    """All text below an element on one line."""
    text = "".join(element.itertext())
    if "&" in text:
        # No definition is ever followed, but the names that HTML knows need none.
        text = _NAMED_LETTER.sub(lambda match: html5.get(f"{match[1]};", match[0]), text)
    return clean_line(text, 4000)


def fragment_text(markup: str) -> str:
    """The text of an HTML fragment, blocks on lines of their own."""
    return "\n".join(section.text for section in html_sections(markup))


def clean_description(text: str) -> str:
    """A blurb without markup, paragraphs kept."""
    if _TAG.search(text) or re.search(r"&(?:#\d+|\w{2,8});", text):
        text = fragment_text(text)
    lines = (" ".join(line.split()) for line in clean_text(text).split("\n"))
    return "\n".join(line for line in lines if line)[:LONGEST_DESCRIPTION]


def html_sections(markup: "str | bytes", place: str = "") -> list[Section]:
    """The text of an HTML page, parted at its headings; `place` stands in until the first of them."""
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser(markup).body
    return sections_of(root, place) if root is not None else []


def sections_of(root: Any, place: str = "") -> list[Section]:
    """Walks a selectolax tree without recursion: hostile pages nest deeper than Python's stack."""
    sections: list[Section] = []
    parts: list[str] = []
    for kind, text in _events(root):
        if kind == "heading":
            _close(sections, parts, place)
            parts, place = [text, "\n\n"], clean_line(text, 120) or place
        else:
            parts.append(text)
    _close(sections, parts, place)
    return sections


def _close(sections: list[Section], parts: list[str], place: str) -> None:
    text = _CELL.sub("| ", _LINE_END.sub(_line_end, clean_text("".join(parts)))).strip()
    if text:
        sections.append(Section(text, place))


def _line_end(match: "re.Match[str]") -> str:
    return "\n\n" if match[0].count("\n") > 1 else "\n"


def _events(root: Any) -> Iterator[tuple[str, str]]:
    """("text", words) and ("heading", words) in reading order; paragraphs end in a blank line. The rows of a table with
    named columns become those of Markdown, so that a cell keeps its row."""
    node, depth, table = root.child, 1, 0
    while node is not None:
        tag = node.tag
        descend = None
        if tag == "-text":
            words = node.text_content or ""
            yield "text", words if _preformatted(node) else _RUN.sub(" ", words)
        elif tag in _HEADINGS:
            yield "heading", " ".join((node.text() or "").split())
        elif tag not in _SILENT and not tag.startswith("-"):
            if not table and tag == "table" and node.css_first("th") is not None:
                table = depth
            if table and tag != "table":
                yield "text", _IN_ROW.get(tag, " ") if tag in _BLOCKS else ""
            elif tag in _BLOCKS:
                yield "text", "\n\n" if tag not in ("br", "tr", "li", "td", "th") else ("\n" if tag != "td" else " ")
            descend = node.child
        if descend is not None:
            node, depth = descend, depth + 1
            continue
        while node is not None and node.next is None:
            node, depth = node.parent, depth - 1
            if depth <= 0 or node is None:
                return
            if depth == table:
                table = 0
            if table and node.tag == "tr":
                yield "text", " |" if node.css_first("td") is not None else " |\n|---|---|"
            elif not table and node.tag in _BLOCKS:
                yield "text", "\n\n" if node.tag not in ("br", "tr", "li", "td", "th") else " "
        node = node.next if node is not None else None


def _preformatted(node: Any) -> bool:
    parent = node.parent
    return parent is not None and parent.tag == "pre"
