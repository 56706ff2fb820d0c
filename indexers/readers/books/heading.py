"""Finds what a book is called where a program put a word in the place of its title."""

import re
from collections.abc import Sequence
from dataclasses import replace

from indexers.metadata.clean_metadata import clean_line
from indexers.metadata.titles import given_title, title_from_lines
from indexers.readers.base import Reading, Section, count_words

_LOOKED_AT = 6
"""Sections from the start among which a title stands."""
_TITLE_PAGE = 60
"""Words of a page that holds no more than title, author and publisher."""
_LONGEST = 100
_BEFORE = re.compile(
    r"(?:cover|(?:half )?title(?: page)?|copyright|contents|table of contents|dedication|epigraph|imprint|colophon|"
    r"umschlag|titel(?:seite|blatt)?|inhalt(?:sverzeichnis)?|impressum|widmung|"
    r"couverture|(?:page de )?titre|table des matières|sommaire|mentions légales|dédicace|"
    r"cubierta|portada|índice|créditos|dedicatoria|copertina|frontespizio|indice)\W*|(?:copyright|©)\b.*\d.*",
    re.I,
)
_BEGUN = re.compile(
    r"(?:chapter|kapitel|chapitre|cap[ií]tul?o|capitolo|hoofdstuk|part|teil|partie|parte|book|buch|глава|часть)\s+"
    r"(?:\d+|[ivxlc]+|one|first|eins|une?|première|uno|prim[oae]r?a?|первая)\b.*|"
    r"(?:prologue?|prolog[oa]?|epilogue|foreword|preface|introduction|acknowledge?ments?|vorwort|einleitung|danksagung|"
    r"préface|avant-propos|prefacio|prefazione|about the author|notes?)\W*|第.{1,4}[章回].*|[\divxlc]+\W*",
    re.I,
)
"""Headings behind which no title comes any more."""


def with_title(reading: Reading) -> Reading:
    """The reading with its first heading for a title where none was given; without one its file's name is taken."""
    if title := given_title(reading.title):
        return replace(reading, title=title)
    heading = _first_heading(reading.sections[:_LOOKED_AT], {name.casefold() for name in reading.creators})
    return replace(reading, title=heading, inferred=reading.inferred | ({"title"} if heading else set()))


def _first_heading(sections: Sequence[Section], creators: set[str]) -> str:
    for section in sections:
        heading = clean_line(section.place) or _on_title_page(section)
        if _BEGUN.fullmatch(heading) or not heading:
            return ""
        if not _BEFORE.fullmatch(heading) and heading.casefold() not in creators:
            return heading if title_from_lines(heading, _LONGEST) == heading and given_title(heading) else ""
    return ""


def _on_title_page(section: Section) -> str:
    """The first line of a page that says little."""
    return title_from_lines(section.text, _LONGEST) if count_words([section]) <= _TITLE_PAGE else ""
