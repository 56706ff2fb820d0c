"""What of a passage can be quoted as an answer: its sentences, entries of lists, and rows of tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.domain.entities import Passage
from assistant.language.normalise import flatten
from assistant.language.sentences import split_sentences
from assistant.search.answers.tables import is_row, rows_of, with_rows

LONGEST = 320
_HEADING_WORDS, _INTRODUCING_WORDS, _FIELD_WORDS, _ENTRY_WORDS = 12, 24, 18, 40
_FEWEST_LETTERS = 3
_MARK = re.compile(r"^(?:[-–•*▪]|\d{1,2}[.)])\s+(?=\S)")
_NUMBER = re.compile(r"^\d{1,2}[.)]\s+[A-ZÀ-Þ]")
_ENTRY = re.compile(r"(?:^|(?<=\s))[-–•*▪] (?=\S)|(?<=[.;:!?])(?<!\b[Nn][or]\.)(?<!\bOp\.) (?=\d{1,2}[.)] \S)")
_FIELD = re.compile(r"^[^\W\d_][^:.!?]{0,40}: \S")
_VALUE = re.compile(r"^[£$€+~≈<>(]?\d\S*(?: [\w.,:/%°€£$()+–-]+){0,4}$")
"""A line that says nothing without the one above: “12 March 2026”, “£4.50 a dozen”."""
_CAPITALS = re.compile(r"^((?:[A-ZÀ-Ý\d'’/&,-]{2,}(?: |$)){1,6})(?=[A-ZÀ-Ý][a-zà-ÿ’' ]|- |$)")
_WORD = re.compile(r"[A-ZÀ-Ý]{3}")
"""In capitals, and no code like “E4”."""
_ENDED = re.compile(r"[.!?…:;][\"”’)\]»]*$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, an entry or a row as it stands in its passage. `before` and `after` stand beside it, `heading` above:
    of a row, the names of its columns too. `quoted`: how it is quoted, where it says too little as it stands.
    `entries`: of an entry, all of its list."""

    text: str
    heading: str = ""
    before: str = ""
    after: str = ""
    is_row: bool = False
    opens: bool = False
    """Begins with the title: what names the document, its author and date."""
    quoted: str = ""
    entries: tuple[str, ...] = ()


