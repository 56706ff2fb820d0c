"""What sounds: a queue, the process that plays it, the place in each recording, and what was heard."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from assistant.domain.recordings import Recording
from assistant.messages import tr
from gui.playing.deck import Deck, opened
from gui.playing.engine import OF_THE_MACHINE, Engine, failure_words
from gui.playing.noting import LAST, Noting, place_to_go_on
from gui.playing.queue import Place, Queue
from gui.playing.sleep_timer import SleepTimer
from gui.playing.volume import Volume
from gui.workers.lanes import Failure

if TYPE_CHECKING:
    from gui.shell.session import Session

KEEP_EVERY = 15_000
"""Milliseconds between two notes of the place in what is long."""
RESTS_AFTER = 300_000
"""Milliseconds without sound after which the process that plays ends."""


class Playback(QObject):
    """All on the window's thread; files are opened on a lane. Seconds count from the beginning of a recording.

    It begins a recording at a place, hands over what follows, and does what the engine's word asks for.
    """

    changed = Signal()
    """What plays, whether it does, or what comes next."""
    moved = Signal()
    """`at` is another now."""

    def __init__(self, session: "Session", parent: QObject | None = None, engine: Engine | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.engine = engine or Engine(self)
        self.queue = Queue()
        self.playing = False
        self.waiting = False
        """Whether a file is being opened."""
        self.at = 0.0
        self.length = 0.0
        """Seconds of the recording that plays; 0 where nobody knows."""
        self._deck = Deck(self.engine)
        self.noting = Noting(session)
        self.volume = Volume(session, self)
        self.volume.changed.connect(self._turn_volume)
        self.sleep = SleepTimer(self)
        self.sleep.timeout.connect(self._fall_asleep)
        self._keep = QTimer(self, interval=KEEP_EVERY)
        self._keep.timeout.connect(self.keep_place)
        self._rest = QTimer(self, singleShot=True, interval=RESTS_AFTER)
        self._rest.timeout.connect(self.engine.close)
        engine = self.engine
        engine.moved.connect(self._move)
        engine.measured.connect(self._measure)
        engine.began.connect(self._follow_on)
        engine.ended.connect(self._end)
        engine.failed.connect(self._fail)
        session.ending.connect(self._leave)
        session.ending.connect(engine.close)

    def toggle(self) -> None:
        """Pause, or go on."""
        if self.queue.now is None:
            return
        if self.playing:
            self.pause()
        elif not self._deck.loaded:
            self._start(self.queue.at, self.at)
        else:
            self.engine.go_on()
            self._set_playing(True)

    def pause(self) -> None:
        self.engine.pause()
        self._set_playing(False)
        self.keep_place()

    def _turn_volume(self) -> None:
        self.engine.set_volume(self.volume.value)
        self.changed.emit()

    def set_sleep(self, minutes: int, *, at_end: bool = False) -> None:
        """Stop after so many minutes, or at the end of the chapter or piece; neither takes that back."""
        self.sleep.begin(minutes, self.queue.now, self.at, at_end=at_end)
        if at_end:
            self.engine.forget_next()
        elif self.queue.now is not None:
            self._prepare_next()
        self.changed.emit()

    def _fall_asleep(self) -> None:
        if self.playing:
            self.pause()
            self._session.say(tr("The sleep timer has stopped the sound."), tr("Go on"), self.toggle)
        self.changed.emit()

    # Starting

    def _start(self, place: Place, at: float | None = None) -> None:
        """Begin a recording there; where one stopped before, if it is long and no place is told."""
        self.queue = self.queue.moved(place)
        now = self.queue.now
        assert now is not None
        self.length, self.waiting = now.seconds, True
        self._show_place(at or 0.0)
        self._set_playing(True)
        listening = self._session.app.listening
        self.engine.prepare()

        def look() -> tuple[Path, int, float]:
            begin = at if at is not None else place_to_go_on(now, listening.stopped(now.item.id))
            number, _ = now.find(begin)
            path = now.pieces[number].path
            return path, opened(path), begin

        def play(answer: tuple[Path, int, float]) -> None:
            path, file, begin = answer
            if self.queue.now is not now:
                os.close(file)
                return
            piece, within = now.find(begin)
            self.waiting = False
            self.queue = self.queue.moved(Place(place.recording, piece))
            self.noting.begin(now)
            self._deck.play(self.queue.at, file, path, within, paused=not self.playing)
            self.engine.set_volume(self.volume.value)
            self._show_place(begin)
            self._prepare_next()
            self.changed.emit()

        self._open(look, play, now)

    def _open(self, look: Callable[[], object], opened: Callable[..., object], recording: Recording) -> None:
        def failed(failure: Failure) -> None:
            self.waiting = False
            self._session.show_failure(failure)
            if self.queue.now is recording:
                self._pass_over()

        self._session.run(look, lane=self._session.lanes.media, done=opened, failed=failed)

    def _prepare_next(self) -> None:
        """Hand over what follows, so that no gap is heard."""
        place, queue = self.queue.following(), self.queue
        if place is None or self.sleep.at_end:
            return
        recording = queue.recordings[place.recording]
        path = recording.pieces[place.piece].path

        def follow(file: int) -> None:
            following = self.queue.following()
            current = following is not None and self.queue.recordings[following.recording] is recording
            if not current or following != place or self.sleep.at_end or not self._deck.holds:
                os.close(file)
                return
            self._deck.follow_with(place, file, path)

        # What cannot be opened is told of when its turn comes.
        self._session.run(opened, path, lane=self._session.lanes.media, done=follow, failed=lambda _: None)

    # What the engine tells

    def _move(self, number: int, milliseconds: int) -> None:
        if number != self._deck.number or self.waiting or not self.playing:
            return
        now = self.queue.now
        assert now is not None
        at = now.start_of(self.queue.at.piece) + milliseconds / 1000
        self.noting.move_to(at)
        if self.sleep.chapter_is_over(now, at):
            self.set_sleep(0)
            self._fall_asleep()
        self._show_place(at)

    def _show_place(self, at: float) -> None:
        self.at = at
        self.moved.emit()

    def _measure(self, number: int, milliseconds: int) -> None:
        now = self.queue.now
        if number == self._deck.number and now is not None and len(now.pieces) == 1:
            self.length = milliseconds / 1000
            self.moved.emit()

    def _follow_on(self, number: int) -> None:
        place = self._deck.place(number)
        if place is None:
            return
        if place.recording != self.queue.at.recording:
            self._leave(at_end=True)
        self.queue = self.queue.moved(place)
        now = self.queue.now
        assert now is not None
        self._deck.go_on(number)
        self.length = now.seconds
        self.noting.begin(now)
        self._show_place(now.start_of(place.piece))
        self._prepare_next()
        self.changed.emit()

    def _end(self, number: int) -> None:
        if number != self._deck.number or self.waiting:
            return
        following, asleep = self.queue.following(), self.sleep.at_end
        if following is not None and following.recording == self.queue.at.recording and not asleep:
            self._start(following, self.queue.start_of(following))
            return
        self._leave(at_end=True)
        if following is not None:
            self._start(following, self.queue.start_of(following))
            if asleep:
                self.set_sleep(0)
                self.pause()
            return
        self._deck.clear()
        self.at = 0.0
        self._set_playing(False)
        self.moved.emit()

    def _fail(self, number: int, why: str) -> None:
        place = self._deck.place(number)
        if place is None:
            return
        title = self.queue.recordings[place.recording].item.title
        self._session.show_failure(Failure(failure_words(why, title)))
        if why in OF_THE_MACHINE:
            self._deck.clear()
            self.keep_place()
            self._set_playing(False)
        elif number == self._deck.number:
            self._pass_over()

    def _pass_over(self) -> None:
        """What plays cannot be heard: to the next one, or be silent at the end."""
        self.noting.forget()
        self._deck.clear()
        if self.queue.coming:
            self._start(Place(self.queue.at.recording + 1))
        else:
            self.engine.stop()
            self._set_playing(False)

    def keep_place(self) -> None:
        """Write down where one is."""
        self.noting.keep(self.at)

    def _leave(self, *, passed_over: bool = False, at_end: bool = False) -> None:
        near_end = bool(self.length) and self.at > self.length - LAST
        self.noting.leave(0.0 if at_end or near_end else self.at, passed_over=passed_over, at_end=at_end)

    def _set_playing(self, playing: bool) -> None:
        self.playing = playing
        for timer, runs in ((self._keep, playing), (self._rest, not playing)):
            if runs != timer.isActive():
                timer.start() if runs else timer.stop()
        self.changed.emit()
