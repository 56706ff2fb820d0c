"""Reads plain text."""

import re
from pathlib import Path

from assistant.language.people import people
from assistant.messages import mark
from indexers.metadata.clean_metadata import clean_line, clean_text, language_code
from indexers.metadata.identifiers import isbns_in
from indexers.readers.base import MEGABYTE, Reading, Section, count_words
from indexers.readers.decoding import read_text
from indexers.readers.registry import reader
from indexers.readers.sections import cut_at, with_text

_CHAPTER = re.compile(
    r"^[ \t]*((?:chapter|kapitel|chapitre|cap[ií]tul?o|part|book|глава|часть)[ \t]+[\divxlcIVXLC]+\b.{0,80}|"
    r"prologue|epilogue)[ \t]*$",
    re.I | re.M,
)
_GUTENBERG = re.compile(r"^(Title|Author|Language|Release Date|Translator):[ \t]*(.+(?:\n[ \t]+\S.*)*)", re.M)


@reader(mark("text"), {
    ".txt": "text/plain", ".text": "text/plain", ".log": "text/plain", ".rst": "text/x-rst", ".org": "text/org",
    ".asc": "text/plain",
}, largest=64 * MEGABYTE)  # fmt: skip
def read_plain_text(path: Path) -> Reading:
    text = clean_text(read_text(path))
    sections = _chapters(text)
    stated = {match[1].lower(): clean_line(match[2]) for match in _GUTENBERG.finditer(text[:6000])}
    title = stated.get("title", "") if "author" in stated or "release date" in stated else ""
    guessed = "" if title else _first_line(text)
    return Reading(
        title=title or guessed,
        creators=people(stated.get("author", "")) if title else (),
        language=language_code(stated.get("language", "")) if title else "",
        identifiers=tuple(("isbn", number) for number in isbns_in(text[:20_000])[:2]),
        words=count_words(sections),
        sections=sections,
        inferred=frozenset({"title"} if guessed else ()),
    )


def _chapters(text: str) -> tuple[Section, ...]:
    marks = list(_CHAPTER.finditer(text))
    if len(marks) < 3:
        return (Section(text.strip()),)
    return with_text(cut_at(text, marks, lambda match: match[1]))


def _first_line(text: str) -> str:
    """A short first line standing by itself reads as a title; else nothing."""
    lines = text.lstrip().split("\n", 2)
    line = clean_line(lines[0])
    alone = len(lines) > 1 and not lines[1].strip()
    if _CHAPTER.match(line):
        return ""
    if (
        alone
        and 3 <= len(line) <= 100
        and not line.endswith((".", ",", ";", ":"))
        and sum(map(str.isalpha, line)) > len(line) / 2
    ):
        return line
    return ""
