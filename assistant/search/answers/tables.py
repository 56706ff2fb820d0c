"""Rows of the tables in a passage, each with the names of its columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_RULE = re.compile(r"\|(?:\s*:?-{2,}:?\s*\|)+")
_SEPARATORS = "\t;,"
_FEWEST, _FEWEST_CELLS = 3, 3
"""Lines of a table that nothing but commas marks, and cells of its lines."""
_LONGEST_CELL = 6
_ENDED = re.compile(r"[.!?]$")


@dataclass(frozen=True, slots=True)
class Row:
    """“Rye | 4.60”, the names of its columns in the same way, and “Rye; price: 4.60”."""

    cells: str
    columns: str
    quoted: str


def is_row(line: str) -> bool:
    """Whether a line is a row of a table in Markdown of two cells or more."""
    return line.startswith("|") and line.count("|") > 2


def with_rows(lines: Sequence[str]) -> Iterator[str]:
    """The lines, with those whose cells are parted by tabs, or all alike by commas or semicolons, as rows."""
    for separator, group in groupby(lines, _separator):
        run = list(group)
        mark = separator[:1]
        plain = mark and (mark == "\t" or len(run) >= _FEWEST)
        for line in run:
            yield f"| {' | '.join(map(str.strip, line.split(mark)))} |" if plain else line


def _separator(line: str) -> str:
    """What parts the cells of a line, as often as it does; empty where nothing does."""
    if line.startswith("|") or _ENDED.search(line):
        return ""
    for mark in _SEPARATORS:
        cells = line.split(mark)
        few = 2 if mark == "\t" else _FEWEST_CELLS
        if len(cells) >= few and all(len(cell.split()) <= _LONGEST_CELL for cell in cells):
            return mark * (len(cells) - 1)
    return ""


def rows_of(lines: Sequence[str]) -> Iterator[Row]:
    """The rows of a table; the first names the columns where a rule follows it, or where it alone holds no number."""
    ruled = next((at for at, line in enumerate(lines) if _RULE.fullmatch(line)), None)
    rows = [_cells(line) for line in lines if not _RULE.fullmatch(line)]
    columns: list[str] = []
    if (ruled is not None and ruled > 0) or (ruled is None and _is_named(rows)):
        columns, rows = rows[0], rows[1:]
    names = " | ".join(filter(None, columns))
    for cells in rows:
        if any(cells):
            yield Row(" | ".join(filter(None, cells)), names, _quoted(cells, columns))


def _is_named(rows: Sequence[Sequence[str]]) -> bool:
    numbered = [any(map(str.isdecimal, "".join(cells))) for cells in rows]
    return len(rows) >= _FEWEST and len(rows[0]) >= _FEWEST_CELLS and not numbered[0] and any(numbered)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def _quoted(cells: Sequence[str], columns: Sequence[str]) -> str:
    told = []
    for at, cell in enumerate(cells):
        name = columns[at] if 0 < at < len(columns) else ""
        told.append(f"{name}: {cell}" if name and cell else cell)
    return (": " if not columns and len(cells) == 2 else "; ").join(filter(None, told))
