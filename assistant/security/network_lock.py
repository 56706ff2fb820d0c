"""The network lock: after it, neither this process nor a child can make a socket that leaves the machine.

On Linux the kernel holds it (seccomp): sockets of the AF_UNIX family only, in all threads, for good, inherited by
children; no io_uring, which could make sockets unseen. Elsewhere an audit hook stands in, which sees only what Python
does, and lock_state() says so. A local resolver reached over AF_UNIX could ask the network on our behalf, so lookups
of host names are cut off too: in Python by the audit hook, below it by telling the C library to look at files only.
"""

import ctypes
import errno
import os
import platform
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.errors import NetworkLockFailed
from assistant.messages import tr, trn

LoadWord, JumpIfEqual, JumpIfAtLeast, Return = 0x20, 0x15, 0x35, 0x06
ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EACCES
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
"""Offsets in struct seccomp_data; both architectures are little-endian, so the low word of an argument comes first."""
FIRST_FOREIGN = 0x40000000
"""System calls from here on are those of the x32 ABI."""
IO_URING = (425, 426, 427)
PIDFD_GETFD = 438
"""Would take a socket over from another process."""
PR_SET_NO_NEW_PRIVS, SET_MODE_FILTER, ALL_THREADS = 38, 1, 1
RESOLVING = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})
REACHING = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})


@dataclass(frozen=True)
class Machine:
    """Numbers of system calls, and the AUDIT_ARCH_… value, of one architecture."""

    audit: int
    socket: int
    socketpair: int
    seccomp: int


MACHINES = {"x86_64": Machine(0xC000003E, 41, 53, 317), "aarch64": Machine(0xC00000B7, 198, 199, 277)}

_lock = threading.Lock()
_state: tuple[str, str] = ("none", "")


class _Instruction(ctypes.Structure):
    _fields_ = (("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("k", ctypes.c_uint32))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.POINTER(_Instruction)))


def lock_network() -> None:
    """Closes the network to this process and its children, for good; the second call does nothing.

    Raises NetworkLockFailed where Linux refuses: no personal data may be opened then.
    """
    global _state
    with _lock:
        if _state[0] != "none":
            return
        if sys.platform == "linux":
            _install(MACHINES.get(platform.machine()) if sys.maxsize > 2**32 else None)
            sys.addaudithook(_refuse_resolving)
            _state = (
                "seccomp",
                "; ".join(
                    part
                    for part in (
                        tr("AF_UNIX sockets only, all threads and children"),
                        _cut_off_resolver(),
                        _open_sockets(),
                    )
                    if part
                ),
            )
        else:
            sys.addaudithook(_refuse_everything)
            _state = (
                "audit hook",  # no words
                tr("Python cannot reach the network; code below Python is not held back on this system"),
            )


def lock_state() -> tuple[str, str]:
    """(kind, detail): kind is “seccomp”, “audit hook”, or “none” before lock_network()."""
    return _state


def probe() -> bool:
    """The positive control: tries to make an internet socket here, and to reach itself. True if it is refused."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
            made.connect(("127.0.0.1", 9))
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def program(machine: Machine) -> list[tuple[int, int, int, int]]:
    """The filter as (code, jump if true, jump if false, operand), jumps counted from the next instruction."""
    refused = [*IO_URING, PIDFD_GETFD]
    steps = [
        (LoadWord, 0, 0, ARCHITECTURE),
        (JumpIfEqual, 1, 0, machine.audit),
        (Return, 0, 0, KILL),
        (LoadWord, 0, 0, NUMBER),
    ]
    # After the tests below come, in order: load argument, compare, allow, refuse.
    tests: list[tuple[int, int]] = [(JumpIfAtLeast, FIRST_FOREIGN), *((JumpIfEqual, number) for number in refused)]
    sockets = (machine.socket, machine.socketpair)
    total = len(tests) + len(sockets)
    for place, (code, operand) in enumerate(tests):
        steps.append((code, total - place - 1 + 4, 0, operand))
    for place, number in enumerate(sockets, start=len(tests)):
        steps.append((JumpIfEqual, total - place - 1 + 1, 0, number))
    return [
        *steps,
        (Return, 0, 0, ALLOW),
        (LoadWord, 0, 0, FIRST_ARGUMENT),
        (JumpIfEqual, 0, 1, socket.AF_UNIX),
        (Return, 0, 0, ALLOW),
        (Return, 0, 0, REFUSE),
    ]


def _install(machine: Machine | None) -> None:
    if machine is None:
        raise _failed(tr("no filter is known for {machine}", machine=platform.machine()))
    steps = program(machine)
    instructions = (_Instruction * len(steps))(*(_Instruction(*step) for step in steps))
    filter_program = _Program(len(steps), instructions)
    libc = ctypes.CDLL(None, use_errno=True)
    nothing = ctypes.c_ulong(0)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), nothing, nothing, nothing) != 0:
        raise _failed(os.strerror(ctypes.get_errno()))
    libc.syscall.restype = ctypes.c_long
    call = (ctypes.c_long(machine.seccomp), ctypes.c_ulong(SET_MODE_FILTER), ctypes.c_ulong(ALL_THREADS))
    outcome = libc.syscall(*call, ctypes.byref(filter_program))
    if outcome > 0:
        raise _failed(tr("thread {number} could not be locked", number=outcome))
    if outcome < 0:
        raise _failed(os.strerror(ctypes.get_errno()))
    if not _is_filtered():
        raise _failed(tr("the kernel does not show the filter"))


def _is_filtered() -> bool:
    """What the kernel says of this process. Asked without making a socket, so that a trace shows none."""
    with open("/proc/self/status", encoding="ascii", errors="replace") as status:
        return any(line.split() == ["Seccomp:", "2"] for line in status)


def _failed(reason: str) -> NetworkLockFailed:
    return NetworkLockFailed(
        tr(
            "The network cannot be locked ({reason}), so no personal data is opened. Alcove needs "
            "64-bit x86 or ARM and a Linux kernel with seccomp filters.",
            reason=reason,
        )
    )


def _cut_off_resolver() -> str:
    """glibc may ask nscd or systemd-resolved over AF_UNIX; a configured lookup of “files” uses neither (nss.h)."""
    configure: Callable[[bytes, bytes], int] | None
    configure = getattr(ctypes.CDLL(None), "__nss_configure_lookup", None)
    if configure is not None and configure(b"hosts", b"files") == 0:
        return tr("host names only from /etc/hosts")
    return tr("host names not looked up by Python")


def _open_sockets() -> str:
    """A warning if sockets to the network were open before the lock, which it cannot take back."""
    count = 0
    for entry in Path("/proc/self/fd").iterdir():
        try:
            if os.readlink(entry).startswith("socket:"):
                copy = socket.socket(fileno=os.dup(int(entry.name)))
                with copy:
                    count += copy.family in (socket.AF_INET, socket.AF_INET6)
        except OSError:
            continue  # The descriptor of this very listing is gone by now.
    return trn("{n} internet socket was open before", "{n} internet sockets were open before", count) if count else ""


def _refuse_resolving(event: str, arguments: tuple[object, ...]) -> None:
    if event in RESOLVING:
        raise PermissionError(errno.EACCES, tr("Alcove's network lock: host names are not looked up"))


def _refuse_everything(event: str, arguments: tuple[object, ...]) -> None:
    _refuse_resolving(event, arguments)
    if event in REACHING:
        family = getattr(arguments[0], "family", None)
        if family != getattr(socket, "AF_UNIX", None) or family is None:
            raise PermissionError(errno.EACCES, tr("Alcove's network lock: no connections"))
