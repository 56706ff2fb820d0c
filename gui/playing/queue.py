"""What plays, what came before and what comes next: plain values, without sound or window."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.domain.recordings import Recording

MOST_KEPT = 500
"""Recordings of a queue; what comes after them is left out."""


@dataclass(frozen=True, slots=True)
class Place:
    """A file of a recording of the queue, both by their numbers from 0."""

    recording: int = 0
    piece: int = 0


@dataclass(frozen=True, slots=True)
class Queue:
    """Recordings in order, and the place that sounds now."""

    recordings: tuple[Recording, ...] = ()
    at: Place = Place()

    @classmethod
    def of(cls, recordings: Sequence[Recording], first: int = 0) -> "Queue":
        kept = tuple(recordings[:MOST_KEPT])
        return cls(kept, Place(max(0, min(first, len(kept) - 1))))

    @property
    def now(self) -> Recording | None:
        return self.recordings[self.at.recording] if self.recordings else None

    @property
    def coming(self) -> tuple[Recording, ...]:
        return self.recordings[self.at.recording + 1 :]

    def following(self) -> Place | None:
        """The next file: of the same recording, or the first of the next one. None at the end."""
        now = self.now
        if now is None:
            return None
        if self.at.piece + 1 < len(now.pieces):
            return Place(self.at.recording, self.at.piece + 1)
        return Place(self.at.recording + 1) if self.coming else None

    def start_of(self, place: Place) -> float | None:
        """Seconds at which a piece in the middle of a recording begins; None for the first of one."""
        return self.recordings[place.recording].start_of(place.piece) if place.piece else None

    def moved(self, place: Place) -> "Queue":
        return replace(self, at=place)

    def with_next(self, recordings: Sequence[Recording]) -> "Queue":
        """These come right after what sounds now."""
        here = self.at.recording + 1
        whole = (*self.recordings[:here], *recordings, *self.recordings[here:])
        return replace(self, recordings=whole[:MOST_KEPT])

    def with_last(self, recordings: Sequence[Recording]) -> "Queue":
        return replace(self, recordings=(*self.recordings, *recordings)[:MOST_KEPT])

    def without(self, number: int) -> "Queue":
        """Without the recording of that number, which must not be the one that sounds."""
        at = replace(self.at, recording=self.at.recording - (number < self.at.recording))
        return Queue((*self.recordings[:number], *self.recordings[number + 1 :]), at)
