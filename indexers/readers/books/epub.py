"""Reads EPUB 2 and 3 on zipfile and lxml (IDPF OPF 2.0.1, EPUB 3.3 package documents)."""

import json
import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain.entities import Kind
from assistant.domain.errors import UnreadableFile
from assistant.language.people import people
from assistant.messages import decimal, tr, trn
from indexers.metadata.authors import stated_names
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
from indexers.readers.base import MEGABYTE, Reading, Section
from indexers.readers.books.heading import with_title
from indexers.readers.books.toc import chapter_names
from indexers.readers.decoding import decode_markup
from indexers.readers.markup import attribute, clean_description, element_text, html_sections, local_name, parse_xml
from indexers.readers.registry import reader
from indexers.readers.zipped import BombStopped, SafeZip

MOST_TEXT = 24 * MEGABYTE
_NO_BOOK = re.compile(
    r"\b(?:feed|rss|podcast|news(?:paper|letter)?|magazine|periodical|journal article|blog|web ?page|article)\b", re.I
)
_FONT_SCRAMBLING = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_NCX = "application/x-dtbncx+xml"
_AUTHORS = frozenset({"", "aut", "author", "cre", "creator", "cmp"})
"""MARC relators under which a work is someone's own, in whole or in part."""
_HELPERS = frozenset({"trl", "nrt", "bkp", "pbl", "dst", "bkd", "cov", "prt", "mrk", "translator", "narrator"})
"""Those that are never named as its creators, even where no one else is."""


def _is_epub(head: bytes) -> bool:
    return head[:2] == b"PK" and (
        b"mimetypeapplication/epub+zip" in head[:120] or b"application/x-ibooks+zip" in head[:120]
    )


@reader("EPUB", {
    ".epub": "application/epub+zip", ".kepub": "application/epub+zip", ".ibooks": "application/x-ibooks+zip",
}, largest=600 * MEGABYTE, recognises=_is_epub)  # fmt: skip
def read_epub(path: Path) -> Reading:
    with SafeZip(path) as archive:
        _refuse_protected(archive)
        package_name = _package_name(archive)
        package = _Package(parse_xml(archive.read(package_name), package_name), package_name, archive.locate)
        sections, partial = _read_spine(archive, package)
        if not sections and not package.values("title"):
            raise UnreadableFile(tr("This EPUB holds neither a title nor any text."))
        return with_title(_describe(package, sections, _cover(archive, package), partial))


def read_package(data: bytes) -> Reading:
    """What an OPF states by itself, as Calibre writes one beside each book. Raises UnreadableFile."""
    return with_title(_describe(_Package(parse_xml(data), "", str), [], None, ""))


@dataclass(frozen=True, slots=True)
class _Entry:
    href: str
    media_type: str
    properties: str


class _Package:
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
            element.get("id", ""): _Entry(
                self._resolve(element.get("href", "")), element.get("media-type", ""), element.get("properties", "")
            )
            for element in root.iter("{*}item")
        }
        self.spine = [element.get("idref", "") for element in root.iter("{*}itemref")]

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


def _refuse_protected(archive: SafeZip) -> None:
    """Font scrambling is harmless; any other encryption is copy protection."""
    if "META-INF/encryption.xml" not in archive:
        return
    root = parse_xml(archive.read("META-INF/encryption.xml"), "META-INF/encryption.xml")
    methods = [element.get("Algorithm", "") for element in root.iter("{*}EncryptionMethod")]
    if any(method not in _FONT_SCRAMBLING for method in methods):
        raise UnreadableFile(
            tr("This EPUB is locked by copy protection (DRM). Only the shop's own program can open it.")
        )


def _package_name(archive: SafeZip) -> str:
    if "META-INF/container.xml" in archive:
        root = parse_xml(archive.read("META-INF/container.xml"), "META-INF/container.xml")
        for element in root.iter("{*}rootfile"):
            if (name := archive.locate(element.get("full-path", ""))) in archive.names:
                return name
    for name in archive.names:
        if name.lower().endswith(".opf"):
            return name
    raise UnreadableFile(tr("This EPUB is incomplete: it has no list of contents."))


