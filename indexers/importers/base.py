"""What an import from another program brings, and the contract that each importer keeps."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from assistant.domain.entities import Kind, Verdict
from assistant.domain.errors import AssistantError

HEAD = 65_536
"""Bytes from the start of a file that formats are recognised by."""
LARGEST = 1 << 30
_SOURCES = ("calibre", "shelves", "listens", "players", "references", "clippings", "playlists")
_importers: list["Importer"] = []


class NotAnImport(AssistantError):
    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} is no export that Alcove knows. The README lists the programs it imports from.")


@dataclass(frozen=True, slots=True)
class Act:
    """What the person did with a work: `value` is stars for RATED and a count for PLAYED; `at` is Unix seconds."""

    verdict: Verdict
    value: float = 1.0
    at: float | None = None


@dataclass(frozen=True, slots=True)
class ImportedWork:
    """One work as another program knows it. `path` is the file it names; `wanted` marks a wish ("to read")."""

    kind: Kind
    title: str
    creators: tuple[str, ...] = ()
    year: int | None = None
    series: str = ""
    series_index: float | None = None
    publisher: str = ""
    subjects: tuple[str, ...] = ()
    description: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    album: str = ""
    duration: float | None = None
    path: Path | None = None
    wanted: bool = False
    acts: tuple[Act, ...] = ()


class Importer(Protocol):
    """Reads one program's exports. `name` becomes the source of the interactions."""

    name: str

    def recognises(self, path: Path, head: bytes) -> bool: ...

    def read(self, path: Path) -> Iterator[ImportedWork]: ...


def register(importer_class: type[Importer]) -> type[Importer]:
    """Class decorator: makes an importer known."""
    _importers.append(importer_class())
    return importer_class


def find_importer(path: Path) -> Importer:
    """Recognises a file by its content. Raises NotAnImport."""
    for name in _SOURCES:
        import_module(f"indexers.importers.{name}")
    try:
        if path.stat().st_size > LARGEST:
            raise NotAnImport(path)
        with open(path, "rb") as file:
            head = file.read(HEAD)
    except OSError as error:
        raise AssistantError(f"{path} cannot be read ({(error.strerror or 'unknown error').lower()}).") from error
    for importer in _importers:
        if importer.recognises(path, head):
            return importer
    raise NotAnImport(path)
