"""What is kept of a sheet of cells, whatever its format: the first rows, a line each."""

from collections.abc import Iterable, Iterator, Sequence

from indexers.metadata.clean_metadata import clean_line, clean_text
from indexers.readers.base import Section

MOST_SHEETS = 60
MOST_ROWS = 200
MOST_CELLS = 60
"""Cells read of each row."""
_LONGEST_NAME = 80


def sheet_section(name: str, rows: Iterable[Sequence[str]]) -> list[Section]:
    """A sheet as a section, its rows as those of a table in Markdown, whose columns have names if the first row of
    several cells holds words alone; none for an empty sheet."""
    text = clean_text("\n".join(table_lines(rows)))
    return [Section(text, clean_line(name, _LONGEST_NAME))] if text else []


def table_lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The rows as lines of a table in Markdown; a cell alone in its row is a line of text."""
    first: Sequence[str] | None = None
    for cells in rows:
        filled = list(filter(None, cells))
        if len(filled) < 2:
            yield from filled
            continue
        if first is None:
            first = cells
        elif first:
            yield from _named(first)
            first = ()
        last = max(at for at, cell in enumerate(cells) if cell)
        yield f"| {' | '.join(cell.replace('|', '/') for cell in cells[: last + 1])} |"


def _named(first: Sequence[str]) -> Iterator[str]:
    """What stands below a first row of words."""
    if not any(map(str.isdecimal, "".join(first))):
        yield "|---" * len(first) + "|"
