"""Adds up what is really heard of a recording, and writes it down with the place, without a word."""

from typing import TYPE_CHECKING

from assistant.domain.entities import Kind, Verdict
from assistant.domain.recordings import SKIPPED, Recording, Stopped, is_played
from assistant.messages import quoted, tr

if TYPE_CHECKING:
    from gui.shell.session import Session

LAST = 15.0
"""Seconds before the end from which a recording counts as heard to the end: it begins anew the next time."""
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


class Noting:
    """Of the recording that plays; times are seconds from its beginning."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._heard: Heard | None = None

    def begin(self, recording: Recording) -> None:
        """It sounds from here on, or goes on after a leap."""
        if self._heard is None or self._heard.recording is not recording:
            self._heard = Heard(recording)
        self._heard.leap()

    def move_to(self, at: float) -> None:
        if self._heard is not None:
            self._heard.move_to(at)

    def leap(self) -> None:
        if self._heard is not None:
            self._heard.leap()

    def forget(self) -> None:
        """Nothing of it was heard."""
        self._heard = None

    def keep(self, at: float) -> None:
        """Write down where one is."""
        if self._heard is not None and self._heard.seconds > 0:
            self._write(self._heard, at)

    def leave(self, at: float, *, passed_over: bool, at_end: bool) -> None:
        """Write down where it is left, and what its hearing comes to."""
        heard, self._heard = self._heard, None
        if heard is None or heard.seconds <= 0 and not passed_over:
            return
        item = heard.recording.item
        self._write(heard, at)
        verdict = heard.verdict(passed_over=passed_over)
        if verdict is not None:
            done = lambda noted: self._session.undos.noted() if noted is not None else None  # noqa: E731
            self._session.run(self._session.app.listening.note, item.id, verdict, done=done)
        if at_end and item.kind is not Kind.MUSIC and heard.recording.is_long:
            words = tr("You are at the end of {title}.", title=quoted(item.title))
            self._session.say(words, tr("Finished"), lambda: self._session.record(item, Verdict.FINISHED))

    def _write(self, heard: Heard, at: float) -> None:
        listening = self._session.app.listening
        self._session.run(listening.keep, heard.recording.item.id, at, heard.unkept(), failed=lambda _: None)


def place_to_go_on(recording: Recording, stopped: Stopped) -> float:
    """Only what is long goes on where one stopped, and not from its very end."""
    ends = recording.seconds - LAST
    return stopped.at if recording.is_long and stopped.at < ends else 0.0
