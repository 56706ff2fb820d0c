"""Collects Python's garbage while nobody uses the window, because a full collection stops every thread meanwhile."""

import gc
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

YOUNG, MIDDLE, NEVER = 20_000, 50, 1_000_000
"""Thresholds for `gc`: with Python's own, a library of 20,000 items is gone through every few seconds of work, for a
quarter of a second each time."""
LOOK = 5_000
"""Milliseconds between two looks at whether the window rests."""
RESTING = 15.0
"""Seconds without a key or a movement of the pointer."""
AT_LAST = 15 * 60.0
"""Seconds after which it is done even while the window is used: memory has to come back at some time."""
_USE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
    }
)


class Tidier(QObject):
    """Follows the use of a window that is shown, and holds full collections back until it rests."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.collected = self.used = time.monotonic()
        gc.set_threshold(YOUNG, MIDDLE, NEVER)
        if (handle := window.windowHandle()) is not None:
            # Only what comes from outside passes here, not the flood of events among widgets.
            handle.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> bool:
        """Collect if the window was used and rests now; returns whether it did."""
        now = time.monotonic()
        rests = now - self.used >= RESTING and self.used >= self.collected
        if not rests and now - self.collected < AT_LAST:
            return False
        gc.collect()
        self.collected = time.monotonic()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _USE:
            self.used = time.monotonic()
        return False
