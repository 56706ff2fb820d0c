"""Tells when something changed below the roots: by the system's notices, and by looking again from time to time.

Notices miss network drives and have limits, so they hasten a sync and never replace one.
"""

import os
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from indexers.scanner import is_of_the_system

RESCAN_SECONDS = 15 * 60.0
QUIET_SECONDS = 2.0
"""A copy or a download makes many notices; a call waits until none came for so long."""
LOOK_SECONDS = 5.0
"""How often folders that were added or came back are looked for, where notices do not wake us sooner."""
LONGEST_WAIT = 30.0
"""…but no longer than this."""


class Watcher:
    """Calls `changed` on a thread of its own, one call at a time, after changes and every `rescan` seconds.

    `roots` is asked again and again, so that folders which are added later are watched too. Those that do not exist
    yet, or no longer, are taken up when they are there at the next rescan.
    """

    def __init__(
        self,
        roots: Callable[[], Sequence[Path]],
        changed: Callable[[], None],
        *,
        rescan: float = RESCAN_SECONDS,
        quiet: float = QUIET_SECONDS,
    ) -> None:
        self._roots = roots
        self._changed = changed
        self._rescan = rescan
        self._quiet = quiet
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="folder watcher", daemon=True)  # no words

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Stops watching; returns when the thread has ended."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stop.is_set():
            there = [root for root in self._roots() if root.exists()]
            deadline = time.monotonic() + self._rescan
            try:
                if there:
                    self._follow(there, deadline)
            except (OSError, RuntimeError):
                # Out of notices (too many folders), or a root vanished: looking again from time to time remains.
                pass
            while not self._stop.wait(min(max(deadline - time.monotonic(), 0.0), LOOK_SECONDS)):
                if time.monotonic() >= deadline or self._differ(there):
                    self._changed()
                    break

    def _follow(self, roots: Sequence[Path], deadline: float) -> None:
        """Calls after each burst of notices, until the deadline. Notices that come during a call are not lost."""
        import watchfiles

        first = last = 0.0
        for changes in watchfiles.watch(
            *roots, stop_event=self._stop, watch_filter=None, yield_on_timeout=True, step=50, debounce=400,
            rust_timeout=max(int(self._quiet * 500), 50), raise_interrupt=False, ignore_permission_denied=True,
        ):  # fmt: skip
            now = time.monotonic()
            if any(concerns_us(path, roots) for _, path in changes):
                first, last = first or now, now
            if first and (now - last >= self._quiet or now - first >= LONGEST_WAIT):
                first = last = 0.0
                self._changed()
            if now >= deadline or self._stop.is_set() or self._differ(roots):
                return

    def _differ(self, watched: Sequence[Path]) -> bool:
        """Whether other folders are to be watched by now."""
        return [root for root in self._roots() if root.exists()] != list(watched)


def concerns_us(path: str, roots: Sequence[Path]) -> bool:
    """Whether a changed path is one that a sync would look at: nothing hidden, no half-finished download."""
    root = max((os.fspath(root) for root in roots if path.startswith(os.fspath(root))), key=len, default="")
    names = path[len(root) :].split(os.sep)
    unfinished = names[-1].endswith((".part", ".crdownload", ".tmp", "~", ".swp"))
    return not unfinished and not any(map(is_of_the_system, names))
