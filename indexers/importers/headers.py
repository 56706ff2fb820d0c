"""The line of names in a table: where it stands, how it parts its cells, and where another one begins."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path

from indexers.importers.columns import are_names, columns_of, is_understood
from indexers.importers.text.lines import lines_of
from indexers.readers.decoding import decode_text, looks_like_text

_SEPARATORS = (",", "\t", ";", "|")
_HEADER_WITHIN = 10
MOST_COLUMNS = 400
"""Of a table of works; what is wider holds measurements."""
_SEP_LINE = re.compile(r"^sep=(.)\s*$", re.I)
_NO_TABLE = ("{", "[", "<", "@", "#EXT", "-----")
"""What JSON, XML, BibTeX, lists of songs and the like begin with."""

_NUMBER = re.compile(r"\d{4}")
"""A year, a moment or an ISBN, which rows have and names of columns have not."""


@dataclass(frozen=True, slots=True)
class Header:
    names: tuple[str, ...]
    separator: str
    line: int
    """Where it stands, from 1."""

    @property
    def roles(self) -> dict[str, str]:
        return {role: self.names[place].lower() for role, place in columns_of(self.names).items()}


def header_of(lines: Iterator[tuple[int, str]]) -> Header:
    """The line of names among the first: the one of which most is understood; the first that has several cells else."""
    separator, found = "", list[Header]()
    for number, line in islice(lines, _HEADER_WITHIN):
        if match := _SEP_LINE.match(line):
            separator = match[1]
            continue
        if not found and line.lstrip().startswith(_NO_TABLE):
            break
        header = _names(number, line, separator or _separator(line))
        if 1 < len(header.names) <= MOST_COLUMNS:
            found.append(header)
    # Behind the first line a row of works may hold a name of a column by chance.
    known = [header for header in found[:1] if "title" in columns_of(header.names)]
    known += [header for header in found[1:] if is_understood(columns_of(header.names))]
    return next(iter(known + found), Header((), ",", 0))


def header_again(number: int, line: str, header: Header) -> Header | None:
    """The header from here on, where a line repeats `header` or begins another table; None for a row."""
    if match := _SEP_LINE.match(line):
        return replace(header, separator=match[1])
    if _NUMBER.search(line) and not any(map(_NUMBER.search, header.names)):
        return None
    same = _names(number, line, header.separator)
    if _plain(same.names) == _plain(header.names):
        return header
    other = _names(number, line, _separator(line))
    return next((found for found in (same, other) if are_names(found.names)), None)


def _names(number: int, line: str, separator: str) -> Header:
    cells = within_quotes(next(csv.reader([line.replace("\0", "")], delimiter=separator), []), separator)
    return Header(tuple(name.strip().strip("\ufeff") for name in cells), separator, number)


def within_quotes(cells: list[str], separator: str) -> list[str]:
    """The cells of a row that a program quoted as a whole, as if it were one; others as they are."""
    if len(cells) != 1 or separator not in cells[0]:
        return cells
    return next(csv.reader([cells[0]], delimiter=separator), cells)


def _plain(names: tuple[str, ...]) -> list[str]:
    return [name.strip('" ').lower() for name in names if name]


def _separator(line: str) -> str:
    return max(_SEPARATORS, key=line.count)


def names_in(head: bytes) -> list[str]:
    """The column names of a table, in lower case; none for what is no text."""
    return [name.lower() for name in header_in(head).names]


@lru_cache(maxsize=2)
def header_in(head: bytes) -> Header:
    """The line of names in a table's first bytes, which importers ask for one after the other."""
    if not looks_like_text(head):
        return Header((), ",", 0)
    return header_of(lines_of(iter([decode_text(head)])))


def has_columns(*names: str) -> Callable[[Path, bytes], bool]:
    """Recognises a table by names of columns, in lower case."""
    return lambda path, head: set(names) <= set(names_in(head))
