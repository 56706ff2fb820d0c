"""How hard indexing may work: it can be stopped, paused and told to rest for a share of the time."""

import time
from collections.abc import Callable

from assistant.domain.errors import Cancelled
from assistant.messages import mark, tr

MOST_REST = 0.95
_NAP = 0.1
STOPPED = mark("Indexing was stopped. What was done until then is kept; run it again to go on.")


class Pace:
    """Asked after each step of work. `cancelled` may take its time, which pauses; `throttle` is the share of rest."""

    def __init__(self, cancelled: Callable[[], bool], throttle: float = 0.0) -> None:
        self._cancelled = cancelled
        self._throttle = min(max(throttle, 0.0), MOST_REST)
        self._since = time.monotonic()

    def step(self) -> None:
        """Rests as long as the work since the last step calls for. Raises Cancelled."""
        if self._cancelled():
            raise Cancelled(tr(STOPPED))
        now = time.monotonic()
        until = now + (now - self._since) * self._throttle / (1 - self._throttle)
        while (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _NAP))
            if self._cancelled():
                raise Cancelled(tr(STOPPED))
        self._since = time.monotonic()
