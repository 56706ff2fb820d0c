"""What a reader process gets to see: the file at hand, what speaks of it beside it, and what comes with Alcove.

The parent opens; the process, which cannot, gets the descriptor (see indexers.worker.borrowing for its side). What was
opened is asked where it lies: a path may have become a link since it was listed.
"""

import errno
import os
import sysconfig
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import IO, Any

from assistant.settings.files import open_regular
from assistant.settings.paths import OCR_FOLDER, models_folder
from indexers.readers.sidecars import folders_of, speaks_of
from indexers.sound.decoder import Decoding, start_decoder
from indexers.worker.true_places import place_of
from indexers.worker.wire import ProtocolBroken

OPEN, NAMES, DECODE, DECODED = "open", "names", "decode", "decoded"
"""What can be asked for: an open file, the names in a folder, the sound of the file at hand as a decoder gives it, and
the status with which the decoder ended."""
MOST_NAMES = 100_000
Belongs = Callable[[Path], bool]
"""Whether files may be read that truly lie at this place."""


def anywhere(place: Path) -> bool:
    """For files that a person has named one by one."""
    return True


@dataclass(frozen=True, slots=True)
class Loan:
    """The answer to a wish: an error of the system, or a descriptor to hand over, or plain data."""

    error: int = 0
    descriptor: int | None = None
    names: tuple[str, ...] = ()
    status: int = 0

    def message(self) -> dict[str, Any]:
        names = [os.fsencode(name).hex() for name in self.names]
        return {"error": self.error, "lent": self.descriptor is not None, "names": names, "status": self.status}


class Elsewhere(Exception):
    """A file that was opened by its path lies at a place that it must not be read from."""

    def __init__(self, place: Path) -> None:
        super().__init__(place)
        self.place = place


@dataclass(slots=True)
class Lender:
    """Serves one process while it is at one file."""

    path: Path
    belongs: Belongs = anywhere
    _decoding: Decoding | None = field(default=None, init=False)
    _file: int = field(default=-1, init=False)
    _error: int = field(default=0, init=False)
    _state: tuple[int, ...] = field(default=(), init=False)

    def serve(self, wish: Mapping[str, Any]) -> Loan:
        """Raises ProtocolBroken for what no reader of ours asks."""
        try:
            asked, place = wish["want"], Path(os.fsdecode(bytes.fromhex(wish["path"])))
            match asked:
                case "open":
                    return self._open(place)
                case "names":
                    return self._names(place)
                case "decode":
                    return self._decode()
                case "decoded":
                    return Loan(status=self._decoding.ended() if self._decoding else 1)
        except OSError as error:
            return Loan(error=error.errno or errno.EIO)
        except (KeyError, TypeError, ValueError) as error:
            raise ProtocolBroken("malformed wish") from error
        raise ProtocolBroken("unknown wish")

    def begin(self) -> None:
        """Opens the file at hand, which is held until the end. Raises Elsewhere."""
        self._state = _state_of(self.path)
        try:
            self._file = open_regular(self.path)
        except OSError as error:
            self._error = error.errno or errno.EIO
            return
        if not self.belongs(place := place_of(self._file, self.path)):
            raise Elsewhere(place)

    def own_file(self) -> Loan:
        """The file at hand."""
        try:
            return Loan(descriptor=self._again())
        except OSError as error:
            return Loan(error=error.errno or errno.EIO)

    def file(self) -> IO[bytes]:
        """The file at hand for us. Raises OSError."""
        return open(self._again(), "rb")

    def has_changed(self) -> bool:
        """Whether the file of that name is another by now, or its content may be."""
        return self._state != _state_of(self.path)

    def close(self) -> None:
        if self._decoding is not None:
            self._decoding.stop()
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _again(self) -> int:
        """The file at hand, opened anew: a copy would share the place that is read at. Raises OSError."""
        if self._error:
            raise OSError(self._error, os.strerror(self._error))
        descriptor = open_regular(self.path)
        if not os.path.samestat(os.fstat(descriptor), os.fstat(self._file)):
            os.close(descriptor)
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
        return descriptor

    def _open(self, place: Path) -> Loan:
        if place == self.path:
            return self.own_file()
        if not self._may_read(place):
            return Loan(error=errno.EACCES)
        descriptor = open_regular(place)
        if not (_is_public(place) or self._lies_right(place_of(descriptor, place), place)):
            os.close(descriptor)
            return Loan(error=errno.EACCES)
        return Loan(descriptor=descriptor)

    def _names(self, place: Path) -> Loan:
        if place not in folders_of(self.path):
            return Loan(error=errno.EACCES)
        return Loan(names=tuple(os.listdir(place)[:MOST_NAMES]))

    def _decode(self) -> Loan:
        if self._decoding is not None:
            return Loan(error=errno.EBUSY)
        self._decoding = start_decoder(self.path, opener=lambda *_: self._again())
        if self._decoding is None:
            return Loan(error=errno.ENOENT)
        return Loan(descriptor=os.dup(self._decoding.sound.fileno()))

    def _may_read(self, place: Path) -> bool:
        return speaks_of(place, self.path) or _is_public(place)

    def _lies_right(self, true: Path, place: Path) -> bool:
        """Whether what was opened beside the file is no link out of its folder."""
        return os.path.samefile(true.parent, place.parent) and self.belongs(true)


@contextmanager
def lending(path: Path, belongs: Belongs = anywhere) -> Iterator[Lender]:
    """Raises Elsewhere."""
    lender = Lender(path, belongs)
    try:
        lender.begin()
        yield lender
    finally:
        lender.close()


def _state_of(path: Path) -> tuple[int, ...]:
    """Inode, size and time of the last change; nothing where it is not there."""
    try:
        found = os.stat(path)
    except OSError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _is_public(place: Path) -> bool:
    return any(place.is_relative_to(root) for root in _public()) and ".." not in place.parts


@cache
def _public() -> tuple[Path, ...]:
    """Folders in which nothing of the person's lies: our own data, the models that read pages, installed packages."""
    installed = {Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")}
    return (Path(str(files("resources"))), models_folder() / OCR_FOLDER, *sorted(installed))
