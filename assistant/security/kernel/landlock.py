"""Landlock: what a process may still do with files by their paths, and whom it may reach. Linux 5.13 and later.

Structures and numbers are those of the kernel's include/uapi/linux/landlock.h.
"""

import ctypes
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from assistant.security.kernel.calls import PR_SET_NO_NEW_PRIVS, make_call, set_of_process

_VERSION, _BENEATH = 1, 1
_READ_FILE, _READ_FOLDER, _WRITE_FILE, _IOCTL = 1 << 2, 1 << 3, 1 << 1, 1 << 15
_LIVE = _READ_FILE | _READ_FOLDER | _WRITE_FILE | 1 << 5 | 1 << 8 | 1 << 14
"""To read, to write, to remove and to make files, and to cut them off."""
_FILES_BY_ABI = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights over files each version of the interface knows; later ones know as many as the fifth."""
_NETWORK, _SCOPES = 0b11, 0b11
"""Both kinds: to bind and to connect TCP; to reach abstract sockets and to send signals outside."""


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """The version of Landlock's interface that the kernel has; 0 without."""
    try:
        return make_call("landlock_create_ruleset", None, 0, _VERSION)
    except OSError:
        return 0


def restrict(
    readable: Iterable[Path] = (),
    devices: Iterable[Path] = (),
    writable: Iterable[Path] = (),
    *,
    network: bool = False,
) -> int:
    """Leaves this thread, and the threads and processes it makes from now on, only these places: to read what lies in
    them, to use devices, and to make and write files in folders. `network`: TCP stays open. Returns the version in
    force, 0 without Landlock. Raises OSError."""
    known = version()
    if not known:
        return 0
    files = (1 << _FILES_BY_ABI.get(known, _FILES_BY_ABI[5])) - 1
    attributes = _Ruleset(files, _NETWORK if known >= 4 and not network else 0, _SCOPES if known >= 6 else 0)
    size = 24 if known >= 6 else 16 if known >= 4 else 8
    ruleset = make_call("landlock_create_ruleset", attributes, size, 0)
    try:
        for place in readable:
            _allow(ruleset, place, _READ_FILE | _READ_FOLDER)
        for place in devices:
            _allow(ruleset, place, files & (_READ_FILE | _READ_FOLDER | _WRITE_FILE | _IOCTL))
        for place in writable:
            _allow(ruleset, place, files & _LIVE)
        set_of_process(PR_SET_NO_NEW_PRIVS, 1)
        make_call("landlock_restrict_self", ruleset, 0)
    finally:
        os.close(ruleset)
    return known


def _allow(ruleset: int, place: Path, rights: int) -> None:
    try:
        opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        # What is not there need not be allowed.
        return
    try:
        if not stat.S_ISDIR(os.fstat(opened).st_mode):
            rights &= ~_READ_FOLDER
        make_call("landlock_add_rule", ruleset, _BENEATH, _Beneath(rights, opened), 0)
    finally:
        os.close(opened)
