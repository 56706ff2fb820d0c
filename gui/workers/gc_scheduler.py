"""Collects Python's garbage on the window's thread, and all of it while nobody uses the window.

Python itself collects on whichever thread makes the next object. On a lane's thread that would free widgets, which
ends the program; and a full collection stops every thread meanwhile.
"""

import gc
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

YOUNG, MIDDLE = 20_000, 50
"""New objects after which the young ones are looked through, and how many such looks precede one at those of middle
age. With Python's own, a library of 20,000 items is gone through every few seconds of work, for a quarter of a second
each time."""
TICK = 250
"""Milliseconds between two looks at how many objects are new."""
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


class YoungGarbage(QObject):
    """From now on garbage is collected by the thread this lives in alone; the old objects are left to others."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self, interval=TICK)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Collect what is young where there is enough of it."""
        young, middle, _ = gc.get_count()
        if young >= YOUNG:
            gc.collect(1 if middle >= MIDDLE else 0)


class Tidier(QObject):
    """Follows the use of a window that is shown, and holds full collections back until it rests."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.collected = self.used = time.monotonic()
        self.young = YoungGarbage(self)
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
