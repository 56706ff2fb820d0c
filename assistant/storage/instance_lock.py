"""Whether another process has a database open: asked before its file is replaced or removed under that process."""

from pathlib import Path

_DEAD_MAN_SWITCH = 128
"""The byte of the shared-memory file that every connection in WAL mode holds a lock on (SQLite, os_unix.c)."""


def open_elsewhere(database: Path) -> bool:
    """True if another process holds it open. Where the system has no such locks (Windows), replacing the file fails."""
    try:
        import fcntl
    except ImportError:
        return False
    try:
        with database.with_name(f"{database.name}-shm").open("rb+") as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _DEAD_MAN_SWITCH)
            except OSError:
                return True
            return False
    except OSError:
        return False
