"""A process without a place: no path leads anywhere, not even to the knowledge that something is there.

The filter of system calls cannot tell a path from none: where the C library asks of an open file by a call that takes
a path too, the path has to lead nowhere.
"""

import errno
import os
import warnings

from assistant.security.kernel.bpf import ALLOW, Return, beginning, for_call, install, refused
from assistant.security.kernel.calls import make_call, this_machine

_OWN_USERS = 0x10000000
"""Of unshare: users of this process's own, among whom it may change its root; granted without rights on most
systems, and not once there are threads."""
_NOTHING = "/proc/self/fdinfo"
"""A folder of the kernel's in which nobody can make anything: it holds the numbers of this process's open files."""


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
    """Whether the C library asks of an open file by the call that takes a path too, as glibc does since 2.33, though
    not each version: tried out in a process of its own."""
    machine = this_machine()
    if machine is None:
        return True
    asked, other = os.pipe()
    with warnings.catch_warnings():
        # The child does this alone, whatever threads there are.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            refusing = for_call(machine, "newfstatat", [(Return, 0, 0, refused(errno.EPERM))])
            install([*beginning(machine), *refusing, (Return, 0, 0, ALLOW)])
            os.fstat(asked)
            os._exit(0)
        finally:
            os._exit(1)
    for end in (asked, other):
        os.close(end)
    return os.waitpid(child, 0)[1] != 0
