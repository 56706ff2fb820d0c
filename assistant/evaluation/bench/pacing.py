"""How far a long measurement has come, told about once a minute."""

import time
from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

Say = Callable[[str], None]
SECONDS = 60.0
T = TypeVar("T")


class Paced:
    """Passes on what it is told, at most once in `seconds`; the rest is dropped."""

    def __init__(self, say: Say, seconds: float = SECONDS) -> None:
        self._say = say
        self._seconds = seconds
        self._last = time.monotonic()

    def __call__(self, text: str) -> None:
        now = time.monotonic()
        if now - self._last >= self._seconds:
            self._last = now
            self._say(text)

    def steps(self, phase: str, done: int, total: int) -> None:
        """The same of a phase with its counts; its beginning is told at once."""
        if done:
            self(f"{phase}: {done} of {total}")
        else:
            self._say(f"{phase}: {total}" if total else phase)


def paced(things: Collection[T], say: Say, what: str, seconds: float = SECONDS) -> Iterator[T]:
    """Goes through things and says about every minute how many are done: "dialogues: 120 of 476"."""
    pace = Paced(say, seconds)
    for done, one in enumerate(things):
        if done:
            pace(f"{what}: {done} of {len(things)}")
        yield one
