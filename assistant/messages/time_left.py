"""How long a job still takes, from how fast it was lately; nothing is said until that can be believed."""

import time
from collections import deque
from collections.abc import Callable

from assistant.messages import tr, trn

_WATCHED = 60.0
"""Seconds over which the pace is measured."""
_FIRST, _STEPS = 10.0, 8
"""Seconds and steps before anything is said."""
_AGREES = 2.0
"""How many times as long one half of what was watched may say that it takes as the other."""
_SHORT = 30.0
"""Seconds that are not worth a word."""


class TimeLeft:
    """Hears of each step of a job; a job of another name, or one that begins anew, is measured from its beginning."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._phase = ""
        self._heard: deque[tuple[float, int]] = deque()

    def forget(self) -> None:
        """What was measured until now says nothing of what follows, such as after a pause."""
        self._heard.clear()

    def words(self, phase: str, done: int, total: int) -> str:
        """ "about 4 minutes left", or nothing while that is not known. `total` 0: nobody knows it."""
        now = self._clock()
        if phase != self._phase or (self._heard and done < self._heard[-1][1]):
            self._phase = phase
            self._heard.clear()
        if not self._heard or now - self._heard[-1][0] >= 1.0:
            self._heard.append((now, done))
        while len(self._heard) > 2 and now - self._heard[1][0] > _WATCHED:
            self._heard.popleft()
        seconds = self._seconds(now, done, total - done)
        return in_words(seconds) if total and seconds >= _SHORT else ""

    def _seconds(self, now: float, done: int, left: int) -> float:
        """0 while the pace is not known, or changes too much to be one."""
        (start, first), (middle, half) = self._heard[0], self._heard[len(self._heard) // 2]
        if now - start < _FIRST or done - first < _STEPS or not (first < half < done):
            return 0.0
        before, after = (middle - start) / (half - first), (now - middle) / (done - half)
        steady = max(before, after) <= _AGREES * min(before, after)
        return left * (now - start) / (done - first) if steady else 0.0


def in_words(seconds: float) -> str:
    """A length of time as one would say it: "about 4 minutes left"."""
    minutes = round(seconds / 60)
    if minutes <= 1:
        return tr("about a minute left")
    if minutes > 90:
        return trn("about {n} hour left", "about {n} hours left", round(minutes / 60))
    return trn("about {n} minute left", "about {n} minutes left", minutes if minutes < 12 else 5 * round(minutes / 5))
