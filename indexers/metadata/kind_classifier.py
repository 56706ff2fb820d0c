"""Decides whether a text is a book or a document, by evidence that adds up."""

import re
from pathlib import Path

from assistant.domain.entities import Kind
from indexers.metadata.clean_metadata import word_set
from indexers.metadata.folder_names import BOOK_FOLDERS
from indexers.readers.base import Reading

ENOUGH = 2.0
_CHAPTER = re.compile(
    r"^\s*(?:chapter|kapitel|chapitre|capítulo|capitolo|глава|part|book|teil|livre)\s+(?:[ivxlc]+|\d+|one|two|three|"
    r"eins|zwei|un|premier)\b",
    re.I | re.M,
)
_DOCUMENT_FOLDERS = word_set(
    "documents dokumente papers paper invoices rechnungen bills taxes steuer reports manuals handbücher letters briefe",
    "slides work arbeit scans receipts contracts verträge articles",
)
_DOCUMENT_WORDS = re.compile(
    r"\b(?:manual|invoice|rechnung|report|datasheet|specification|user guide|slides|minutes|proceedings|thesis|paper|"
    r"brochure|whitepaper|form|contract|receipt)\b",
    re.I,
)
_LICENCE = re.compile(r"\bproject gutenberg\b", re.I)


def decide_kind(reading: Reading, path: Path) -> Kind:
    """BOOK from ENOUGH points on, else DOCUMENT. A reading that knows its kind keeps it."""
    if reading.kind is not None:
        return reading.kind
    return Kind.BOOK if sum(weigh(reading, path).values()) >= ENOUGH else Kind.DOCUMENT


def weigh(reading: Reading, path: Path) -> dict[str, float]:
    """Points for (above 0) and against a book, each with its name."""
    folders = {name.casefold() for name in path.parent.parts}
    words, pages = reading.words or 0, reading.pages or 0
    schemes = {scheme for scheme, _ in reading.identifiers}
    start = "\n".join(section.text[:3000] for section in reading.sections[:5])
    points = {
        "isbn": 2.0 * ("isbn" in schemes),
        "length": 1.5 * (words >= 50_000) + 0.5 * (words >= 25_000),
        "pages": 0.5 * (pages >= 100),
        "chapters": 1.0 * (_chapters(reading) >= 5),
        "book folder": 2.0 * bool(folders & BOOK_FOLDERS) * (words == 0 or words >= 1500),
        "gutenberg": 2.0 * bool(_LICENCE.search(start)),
        "document folder": -1.0 * bool(folders & _DOCUMENT_FOLDERS),
        "doi": -2.0 * ("doi" in schemes),
        "short": -2.0 * (words < 5000 and pages < 24),
        "title": -1.0 * bool(_DOCUMENT_WORDS.search(reading.title)),
        "abstract": -1.0 * bool(re.search(r"^\s*(?:abstract|zusammenfassung)\b", start, re.I | re.M)),
    }
    return {name: value for name, value in points.items() if value}


def _chapters(reading: Reading) -> int:
    by_place = sum(bool(_CHAPTER.match(section.place)) for section in reading.sections)
    return max(by_place, sum(len(_CHAPTER.findall(section.text)) for section in reading.sections))
