"""What the package document of an EPUB states, which Calibre also writes beside a book (OPF 2.0.1, EPUB 3.3)."""

import json
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any

from assistant.domain.entities import Kind
from assistant.language.people import people
from indexers.metadata.authors import stated_names, told_publisher
from indexers.metadata.clean_metadata import (
    clean_line,
    find_year,
    language_code,
    listed_subjects,
    page_count,
    positive_number,
)
from indexers.metadata.identifiers import identifier
from indexers.paths import inside
from indexers.readers.base import Reading, Section
from indexers.readers.books.heading import with_title
from indexers.readers.markup import attribute, clean_description, element_text, local_name, parse_xml

_NO_BOOK = re.compile(
    r"\b(?:feed|rss|podcast|news(?:paper|letter)?|magazine|periodical|journal article|blog|web ?page|article)\b", re.I
)
_NCX, _PAGE = "application/x-dtbncx+xml", "application/xhtml+xml"
_AUTHORS = frozenset({"", "aut", "author", "cre", "creator", "cmp"})
"""MARC relators under which a work is someone's own, in whole or in part."""
_HELPERS = frozenset({"trl", "nrt", "bkp", "pbl", "dst", "bkd", "cov", "prt", "mrk", "translator", "narrator"})
"""Those that are never named as its creators, even where no one else is."""


def read_package(data: bytes) -> Reading:
    """What an OPF states by itself, as Calibre writes one beside each book. Raises UnreadableFile."""
    return with_title(describe_package(Package(parse_xml(data), "", str), [], None, ""))


@dataclass(frozen=True, slots=True)
class Entry:
    href: str
    media_type: str
    properties: str


class Package:
    """The OPF: metadata, manifest and spine, without namespaces."""

    def __init__(self, root: Any, name: str, locate: Callable[[str], str]) -> None:
        self._folder, self._locate = posixpath.dirname(name), locate
        self.elements = [element for element in root.iter() if local_name(element)]
        self.metas = list(root.iter("{*}meta"))
        self.refines: dict[tuple[str, str], list[str]] = {}
        for meta in self.metas:
            if meta.get("refines"):
                key = (meta.get("refines").lstrip("#"), meta.get("property", "").rpartition(":")[2])
                self.refines.setdefault(key, []).append(element_text(meta))
        self.manifest = {
            element.get("id", ""): Entry(
                self._resolve(element.get("href", "")), element.get("media-type", ""), element.get("properties", "")
            )
            for element in root.iter("{*}item")
        }
        stated = [element.get("idref", "") for element in root.iter("{*}itemref")]
        # An order that names nothing of the book is none: then its pages come as they are listed.
        self.spine = stated if self.manifest.keys() & {*stated} else self._pages()

    def _pages(self) -> list[str]:
        return [name for name, entry in self.manifest.items() if entry.media_type == _PAGE]

    @property
    def contents(self) -> str:
        """The part that holds the table of contents; empty if none does."""
        entries = self.manifest.values()
        pages = [entry.href for entry in entries if "nav" in entry.properties.split()]
        return next(iter(pages + [entry.href for entry in entries if entry.media_type == _NCX]), "")

    def _resolve(self, href: str) -> str:
        return self._locate(inside(self._folder, href.partition("#")[0]))

    def dublin(self, name: str) -> list[Any]:
        return [element for element in self.elements if local_name(element).lower() == name and element.text]

    def values(self, name: str) -> list[str]:
        return [text for element in self.dublin(name) if (text := element_text(element))]

    def meta(self, *names: str) -> str:
        """The content of a named meta element, EPUB 2 (name) or 3 (property)."""
        for meta in self.metas:
            if meta.get("name") in names and meta.get("content"):
                return str(meta.get("content"))
            if meta.get("property") in names and not meta.get("refines") and meta.text:
                return element_text(meta)
        return ""

    def refined(self, element: Any, name: str) -> str:
        """The first that is said so of an element."""
        return next(iter(self.refinements(element, name)), "")

    def refinements(self, element: Any, name: str) -> list[str]:
        """All of a name that is said of an element; one person may have several roles."""
        return self.refines.get((element.get("id", ""), name), []) if element.get("id") else []

    def roles(self, person: Any) -> set[str]:
        """A person's roles in lower case, of EPUB 2 and 3; one empty role for who has none."""
        stated = [*attribute(person, "role").split(), *self.refinements(person, "role")]
        return {re.split(r"[/#:]", role.strip().lower())[-1] for role in stated} or {""}


