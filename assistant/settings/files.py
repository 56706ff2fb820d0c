"""Files that are replaced whole: written beside the old one, brought to the disk, and put in its place."""

import errno
import os
import secrets
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.domain.errors import AssistantError
from assistant.messages import tr

LARGEST = 1 << 20
"""Bytes of a file that is read whole: ours have some hundred."""
PATIENCE = 2.0
"""Seconds that a writer waits for another one; its turn takes milliseconds."""
_LOOK = 0.01
_ALONE = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
DRAFT = ".alcove-draft-"
"""Begins the name of a file that is to replace another, until it does."""
_YOUNG, _FORGOTTEN = 5.0, 3600.0
"""Seconds for which a draft may not yet bear its writer's lock; and after which one was left behind by a run that was
killed, where the system does not tell of locks."""


def open_regular(path: Path) -> int:
    """A descriptor to read by, at the beginning. Never waits for a pipe. Raises OSError, for what is no file too."""
    wanted = (getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC", "O_BINARY"))
    descriptor = os.open(path, os.O_RDONLY | sum(wanted))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, tr("it is no file"), os.fspath(path))
    return descriptor


def read_whole(path: Path) -> bytes:
    """A small file of ours. Raises OSError, for what is no file or a large one too."""
    with open(open_regular(path), "rb") as file:
        if os.fstat(file.fileno()).st_size > LARGEST:
            raise OSError(errno.EFBIG, tr("it is too large"))
        return file.read(LARGEST)


def new_draft(folder: Path, mode: int = 0o600) -> tuple[int, Path]:
    """An empty file to write, beside the one that it is to replace; whoever leaves it open says that it is in use.
    Raises OSError.

    Those that runs which were killed have left in the folder are removed.
    """
    for draft in folder.glob(f"{DRAFT}*"):
        forget_draft(draft)
    draft = folder / f"{DRAFT}{secrets.token_hex(8)}"
    descriptor = os.open(draft, _ALONE | os.O_CREAT | os.O_EXCL, mode)
    _hold(descriptor)
    return descriptor, draft


def forget_draft(draft: Path) -> None:
    """Removes it, if nobody is writing it any more."""
    try:
        found = draft.lstat()
        age = time.time() - found.st_mtime
        if not stat.S_ISREG(found.st_mode) or age < _YOUNG:
            return
        descriptor = os.open(draft, _ALONE)
        try:
            left = _hold(descriptor)
        finally:
            os.close(descriptor)
        if age > _FORGOTTEN if left is None else left:
            draft.unlink()
    except OSError:
        return  # Its owner was quicker.


def write_atomically(path: Path, content: bytes) -> None:
    """Replaces a file in one step, readable by its owner alone (0600), and on disk when this returns.

    Raises AssistantError where the disk is full or the folder cannot be written to; the old file then stands.
    """
    try:
        _replace(path, content)
        sync_folder(path.parent)
    except OSError as error:
        reason = error.strerror or error
        raise AssistantError(
            tr("{path} cannot be written ({reason}). Free some space or mend its rights.", path=path, reason=reason)
        ) from error


def replace_file(path: Path, content: bytes) -> None:
    """Writes a file that a person has asked for, whole or not at all: one that was there stays where the disk is full,
    and hands on its rights. Raises OSError."""
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    try:
        before = target.stat().st_mode
    except FileNotFoundError:
        return _replace(target, content, 0o666)
    if stat.S_ISREG(before) and os.access(target.parent, os.W_OK):
        return _replace(target, content, stat.S_IMODE(before), exactly=os.name != "nt")
    # A pipe, or a file in a folder in which nothing can be made.
    target.write_bytes(content)
    return None


def _replace(path: Path, content: bytes, mode: int = 0o600, *, exactly: bool = False) -> None:
    descriptor, draft = new_draft(path.parent, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if exactly:
            draft.chmod(mode)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Makes renames within a folder durable, where the system knows how to."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Only one process at a time is in here for a folder, so that reading, changing and replacing a file is one step.

    Where the lock cannot be had, such as on some network drives, the work is done without it after PATIENCE.
    """
    descriptor = _lock(folder)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


if sys.platform == "win32":

    def _hold(descriptor: int) -> bool | None:
        return None

    def _lock(folder: Path) -> int | None:
        # A file that only one can make; Windows removes it when it is closed, a crash included.
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                return os.open(folder / ".writing", os.O_CREAT | os.O_EXCL | os.O_TEMPORARY)
            except OSError:
                time.sleep(_LOOK)
        return None

else:

    def _hold(descriptor: int) -> bool | None:
        """Whether the lock of an open file could be taken; None where there are none."""
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return None
        return True

    def _lock(folder: Path) -> int | None:
        import fcntl

        # The folder itself bears the lock, so that no other file is needed.
        try:
            descriptor = os.open(folder, os.O_RDONLY)
        except OSError:
            return None
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return descriptor
            except BlockingIOError:
                time.sleep(_LOOK)
            except OSError:
                break
        os.close(descriptor)
        return None
