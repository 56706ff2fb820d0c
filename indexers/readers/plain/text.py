"""Reads plain text."""

import re
from pathlib import Path

from assistant.language.people import people
from assistant.messages import mark
from indexers.metadata.authors import sane_people
from indexers.metadata.bylines import written_by
from indexers.metadata.clean_metadata import clean_line, clean_text, language_code
from indexers.metadata.identifiers import isbns_in
from indexers.metadata.person_names import LIKELY, sureness
from indexers.metadata.title_marks import plain_title
from indexers.readers.base import MEGABYTE, Reading, Section, count_words
from indexers.readers.decoding import read_text
from indexers.readers.registry import reader
from indexers.readers.sections import cut_at, with_text

_CHAPTER = re.compile(
    r"^[ \t]*((?:chapter|kapitel|chapitre|cap[ií]tul?o|part|book|глава|часть)[ \t]+[\divxlcIVXLC]+\b.{0,80}|"
    r"prologue|epilogue)[ \t]*$",
    re.I | re.M,
)
_MARK = re.compile(r"^(?:#{1,2}[ \t]+|=[ \t]+|\*[ \t]+(?=\S+$)|#\+title:[ \t]*)(.+?)(?:[ \t]+#+)?[ \t]*$", re.I)
_UNDERLINE = re.compile(r"^([=\-~*#^+_])\1{2,}$")
_FIELD = re.compile(r"^(?::author:|#\+author:)[ \t]*(.+)$", re.I | re.M)
"""Who wrote a page in reStructuredText or in Org."""
_ASIAN_NAME = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]{2,6}(?:[ \u3000・][\u3040-\u30ff\u3400-\u9fff々]{1,6})?")
_SHORT = 60
"""Characters of a title above its author."""
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
    guessed, writers = ("", ()) if title else _heading(text)
    return Reading(
        title=title or guessed,
        creators=people(stated.get("author", "")) if title else writers,
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


def _stated_author(text: str) -> str:
    match = _FIELD.search(text[:2000])
    return match[1].strip() if match else ""


def _heading(text: str) -> tuple[str, tuple[str, ...]]:
    """(title, authors) that a text begins with: a short first line that stands by itself, is underlined or marked as a
    heading, or is followed by who wrote it; empty where it begins otherwise."""
    lines = text.lstrip().split("\n", 5)
    if _UNDERLINE.match(lines[0].strip()) and len(lines) > 2:
        # A heading between two lines.
        del lines[0]
    marked = _MARK.match(lines[0])
    line = plain_title(clean_line(marked[1] if marked else lines[0]))
    if (
        _CHAPTER.match(line)
        or not 2 - (not line.isascii()) <= len(line) <= 100
        or sum(map(str.isalpha, line)) <= len(line) / 2
    ):
        return "", ()
    following = lines[1].strip() if len(lines) > 1 else ""
    if writers := written_by(lines[1:5]) or sane_people(_stated_author(text)):
        return line, writers
    if len(lines) > 2 and not lines[2].strip() and len(line) <= _SHORT and _is_author(following):
        return line, (following,)
    underlined = len(following) >= min(4, len(line)) and bool(_UNDERLINE.match(following))
    alone = len(lines) > 1 and not following and not line.endswith((".", ",", ";", ":"))
    return (line, ()) if marked or underlined or alone else ("", ())


def _is_author(line: str) -> bool:
    """Whether the second line of a text is the name of its author alone, as in the files of Aozora Bunko."""
    return bool(_ASIAN_NAME.fullmatch(line)) or (" " in line and sureness(line) >= LIKELY)
