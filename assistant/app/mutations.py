"""How a change is made: one after the other, ranked before and after where it moves the list, and told to all."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from assistant.app.changes import Changes, Listeners, moves

Row = TypeVar("Row")


class Mutations:
    """`places`: of every candidate in the standing list by item id; the ranker has those before at hand."""

    def __init__(self, places: Callable[[], dict[str, int]], changed: Listeners) -> None:
        self._places = places
        self._changed = changed
        self._turn = threading.RLock()

    def ranked(self, act: Callable[[], Changes[Row]]) -> Changes[Row]:
        """An act that moves the list; what it returns says by how much. The list is solved once, for after the act."""
        with self._turn:
            before = self._places()
            done = act()
            rose, fell = moves(before, self._places())
        return self.told(replace(done, rose=rose, fell=fell))

    def plain(self, act: Callable[[], Changes[Row]]) -> Changes[Row]:
        """An act that moves nothing, or after which nobody waits for the ranking."""
        with self._turn:
            done = act()
        return self.told(done)

    def told(self, changes: Changes[Row]) -> Changes[Row]:
        """For what runs for minutes and so has no turn: an index, an import."""
        self._changed.tell(changes)
        return changes
