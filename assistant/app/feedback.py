"""The person's side of the façade: feedback, and what is hidden."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from assistant.app.changes import Changes, ImportedProfile, StatementChanges
from assistant.app.recommendations import Ranking
from assistant.domain.entities import Feedback, Verdict
from assistant.domain.errors import UsageError
from assistant.domain.feedback import check_feedback, standing_verdicts

MOVES_SHOWN = 20
C = TypeVar("C", Changes, StatementChanges, ImportedProfile)


class Acts(Ranking):
    """Feedback and hiding; every act tells what it moved."""

    def record(self, feedback: Feedback, *, at: float | None = None, source: str = "you") -> Changes:
        """Write feedback down, and say which items rose and fell. Raises UnknownItem and UsageError."""
        check_feedback(feedback)
        self.library.item(feedback.item_id)
        return self._shift(lambda: Changes(interaction=self.journal.record(feedback, at or time.time(), source)))

    def undo(self) -> Changes:
        """Take the last feedback back, as if it had never been."""
        return self._shift(lambda: Changes(interaction=self.journal.undo()))

    def verdicts(self) -> dict[str, Verdict]:
        """What stands of each item that anything was said or done with: the last word, else the last act."""
        return standing_verdicts(self.journal.interactions())

    def hidden(self) -> list[str]:
        """What is never recommended: item:ID, folder:PATH and subject:NAME, in alphabetical order."""
        return sorted(self.journal.hidden())

    def hide(self, target: str) -> str:
        """Never recommend an item, a folder or `subject:NAME` again. Returns what is hidden. Raises UnknownItem."""
        hidden = self._hiding(target)
        self.journal.hide(hidden)
        return hidden

    def unhide(self, target: str) -> str:
        hidden = target if target in self.journal.hidden() else self._hiding(target)
        self.journal.unhide(hidden)
        return hidden

    def _hiding(self, target: str) -> str:
        if target.startswith("subject:") and target.partition(":")[2].strip():
            return target
        if not target.strip():
            raise UsageError("Name an item, a folder or subject:NAME.")
        path = Path(target).expanduser()
        return f"folder:{path.absolute()}" if path.is_dir() else f"item:{self.library.find(target).id}"

    def _shift(self, act: Callable[[], C]) -> C:
        """Ranks before and after an act on the journal: what rose and what fell."""
        before = self._places()
        return self._moved(act(), before)

    def _moved(self, done: C, before: dict[str, int]) -> C:
        """An act that is done, with the items that it moved."""
        after = self._places()
        moves = [(id_, before[id_] - after[id_]) for id_ in before.keys() & after.keys() if before[id_] != after[id_]]
        moves.sort(key=lambda move: (-abs(move[1]), move[0]))
        rose = tuple(move for move in moves if move[1] > 0)[:MOVES_SHOWN]
        fell = tuple((id_, -by) for id_, by in moves if by < 0)[:MOVES_SHOWN]
        return replace(done, rose=rose, fell=fell)

    def _places(self) -> dict[str, int]:
        """The place of every candidate in the standing list, by item id."""
        recommender = self.recommender()
        ranking = recommender.rank(self.history(), self.request(explore=False))
        ids = recommender.catalogue.ids
        return {ids[row]: place for row, place in ranking.places().items()} if ranking is not None else {}
