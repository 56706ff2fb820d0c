"""Passwords that the person gave for locked files: kept in the journal, which is encrypted, or used once."""

import os
from dataclasses import replace
from pathlib import Path

from assistant.domain.errors import AssistantError, LockedFile
from assistant.messages import quoted, tr
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.files import FileState
from assistant.storage.library.store import LibraryStore
from indexers.item_writer import ItemWriter, shown
from indexers.scanner import FoundFile
from indexers.worker.pool import ReaderPool
from indexers.worker.protocol import READ

_KEPT = "passwords"


def kept_passwords(journal: JournalStore) -> tuple[str, ...]:
    """Those that are tried on every locked file, the newest first."""
    return tuple(journal.get(_KEPT, ()))


def unlock(library: LibraryStore, journal: JournalStore, path: Path, password: str, *, keep: bool) -> None:
    """Reads a locked file with a password, and brings it into the library. A password that is kept is tried on every
    locked file from the next sync on, those that are known now too. Raises LockedFile where it does not fit, and
    AssistantError where the file cannot be read."""
    with ReaderPool(1, passwords=lambda: (password,)) as pool:
        *_, answer = pool.ask(path, READ)
    name = quoted(shown(path.name))
    if answer.state == "locked":
        raise LockedFile(tr("This password does not open {file}.", file=name))
    if answer.reading is None:
        raise AssistantError(answer.reason or tr("{file} cannot be read.", file=name))
    status = os.stat(path)
    writer = ItemWriter(library, journal)
    file = FoundFile(os.fspath(path), status.st_size, status.st_mtime_ns, status.st_ino)
    writer.add(file, library.files.get(path), answer)
    writer.store()
    if keep:
        journal.set(_KEPT, list(dict.fromkeys((password, *kept_passwords(journal)))))
        locked = library.files.in_state(FileState.LOCKED)
        library.files.put_many(replace(record, digest=b"") for record in locked)
