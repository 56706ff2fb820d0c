"""Tells work ahead of time that a person waits for something."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Foreground:
    """Counts what a person asks for. Work for idle times ends as soon as that number moves."""

    def __init__(self, lock: threading.RLock) -> None:
        self._lock = lock
        self._asked = 0
        self._idler: int | None = None
        """The thread that works while nobody asks for anything."""

    def asked(self) -> None:
        """Called by whatever the person waits for."""
        with self._lock:
            if threading.get_ident() != self._idler:
                self._asked += 1

    @contextmanager
    def idle(self) -> Iterator[Callable[[], bool]]:
        """The calling thread works ahead; yields what says that it has to end."""
        with self._lock:
            before, self._idler = self._asked, threading.get_ident()
        try:
            yield lambda: self._asked != before
        finally:
            with self._lock:
                self._idler = None