def describe_package(package: Package, sections: list[Section], cover: bytes | None, partial: str) -> Reading:
    series, number = _series(package)
    return Reading(
        kind=Kind.DOCUMENT if _is_feed(package) else Kind.BOOK,
        title=_title(package),
        creators=_creators(package),
        year=_year(package),
        series=clean_line(series, 200),
        series_index=positive_number(number),
        publisher=told_publisher(next(iter(package.values("publisher")), "")),
        language=next((code for value in package.values("language") if (code := language_code(value))), ""),
        subjects=listed_subjects(package.values("subject")),
        description=clean_description(
            "\n".join("".join(element.itertext()) for element in package.dublin("description")[:1])
        ),
        identifiers=_identifiers(package),
        pages=_pages(package),
        sections=tuple(sections),
        cover=cover,
        partial=partial,
    )


def _is_feed(package: Package) -> bool:
    """Whether it is news or a magazine that a program fetched, or what its type says is no book."""
    periodical = package.meta("calibre:publication_type").startswith("periodical")
    return periodical or any(_NO_BOOK.search(kind) for kind in package.values("type"))


def _pages(package: Package) -> int | None:
    """As the book states them, or Calibre in a column of the person's own (whose name has "page" in it)."""
    stated = [package.meta("schema:numberOfPages", "numberOfPages", "media:pageCount", "dcterms:extent")]  # no words
    stated += package.values("extent") + package.values("format")
    for meta in package.metas:
        name, content = meta.get("name", ""), meta.get("content", "")
        if name.startswith("calibre:user_metadata:") and "page" in name.lower():
            stated.append(_calibre_value(content))
    return next((pages for value in stated if (pages := page_count(value))), None)


def _calibre_value(content: str) -> str:
    try:
        told = json.loads(content)
    except ValueError:
        return ""
    return str(told.get("#value#") or "") if isinstance(told, dict) else ""


def _title(package: Package) -> str:
    titles = package.dublin("title")
    kinds = [package.refined(title, "title-type") for title in titles]
    main = [title for title, kind in zip(titles, kinds, strict=True) if kind == "main"]
    # The title of a collection, an edition or a part is not that of the book.
    main = main or [title for title, kind in zip(titles, kinds, strict=True) if not kind] or titles[:1]
    subtitles = [title for title, kind in zip(titles, kinds, strict=True) if kind == "subtitle" and title not in main]
    return clean_line(": ".join(element_text(title) for title in main[:1] + subtitles[:1]))


def _creators(package: Package) -> tuple[str, ...]:
    """Those with a role of authors, in the order that the book asks for; others only where it names no author."""
    named = [(person, package.roles(person)) for person in package.dublin("creator")]
    helping = [(person, package.roles(person)) for person in package.dublin("contributor")]
    authors = [person for person, roles in named if roles & _AUTHORS]
    authors += [person for person, roles in helping if roles & (_AUTHORS - {""})]
    authors = authors or [person for person, roles in named if roles - _HELPERS]
    authors.sort(key=lambda person: positive_number(package.refined(person, "display-seq")) or 0.0)
    return stated_names(name for person in authors for name in people(unescape(element_text(person))))


def _year(package: Package) -> int | None:
    """The date of publication; a date of modification or conversion says nothing about the work."""
    dated = [(attribute(date, "event").lower(), element_text(date)) for date in package.dublin("date")]
    dated = [(event, text) for event, text in dated if event not in ("modification", "conversion", "creation")]
    dated.sort(key=lambda pair: "original" not in pair[0])
    return next((year for _, text in dated if (year := find_year(text))), None)


def _series(package: Package) -> tuple[str, str]:
    if series := package.meta("calibre:series"):
        return series, package.meta("calibre:series_index")
    for meta in package.metas:
        if meta.get("property") == "belongs-to-collection" and package.refined(meta, "collection-type") in (
            "series",
            "",
        ):
            return element_text(meta), package.refined(meta, "group-position")
    return "", ""


def _identifiers(package: Package) -> tuple[tuple[str, str], ...]:
    found = []
    for element in package.dublin("identifier") + package.dublin("source"):
        found.append(identifier(attribute(element, "scheme"), element_text(element)))
    return tuple(dict.fromkeys(pair for pair in found if pair))
