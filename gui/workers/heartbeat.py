"""Measures how long the event loop was kept from turning."""

import time

from PySide6.QtCore import QObject, Qt, QTimer


class Heartbeat(QObject):
    """A precise timer that beats every few milliseconds and remembers how late each beat came.

    `longest` is the longest time in milliseconds for which the loop answered nothing: the gap between two beats less
    the interval that was asked for. `busiest` is the most processor time that this thread spent between two beats: what
    the window itself did, whatever else the machine was busy with.
    """

    def __init__(self, interval: int = 5, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.interval = interval
        self.gaps: list[float] = []
        self.work: list[float] = []
        self._last = self._spent = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        self.gaps.clear()
        self.work.clear()
        self._last, self._spent = time.perf_counter(), time.thread_time()
        self._timer.start(self.interval)

    def stop(self) -> float:
        """End the measurement; returns the longest block in milliseconds."""
        self._beat()
        self._timer.stop()
        return self.longest

    @property
    def longest(self) -> float:
        return max(self.gaps, default=0.0)

    @property
    def busiest(self) -> float:
        return max(self.work, default=0.0)

    def percentile(self, share: float) -> float:
        """The block in milliseconds that `share` (0..1) of the beats stayed below."""
        ordered = sorted(self.gaps)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0

    def _beat(self) -> None:
        now, spent = time.perf_counter(), time.thread_time()
        self.gaps.append(max(0.0, (now - self._last) * 1000 - self.interval))
        self.work.append((spent - self._spent) * 1000)
        self._last, self._spent = now, spent
