"""Exports as tests write them, and the entries that importers make of them."""

from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from indexers.importers.base import Entry, ImportedWork, LeftOut, Problem, find_importer

Entries = Callable[..., list[Entry]]


@pytest.fixture
def entries(tmp_path: Path) -> Entries:
    """Writes a file (text, bytes, or SQL for a database) and reads it by whichever importer knows it."""

    def read(name: str, content: str | bytes, source: str = "", encoding: str = "utf-8") -> list[Entry]:
        path = tmp_path / name
        if name.endswith((".db", ".sqlite")):
            assert isinstance(content, str)
            connection = apsw.Connection(str(path))
            connection.execute(content)
            connection.close()
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        importer = find_importer(path)
        assert not source or importer.source.name == source
        return list(importer.read(path))

    return read


def works(found: list[Entry]) -> list[ImportedWork]:
    return [entry for entry in found if isinstance(entry, ImportedWork)]


def problems(found: list[Entry]) -> list[Problem]:
    return [entry for entry in found if isinstance(entry, Problem)]


def left_out(found: list[Entry]) -> list[str]:
    return [entry.what for entry in found if isinstance(entry, LeftOut)]
