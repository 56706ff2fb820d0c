"""How much memory a new process may still take, so that a model too large for it is refused with a clear word."""

import ctypes
import os
import sys
from pathlib import Path

CONTROL_GROUP = Path("/sys/fs/cgroup")
MEMORY_INFO = Path("/proc/meminfo")


def free_memory() -> int | None:
    """Bytes that can be had without swapping, about; None where the system does not say."""
    if sys.platform == "win32":
        return _free_on_windows()
    free = _available(MEMORY_INFO)
    if free is None:
        return _physical()
    allowed = _allowed(CONTROL_GROUP)
    return free if allowed is None else min(free, allowed)


def _available(info: Path) -> int | None:
    """MemAvailable of Linux: free memory and what the kernel would give up for it."""
    try:
        lines = info.read_text().splitlines()
    except OSError:
        return None
    kilobytes = [int(line.split()[1]) for line in lines if line.startswith("MemAvailable:")]
    return kilobytes[0] * 1024 if kilobytes else None


def _allowed(group: Path) -> int | None:
    """What the control group (a container, a systemd slice) leaves; None without a limit."""
    try:
        most = (group / "memory.max").read_text().strip()
        used = int((group / "memory.current").read_text())
        held = (group / "memory.stat").read_text().splitlines()
    except (OSError, ValueError):
        return None
    # Files that the kernel holds in memory count as used, but are given up when memory is asked for.
    cached = sum(int(line.split()[1]) for line in held if line.startswith(("inactive_file ", "active_file ")))
    return max(0, int(most) - used + cached) if most.isdecimal() else None


def _physical() -> int | None:
    """Three quarters of the memory built in: macOS does not tell, without its own tools, what is free."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * 3 // 4
    except (ValueError, OSError):
        return None


class _WindowsStatus(ctypes.Structure):
    """MEMORYSTATUSEX; `more` holds five sizes that do not matter here."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        ("total", ctypes.c_uint64),
        ("free", ctypes.c_uint64),
        ("more", ctypes.c_uint64 * 5),
    )


def _free_on_windows() -> int | None:
    status = _WindowsStatus(length=ctypes.sizeof(_WindowsStatus))
    done = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))  # type: ignore[attr-defined,unused-ignore]
    return int(status.free) if done else None
