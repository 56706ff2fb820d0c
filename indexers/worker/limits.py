"""What a reader process may take, as the system enforces it."""

import os
import signal
from functools import cache

MEMORY = 1 << 30
"""Bytes of address space."""
SECONDS = 30
"""Processor seconds for one file."""
LOOK_EVERY = 2.0
"""Seconds between two looks at whether the parent is still there."""
NOT_LOCKED = 77
"""Exit status where the network lock is refused: no file is opened."""
RETIRE_AT, RETIRE_LOOKING_AT = 160 << 20, 300 << 20
"""Bytes in memory from which the process asks to be replaced: usually, and where the networks that recognise text are
loaded."""


def end_with_parent() -> None:
    """Ends this process soon after the one that started it, also in the middle of a file. To be called before it is
    confined."""
    if not hasattr(signal, "setitimer"):
        return
    parent = os.getppid()

    def look(*_: object) -> None:
        if os.getppid() != parent:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, LOOK_EVERY, LOOK_EVERY)


def limit_process() -> None:
    """Caps memory and files written. Where the system has no such limits, the parent's clock remains."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def allow_seconds(seconds: int) -> None:
    """Moves the soft limit of processor time to `seconds` from now."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def resident_bytes() -> int:
    """Bytes of memory in use; 0 where the system does not say."""
    try:
        with open(_statm(), "rb", buffering=0, closefd=False) as file:
            file.seek(0)
            return int(file.read(200).split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


@cache
def _statm() -> int:
    """Opened once: a confined process can open nothing."""
    return os.open("/proc/self/statm", os.O_RDONLY)
