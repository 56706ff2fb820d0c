"""A process without a place: no path leads anywhere, not even to the knowledge that something is there.

The filter of system calls cannot tell a path from none: where the C library asks of an open file by a call that takes
a path too, the path has to lead nowhere.
"""

import os

from assistant.security.kernel.calls import make_call

_OWN_USERS = 0x10000000
"""Of unshare: users of this process's own, among whom it may change its root; granted without rights on most
systems, and not once there are threads."""
_NOTHING = "/proc/self/fdinfo"
"""A folder of the kernel's in which nobody can make anything: it holds the numbers of this process's open files."""
_SINCE, _UNTIL = (2, 33), (2, 39)
"""Versions of glibc."""


def leave_all_places() -> bool:
    """Makes a folder without files the root of this process, for good. False where the system does not allow it."""
    return _is_left() or _is_left(with_own_users=True)


def _is_left(*, with_own_users: bool = False) -> bool:
    try:
        if with_own_users:
            make_call("unshare", _OWN_USERS)
        os.chroot(_NOTHING)
        os.chdir(os.path.sep)
    except OSError:
        return False
    return True


def asks_of_files_by_path() -> bool:
    """Whether the C library asks of an open file by the call that takes a path too: glibc 2.33 to 2.38."""
    try:
        name, _, stated = (os.confstr("CS_GNU_LIBC_VERSION") or "").partition(" ")  # no words
        known = tuple(int(part) for part in stated.split(".")[:2])
    except (ValueError, OSError, AttributeError):
        return False
    return name == "glibc" and _SINCE <= known < _UNTIL
