"""What is kept of a sheet of cells, whatever its format: the first rows, a line each."""

from collections.abc import Iterable, Sequence

from indexers.metadata.clean_metadata import clean_line, clean_text
from indexers.readers.base import Section

MOST_SHEETS = 60
MOST_ROWS = 200
MOST_CELLS = 60
"""Cells read of each row."""
_LONGEST_NAME = 80


def sheet_section(name: str, rows: Iterable[Sequence[str]]) -> list[Section]:
    """A sheet as a section of one line a row, empty cells left out; none for an empty sheet."""
    lines = (" | ".join(filter(None, cells)) for cells in rows)
    text = "\n\n".join(line for line in lines if line)
    return [Section(clean_text(text), clean_line(name, _LONGEST_NAME))] if text else []
