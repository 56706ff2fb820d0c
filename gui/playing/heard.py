"""Adds up for how long one recording is really heard, and says what that comes to."""

from assistant.domain.entities import Kind, Verdict
from assistant.domain.recordings import SKIPPED, Recording, is_played

_LEAP = 2.0
"""Seconds between two words on the place; more than that is a leap, not listening."""
_BEGUN = 60.0
"""Seconds of a book or a talk after which it counts as opened."""


class Heard:
    """Of one recording, from when it came on until it is left."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.seconds = self._kept = 0.0
        self._last: float | None = None

    def move_to(self, at: float) -> None:
        """It sounds there now, seconds from its beginning."""
        step = at - self._last if self._last is not None else 0.0
        self._last = at
        if 0 < step <= _LEAP:
            self.seconds += step

    def leap(self) -> None:
        """The next place is not reached by listening."""
        self._last = None

    def unkept(self) -> float:
        """Seconds since this was asked last."""
        fresh, self._kept = self.seconds - self._kept, self.seconds
        return fresh

    def verdict(self, *, passed_over: bool) -> Verdict | None:
        """What its hearing comes to, once it is left; `passed_over`: the person went on to the next."""
        item = self.recording.item
        if item.kind is not Kind.MUSIC:
            return Verdict.OPENED if self.seconds >= _BEGUN else None
        if is_played(self.seconds, self.recording.seconds):
            return Verdict.PLAYED
        if passed_over and self.seconds < SKIPPED and not self.recording.is_long:
            return Verdict.SKIPPED
        return None
