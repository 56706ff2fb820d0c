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
from collections.abc import Callable, Iterator
from pathlib import Path

from assistant.domain.errors import NetworkLockFailed
from assistant.messages import tr, trn
from assistant.security.kernel.bpf import (
    ALLOW,
    If,
    PartlyInstalled,
    Return,
    Step,
    beginning,
    for_call,
    install,
    refused,
)
from assistant.security.kernel.calls import Machine, this_machine

REFUSE = refused(errno.EACCES)
RESOLVING = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})
REACHING = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})


CLOSED = ("io_uring_setup", "io_uring_enter", "io_uring_register", "pidfd_getfd")
"""Would make sockets unseen, or take one over from another process."""

_TYPE = 0xF
"""Of what a socket is made with: its type, without flags."""
_LAST_STANDARD = 2

_lock = threading.Lock()
_state: tuple[str, str] = ("none", "")


def lock_network() -> None:
    """Closes the network to this process and its children, for good; the second call does nothing.

    Raises NetworkLockFailed where Linux refuses: no personal data may be opened then.
    """
    global _state
    with _lock:
        if _state[0] != "none":
            return
        if sys.platform == "linux":
            _install(this_machine(), program)
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


def lock_local_sockets(*, hang_up: bool = True) -> None:
    """Behind the lock, cuts this process and its children off from other programs of this machine, such as the session
    bus, for good. What is left is to talk with processes of its own.

    hang_up: what was spoken to before is closed as well; not for a process that needs its display. Linux alone. Raises
    NetworkLockFailed.
    """
    if sys.platform != "linux":
        return
    _install(this_machine(), _without_others)
    for number, one in _sockets() if hang_up else ():
        with one:
            if number > _LAST_STANDARD and one.family == socket.AF_UNIX and _peer(one):
                one.shutdown(socket.SHUT_RDWR)


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


def program(machine: Machine) -> list[Step]:
    """The filter: everything but the calls that are closed, and sockets of the one family."""
    steps = beginning(machine)
    for name in CLOSED:
        steps += for_call(machine, name, [(Return, 0, 0, REFUSE)])
    for name in ("socket", "socketpair"):
        steps += for_call(machine, name, [*If(0, socket.AF_UNIX).steps(), (Return, 0, 0, REFUSE)])
    return [*steps, (Return, 0, 0, ALLOW)]


def _without_others(machine: Machine) -> list[Step]:
    """Pairs of sockets alone, and such as cannot be turned to another address."""
    steps = beginning(machine)
    for name in ("socket", "connect"):
        steps += for_call(machine, name, [(Return, 0, 0, REFUSE)])
    steps += for_call(machine, "socketpair", [*If(1, socket.SOCK_STREAM, _TYPE).steps(), (Return, 0, 0, REFUSE)])
    return [*steps, (Return, 0, 0, ALLOW)]


def _install(machine: Machine | None, program: Callable[[Machine], list[Step]]) -> None:
    if machine is None:
        raise _failed(tr("no filter is known for {machine}", machine=platform.machine()))
    try:
        install(program(machine))
    except PartlyInstalled as error:
        raise _failed(tr("thread {number} could not be locked", number=error.args[0])) from error
    except OSError as error:
        raise _failed(error.strerror or str(error)) from error
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
    for _, one in _sockets():
        with one:
            count += one.family in (socket.AF_INET, socket.AF_INET6)
    return trn("{n} internet socket was open before", "{n} internet sockets were open before", count) if count else ""


def _sockets() -> Iterator[tuple[int, socket.socket]]:
    """(descriptor, a copy of it to be closed) of every socket that this process has open."""
    for entry in Path("/proc/self/fd").iterdir():
        try:
            if os.readlink(entry).startswith("socket:"):
                yield int(entry.name), socket.socket(fileno=os.dup(int(entry.name)))
        except OSError:
            continue  # The descriptor of this very listing is gone by now.


def _peer(one: socket.socket) -> object:
    """The address of a program at the other end; empty where it is one of a pair, or hung up."""
    try:
        return one.getpeername()
    except OSError:
        return ""


def _refuse_resolving(event: str, arguments: tuple[object, ...]) -> None:
    if event in RESOLVING:
        raise PermissionError(errno.EACCES, tr("Alcove's network lock: host names are not looked up"))


def _refuse_everything(event: str, arguments: tuple[object, ...]) -> None:
    _refuse_resolving(event, arguments)
    if event in REACHING:
        family = getattr(arguments[0], "family", None)
        if family != getattr(socket, "AF_UNIX", None) or family is None:
            raise PermissionError(errno.EACCES, tr("Alcove's network lock: no connections"))
