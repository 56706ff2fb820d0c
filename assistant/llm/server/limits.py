"""How much time and memory a piece of work may take that a file asks for, within the process that does it.

Time is looked at between two lines of Python. What one line does without end, the kernel ends with the whole process.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType
from typing import Any, TypeVar

Result = TypeVar("Result")

SECONDS, KILLED_AFTER = 2.0, 6
"""Of the processor: what a busy machine keeps waiting does not take longer by it."""
MEMORY = 256 << 20
"""Bytes of address space beyond what the process has."""
_KILL = "RLIMIT_CPU"
_SPACE = "RLIMIT_AS"


class TooMuch(BaseException):
    """The work took too long. No Exception: a library under the work must not catch it."""


def bounded(work: Callable[[], Result]) -> Result:
    """What the work returns. Raises TooMuch when it took too long, MemoryError when it wanted too much."""
    with _limit(_SPACE, _address_space() + MEMORY if _address_space() else 0), _limit(_KILL, _seconds_used()):
        before = sys.gettrace()
        sys.settrace(_deadline(SECONDS))
        try:
            return work()
        finally:
            sys.settrace(before)


@cache
def watched_memory() -> int:
    """The descriptor by which the system tells how large this process is; -1 where it does not. To be called before
    the process is confined: it can open nothing afterwards."""
    try:
        return os.open("/proc/self/statm", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return -1


def _deadline(seconds: float) -> Any:
    clock, used = time.monotonic() + seconds, time.thread_time() + seconds

    def look(frame: FrameType, event: str, argument: object) -> Any:
        # The clock is quick to read; what was used of the processor costs as much as many lines.
        if time.monotonic() > clock and time.thread_time() > used:
            raise TooMuch
        return look

    return look


def _address_space() -> int:
    """Bytes; 0 where the system does not say."""
    if watched_memory() < 0:
        return 0
    return int(os.pread(watched_memory(), 200, 0).split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _seconds_used() -> int:
    times = os.times()
    return int(times.user + times.system) + KILLED_AFTER


@contextmanager
def _limit(name: str, soft: int) -> Iterator[None]:
    """A lower soft limit for a while; none where `soft` is 0 or the system has no such limits."""
    try:
        import resource
    except ImportError:
        yield
        return
    which = int(getattr(resource, name))
    before, hard = resource.getrlimit(which)
    bounds = [one for one in (soft, before) if one not in (0, resource.RLIM_INFINITY)]
    if not soft:
        yield
        return
    resource.setrlimit(which, (min(bounds), hard))
    try:
        yield
    finally:
        resource.setrlimit(which, (before, hard))
