"""When the sound is to stop by itself."""

from PySide6.QtCore import QObject, QTimer

from assistant.domain.recordings import Recording


class SleepTimer(QTimer):
    """Fires after minutes; or it waits for the end of what sounds, or of its chapter, of which the player tells it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, singleShot=True)
        self.at_end = False
        """Whether the sound stops when what sounds now has ended, or its chapter has."""
        self._chapter = -1

    @property
    def wanted(self) -> bool:
        return self.isActive() or self.at_end

    def begin(self, minutes: int, now: Recording | None, at: float, *, at_end: bool) -> None:
        """Wait for so many minutes, or for the end, counted from `at` of what sounds; neither is: never."""
        self.stop()
        self.at_end = at_end
        self._chapter = now.chapter(at) if now is not None else -1
        if minutes:
            self.start(minutes * 60_000)

    def chapter_is_over(self, now: Recording, at: float) -> bool:
        """Whether what was waited for lies behind `at`."""
        return self.at_end and bool(now.item.chapters) and now.chapter(at) != self._chapter
