"""The reader process's side of the files that its parent opens for it (see indexers.worker.lending).

A confined process cannot open anything by its path. So that readers stay ordinary code, Python's own functions for it
are replaced in that process: `open`, `os.stat` and `os.listdir` ask the parent. What opens files in C takes the
descriptor of a file that Python opened.
"""

import builtins
import io
import os
import socket
import weakref
from pathlib import Path
from typing import IO, Any

from indexers.sound import decoder
from indexers.sound.decoder import Decoding
from indexers.worker.lending import DECODE, DECODED, NAMES, OPEN
from indexers.worker.wire import receive, receive_file, send

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Borrower:
    """Asks for files, one wish after the other, while the parent waits for the answer about the file at hand."""

    def __init__(self, requests: IO[bytes], answers: IO[bytes], line: socket.socket) -> None:
        self._requests, self._answers, self._line = requests, answers, line
        self._path, self._own, self._error = "", -1, 0
        self._in_use: list[weakref.ref[Any]] = []

    def install(self) -> None:
        """From here on, this process opens files through its parent."""
        self._open, self._stat, self._listdir = io.open, os.stat, os.listdir
        builtins.open = io.open = self.open
        os.stat = self.stat
        os.listdir = self.names  # type: ignore[assignment]  # folders by their paths alone
        decoder.start_decoder = self.decode  # type: ignore[assignment]  # the program is the parent's choice

    def begin(self, path: Path, error: int) -> None:
        """Takes over the file at hand, which the parent has just announced; `error` says why it could not open it."""
        self.end()
        self._path, self._error = os.fspath(path), error
        self._own = -1 if error else receive_file(self._line)

    def end(self) -> None:
        if self._own >= 0:
            os.close(self._own)
        self._path, self._own, self._in_use = "", -1, []

    def open(self, file: Any, mode: str = "r", *arguments: Any, **named: Any) -> Any:
        """As Python's own; what is written fails."""
        if isinstance(file, int):
            return self._open(file, mode, *arguments, **named)
        opened = self._open(file, mode, *arguments, **{**named, "opener": self._borrow})
        if os.fspath(file) == self._path:
            self._in_use.append(weakref.ref(opened))
        return opened

    def stat(self, path: Any, **named: Any) -> os.stat_result:
        if isinstance(path, int):
            return self._stat(path, **named)
        descriptor = self._borrow(path, os.O_RDONLY)
        try:
            return os.fstat(descriptor)
        finally:
            os.close(descriptor)

    def names(self, folder: Any = ".") -> list[str]:
        told, _ = self._ask(NAMES, os.fspath(folder))
        return [os.fsdecode(bytes.fromhex(name)) for name in told["names"]]

    def decode(self, path: Path) -> Decoding | None:
        """The sound that the decoder, started by the parent, makes of the file at hand."""
        try:
            _, descriptor = self._ask(DECODE, os.fspath(path))
        except FileNotFoundError:
            return None
        return Decoding(self._open(descriptor, "rb"), lambda: int(self._ask(DECODED, os.fspath(path))[0]["status"]))

    def _borrow(self, path: Any, flags: int) -> int:
        """A descriptor of a file, at its beginning."""
        place = os.fspath(path)
        if flags & _WRITES:
            raise PermissionError(13, os.strerror(13), place)
        if place != self._path:
            return self._ask(OPEN, place)[1]
        if self._error:
            raise OSError(self._error, os.strerror(self._error), place)
        if any((opened := one()) is not None and not opened.closed for one in self._in_use):
            # Copies of a descriptor share the place that is read at.
            return self._ask(OPEN, place)[1]
        os.lseek(self._own, 0, os.SEEK_SET)
        return os.dup(self._own)

    def _ask(self, wish: str, place: str) -> tuple[dict[str, Any], int]:
        send(self._answers, {"want": wish, "path": os.fsencode(place).hex()})
        told, _ = receive(self._requests)
        if told["error"]:
            raise OSError(told["error"], os.strerror(told["error"]), place)
        return told, receive_file(self._line) if told["lent"] else -1
