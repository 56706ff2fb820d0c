"""What a process that opens other people's files may still do: compute, and speak with its parent.

Two holds that stand by themselves. The filter of system calls is an allow-list on every kernel: no new sockets,
processes or programs, no look into other processes, no signals to them, and no files by their paths. Landlock, where
the kernel has it, says the same of paths, abstract sockets and signals once more, and is what tells one path from
another for a process that must open some.
"""

import errno
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.errors import NetworkLockFailed
from assistant.messages import tr
from assistant.security.kernel import landlock
from assistant.security.kernel.bpf import If, Rules, allow_list, install
from assistant.security.kernel.calls import PR_SET_NAME, PR_SET_VMA, this_machine
from assistant.security.kernel.nowhere import asks_of_files_by_path, leave_all_places
from assistant.security.privacy import keep_private

_THREAD, _NAMESPACES = 0x00010000, 0x7E020000 | 0x80
"""Flags of clone: a thread of this process; namespaces of every kind."""
_EMPTY_PATH = 0x1000
_OF_A_PROCESS = 0x80000000
"""The sign of a clock's number: such are those of processes, of any process, and of threads."""
_DUPLICATE, _GET_FLAGS, _DUPLICATE_CLOSING = 0, 3, 1030
_CREATES = 0o3 | os.O_CREAT | os.O_TRUNC | (getattr(os, "O_TMPFILE", 0) & ~getattr(os, "O_DIRECTORY", 0))
"""Flags of open that ask for more than to read."""

_ALWAYS = """
read write pread64 lseek fstat close mmap munmap mprotect mremap madvise brk futex readv writev preadv recvmsg recvfrom
gettimeofday time nanosleep restart_syscall poll ppoll select pselect6
epoll_create1 epoll_ctl epoll_wait epoll_pwait eventfd2 pipe2 timerfd_create timerfd_settime dup dup2 dup3 close_range
rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack getpid getppid gettid getuid geteuid getgid getegid getrandom
getrlimit getrusage getcwd getcpu uname sysinfo sched_yield set_robust_list rseq membarrier mincore
fadvise64 arch_prctl exit exit_group
"""  # no words
_COMPUTING = "mlock munlock mbind set_mempolicy get_mempolicy"  # no words
_DRIVING = """
openat open ioctl newfstatat stat lstat statx access faccessat faccessat2 readlink readlinkat getdents64 statfs fstatfs
sched_getaffinity sched_setaffinity
"""  # no words
_LIVING = """
openat open newfstatat stat lstat access faccessat faccessat2 readlink readlinkat statfs fstatfs getdents64
ftruncate fsync fdatasync unlink unlinkat rename renameat renameat2
"""  # no words
_TALKING = """
connect sendto sendmsg sendmmsg recvmmsg setsockopt getsockopt getsockname getpeername shutdown
"""  # no words
_NON_BLOCKING, _WAITING_BYTES = 0x5421, 0x541B
"""What Python and the resolver ask of a socket through ioctl: FIONBIO and FIONREAD."""
_ANSWERS = {"clone3": errno.ENOSYS, "ioctl": errno.ENOTTY, "statx": errno.ENOSYS}
"""Refusals upon which the C library takes another way."""


@dataclass(frozen=True, slots=True)
class Leave:
    """What a process is left with. `readable`: places it may open by path, to read; None for no paths at all.
    `devices`: those it may use, such as a GPU's; the filter then knows no difference between paths."""

    readable: Sequence[Path] | None = None
    devices: Sequence[Path] = ()
    writable: Sequence[Path] = ()
    """Folders in which it may also make, write, rename and delete files."""
    network: bool = False
    """Whether it may reach the internet; sockets of this machine's own kind, such as the session bus, never."""
    threads: bool = True
    """Whether it may start threads: thousands of them leave nobody else of the machine a process."""


NOTHING = Leave(threads=False)


def confine(leave: Leave = NOTHING) -> int:
    """Closes all but that to this process, for good. Returns the version of Landlock that holds, 0 without.

    Does nothing on systems other than Linux. Raises NetworkLockFailed where Linux refuses the filter.
    """
    keep_private()
    machine = this_machine()
    if machine is None:
        return 0
    try:
        # Who opens files by their paths learns in any case whether they are there.
        by_path = leave.readable is not None or leave_all_places() or asks_of_files_by_path()
        held = landlock.restrict(leave.readable or (), leave.devices, leave.writable, network=leave.network)
        install(allow_list(machine, _rules(leave, by_path), _ANSWERS))
    except OSError as error:
        raise NetworkLockFailed(
            tr("The process that opens files cannot be confined ({reason}).", reason=error)
        ) from error
    return held


def _rules(leave: Leave, by_path: bool) -> Rules:
    """`by_path`: the call that asks of open files stays, although it takes paths as well."""
    me = os.getpid()
    rules: dict[str, Sequence[If]] = {name: () for name in _ALWAYS.split()}
    rules |= {
        "fcntl": [If(1, command) for command in (_DUPLICATE, 1, 2, _GET_FLAGS, _DUPLICATE_CLOSING)],
        "sched_getaffinity": [If(0, 0), If(0, me)],
        "prctl": [If(0, PR_SET_NAME), If(0, PR_SET_VMA)],
        "prlimit64": [If(0, 0), If(0, me)],
        "setrlimit": (),
        "tgkill": [If(0, me)],
    }
    rules |= dict.fromkeys(("clock_gettime", "clock_getres", "clock_nanosleep"), [If(0, 0, _OF_A_PROCESS)])
    if by_path:
        rules["newfstatat"] = [If(3, _EMPTY_PATH, _EMPTY_PATH)]
    if leave.threads:
        rules["clone"] = [If(0, _THREAD, _THREAD | _NAMESPACES)]
    if leave.readable is not None:
        rules |= {name: () for name in _COMPUTING.split()}
        rules["sched_setaffinity"] = [If(0, 0), If(0, me)]
        rules |= {"openat": [If(2, 0, _CREATES)], "open": [If(1, 0, _CREATES)]}
    if leave.devices:
        rules |= {name: () for name in _DRIVING.split()}
    if leave.writable:
        rules |= {name: () for name in _LIVING.split()}
    if leave.network:
        rules |= {name: () for name in _TALKING.split()}
        rules |= {
            "socket": [If(0, socket.AF_INET), If(0, socket.AF_INET6)],
            "ioctl": [If(1, _NON_BLOCKING), If(1, _WAITING_BYTES)],
        }
    return rules
