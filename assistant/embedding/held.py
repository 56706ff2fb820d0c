"""Something that is slow to make and large to keep: made when it is first asked for, let go when nobody asks."""

import ctypes
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Generic, TypeVar

Thing = TypeVar("Thing")

IDLE = 120.0
"""Seconds without use after which it is let go."""


class Held(Generic[Thing]):
    """`with held as thing`, from any thread and by several at once; it is not let go while it is in use."""

    def __init__(self, make: Callable[[], Thing], idle: float | None = None) -> None:
        self._make = make
        self._idle = IDLE if idle is None else idle
        self._lock = threading.Lock()
        self._thing: Thing | None = None
        self._users = 0
        self._used = 0.0
        self._watching = False

    @property
    def is_loaded(self) -> bool:
        return self._thing is not None

    def let_go(self) -> None:
        """At once, if nobody uses it; it is made again when it is next asked for."""
        with self._lock:
            if self._users:
                return
            self._thing = None
        _give_back()

    def __enter__(self) -> Thing:
        with self._lock:
            if self._thing is None:
                self._thing = self._make()
            self._users += 1
            self._watch()
            return self._thing

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._lock:
            self._users -= 1
            self._used = time.monotonic()

    def _watch(self) -> None:
        if not self._watching:
            self._watching = True
            watch = threading.Timer(self._idle, self._look)
            # The program ends without waiting for it.
            watch.daemon = True
            watch.start()

    def _look(self) -> None:
        with self._lock:
            self._watching = False
            if self._users or time.monotonic() - self._used < self._idle:
                self._watch()
                return
            self._thing = None
        _give_back()


def _give_back() -> None:
    """What was freed goes back to the system: glibc keeps most of it for whoever asks next."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
