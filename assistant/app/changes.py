"""What an act of the person changed: one value that every mutation returns, and that whatever is on screen hears."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from assistant.domain.entities import Statement

Row_co = TypeVar("Row_co", covariant=True)
Moves = tuple[tuple[str, int], ...]
"""Item ids with the number of places by which they moved, the largest move first."""
MOVES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Changes(Generic[Row_co]):
    """`row` is what was written: an interaction, a statement, a list, an item, a report. The flags say which parts of
    Alcove show something else now; `rose` and `fell` are the moves in the standing list, where it was ranked."""

    row: Row_co
    items: bool = False
    feedback: bool = False
    hidden: bool = False
    profile: bool = False
    lists: bool = False
    conversations: bool = False
    settings: bool = False
    notes: bool = False
    rose: Moves = ()
    fell: Moves = ()

    @property
    def anything(self) -> bool:
        """Whether there is anything to see of it; an undo with nothing to take back changes nothing."""
        return self.ranking or self.lists or self.conversations

    @property
    def ranking(self) -> bool:
        """Whether a list of recommendations may be another one now."""
        return self.items or self.feedback or self.hidden or self.profile or self.settings or self.notes


def everything() -> Changes[None]:
    """For what another process did: which of it is not known."""
    return Changes(None, True, True, True, True, True, True, True, True)


@dataclass(frozen=True, slots=True)
class Revised:
    """A statement after a change of the profile; `contradictions` are sentences that say which statements disagree."""

    statement: Statement
    contradictions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportedProfile:
    """What came in with a profile: statements that are new, those that stood here already, and what was no statement,
    as (its first words, the reason)."""

    added: tuple[Statement, ...] = ()
    known: tuple[Statement, ...] = ()
    rejected: tuple[tuple[str, str], ...] = ()
    contradictions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ErasedProfile:
    """What was destroyed: the statements that stood, and all their versions, those removed before included."""

    statements: int
    versions: int


Listener = Callable[[Changes[object]], None]


class Listeners:
    """Who is told of changes, in the order in which they came."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: tuple[Listener, ...] = ()

    def connect(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after every change, on the thread that made it; it must return at once. Returns a way to
        end that."""
        with self._lock:
            self._listeners = (*self._listeners, listener)
        return lambda: self._disconnect(listener)

    def tell(self, changes: Changes[object]) -> None:
        for listener in self._listeners if changes.anything else ():
            listener(changes)

    def _disconnect(self, listener: Listener) -> None:
        with self._lock:
            self._listeners = tuple(one for one in self._listeners if one is not listener)


def moves(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[Moves, Moves]:
    """What rose and what fell between two rankings, {item id: place from 1}; at most MOVES_SHOWN of each."""
    moved = [(one, before[one] - after[one]) for one in before.keys() & after.keys() if before[one] != after[one]]
    moved.sort(key=lambda move: (-abs(move[1]), move[0]))
    return _first(moved, 1), _first(moved, -1)


def _first(moved: Sequence[tuple[str, int]], sign: int) -> Moves:
    return tuple((one, abs(by)) for one, by in moved if by * sign > 0)[:MOVES_SHOWN]
