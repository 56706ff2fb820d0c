"""A disk that fails: every write below SQLite may be refused, and the power may go at any of them.

A file system of SQLite's (VFS) under the cipher's writes down what reaches the disk. From that, every state that a
power cut may leave is made: what was synced is there, and of what came after it, any part, in any order, torn or not.
"""

import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import apsw

_BELOW = "unix"
_SECTOR = 512
COPY = ".part"
MADE_UP = "made up"
Refusal = type[apsw.Error]
FULL, BROKEN = "full disk", "input or output error"
REFUSALS: dict[str, Refusal] = {FULL: apsw.FullError, BROKEN: apsw.IOError}
DELETED, TRUNCATED, WRITTEN, SYNCED, MARKED = "deleted", "truncated", "written", "synced", "marked"


@dataclass(frozen=True, slots=True)
class Event:
    """What reached the disk: `written` at a place, `truncated` to a length, `synced`, `deleted`; or a word that was
    acknowledged at that moment."""

    kind: str
    file: str
    place: int = 0
    content: bytes = b""


@dataclass
class Disk:
    """What happens to the files of a run, in order; `fails` says which writes are refused, and with what."""

    events: list[Event] = field(default_factory=list)
    fails: Callable[[int], Refusal | None] = lambda _: None
    writes: int = 0
    _given_up: set[str] = field(default_factory=set)

    def tell(self, event: Event) -> None:
        """Writes an event down. Raises the error of a write that is to be refused."""
        if event.kind in (WRITTEN, TRUNCATED, SYNCED):
            self.writes += 1
            refusal = self.fails(self.writes)
            # apsw trips over a copy that is refused once more while it is being given up.
            if refusal is not None and event.file not in self._given_up:
                if event.file.endswith(COPY):
                    self._given_up.add(event.file)
                raise refusal(MADE_UP)
        self.events.append(event)

    def acknowledge(self, word: str) -> None:
        self.events.append(Event(MARKED, word))


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: "apsw.URIFilename | str | None", flags: list[int]) -> None:
        super().__init__(_BELOW, name, flags)
        self._disk = disk
        self._name = name.filename() if isinstance(name, apsw.URIFilename) else str(name)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.tell(Event(WRITTEN, self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        self._disk.tell(Event(TRUNCATED, self._name, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        self._disk.tell(Event(SYNCED, self._name))
        super().xSync(flags)


class _Recorder(apsw.VFS):
    def __init__(self, disk: Disk, name: str) -> None:
        super().__init__(name, _BELOW)
        self._disk = disk

    def xOpen(self, name: "str | apsw.URIFilename | None", flags: list[int]) -> apsw.VFSFile:
        return _File(self._disk, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self._disk.tell(Event(DELETED, filename))
        super().xDelete(filename, syncdir)


@contextmanager
def recorded() -> Iterator[Disk]:
    """Every database that is opened meanwhile stands on the disk that is returned, below its encryption."""
    disk = Disk()
    before = apsw.vfs_names()[0]
    name = f"recorder{id(disk)}"
    vfs = _Recorder(disk, name)
    # Opening one under this name is what makes the cipher's own layer above it.
    apsw.Connection(":memory:", vfs=f"multipleciphers-{name}").close()
    apsw.set_default_vfs(f"multipleciphers-{name}")
    told = sys.unraisablehook
    # SQLite goes on after some refusals; apsw would tell of each.
    sys.unraisablehook = lambda one: None if str(one.exc_value) == MADE_UP else told(one)
    try:
        yield disk
    finally:
        sys.unraisablehook = told
        apsw.set_default_vfs(before)
        del vfs


def states_after_power_cut(
    base: dict[str, bytes], events: list[Event], at: int, chance: random.Random
) -> Iterator[dict[str, bytes]]:
    """What the files may hold if the power goes after so many events: all of it, only what was synced, any part of it.

    base: the files before the first event, by path.
    """
    for share in (0.0, 1.0, chance.random()):
        yield _state(base, events[:at], share, chance)


def _state(base: dict[str, bytes], events: list[Event], share: float, chance: random.Random) -> dict[str, bytes]:
    found = dict(base)
    for file in {event.file for event in events if event.kind != MARKED}:
        content = _content(base.get(file), [event for event in events if event.file == file], share, chance)
        if content is None:
            found.pop(file, None)
        else:
            found[file] = content
    return found


def _content(before: bytes | None, events: list[Event], share: float, chance: random.Random) -> bytes | None:
    """One file, None where there is none: a write since the last sync is there with the probability `share`."""
    safe = max((place for place, event in enumerate(events) if event.kind == SYNCED), default=-1)
    content: bytearray | None = None if before is None else bytearray(before)
    for place, event in enumerate(events):
        if place > safe and chance.random() >= share:
            continue
        if event.kind == DELETED:
            content = None
        elif event.kind == TRUNCATED:
            content = (content or bytearray())[: event.place].ljust(event.place, b"\0")
        elif event.kind == WRITTEN:
            content = content if content is not None else bytearray()
            written = event.content
            if place > safe and share not in (0.0, 1.0) and chance.random() < 0.3:
                written = written[: chance.randrange(len(written) // _SECTOR + 1) * _SECTOR]
            content.extend(b"\0" * (event.place - len(content)))
            content[event.place : event.place + len(written)] = written
    return None if content is None else bytes(content)
