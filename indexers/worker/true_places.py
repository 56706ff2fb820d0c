"""Where files truly lie, while other programs may exchange them for links to somewhere else.

What a path means is looked up when the file is opened, whatever it meant when it was listed: so the open file itself
is asked.
"""

import os
import re
import sys
from collections.abc import Collection
from pathlib import Path

if sys.platform == "darwin":
    import fcntl

MOUNTS = Path("/proc/self/mountinfo")
"""What Linux has mounted where (proc(5)); other systems have no such file."""
_OF_THE_KERNEL = frozenset(
    ("proc", "sysfs", "devtmpfs", "devpts", "cgroup", "cgroup2", "securityfs", "debugfs", "tracefs", "configfs",
     "pstore", "bpf", "mqueue", "hugetlbfs", "efivarfs", "binfmt_misc", "fusectl", "rpc_pipefs", "nsfs", "selinuxfs")
)  # fmt: skip # no words
"""Kinds of file systems in which the system shows itself."""
_OCTAL = re.compile(rb"\\([0-7]{3})")


def of_the_system() -> tuple[str, ...]:
    """Folders in which the system shows itself as files, without end, wherever they are mounted: that of a system
    within a folder, too."""
    found = ["/proc", "/sys", "/dev"]
    try:
        mounted = MOUNTS.read_bytes().splitlines()
    except OSError:
        return tuple(found)
    for line in mounted:
        before, _, after = line.partition(b" - ")
        parts, kind = before.split(b" "), after.split(b" ")[0]
        if len(parts) > 4 and kind.decode("ascii", "replace") in _OF_THE_KERNEL:
            found.append(os.fsdecode(_OCTAL.sub(lambda code: bytes([int(code[1], 8)]), parts[4])))
    return tuple(found)


def place_of(descriptor: int, path: Path) -> Path:
    """Where an open file lies, all links followed; on Windows, and where Linux has no /proc, where its path leads."""
    try:
        if sys.platform == "linux":
            return Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        if sys.platform == "darwin":
            return Path(os.fsdecode(fcntl.fcntl(descriptor, fcntl.F_GETPATH, bytes(1024)).rstrip(b"\0")))
    except OSError:
        pass
    return Path(os.path.realpath(path))


def lies_in(place: Path, folders: Collection[str]) -> bool:
    """Whether a true place is one of these folders or files, given without links, or lies below one."""
    # Drives that do not tell capitals apart have several spellings of one place.
    return any(place.is_relative_to(one) for one in folders) or any(
        _is_same(parent, one) for parent in (place, *place.parents) for one in folders
    )


def _is_same(place: Path, other: str) -> bool:
    try:
        return os.path.samefile(place, other)
    except OSError:
        return False
