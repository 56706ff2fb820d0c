"""Which importer reads an export, and what of it where it is an archive of several."""

from dataclasses import dataclass
from pathlib import Path

from indexers.importers.base import Importer, NotAnImport, find_importer, importers
from indexers.readers.packed import parts_of

DEEPEST = 3
"""Archives within each other that are looked into."""


@dataclass(frozen=True, slots=True)
class Found:
    """The importer of a file, and where it reads: the file itself, or what is packed into it.

    `others` are packed into it too, and an importer of another kind knows them.
    """

    importer: Importer
    places: tuple[Path, ...]
    others: tuple[Path, ...] = ()


def find_export(path: Path) -> Found:
    """Recognises a file by its content, or by that of the files which it is an archive of. Raises NotAnImport."""
    try:
        return Found(find_importer(path), (path,))
    except NotAnImport:
        parts = _known_parts(path, DEEPEST)
    if not parts:
        raise NotAnImport(path)
    # Two importers may tell of the same plays: what the first of them takes is enough.
    chosen = min((importer for importer, _ in parts), key=importers().index)
    own = [part for importer, part in parts if importer is chosen]
    own = own[:1] if chosen.source.ordered else own
    return Found(chosen, tuple(own), tuple(part for _, part in parts if part not in own))


def _known_parts(path: Path, depth: int) -> list[tuple[Importer, Path]]:
    """The files packed into one, and into those in turn, that importers know."""
    found: list[tuple[Importer, Path]] = []
    for part in parts_of(path) if depth else ():
        try:
            found.append((find_importer(part), part))
        except NotAnImport:
            found += _known_parts(part, depth - 1)
    return found
