"""What of a passage can be quoted as an answer: its sentences, entries of lists, and rows of tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.domain.entities import Passage
from assistant.language.normalise import flatten
from assistant.language.sentences import split_sentences

LONGEST = 320
_HEADING_WORDS = 12
_FEWEST_LETTERS = 3
_RULE = re.compile(r"\|(?:\s*:?-{2,}:?\s*\|)+")
_ENTRY = re.compile(r"(?:^|(?<=\s))[-–•*▪] (?=\S)|(?<=[.;:!?]) (?=\d{1,2}[.)] \S)")
_CAPITALS = re.compile(r"^((?:[A-ZÀ-Ý\d'’/&,-]{2,}(?: |$)){1,6})(?=[A-ZÀ-Ý][a-zà-ÿ’' ]|- |$)")
_ENDED = re.compile(r"[.!?…:;][\"”’)\]»]*$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, an entry or a row as it stands in its passage. `before` and `after` stand beside it, `heading` above:
    of a row, the names of its columns too."""

    text: str
    heading: str = ""
    before: str = ""
    after: str = ""
    is_row: bool = False
    opens: bool = False
    """Begins with the title: what names the document, its author and date."""


def units_of(passage: Passage, title: str) -> list[Unit]:
    """Everything in a passage of a work of that title that can be quoted, in order."""
    found: list[Unit] = []
    heading = passage.place
    for line in passage.text.split("\n"):
        if not (line := line.strip()):
            continue
        if _is_heading(line):
            heading = line
            continue
        above = _CAPITALS.match(line)
        if above:
            heading, line = above.group(1).strip(), line[above.end() :]
        found += _of_line(line, heading)
    return [replace(one, opens=True) if title and one.text.startswith(title) else one for one in found]


def _is_heading(line: str) -> bool:
    ended = _ENDED.search(line) or "|" in line or _ENTRY.match(line)
    return not ended and len(line.split()) <= _HEADING_WORDS


def _of_line(line: str, heading: str) -> Iterator[Unit]:
    if line.startswith("|") and line.count("|") > 2:
        yield from _rows(line, heading)
        return
    pieces = [piece for entry in _entries(line) for piece in split_sentences(entry)]
    pieces = [piece for piece in pieces if sum(map(str.isalpha, piece)) >= _FEWEST_LETTERS]
    for at, piece in enumerate(pieces):
        before = pieces[at - 1] if at else ""
        after = pieces[at + 1] if at + 1 < len(pieces) else ""
        yield Unit(flatten(piece, LONGEST), heading, before, after)


def _entries(line: str) -> list[str]:
    """The entries of a list that a reader has put on one line."""
    if len(_ENTRY.findall(line)) < 2:
        return [line]
    return [entry for piece in _ENTRY.split(line) if (entry := piece.strip())]


def _rows(line: str, heading: str) -> Iterator[Unit]:
    """The rows of a table on one line; the first names the columns where a rule follows it."""
    ruled = _RULE.split(line, maxsplit=1)
    columns = _cells(ruled[0]) if len(ruled) > 1 else ""
    for row in re.split(r"\|\s+\|", ruled[-1]):
        if cells := _cells(row):
            yield Unit(flatten(cells, LONGEST), f"{heading} {columns}".strip(), is_row=True)


def _cells(row: str) -> str:
    return " | ".join(cell for piece in row.split("|") if (cell := piece.strip()))
