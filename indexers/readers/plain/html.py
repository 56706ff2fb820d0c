"""Reads HTML with selectolax."""

import re
from pathlib import Path
from typing import Any

from assistant.domain.errors import UnreadableFile
from assistant.language.people import people
from assistant.messages import tr
from indexers.metadata.authors import sane_names
from indexers.metadata.bylines import written_by
from indexers.metadata.clean_metadata import clean_line, find_year, language_code, listed_subjects
from indexers.metadata.identifiers import identifier
from indexers.readers.base import MEGABYTE, Reading
from indexers.readers.decoding import decode_markup
from indexers.readers.markup import clean_description, sections_of
from indexers.readers.registry import reader

_START = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head)\b", re.I | re.S)
_TITLES = ("citation_title", "title", "dc.title", "dcterms.title", "og:title", "twitter:title")
_AUTHORS = ("citation_author", "dc.creator", "dcterms.creator", "author", "article:author", "creator")
_SUBJECTS = ("keywords", "dc.subject", "citation_keywords", "article:tag")
_NO_TITLE = re.compile(r"untitled(?: document)?|new page \d+|no title", re.I)
_OF_A_SITE = re.compile(r"home(?:page| page)?|index|document|startseite|accueil|welcome", re.I)
"""What says nothing where the page has a heading."""
_SITE = re.compile(r"\s+[|\-–—·•:»]+\s+\S")
_BYLINES = (".byline", '[itemprop="author"]', '[rel~="author"]')  # no words
_MOST_WRITERS = 3
"""Of one page; where more are named, it lists pages of others."""
_DATES = (
    "citation_publication_date", "citation_date", "article:published_time", "dc.date", "dcterms.date", "dcterms.issued",
    "dcterms.created", "date",
)  # fmt: skip


def _is_html(head: bytes) -> bool:
    return bool(_START.match(head.removeprefix(b"\xef\xbb\xbf")))


@reader("HTML", {
    ".html": "text/html", ".htm": "text/html", ".xhtml": "application/xhtml+xml",
}, largest=32 * MEGABYTE, recognises=_is_html)  # fmt: skip
def read_html(path: Path) -> Reading:
    data = path.read_bytes()
    if not data.strip():
        raise UnreadableFile(tr("The file is empty."))
    return read_page(decode_markup(data))


def read_page(markup: str) -> Reading:
    """A Reading out of a page's head and body. Raises UnreadableFile if it says nothing."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(markup)
    metas = _metas(tree)
    sections = tuple(sections_of(tree.body)) if tree.body is not None else ()
    title = _title(tree, metas)
    root = tree.css_first("html")
    stated_language = (root.attributes.get("lang") or root.attributes.get("xml:lang") or "") if root is not None else ""
    return Reading(
        title=title,
        creators=_creators(metas) or _byline(tree),
        year=next((year for name in _DATES for value in metas.get(name, ()) if (year := find_year(value))), None),
        publisher=clean_line(_first(metas, "dc.publisher", "citation_publisher", "og:site_name", "publisher"), 200),
        language=language_code(stated_language or _first(metas, "dc.language", "content-language", "language")),
        subjects=listed_subjects([value for name in _SUBJECTS for value in metas.get(name, ())]),
        description=clean_description(_first(metas, "description", "dc.description", "og:description")),
        identifiers=tuple(
            pair
            for scheme, name in (("doi", "citation_doi"), ("isbn", "citation_isbn"), ("", "dc.identifier"))
            for value in metas.get(name, ())[:3]
            if (pair := identifier(scheme, value))
        ),  # fmt: skip
        sections=sections,
    )


def _metas(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("http-equiv")
        content = attributes.get("content")
        if name and content:
            found.setdefault(name.lower(), []).append(content)
    return found


def _first(metas: dict[str, list[str]], *names: str) -> str:
    return next((value for name in names for value in metas.get(name, ()) if value.strip()), "")


def _title(tree: Any, metas: dict[str, list[str]]) -> str:
    node = tree.css_first("title")
    stated = clean_line(node.text()) if node is not None else ""
    heading = tree.css_first("h1") or tree.css_first("h2")
    headline = clean_line(heading.text()) if heading is not None else ""
    if stated and not (_NO_TITLE.fullmatch(stated) or (headline and _OF_A_SITE.fullmatch(stated))):
        return _without_site(stated, headline, *(metas.get("og:title", ())))
    return clean_line(_first(metas, *_TITLES)) or headline


def _without_site(stated: str, *headlines: str) -> str:
    """A title without the name of its site, "Salt | The Quay": the rest is what the page calls itself."""
    for headline in map(clean_line, headlines):
        rest = stated.removeprefix(headline) if headline else stated
        if rest != stated and _SITE.match(rest):
            return headline
    return stated


def _creators(metas: dict[str, list[str]]) -> tuple[str, ...]:
    for name in _AUTHORS:
        if values := metas.get(name):
            named = [person for value in values for person in people(value)]
            return sane_names(person for person in named if not person.startswith("http"))
    return ()


def _byline(tree: Any) -> tuple[str, ...]:
    """Who wrote a page, where its body marks that, with or without "by"."""
    for mark in _BYLINES:
        lines = [clean_line(node.text(separator=" ")) for node in tree.css(mark)[:20]]
        named = [name for line in lines for name in written_by([line]) or written_by([f"by {line}"])]
        if named:
            found = tuple(dict.fromkeys(named))
            return found if len(found) <= _MOST_WRITERS else ()
    return ()
