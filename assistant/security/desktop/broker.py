"""The window's end of the broker (see process.py): Linux alone; elsewhere nothing of it is used."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from assistant.security.desktop import process

_at_hand: "list[Broker]" = []

Programs = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
"""What may be started, by name: arguments of Python, and prefixes of the variables that it keeps."""


@dataclass(frozen=True, slots=True)
class Started:
    """A process that the broker started for us, as far as one needs a process."""

    pid: int
    _handle: int

    @property
    def returncode(self) -> int | None:
        """How it ended is not told."""
        return self.poll()

    def poll(self) -> int | None:
        return 0 if select.select([self._handle], [], [], 0)[0] else None

    def kill(self) -> None:
        if self.poll() is None:
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def wait(self) -> None:
        select.select([self._handle], [], [])

    def __del__(self) -> None:
        os.close(self._handle)


class Broker:
    """Starts with `programs`, the list of what it may start later. Raises OSError."""

    def __init__(self, programs: Programs) -> None:
        self._line, theirs = socket.socketpair()
        with theirs:
            # -I -S: neither folder nor environment can slip a module in.
            command = [sys.executable, "-I", "-S", str(process.__file__), json.dumps(programs)]
            quiet = subprocess.DEVNULL
            self._process = subprocess.Popen(
                command, stdin=theirs.fileno(), stdout=quiet, stderr=quiet, start_new_session=True
            )
        self._lock = threading.Lock()

    def lead_to_buses(self) -> None:
        """From now on the libraries of this process find the buses through the broker."""
        with self._line.makefile("rb") as answers:
            os.environ.update(json.loads(answers.readline()))

    def keep_private(self) -> None:
        """Nobody of this person looks into the broker any more, this process neither."""
        self._ask({})

    def start(self, name: str, end: socket.socket) -> Started:
        """A program of the list, with `end` as its input and output. Raises OSError."""
        said, handles = self._ask({"start": name}, end.fileno())
        return Started(json.loads(said)["started"], *handles)

    def close(self) -> None:
        self._line.close()
        self._process.kill()
        self._process.wait()

    def _ask(self, wish: Mapping[str, str], *ends: int) -> tuple[bytes, list[int]]:
        with self._lock:
            socket.send_fds(self._line, [json.dumps(wish).encode()], ends)
            said, handles, _, _ = socket.recv_fds(self._line, 1024, 1)
        if not said:
            raise ConnectionResetError
        return said, handles


@contextmanager
def broker_at_hand(programs: Programs) -> Iterator[Broker | None]:
    """Starts it for this process; None where the system is not Linux."""
    if sys.platform != "linux":
        yield None
        return
    broker = Broker(programs)
    _at_hand.append(broker)
    try:
        yield broker
    finally:
        _at_hand.remove(broker)
        broker.close()


def at_hand() -> Broker | None:
    return _at_hand[-1] if _at_hand else None
