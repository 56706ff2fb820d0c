"""Which files are those of a library, by where they truly lie."""

import os
from collections.abc import Callable
from pathlib import Path

from assistant.storage.journal.store import JournalStore
from assistant.storage.library.store import LibraryStore
from indexers.worker.true_places import lies_in


def belongs_to(library: LibraryStore, journal: JournalStore) -> Callable[[Path], bool]:
    """Whether a true place lies below a folder that is read now, or is known by that very path."""
    roots = [os.path.realpath(root) for root in journal.roots()]
    return lambda place: library.files.get(place) is not None or lies_in(place, roots)
