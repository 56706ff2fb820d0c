"""What KOReader and Calibre keep beside the books: read again with the folders, whenever it changed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.domain.errors import AssistantError
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.store import LibraryStore
from indexers.importers.apply import apply_works
from indexers.importers.base import ImportedWork, Source
from indexers.importers.import_transfer import read_works
from indexers.notes.places import stands_beside
from indexers.scanner import FoundFile
from indexers.worker.lending import Belongs
from indexers.worker.pool import ReaderPool
from indexers.worker.protocol import IMPORT, SECONDS_BY_TASK

_MEMORY = "beside"
"""The journal's name for which of these files were read, and as what."""
Mark = list[int]
"""Size, time, and, where a book of it was not in the library, how many items that had; −1 else."""


def read_beside(
    library: LibraryStore, journal: JournalStore, found: Iterable[FoundFile], belongs: Belongs
) -> list[tuple[Path, str]]:
    """Takes over what is new in these files among all that were found; says which could not be read, and why.

    belongs: whether files at a true place may be read.
    """
    files = [file for file in found if stands_beside(file.path)]
    known: dict[str, Mark] = journal.get(_MEMORY, {})
    count = library.items.count()
    fresh = [file for file in files if not _is_known(file, known.get(file.path), count)]
    marks = {file.path: known[file.path] for file in files if file.path in known}
    problems: list[tuple[Path, str]] = []
    if fresh:
        with ReaderPool(1, SECONDS_BY_TASK[IMPORT], belongs=belongs) as pool:
            problems = _take_over(library, journal, fresh, pool, marks)
    if marks != known:
        journal.set(_MEMORY, marks)
    return problems


def _is_known(file: FoundFile, mark: Mark | None, count: int) -> bool:
    return mark is not None and mark[:2] == [file.size, file.mtime_ns] and mark[2] in (-1, count)


def _take_over(
    library: LibraryStore,
    journal: JournalStore,
    files: Sequence[FoundFile],
    pool: ReaderPool,
    marks: dict[str, Mark],
) -> list[tuple[Path, str]]:
    """Sidecars of one program come in together: the items are gone through once."""
    problems: list[tuple[Path, str]] = []
    sidecars: list[ImportedWork] = []
    count = library.items.count()
    for file in files:
        path = Path(file.path)
        marks[file.path] = [file.size, file.mtime_ns, -1]
        try:
            export = read_works(path, pool=pool)
        except AssistantError as error:
            problems.append((path, str(error)))
            continue
        problems += [(path, problem.reason) for problem in export.problems]
        if path.suffix == ".lua":
            sidecars += [_of_book(work, path) for work in export.works]
        elif apply_works(export.source, export.works, library, journal, wishes=False, folder=path.parent).unmatched:
            marks[file.path][2] = count
    if sidecars:
        lost = {
            work.path for work in apply_works(Source("koreader"), sidecars, library, journal, wishes=False).unmatched
        }
        for file in files:
            if lost and _book_of(Path(file.path)) in lost:
                marks[file.path][2] = count
    return problems


def _of_book(work: ImportedWork, sidecar: Path) -> ImportedWork:
    """The book is the one beside the file, wherever it was when the file was written."""
    return replace(work, path=_book_of(sidecar))


def _book_of(sidecar: Path) -> Path:
    """ "Dune.epub" of "Dune.sdr/metadata.epub.lua"."""
    suffix = sidecar.name.removeprefix("metadata.").removesuffix(".lua")
    return sidecar.parent.with_suffix(f".{suffix}")
