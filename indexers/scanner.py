"""Walks folders and tells files apart without opening them."""

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import IO

from assistant.messages import tr
from indexers.worker.true_places import lies_in, of_the_system

DEEPEST = 64
"""Folders below one another; a deeper tree is a loop in disguise."""

WHOLE_FILE = 8 << 20
SAMPLE = 1 << 20

_OF_THE_SYSTEM = frozenset(
    ("$recycle.bin", "system volume information", "lost+found", "__macosx", "node_modules", "@eadir", "@recycle",
     "#recycle", "#snapshot", "thumbs.db", "ehthumbs.db", "desktop.ini")
)  # fmt: skip # no words
"""What systems and network storage keep among a person's files, in lower case."""
_OWNER_OF_A_DOCUMENT = "~$"
"""How the files begin that office programs keep beside what is open."""


@dataclass(slots=True)
class FoundFile:
    """A regular file as the folder lists it. `path` may hold surrogate escapes."""

    path: str
    size: int
    mtime_ns: int
    inode: int


@dataclass
class Scan:
    """What one walk saw. The files come from iterating it, once; the rest is complete afterwards.

    `problems` are (path, reason) of what could not be listed. `closed` are folders whose contents are unknown now:
    files known below them are away, not gone. `fingerprint` changes when any name, size or time does.

    Links that lead out of all roots are listed and not followed: to read what lies there, its folder is made a root.
    """

    roots: tuple[str, ...]
    skip: frozenset[str] = frozenset()
    problems: list[tuple[str, str]] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    _hash: "blake2b" = field(default_factory=lambda: blake2b(digest_size=16))
    _real_roots: tuple[str, ...] = ()
    _never: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        return self._hash.hexdigest()

    def __iter__(self) -> Iterator[FoundFile]:
        links: list[tuple[str, str, int]] = []
        self._real_roots = tuple(os.path.realpath(root) for root in self.roots)
        self._never = of_the_system()
        for root in self.roots:
            yield from self._root(root, links)
        while links:
            path, real, depth = links.pop()
            yield from self._folder(path, real, depth, links)

    def _root(self, root: str, links: list[tuple[str, str, int]]) -> Iterator[FoundFile]:
        try:
            status = os.stat(root)
        except OSError as error:
            self._close(root, describe_error(error))
            return
        if stat.S_ISREG(status.st_mode):
            self._note(root, status)
            yield FoundFile(root, status.st_size, status.st_mtime_ns, status.st_ino)
        elif stat.S_ISDIR(status.st_mode):
            yield from self._folder(root, os.path.realpath(root), 0, links)
        else:
            self._close(root, tr("This is neither a file nor a folder."))

    def _folder(self, top: str, top_real: str, depth: int, links: list[tuple[str, str, int]]) -> Iterator[FoundFile]:
        """Walks one tree. Links to folders wait until every real folder is known, so that real paths win."""
        pending = [(top, top_real, depth)]
        while pending:
            folder, real, depth = pending.pop()
            if real in self.seen or real in self.skip:
                continue
            self.seen.add(real)
            if _is_within(real, self._never):
                self._close(folder, tr("This is the system's own, not a folder of files."))
                continue
            if depth > DEEPEST:
                self._close(folder, tr("Folders nest too deeply here; this may be a loop."))
                continue
            try:
                entries = list(os.scandir(folder))
            except OSError as error:
                self._close(folder, describe_error(error))
                continue
            for entry in entries:
                name = entry.name
                if is_of_the_system(name):
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append((entry.path, f"{real}{os.sep}{name}", depth + 1))
                elif found := self._entry(entry, depth, links):
                    yield found

    def _entry(self, entry: "os.DirEntry[str]", depth: int, links: list[tuple[str, str, int]]) -> FoundFile | None:
        try:
            status = entry.stat()
            if entry.is_symlink():
                real = os.path.realpath(entry.path)
                if not _is_within(real, self._real_roots):
                    self._close(entry.path, tr("A link out of your folders. To read it, add {place}.", place=real))
                    return None
                if entry.is_dir():
                    links.append((entry.path, real, depth + 1))
                    return None
        except OSError as error:
            self.problems.append((entry.path, describe_error(error)))
            return None
        if not stat.S_ISREG(status.st_mode):
            return None
        self._note(entry.path, status)
        return FoundFile(entry.path, status.st_size, status.st_mtime_ns, status.st_ino)

    def belongs(self, place: Path) -> bool:
        """Whether a true place lies in what was walked."""
        return lies_in(place, self._real_roots)

    def _note(self, path: str, status: os.stat_result) -> None:
        self._hash.update(os.fsencode(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0"))

    def _close(self, path: str, reason: str) -> None:
        self.problems.append((path, reason))
        self.closed.append(path)


def is_of_the_system(name: str) -> bool:
    """Whether a name is hidden, or that of something no person put there."""
    return name.startswith((".", _OWNER_OF_A_DOCUMENT)) or name.lower() in _OF_THE_SYSTEM


def _is_within(real: str, folders: Iterable[str]) -> bool:
    """Whether a resolved path is one of these folders, or lies below one."""
    return any(real == folder or real.startswith(folder.rstrip(os.sep) + os.sep) for folder in folders)


def scan(roots: Iterable[Path], skip: Iterable[Path] = ()) -> Scan:
    """A walk over `roots` that leaves out hidden entries, system folders and the folders in `skip`."""
    return Scan(
        tuple(dict.fromkeys(os.path.abspath(root) for root in roots)),
        frozenset(os.path.realpath(folder) for folder in skip),
    )


def content_digest(path: Path) -> bytes:
    """16 bytes that stand for the content of a file (see `digest_of`). Raises OSError."""
    with open(path, "rb") as file:
        return digest_of(file)


def digest_of(file: IO[bytes]) -> bytes:
    """All of the content counts up to 8 MB, above that its size, start, middle and end."""
    digest = blake2b(digest_size=16)
    size = os.fstat(file.fileno()).st_size
    if size <= WHOLE_FILE:
        digest.update(file.read(WHOLE_FILE))
    else:
        digest.update(str(size).encode())
        for start in (0, size // 2, size - SAMPLE):
            file.seek(start)
            digest.update(file.read(SAMPLE))
    return digest.digest()


def start_digest(head: bytes, size: int) -> bytes:
    """16 bytes that stand for a file that is not read on: its start and its size in bytes. No content has the same."""
    return blake2b(head + str(size).encode(), digest_size=16, person=b"start").digest()  # no words


def describe_error(error: OSError) -> str:
    """The reason in plain words, without the path."""
    if isinstance(error, FileNotFoundError):
        return tr("It is not there (or a link to it leads nowhere).")
    if isinstance(error, PermissionError):
        return tr("You have no permission to read it.")
    if error.errno == errno.ELOOP:
        return tr("The link leads round in a circle.")
    return tr("The system could not read it ({reason}).", reason=(error.strerror or tr("unknown error")).lower())
