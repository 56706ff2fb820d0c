"""Locks on files that the system drops when their process ends: shared by many, or of one alone."""

import errno
import os
import stat
import sys
from pathlib import Path

from assistant.domain.errors import AssistantError
from assistant.messages import tr

_UNKNOWN = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
"""What a system answers that has no such locks."""


def take(file: Path, *, shared: bool) -> int | None:
    """The open file that bears the lock, to be closed to let go of it; None while another has it.

    The file is made for its owner alone if need be. Raises AssistantError where it cannot be opened; a link is not,
    since what it leads to would be written to.
    """
    try:
        flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(file, flags, 0o600)
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            os.close(descriptor)
            raise OSError(errno.EINVAL, tr("it is no file"))
    except OSError as error:
        reason = error.strerror or error
        raise AssistantError(
            tr(
                "{path} cannot be opened ({reason}). Mend its rights, or choose another ALCOVE_HOME.",
                path=file,
                reason=reason,
            )
        ) from error
    if _locked(descriptor, shared) and _stands(descriptor, file):
        return descriptor
    os.close(descriptor)
    return None


def _stands(descriptor: int, file: Path) -> bool:
    """Whether the file is still the one of that name: it may have been removed while its lock was waited for."""
    try:
        return os.path.samestat(os.fstat(descriptor), file.stat())
    except OSError:
        return False


if sys.platform == "win32":
    import ctypes
    import msvcrt
    import struct

    _AT_ONCE, _ALONE = 1, 2
    _BEYOND = 1 << 30
    """Where the lock lies: Windows lets nobody read what is locked, and the names must be read."""

    def _locked(descriptor: int, shared: bool) -> bool:
        flags = _AT_ONCE | (0 if shared else _ALONE)
        place = ctypes.create_string_buffer(struct.pack("PPIIP", 0, 0, _BEYOND, 0, 0))
        handle = msvcrt.get_osfhandle(descriptor)
        return bool(ctypes.windll.kernel32.LockFileEx(handle, flags, 0, 1, 0, ctypes.byref(place)))

else:
    import fcntl

    def _locked(descriptor: int, shared: bool) -> bool:
        try:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno in _UNKNOWN
        return True
