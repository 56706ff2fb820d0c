"""Finds who wrote a paper on its first page: the names between its title and its abstract."""

import re
from collections.abc import Sequence
from itertools import takewhile

from assistant.language.people import people
from indexers.metadata.authors import sane_names

_FARTHEST = 60
"""Lines from the top among which the abstract begins."""
_TITLE_LINES = 6
_ABSTRACT = re.compile(r"^\W*(?:abstract|summary|zusammenfassung|kurzfassung|résumé|resumen|sommario|resumo)\b", re.I)
_MARKS = re.compile(
    r"(?<=[^\W\d_.])\s*(?:[\d*†‡§¶∗♯#]+(?:\s*,\s*[\d*†‡§¶∗♯#]+)*|\s[a-f](?:,[a-f])*(?=\s*(?:,|and\b|$)))"
)
"""What points from a name to a footnote or a place of work: "Ann Smith1,2*"."""
_RANK = re.compile(r",?\s*(?:(?:graduate |student |senior |life )*(?:member|fellow)),?\s*(?:IEEE|ACM)\b", re.I)
_WORK = re.compile(
    r"@|\b(?:universit\w*|institut\w*|department|dept|school|college|laborator\w*|labs?|faculty|fakultät|facult[eé]|"
    r"cent(?:er|re)|research|inc|ltd|gmbh|academy|hospital|politecnico|ministry|corporation)\b",
    re.I,
)
_NAME = re.compile(
    r"(?:[^\W\d_a-zß-öø-ÿ][^\W\d_]*[.'’-]?[^\W\d_]*(?:[-'’][^\W\d_]+)*\.?|d[aeiou]s?|dell?a?|v[ao]n|der|den|la|le|y|bin|al-\w+)"
)
_NO_NAME = re.compile(
    r"\b(?:a|an|the|of|for|in|on|to|from|with|by|is|are|draft|preprint|version|report|technical|journal|conference|"
    r"proceedings|volume|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"contents|introduction|keywords|university|institute|department|students?|member|fellow|ieee|acm)\b",
    re.I,
)


def byline(page: str, title: str) -> tuple[str, ...]:
    """The names right below the title of a paper, as the text of its first page has them; empty where it is not sure.

    Sure means that an abstract follows, and that there are several names, or marks at them, or a place of work below.
    """
    lines = [line for line in (" ".join(line.split()) for line in page.split("\n")) if line][:_FARTHEST]
    if not title or not any(map(_ABSTRACT.match, lines)):
        return ()
    below = list(takewhile(lambda line: not _ABSTRACT.match(line), lines[_end_of(title, lines) :]))
    named = list(takewhile(_is_names, below))
    found = sane_names(name for line in named for name in _names(line))
    marked = any(_MARKS.search(line) for line in named)
    at_work = any(_WORK.search(line) for line in below[len(named) : len(named) + 3])
    return found if len(found) > 1 or marked or at_work else ()


def _end_of(title: str, lines: Sequence[str]) -> int:
    """How many lines the page takes to the end of its title; the whole page if it is not there."""
    sought = _letters(title)
    for start in range(min(_TITLE_LINES, len(lines))):
        text = ""
        for end in range(start, min(start + _TITLE_LINES, len(lines))):
            text += _letters(lines[end])
            if text == sought:
                return end + 1
    return len(lines)


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", text).casefold()


def _is_names(line: str) -> bool:
    """Whether a line holds people's names and nothing else."""
    names = _names(line) if len(line) <= 200 and not _WORK.search(line) else ()
    return bool(names) and all(_is_name(name) for name in names)


def _names(line: str) -> tuple[str, ...]:
    return people(_MARKS.sub("", _RANK.sub("", line)).strip(" ,;"), listed=True)


def _is_name(name: str) -> bool:
    words = name.split()
    return (
        2 <= len(words) <= 5
        and not _NO_NAME.search(name)
        and all(_NAME.fullmatch(word) for word in words)
        and len(words[-1].strip(".")) > 1
    )
