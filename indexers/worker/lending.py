"""What a reader process gets to see: the file at hand, what speaks of it beside it, and what comes with Alcove.

The parent opens; the process, which cannot, gets the descriptor (see indexers.worker.borrowing for its side).
"""

import errno
import os
import stat
import sysconfig
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from assistant.settings.paths import OCR_FOLDER, models_folder
from indexers.readers.sidecars import folders_of, speaks_of
from indexers.sound.decoder import Decoding, start_decoder
from indexers.worker.wire import ProtocolBroken

OPEN, NAMES, DECODE, DECODED = "open", "names", "decode", "decoded"
"""What can be asked for: an open file, the names in a folder, the sound of the file at hand as a decoder gives it, and
the status with which the decoder ended."""
MOST_NAMES = 100_000


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


@dataclass(slots=True)
class Lender:
    """Serves one process while it is at one file."""

    path: Path
    _decoding: Decoding | None = field(default=None, init=False)

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

    def own_file(self) -> Loan:
        """The file at hand."""
        try:
            return Loan(descriptor=_opened(self.path))
        except OSError as error:
            return Loan(error=error.errno or errno.EIO)

    def close(self) -> None:
        if self._decoding is not None:
            self._decoding.stop()

    def _open(self, place: Path) -> Loan:
        if not self._may_read(place):
            return Loan(error=errno.EACCES)
        return Loan(descriptor=_opened(place))

    def _names(self, place: Path) -> Loan:
        if place not in folders_of(self.path):
            return Loan(error=errno.EACCES)
        return Loan(names=tuple(os.listdir(place)[:MOST_NAMES]))

    def _decode(self) -> Loan:
        if self._decoding is not None:
            return Loan(error=errno.EBUSY)
        self._decoding = start_decoder(self.path)
        if self._decoding is None:
            return Loan(error=errno.ENOENT)
        return Loan(descriptor=os.dup(self._decoding.sound.fileno()))

    def _may_read(self, place: Path) -> bool:
        if place == self.path or (speaks_of(place, self.path) and _lies_there(place)):
            return True
        return any(place.is_relative_to(root) for root in _public()) and ".." not in place.parts


@contextmanager
def lending(path: Path) -> Iterator[Lender]:
    lender = Lender(path)
    try:
        yield lender
    finally:
        lender.close()


def _opened(place: Path) -> int:
    """For reading; never waits for a pipe. Raises OSError."""
    descriptor = os.open(place, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return descriptor


def _lies_there(place: Path) -> bool:
    """Whether it is no link out of its folder."""
    return os.path.dirname(os.path.realpath(place)) == os.path.realpath(place.parent)


@cache
def _public() -> tuple[Path, ...]:
    """Folders in which nothing of the person's lies: our own data, the models that read pages, installed packages."""
    installed = {Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")}
    return (Path(str(files("resources"))), models_folder() / OCR_FOLDER, *sorted(installed))