def units_of(passage: Passage, title: str) -> list[Unit]:
    """Everything in a passage of a work of that title that can be quoted, in order."""
    found: list[Unit] = []
    heading = passage.place
    for of_table, group in groupby(with_rows([*filter(None, map(str.strip, passage.text.split("\n")))]), is_row):
        lines = list(group)
        if of_table:
            found += [
                Unit(flatten(row.cells, LONGEST), f"{heading} {row.columns}".strip(), is_row=True,
                     quoted=flatten(row.quoted, LONGEST))
                for row in rows_of(lines)
            ]  # fmt: skip
            continue
        for stretch in _stretches(lines, heading):
            heading = stretch.heading
            known = heading in (passage.place, title) or len(heading.split()) > _INTRODUCING_WORDS
            found += _entries_of(stretch, "" if known else heading) if stretch.is_list else _prose_of(stretch)
    return [replace(one, opens=True) if title and one.text.startswith(title) else one for one in found]


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What stands under one heading: the entries of a list, a line of prose, or nothing."""

    heading: str
    lines: tuple[str, ...] = ()
    is_list: bool = False


def _stretches(lines: Sequence[str], heading: str) -> Iterator[_Stretch]:
    """Stretches of prose and lists in order; `heading` stands above the first of them."""
    entries: list[str] = []
    lines = _paired(lines)
    for at, line in enumerate(lines):
        before, after = lines[at - 1] if at else "", lines[at + 1] if at + 1 < len(lines) else ""
        numbered = _is_numbered_heading(line, before, after)
        heads = numbered or _heads(line, before, after)
        if entries and (heads or not _is_entry(line)):
            yield _Stretch(heading, tuple(entries), is_list=True)
            entries = []
        if heads:
            heading = _MARK.sub("", line).rstrip(" :") if numbered else line.rstrip(" :")
            told = not numbered and (_is_bare(before) or not _is_bare(line))
            yield _Stretch(heading, (line,) if told else ())
        elif _is_entry(line):
            entries.append(_MARK.sub("", line))
        else:
            above = _CAPITALS.match(line)
            if above and _WORD.search(above.group(1)):
                heading, line = above.group(1).strip(), line[above.end() :]
            yield _Stretch(heading, (line,))
    yield _Stretch(heading, tuple(entries), is_list=True)


def _heads(line: str, before: str, after: str) -> bool:
    """Whether a line stands above what follows: “Ingredients”, “Please bring:”."""
    if not after:
        return False
    if _is_bare(line):
        numbered, goes_on = any(map(str.isdecimal, line)), _is_bare(before)
        return not (numbered or goes_on) if _is_bare(after) else not (goes_on and (numbered or line[0].islower()))
    return line.endswith(":") and len(line.split()) <= _INTRODUCING_WORDS


def _is_numbered_heading(line: str, before: str, after: str) -> bool:
    """Whether a line like “2. Bicycle room” stands alone above prose, and not among entries of a list."""
    if not _NUMBER.match(line) or any(_MARK.match(one) for one in (before, after)):
        return False
    return _is_bare(_MARK.sub("", line)) and bool(after) and not _is_entry(after)


def _is_bare(line: str) -> bool:
    """Whether a line is a few words without an end."""
    ended = _ENDED.search(line) or "|" in line or _MARK.match(line) or _FIELD.match(line)
    return bool(line) and not ended and len(line.split()) <= _HEADING_WORDS


def _is_entry(line: str) -> bool:
    words = len(line.split())
    is_field = _FIELD.match(line) is not None and words <= _FIELD_WORDS
    is_marked = _MARK.match(line) is not None and words <= _ENTRY_WORDS and len(_ENTRY.findall(line)) < 2
    return is_field or is_marked or _is_bare(line)


def _paired(lines: Sequence[str]) -> list[str]:
    """The lines, with each of words and the value alone below it as one: “Next service: 12 March 2026”."""
    found: list[str] = []
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else ""
        above = found[-1] if found else ""
        if _VALUE.match(line) and not _VALUE.match(after) and _is_bare(above) and not any(map(str.isdecimal, above)):
            found[-1] = f"{above}: {line}"
        else:
            found.append(line)
    return found


def _entries_of(stretch: _Stretch, above: str) -> Iterator[Unit]:
    """`above`: what is quoted before an entry, as its place does not say it."""
    entries = tuple(flatten(entry, LONGEST) for entry in stretch.lines if _tells(entry))
    for entry in entries:
        quoted = f"{above}: {entry}" if above and not _FIELD.match(entry) else entry
        yield Unit(entry, stretch.heading, quoted=flatten(quoted, LONGEST), entries=entries)


def _prose_of(stretch: _Stretch) -> Iterator[Unit]:
    for line in stretch.lines:
        pieces = [piece for entry in _entries(line) for piece in split_sentences(entry)]
        pieces = list(filter(_tells, pieces))
        for at, piece in enumerate(pieces):
            before = pieces[at - 1] if at else ""
            after = pieces[at + 1] if at + 1 < len(pieces) else ""
            yield Unit(flatten(piece, LONGEST), stretch.heading, before, after)


def _tells(piece: str) -> bool:
    return sum(map(str.isalpha, piece)) >= _FEWEST_LETTERS


def _entries(line: str) -> list[str]:
    """The entries of a list that a reader has put on one line."""
    if len(_ENTRY.findall(line)) < 2:
        return [line]
    return [entry for piece in _ENTRY.split(line) if (entry := piece.strip())]
