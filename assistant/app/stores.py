"""The two stores with their home, and how the parts keep in memory what they made from them."""

import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from assistant.settings.paths import Paths
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.store import LibraryStore

Value = TypeVar("Value")


@dataclass(frozen=True)
class Stores:
    """What the files hold, and what only the person knows. `memory` guards all that parts keep: see App."""

    paths: Paths
    library: LibraryStore
    journal: JournalStore
    memory: threading.RLock = field(default_factory=threading.RLock, repr=False)

    def version(self) -> tuple[int, int]:
        """Changes whenever library or journal do, whichever process wrote; cheap enough to ask every second."""
        return self.library.version(), self.journal.taste_version()

    def foreign_version(self) -> tuple[int, int]:
        """Changes only when another process has written; it too may be asked every second."""
        return self.library.database.foreign_changes(), self.journal.database.foreign_changes()

    def close(self) -> None:
        self.library.close()
        self.journal.close()


class Kept(Generic[Value]):
    """One value that is kept until its mark changes, and made by one thread while the others wait for it."""

    def __init__(self, lock: threading.RLock) -> None:
        self._lock = lock
        self._kept: tuple[Hashable, Value] | None = None

    def get(self, mark: Callable[[], Hashable], make: Callable[[], Value]) -> Value:
        """The value of the mark as it is now. Neither call may write to a store."""
        with self._lock:
            now = mark()
            if self._kept is None or self._kept[0] != now:
                self._kept = now, make()
            return self._kept[1]

    def forget(self) -> None:
        with self._lock:
            self._kept = None
