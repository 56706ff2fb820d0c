"""The player: what people ask for, of the queue and of what sounds."""

from collections.abc import Callable, Sequence

from assistant.domain.entities import Item
from assistant.domain.recordings import Recording
from assistant.messages import quoted, tr
from gui.playing.playback import Playback
from gui.playing.queue import Place, Queue

AGAIN = 4.0
"""Seconds into a piece within which “previous” goes to the one before; later it goes to its beginning."""


class Player(Playback):
    """Plays items, and goes elsewhere in the queue or in what sounds."""

    # Items

    def prepare(self) -> None:
        """Something may be played soon: the first sound comes earlier, and the process ends if nothing comes of it."""
        self.engine.prepare()
        if not self.playing:
            self._rest.start()

    def play_items(self, items: Sequence[Item], first: str = "") -> None:
        """Play these in order, from the one with the id `first` on; what has no sound is passed over."""
        self.engine.prepare()

        def found(recordings: list[Recording]) -> None:
            ids = [one.item.id for one in recordings]
            self.play(recordings, ids.index(first) if first in ids else 0)

        self._find(items, found)

    def play(self, recordings: Sequence[Recording], first: int = 0) -> None:
        """Play these in place of what sounds."""
        self._leave()
        self.queue = Queue.of(recordings, first)
        self._start(self.queue.at)

    def add(self, items: Sequence[Item], *, next_up: bool = False) -> None:
        """Put these behind what waits, or right behind what sounds."""

        def found(recordings: list[Recording]) -> None:
            if self.queue.now is None:
                self.play(recordings)
                return
            queue = self.queue
            self._requeue(queue.with_next(recordings) if next_up else queue.with_last(recordings))
            self._session.say(tr("Added to what plays: {title}", title=quoted(recordings[0].item.title)))

        self._find(items, found)

    def _find(self, items: Sequence[Item], found: Callable[[list[Recording]], None]) -> None:
        def told(recordings: list[Recording]) -> None:
            if recordings:
                found(recordings)
            else:
                self._session.say(tr("There is nothing to hear here."))

        self._session.run(self._session.app.listening.recordings, items, done=told)

    # What sounds

    def next(self) -> None:
        """To the next recording; what is left early counts as skipped."""
        if self.queue.coming:
            self._leave(passed_over=True)
            self._start(Place(self.queue.at.recording + 1))
        else:
            self.stop()

    def previous(self) -> None:
        """To the beginning, or to the recording before."""
        if self.at > AGAIN or self.queue.at.recording == 0:
            self.seek(0.0)
        else:
            self._leave()
            self._start(Place(self.queue.at.recording - 1))

    def go_to(self, number: int) -> None:
        """To a recording of the queue by its number."""
        self._leave(passed_over=number > self.queue.at.recording)
        self._start(Place(number))

    def seek(self, at: float) -> None:
        """To a place of what plays."""
        now = self.queue.now
        if now is None:
            return
        at = max(0.0, min(at, self.length - 1.0 if self.length else at))
        piece, within = now.find(at)
        self.noting.leap()
        if piece == self.queue.at.piece and self._deck.loaded:
            self.engine.seek(round(within * 1000))
            self._show_place(at)
        else:
            self._start(Place(self.queue.at.recording, piece), at)

    def drop(self, number: int) -> None:
        """Take a recording out of the queue that does not sound now."""
        if number != self.queue.at.recording:
            self._requeue(self.queue.without(number))

    def stop(self) -> None:
        """Be silent, and show no bar."""
        self._leave()
        self.engine.stop()
        self.queue, self.at = Queue(), 0.0
        self._deck.clear()
        self.set_sleep(0)
        self._set_playing(False)

    # The queue

    def _requeue(self, queue: Queue) -> None:
        """Another queue around what sounds."""
        self.queue = queue
        self._deck.requeue(queue.at)
        self._prepare_next()
        self.changed.emit()
