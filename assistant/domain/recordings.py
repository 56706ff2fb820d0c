"""What can be heard of a work: its files in their order, and where one stopped."""

from dataclasses import dataclass
from pathlib import Path

from assistant.domain.entities import Item, Kind

LONG = 20 * 60.0
"""Seconds from which a recording is gone on with where one stopped: a movement is not, a chapter or a talk is."""
ENOUGH, SHARE = 240.0, 0.5
"""Seconds, or the share of the whole, after which something counts as played. The rule of Last.fm's scrobbling."""
SKIPPED = 30.0
"""Seconds within which leaving a piece for the next one says that it was not wanted now."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One file; `seconds` is 0 where its length is not known."""

    path: Path
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Recording:
    """An item with its files, of which an audiobook may have many."""

    item: Item
    pieces: tuple[Piece, ...]

    @property
    def seconds(self) -> float:
        return self.item.duration or sum(piece.seconds for piece in self.pieces)

    @property
    def is_long(self) -> bool:
        return self.seconds >= LONG

    def start_of(self, piece: int) -> float:
        """Seconds from the beginning of the whole at which a piece begins."""
        return sum(one.seconds for one in self.pieces[:piece])

    def find(self, at: float) -> tuple[int, float]:
        """The piece that sounds `at` seconds from the beginning of the whole, and the seconds into it."""
        for number, piece in enumerate(self.pieces[:-1]):
            if at < piece.seconds:
                return number, at
            at -= piece.seconds
        return len(self.pieces) - 1, at

    def chapter(self, at: float) -> int:
        """The number of the chapter that sounds, from 0; -1 where there is none."""
        return sum(start <= at + 0.001 for _, start in self.item.chapters) - 1


@dataclass(frozen=True, slots=True)
class Stopped:
    """Where one stopped in a recording, and for how long one has heard it in all, in seconds."""

    at: float = 0.0
    heard: float = 0.0


def sounds(item: Item) -> bool:
    """Whether it can be heard: a recording, or an album."""
    return item.owned and (bool(item.duration) or item.kind is Kind.MUSIC)


def is_played(heard: float, whole: float) -> bool:
    """Whether so many seconds of a recording count as hearing it; `whole` is 0 where nobody knows its length."""
    return heard >= ENOUGH or bool(whole) and heard >= SHARE * whole
