"""One lock on a home: shared by all who have it open, held alone by whatever replaces its files.

Two files bear it. `open.lock` is locked for as long as a home is open; whoever comes in, or wants to be alone, goes
through `door.lock` first and keeps it until that is done, so that nobody slips in while somebody waits to be alone.
The system drops both locks when their process ends, however it ends. Where it knows no such locks (some network
drives), what SQLite itself locks has to do.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from assistant.domain.errors import AssistantError
from assistant.messages import joined, mark, tr
from assistant.settings.paths import Paths
from assistant.storage.file_lock import take
from assistant.storage.instance_lock import open_elsewhere

OPEN, DOOR = "open.lock", "door.lock"
LOCK_FILES = (OPEN, DOOR)
ENTERING, LEAVING = 20.0, 6.0
"""Seconds that one waits who comes in, and one who waits for all others to leave: the first outlasts the second."""
_LOOK = 0.01
_LONGEST = 1 << 16
"""Bytes of names that are read."""
WINDOW = mark("the window")

Nothing = Callable[[], None]
_name = "Alcove"  # no words
_homes: dict[Path, "HomeLock"] = {}
_guard = threading.Lock()


class HomeBusy(AssistantError):
    """Others have the home open, or one has it alone."""


def name_this_process(name: str) -> None:
    """What others are told has the home: `alcove index`, or WINDOW."""
    global _name
    _name = name


def lock_of(paths: Paths) -> "HomeLock":
    """The lock of this process on a home; all its threads share it."""
    with _guard:
        return _homes.setdefault(paths.home, HomeLock(paths))


class Hold:
    """A share in an open home, until it is released."""

    def __init__(self, lock: "HomeLock") -> None:
        self._lock: HomeLock | None = lock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.release()

    def release(self) -> None:
        """Lets go of it; a second time does nothing."""
        lock, self._lock = self._lock, None
        if lock is not None:
            lock.leave()


class HomeLock:
    """See `lock_of`. Shares are counted within a process; being alone belongs to a thread, which may open then."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self._turn = threading.RLock()
        self._shares = 0
        self._alone = False
        self._open: int | None = None

    def share(self, first: Nothing | None = None, needed: Callable[[], bool] = lambda: False) -> Hold:
        """Comes in, waiting while another has the home alone.

        first: called while nobody else is in, if that is so, to clear away what an interrupted run left. Where it is
        `needed`, and somebody else is in, nobody can come in. Raises HomeBusy, and AssistantError where the home
        cannot be made.
        """
        with self._turn:
            if not self._shares and not self._alone:
                self._enter(first, needed)
            self._shares += 1
            return Hold(self)

    @property
    def is_alone(self) -> bool:
        """Whether the home is this process's alone."""
        return self._alone

    @property
    def is_shared(self) -> bool:
        """Whether this process has the home open."""
        return bool(self._shares)

    def still_open(self) -> str:
        """Who has the home open, and that they have to close it."""
        said = mark("Alcove is open on this library: {who}. Close it, then try again.")
        return tr(said, who=_who(self._paths))

    def leave(self) -> None:
        """Gives one share back."""
        with self._turn:
            self._shares -= 1
            if not self._shares and not self._alone:
                self._take_name_out()
                self._let_go()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else has the home open, and nobody comes in. Raises HomeBusy where others do not leave in time."""
        with self._turn:
            if self._alone:
                yield
                return
            if self._shares:
                raise HomeBusy(self.still_open())
            with _door(self._paths):
                self._open = self._all_gone()
                self._alone = True
                try:
                    yield
                finally:
                    _sign(self._open, there=False)
                    self._alone = False
                    self._let_go()

    def _enter(self, first: Nothing | None, needed: Callable[[], bool]) -> None:
        with _door(self._paths):
            file = self._paths.home / OPEN
            alone = take(file, shared=False) if first is not None else None
            if first is not None and alone is not None and not _open_elsewhere(self._paths):
                try:
                    first()
                except BaseException:
                    os.close(alone)
                    raise
            elif first is not None and needed():
                raise HomeBusy(self.still_open())
            if alone is not None:
                os.close(alone)
            # Behind the door nobody can be alone, so this waits for no one.
            self._open = take(file, shared=True)
            _sign(self._open, there=True)

    def _all_gone(self) -> int | None:
        end = time.monotonic() + LEAVING
        while True:
            found = take(self._paths.home / OPEN, shared=False)
            if found is not None and not _open_elsewhere(self._paths):
                _sign(found, there=True)
                return found
            if found is not None:
                os.close(found)
            if time.monotonic() > end:
                raise HomeBusy(self.still_open())
            time.sleep(_LOOK)

    def _let_go(self) -> None:
        held, self._open = self._open, None
        if held is not None:
            os.close(held)

    def _take_name_out(self) -> None:
        # Where others are at the door, the name stays until somebody writes his own.
        file = self._paths.home / DOOR
        door = take(file, shared=False) if self._open is not None and file.exists() else None
        if door is not None:
            _sign(self._open, there=False)
            os.close(door)


@contextmanager
def _door(paths: Paths) -> Iterator[None]:
    end = time.monotonic() + ENTERING
    while True:
        paths.create_home()
        held = take(paths.home / DOOR, shared=False)
        if held is not None:
            break
        if time.monotonic() > end:
            said = mark("{who} is changing this library as a whole just now. Try again when that is done.")
            raise HomeBusy(tr(said, who=_who(paths)))
        time.sleep(_LOOK)
    try:
        yield
    finally:
        os.close(held)


def _open_elsewhere(paths: Paths) -> bool:
    """An Alcove that knows no such lock, because it is older or the drive has none, is known by SQLite's own."""
    return any(open_elsewhere(path) for path in (paths.journal, paths.library))


def _sign(held: int | None, *, there: bool) -> None:
    """Puts the name of this process into the file, or takes it out: it is told to who has to wait for it.

    Only behind the door, so that no two write at once.
    """
    if held is None:
        return
    me = (str(os.getpid()), _name)
    os.lseek(held, 0, os.SEEK_SET)
    signed = [one for one in _signed(os.read(held, _LONGEST)) if one[0] != me[0]] + [me] * there
    try:
        os.ftruncate(held, 0)
        os.write(held, "".join(f"{pid}\t{name}\n" for pid, name in signed).encode())
    except OSError:
        return  # A full disk keeps nobody out.


def _signed(content: bytes) -> list[tuple[str, str]]:
    """(process, name) of each that signed and still runs."""
    parts = [line.partition("\t") for line in content.decode(errors="replace").splitlines()]
    return [(pid, name) for pid, _, name in parts if pid.isdigit() and _lives(int(pid))]


def _who(paths: Paths) -> str:
    """The names of all that are in, as they signed."""
    try:
        signed = _signed((paths.home / OPEN).read_bytes()[:_LONGEST])
    except OSError:
        signed = []
    words = [tr("{name} (process {pid})", name=tr(name), pid=pid) for pid, name in signed]
    return joined(words) if words else tr("another process")


def _lives(pid: int) -> bool:
    if os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
