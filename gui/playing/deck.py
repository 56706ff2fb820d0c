"""What was handed to the engine: files of the queue, each by a number, with the one that sounds."""

import os
from pathlib import Path

from assistant.domain.errors import AssistantError
from assistant.messages import quoted, tr
from gui.playing.engine import Engine
from gui.playing.queue import Place


class Deck:
    """The file that sounds and, behind it, the one that follows without a gap."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._places: dict[int, Place] = {}
        self.number = 0
        """The number of what sounds."""

    @property
    def loaded(self) -> bool:
        """Whether the engine runs and holds what sounds: it can be paused, wound and gone on with."""
        return self._engine.pid is not None and self.holds

    @property
    def holds(self) -> bool:
        """Whether what sounds was handed over."""
        return self.number in self._places

    def place(self, number: int) -> Place | None:
        """The place in the queue of what goes by this number; None for what is of the past."""
        return self._places.get(number)

    def play(self, place: Place, file: int, path: Path, at: float, *, paused: bool) -> None:
        """Let a file sound from `at` seconds on, in place of everything; its descriptor is taken over."""
        self._places = {}
        self.number = self._name(place)
        self._engine.play(self.number, file, path, round(at * 1000), paused=paused)

    def follow_with(self, place: Place, file: int, path: Path) -> None:
        """What comes without a gap."""
        self._places = {self.number: self._places[self.number]}
        self._engine.follow_with(self._name(place), file, path)

    def go_on(self, number: int) -> None:
        """What followed sounds now."""
        self._places = {number: self._places[number]}
        self.number = number

    def requeue(self, place: Place) -> None:
        """What sounds stands at another place of the queue, and something else follows."""
        if self.holds:
            self._places = {self.number: place}
        self._engine.forget_next()

    def clear(self) -> None:
        """Nothing sounds any more."""
        self._places = {}

    def _name(self, place: Place) -> int:
        number = max(self._places, default=self.number) + 1
        self._places[number] = place
        return number


def opened(path: Path) -> int:
    """A descriptor of a file to read. Raises AssistantError."""
    try:
        return os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        name = quoted(os.fsencode(path.name).decode("utf-8", "replace"))
        raise AssistantError(
            tr("{file} cannot be played: it is no longer where it was, or may not be read.", file=name)
        ) from error
