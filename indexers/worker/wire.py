"""The line between a reader process and its parent: lengths, JSON and raw bytes, never pickle; descriptors where the
system can pass them.

On Linux and macOS the line is a pair of sockets, and open files come over it; elsewhere it is two pipes.
"""

import json
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Callable
from typing import IO, Any, Protocol

from assistant.security.foreign_json import read_json
from indexers.readers.base import MEGABYTE

LARGEST = 32 * MEGABYTE
"""Bytes of one frame; a reader that claims more is broken or captured, and is ended."""
PASSES_FILES = sys.platform != "win32"
"""Whether open files can be handed over."""

_HEADER = struct.Struct(">II")


class ProtocolBroken(Exception):
    """The other side closed, or said what it must not."""


def send(pipe: IO[bytes], message: dict[str, Any], attachment: bytes = b"") -> None:
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    data = memoryview(_HEADER.pack(len(body), len(attachment)) + body + attachment)
    while data:
        data = data[pipe.write(data) :]
    pipe.flush()


def receive(pipe: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """The next message and what is attached to it. Raises ProtocolBroken."""
    lengths = _HEADER.unpack(_exactly(pipe, _HEADER.size))
    if max(lengths) > LARGEST:
        raise ProtocolBroken("answer too large")
    body = _exactly(pipe, lengths[0])
    attachment = _exactly(pipe, lengths[1])
    try:
        message = read_json(body)
    except ValueError as error:
        raise ProtocolBroken("answer is no JSON") from error
    if not isinstance(message, dict):
        raise ProtocolBroken("answer is no object")
    return message, attachment


def send_file(line: socket.socket, descriptor: int) -> None:
    """Hands an open file over, right behind a message that announces it."""
    socket.send_fds(line, [b"!"], [descriptor])


def receive_file(line: socket.socket) -> int:
    """The descriptor that the last message announced. Raises ProtocolBroken."""
    _, descriptors, _, _ = socket.recv_fds(line, 1, 1)
    if not descriptors:
        raise ProtocolBroken("closed")
    return descriptors[0]


class Running(Protocol):
    """A process, as far as a line needs it."""

    @property
    def pid(self) -> int: ...

    @property
    def returncode(self) -> int | None: ...

    def poll(self) -> int | None: ...

    def kill(self) -> None: ...

    def wait(self) -> object: ...


class Line:
    """The parent's end. `line` passes files; it is None where that is not possible."""

    process: Running

    def __init__(
        self, command: list[str], environment: dict[str, str], start: Callable[[socket.socket], Running] | None = None
    ) -> None:
        """Starts the process at the other end; `start` does so for us, where files can be passed. Raises OSError."""
        self.line: socket.socket | None = None
        quiet = subprocess.DEVNULL
        # A Ctrl-C in the terminal is the parent's to handle.
        apart = {"env": environment, "stderr": quiet, "start_new_session": True}
        if PASSES_FILES:
            self.line, theirs = socket.socketpair()
            with theirs:
                if start is not None:
                    self.process = start(theirs)
                else:
                    self.process = subprocess.Popen(command, stdin=theirs, stdout=theirs, **apart)  # type: ignore[call-overload]
            self.requests: Any = self.line.makefile("wb", buffering=0)
            self.answers: Any = self.line.makefile("rb")
        else:
            pipe = subprocess.PIPE
            piped = subprocess.Popen(command, stdin=pipe, stdout=pipe, **apart)  # type: ignore[call-overload]
            self.process, self.requests, self.answers = piped, piped.stdin, piped.stdout

    def close(self) -> None:
        """Ends the process, whatever it is doing."""
        self.process.kill()
        self.process.wait()
        for end in (self.requests, self.answers, self.line):
            if end is not None:
                try:
                    end.close()
                except OSError:
                    continue


def process_end() -> tuple[IO[bytes], IO[bytes], socket.socket | None]:
    """The process's own end: requests, answers, and what files come over. What libraries print goes nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb", buffering=0)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    return requests, answers, socket.socket(fileno=os.dup(requests.fileno())) if PASSES_FILES else None


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    pieces, missing = [], size
    while missing:
        piece = pipe.read(missing)
        if not piece:
            raise ProtocolBroken("closed")
        pieces.append(piece)
        missing -= len(piece)
    return b"".join(pieces)
