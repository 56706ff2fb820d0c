"""Imports tables of any other program, whose columns say by their names what they hold."""

from collections.abc import Iterator
from pathlib import Path

from indexers.importers.base import Entry, importer
from indexers.importers.columns import columns_of, is_understood
from indexers.importers.headers import header_in
from indexers.importers.tables_by_hand import NAME, read_table


def _is_understood(path: Path, head: bytes) -> bool:
    names = header_in(head).names
    return is_understood(columns_of(names)) or {"rym album", "last name"} <= {name.lower() for name in names}


@importer(NAME, recognises=_is_understood, last=True)
def read_other_table(path: Path) -> Iterator[Entry]:
    yield from read_table(path)
