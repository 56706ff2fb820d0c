"""What a person can do about files that could not be read: try again, or never mind."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from assistant.storage.library.files import FileRecord, FileState
from assistant.storage.library.store import LibraryStore


def retry(library: LibraryStore, paths: Iterable[Path]) -> int:
    """Lets the next sync read these files anew, ignored ones too. Returns how many are known."""
    records = _known(library, paths)
    fresh = [
        replace(record, digest=b"", state=FileState.FAILED if record.state is FileState.IGNORED else record.state)
        for record in records
    ]
    library.files.put_many(fresh)
    return len(fresh)


def stop_ignoring(library: LibraryStore, paths: Iterable[Path]) -> int:
    """Lets the next sync read these ignored files again. Returns how many were ignored."""
    return retry(library, [record.path for record in _known(library, paths) if record.state is FileState.IGNORED])


def ignore(library: LibraryStore, paths: Iterable[Path]) -> int:
    """Leaves these files out from now on; an item goes with its last file. Returns how many are known."""
    records = _known(library, paths)
    library.files.put_many(replace(record, state=FileState.IGNORED, item_id=None) for record in records)
    return len(records)


def _known(library: LibraryStore, paths: Iterable[Path]) -> list[FileRecord]:
    return [record for path in paths if (record := library.files.get(path)) is not None]
