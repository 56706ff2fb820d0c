"""Feedback, and what is hidden; every act says what it moved."""

import time
from pathlib import Path

from assistant.app.changes import Changes
from assistant.app.mutations import Mutations
from assistant.app.stores import Stores
from assistant.domain.entities import Feedback, Interaction, Verdict
from assistant.domain.errors import UsageError
from assistant.domain.feedback import check_feedback, standing_verdicts


class FeedbackLog:
    """What was said of items and done with them, and what is never to be recommended."""

    def __init__(self, stores: Stores, mutations: Mutations) -> None:
        self._library, self._journal = stores.library, stores.journal
        self._mutations = mutations

    def record(self, feedback: Feedback, *, at: float | None = None, source: str = "you") -> Changes[Interaction]:
        """Write feedback down, and say which items rose and fell. Raises UnknownItem and UsageError."""
        check_feedback(feedback)
        self._library.items.get(feedback.item_id)
        return self._mutations.ranked(
            lambda: Changes(self._journal.record(feedback, at or time.time(), source), feedback=True)
        )

    def undo(self) -> Changes[Interaction | None]:
        """Take the last feedback back, as if it had never been; its row is None when there is none."""

        def undone() -> Changes[Interaction | None]:
            row = self._journal.undo()
            return Changes(row, feedback=row is not None)

        return self._mutations.ranked(undone)

    def verdicts(self) -> dict[str, Verdict]:
        """What stands of each item that anything was said or done with: the last word, else the last act."""
        return standing_verdicts(self._journal.interactions())

    # Hidden

    def hidden(self) -> list[str]:
        """What is never recommended: item:ID, folder:PATH and subject:NAME, in alphabetical order."""
        return sorted(self._journal.hidden())

    def hide(self, target: str) -> Changes[str]:
        """Never recommend an item, a folder or `subject:NAME` again. Its row is what is hidden. Raises UnknownItem."""
        hidden = self._hiding(target)

        def hide() -> Changes[str]:
            self._journal.hide(hidden)
            return Changes(hidden, hidden=True)

        return self._mutations.ranked(hide)

    def unhide(self, target: str) -> Changes[str]:
        """Let it be recommended again. Raises UnknownItem."""
        hidden = target if target in self._journal.hidden() else self._hiding(target)

        def unhide() -> Changes[str]:
            self._journal.unhide(hidden)
            return Changes(hidden, hidden=True)

        return self._mutations.ranked(unhide)

    def _hiding(self, target: str) -> str:
        if target.startswith("subject:") and target.partition(":")[2].strip():
            return target
        if not target.strip():
            raise UsageError("Name an item, a folder or subject:NAME.")
        path = Path(target).expanduser()
        return f"folder:{path.absolute()}" if path.is_dir() else f"item:{self._library.items.find(target).id}"
