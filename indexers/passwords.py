"""Passwords that the person gave for locked files: kept in the journal, which is encrypted, or used once.

A kept password belongs to the content of one file. No other file's reader learns it, whatever it says of itself.
"""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from assistant.domain.errors import AssistantError, LockedFile
from assistant.messages import quoted, tr
from assistant.settings.files import open_regular
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.store import LibraryStore
from indexers.item_writer import ItemWriter, shown
from indexers.scanner import FoundFile
from indexers.worker.belonging import belongs_to
from indexers.worker.pool import ReaderPool
from indexers.worker.protocol import READ, Answer

_KEPT = "password:{size}:"
"""Small values of the journal, the digest of the whole file behind it."""
_OF_NO_FILE = "passwords"
"""Where passwords stood before each had a file."""


def kept_password(journal: JournalStore, path: Path) -> str:
    """The one that was kept for this very file; empty where there is none, or the file cannot be read."""
    try:
        # Most files are spared the reading: none of that size has a password.
        kept = journal.small_values(_KEPT.format(size=os.stat(path).st_size))
        return str(kept.get(_digest(path), "")) if kept else ""
    except OSError:
        return ""


def unlock(library: LibraryStore, journal: JournalStore, paths: Sequence[Path], password: str, *, keep: bool) -> int:
    """Reads locked files with a password and brings them into the library; says how many it opened. What is kept is
    kept for each of them. Raises LockedFile where it opens none, and AssistantError where none can be read."""
    opened, problem = 0, AssistantError("")
    writer = ItemWriter(library, journal)
    with ReaderPool(1, password=lambda _: password, belongs=belongs_to(library, journal)) as pool:
        for path in paths:
            *_, answer = pool.ask(path, READ)
            if answer.reading is None:
                problem = _refusal(path, answer, len(paths))
                continue
            status = os.stat(path)
            file = FoundFile(os.fspath(path), status.st_size, status.st_mtime_ns, status.st_ino)
            writer.add(file, library.files.get(path), answer)
            opened += 1
            if keep:
                journal.set(_KEPT.format(size=status.st_size) + _digest(path), password)
    writer.store()
    if not opened:
        raise problem
    if keep:
        journal.set(_OF_NO_FILE, None)
    return opened


def _refusal(path: Path, answer: Answer, n: int) -> AssistantError:
    name = quoted(shown(path.name))
    if answer.state != "locked":
        return AssistantError(answer.reason or tr("{file} cannot be read.", file=name))
    if n == 1:
        return LockedFile(tr("This password does not open {file}.", file=name))
    return LockedFile(tr("This password opens none of these files."))


def _digest(path: Path) -> str:
    """Of all of it: the samples that tell versions of a large file apart could be those of another."""
    with open(open_regular(path), "rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()
