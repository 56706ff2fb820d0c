"""Reads comics in CBZ: a zip of pictures, with ComicInfo.xml (Anansi project) where there is one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from assistant.domain.entities import Kind
from assistant.domain.errors import UnreadableFile
from assistant.messages import mark, tr
from indexers.metadata.authors import told_publisher
from indexers.metadata.clean_metadata import (
    clean_line,
    clean_names,
    find_year,
    language_code,
    natural,
    positive_number,
    split_subjects,
)
from indexers.metadata.identifiers import isbn13
from indexers.readers.base import MEGABYTE, Reading, Section
from indexers.readers.markup import clean_description, element_text, local_name, parse_xml
from indexers.readers.registry import reader
from indexers.readers.zipped import SafeZip

_A_PLACE = re.compile(
    r"(?:chapter|ch\.?|chap\.?|vol(?:ume)?\.?|episode|ep\.?|issue|kapitel|band|tome|chapitre|cap[ií]tulo|第)?\s*#?\d+"
    r"(?:\.\d+)?\s*[話巻章卷话]?",
    re.I,
)
"""A title that tells nothing but the place in the series."""
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif|bmp)$", re.I)
MOST_LOOKED_AT = 3000
"""Pages whose text is recognised."""
_AUTHORS = ("Writer", "Penciller")  # no words
_ARTISTS = ("Inker", "Colorist", "CoverArtist")  # no words
"""Named where no author is; who letters, edits or translates a comic never is."""


@reader(mark("comic"), {".cbz": "application/vnd.comicbook+zip"}, largest=2048 * MEGABYTE)
def read_comic(path: Path) -> Reading:
    with SafeZip(path) as archive:
        pages = comic_pages(archive)
        if not pages:
            raise UnreadableFile(tr("This comic holds no pictures."))
        told = describe_comic(_stated(archive))
        return replace(
            told,
            pages=len(pages),
            sections=(Section(told.description, "summary"),) if told.description else (),
            cover=_cover(archive, pages[0]),
            scans=tuple(range(min(len(pages), MOST_LOOKED_AT))),
        )


def comic_pages(archive: SafeZip) -> list[str]:
    """The names of its pictures, in reading order."""
    pictures = (name for name in archive.names if _PICTURE.search(name) and "__MACOSX" not in name)
    return sorted(pictures, key=natural)


def describe_comic(stated: Mapping[str, str]) -> Reading:
    """What a ComicInfo.xml states, by the names of its elements."""
    pages = positive_number(stated.get("PageCount"))
    return Reading(
        kind=Kind.BOOK,
        title=_title(stated),
        creators=_people(stated, _AUTHORS) or _people(stated, _ARTISTS),
        year=find_year(stated.get("Year", "")),
        series=clean_line(stated.get("Series", ""), 200),
        series_index=positive_number(stated.get("Number")),
        publisher=told_publisher(stated.get("Publisher", "")),
        language=language_code(stated.get("LanguageISO", "")),
        subjects=split_subjects(stated.get("Genre", ""), stated.get("Tags", ""), "comics", _manga(stated)),
        description=clean_description(stated.get("Summary", "")),
        identifiers=(("isbn", number),) if (number := isbn13(stated.get("GTIN", ""))) else (),
        pages=int(pages) if pages else None,
    )


def _stated(archive: SafeZip) -> dict[str, str]:
    name = next((name for name in archive.names if name.lower().endswith("comicinfo.xml")), "")
    if not name:
        return {}
    try:
        return stated_in(archive.read(name))
    except UnreadableFile:
        # A damaged description costs the description, not the comic.
        return {}


def stated_in(data: bytes) -> dict[str, str]:
    """The elements of a ComicInfo.xml. Raises UnreadableFile."""
    return {local_name(element): element_text(element) for element in parse_xml(data)}


def _people(stated: Mapping[str, str], roles: Iterable[str]) -> tuple[str, ...]:
    return clean_names(name for role in roles for name in stated.get(role, "").split(","))


def _title(stated: Mapping[str, str]) -> str:
    series, number, title = (clean_line(stated.get(name, "")) for name in ("Series", "Number", "Title"))  # no words
    if not series or (title and not _A_PLACE.fullmatch(title)):
        return title
    return f"{series} #{number}" if number else f"{series}: {title}" if title else series


def _manga(stated: Mapping[str, str]) -> str:
    """ComicInfo has "Yes" or "YesAndRightToLeft" for one."""
    return "manga" if stated.get("Manga", "").startswith("Yes") else ""  # no words


def _cover(archive: SafeZip, name: str) -> bytes | None:
    try:
        return archive.read(name)
    except UnreadableFile:
        return None
