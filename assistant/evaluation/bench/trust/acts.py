"""Acts in processes of their own, which may be killed at any moment; what they acknowledge reaches who kills them."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection

Acknowledge = Callable[[str], None]
Act = Callable[[Acknowledge], None]
_START = "\0start"
_FORK = multiprocessing.get_context("fork") if hasattr(os, "fork") else multiprocessing.get_context()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an act acknowledged, how long it ran, and whether it came to its end."""

    acknowledged: tuple[str, ...]
    seconds: float
    whole: bool


class Acting:
    """An act under way."""

    def __init__(self, act: Act) -> None:
        self._heard, said = _FORK.Pipe(duplex=False)
        self._process = _FORK.Process(target=_perform, args=(act, said))
        self._process.start()
        said.close()
        # What it takes to start is no part of the act.
        started = self._heard.recv() == _START
        assert started
        self._began = time.monotonic()

    def end(self, after: float | None = None) -> Outcome:
        """Waits for its end, or kills it after so many seconds."""
        self._process.join(after)
        if self._process.is_alive():
            assert self._process.pid is not None
            os.kill(self._process.pid, signal.SIGKILL)
            self._process.join()
        seconds = time.monotonic() - self._began
        return Outcome(tuple(self._all()), seconds, self._process.exitcode == 0)

    def _all(self) -> list[str]:
        found = []
        try:
            while True:
                found.append(str(self._heard.recv()))
        except (EOFError, OSError):
            # A kill may cut the last word short: what was not heard whole was not acknowledged.
            self._heard.close()
            return found


def _perform(act: Act, said: Connection) -> None:
    # Ctrl+C is for the one who measures.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    said.send(_START)
    act(said.send)


def apart(function: Callable[[], object]) -> object:
    """What a function returns, from a process of its own: the one who measures opens nothing himself."""
    answer: list[object] = []
    receiver, sender = _FORK.Pipe(duplex=False)
    process = _FORK.Process(target=lambda: sender.send(function()))
    process.start()
    sender.close()
    try:
        answer.append(receiver.recv())
    finally:
        process.join()
        receiver.close()
    return answer[0]