def _read_spine(archive: SafeZip, package: _Package) -> tuple[list[Section], str]:
    sections: list[Section] = []
    names = chapter_names(archive, package.contents) if package.contents else {}
    size, lost = 0, 0
    for idref in package.spine:
        entry = package.manifest.get(idref)
        if entry is None or "nav" in entry.properties.split():
            continue
        try:
            markup = archive.read(entry.href)
        except BombStopped:
            raise
        except UnreadableFile:
            lost += 1
            continue
        size += len(markup)
        if size > MOST_TEXT:
            return sections, tr("Only the first part of this very long book was read.")
        sections += html_sections(decode_markup(markup), names.get(entry.href, ""))
    return sections, _lost_chapters(lost, len(package.spine))


def _lost_chapters(lost: int, count: int) -> str:
    if not lost:
        return ""
    return trn(
        "{n} of its {count} chapters is missing or damaged.",
        "{n} of its {count} chapters are missing or damaged.",
        lost,
        count=decimal(count),
    )


def _describe(package: _Package, sections: list[Section], cover: bytes | None, partial: str) -> Reading:
    series, number = _series(package)
    return Reading(
        kind=Kind.DOCUMENT if _is_feed(package) else Kind.BOOK,
        title=_title(package),
        creators=_creators(package),
        year=_year(package),
        series=clean_line(series, 200),
        series_index=positive_number(number),
        publisher=clean_line(next(iter(package.values("publisher")), ""), 200),
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


def _is_feed(package: _Package) -> bool:
    """Whether it is news or a magazine that a program fetched, or what its type says is no book."""
    periodical = package.meta("calibre:publication_type").startswith("periodical")
    return periodical or any(_NO_BOOK.search(kind) for kind in package.values("type"))


def _pages(package: _Package) -> int | None:
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


def _title(package: _Package) -> str:
    titles = package.dublin("title")
    kinds = [package.refined(title, "title-type") for title in titles]
    main = [title for title, kind in zip(titles, kinds, strict=True) if kind == "main"]
    # The title of a collection, an edition or a part is not that of the book.
    main = main or [title for title, kind in zip(titles, kinds, strict=True) if not kind] or titles[:1]
    subtitles = [title for title, kind in zip(titles, kinds, strict=True) if kind == "subtitle" and title not in main]
    return clean_line(": ".join(element_text(title) for title in main[:1] + subtitles[:1]))


def _creators(package: _Package) -> tuple[str, ...]:
    """Those with a role of authors, in the order that the book asks for; others only where it names no author."""
    named = [(person, package.roles(person)) for person in package.dublin("creator")]
    helping = [(person, package.roles(person)) for person in package.dublin("contributor")]
    authors = [person for person, roles in named if roles & _AUTHORS]
    authors += [person for person, roles in helping if roles & (_AUTHORS - {""})]
    authors = authors or [person for person, roles in named if roles - _HELPERS]
    authors.sort(key=lambda person: positive_number(package.refined(person, "display-seq")) or 0.0)
    return stated_names(name for person in authors for name in people(element_text(person)))


def _year(package: _Package) -> int | None:
    """The date of publication; a date of modification or conversion says nothing about the work."""
    dated = [(attribute(date, "event").lower(), element_text(date)) for date in package.dublin("date")]
    dated = [(event, text) for event, text in dated if event not in ("modification", "conversion", "creation")]
    dated.sort(key=lambda pair: "original" not in pair[0])
    return next((year for _, text in dated if (year := find_year(text))), None)


def _series(package: _Package) -> tuple[str, str]:
    if series := package.meta("calibre:series"):
        return series, package.meta("calibre:series_index")
    for meta in package.metas:
        if meta.get("property") == "belongs-to-collection" and package.refined(meta, "collection-type") in (
            "series",
            "",
        ):
            return element_text(meta), package.refined(meta, "group-position")
    return "", ""


def _identifiers(package: _Package) -> tuple[tuple[str, str], ...]:
    found = []
    for element in package.dublin("identifier") + package.dublin("source"):
        found.append(identifier(attribute(element, "scheme"), element_text(element)))
    return tuple(dict.fromkeys(pair for pair in found if pair))


def _cover(archive: SafeZip, package: _Package) -> bytes | None:
    pictures = {
        key: entry
        for key, entry in package.manifest.items()
        if entry.media_type.startswith("image/") and entry.media_type != "image/svg+xml"
    }
    named = package.meta("cover")
    marked = [entry for key, entry in pictures.items() if key == named or "cover-image" in entry.properties.split()]
    guessed = [entry for key, entry in pictures.items() if "cover" in (key + entry.href).lower()]
    for entry in (marked + guessed)[:1]:
        try:
            return archive.read(entry.href)
        except UnreadableFile:
            return None
    return None
