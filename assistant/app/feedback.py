"""Feedback, and what is hidden; every act says what it moved."""

import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from assistant.app.changes import Changes
from assistant.app.mutations import Mutations
from assistant.app.stores import Stores
from assistant.domain.entities import Feedback, Interaction, Verdict
from assistant.domain.errors import UsageError
from assistant.domain.feedback import SAID, Standing, check_feedback, standing_verdicts, standings
from assistant.domain.targets import Target, TargetKind
from assistant.messages import tr


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

    def record_all(self, given: Sequence[Feedback]) -> Changes[tuple[Interaction, ...]]:
        """As `record`, of many at once: the list is ranked once. Raises UnknownItem and UsageError before any is
        written."""
        for one in given:
            check_feedback(one)
            self._library.items.get(one.item_id)
        at = time.time()

        def recorded() -> Changes[tuple[Interaction, ...]]:
            return Changes(tuple(self._journal.record(one, at, "you") for one in given), feedback=True)

        return self._mutations.ranked(recorded)

    def withdraw(self, item_id: str, verdict: Verdict) -> Changes[tuple[Interaction, ...]]:
        """Take back what was said or done with an item, however long ago; the row of the changes is what counts no
        more. What was said before it stands again."""

        def withdrawn() -> Changes[tuple[Interaction, ...]]:
            meant = tuple(
                one for one in self._journal.interactions() if one.item_id == item_id and one.verdict is verdict
            )
            self._journal.withdraw([one.id for one in meant])
            return Changes(meant, feedback=bool(meant))

        return self._mutations.ranked(withdrawn)

    def bring_back(self, acts: Sequence[Interaction]) -> Changes[tuple[Interaction, ...]]:
        """Let what was withdrawn count again."""

        def back() -> Changes[tuple[Interaction, ...]]:
            self._journal.withdraw([one.id for one in acts], undone=False)
            return Changes(tuple(acts), feedback=True)

        return self._mutations.ranked(back)

    def undo_all(self, count: int) -> Changes[int]:
        """Take back so many of the last, as if they had never been; its row is how many there were."""

        def undone() -> Changes[int]:
            found = sum(self._journal.undo() is not None for _ in range(count))
            return Changes(found, feedback=found > 0)

        return self._mutations.ranked(undone)

    def undo(self) -> Changes[Interaction | None]:
        """Take the last feedback back, as if it had never been; its row is None when there is none."""

        def undone() -> Changes[Interaction | None]:
            row = self._journal.undo()
            return Changes(row, feedback=row is not None)

        return self._mutations.ranked(undone)

    def all(self) -> list[Interaction]:
        """All that was said and done, the oldest first."""
        return sorted(self._journal.interactions(), key=lambda one: (one.at, one.id))

    def verdicts(self) -> dict[str, Verdict]:
        """What stands of each item that anything was said or done with: the last word, else the last act."""
        return standing_verdicts(self._journal.interactions())

    def standings(self) -> dict[str, Standing]:
        """What stands of each item, with its stars and how far the person is with it."""
        return standings(self._journal.interactions())

    def standing(self, item_id: str) -> Standing | None:
        """What stands of one item; None where nothing was said or done."""
        return standings(self._of(item_id)).get(item_id)

    def rating(self, item_id: str) -> float | None:
        """The stars that stand."""
        known = self.standing(item_id)
        return known.stars or None if known is not None else None

    def reason(self, item_id: str) -> str:
        """Why, in the person's words, as they last said what they think of an item; empty where they gave no reason."""
        known = self.standing(item_id)
        meant = (known.opinion,) if known is not None and known.opinion is not None else SAID
        said = [one for one in self._of(item_id) if one.verdict in meant]
        return said[-1].because if said else ""

    def _of(self, item_id: str) -> list[Interaction]:
        """The oldest first."""
        return [one for one in self.all() if one.item_id == item_id]

    # Hidden

    def hidden(self) -> list[Target]:
        """What is never recommended: items, folders and subjects, in alphabetical order."""
        return sorted(map(Target.parse, self._journal.hidden()))

    def hide(self, target: Target | str) -> Changes[Target]:
        """Never recommend an item, a folder or a subject again. A text may name an item by id or title, a folder by its
        path or `subject:NAME`. The row of the changes is what is hidden. Raises UnknownItem and UsageError."""
        hidden = self._hiding(target)

        def hide() -> Changes[Target]:
            self._journal.hide(str(hidden))
            return Changes(hidden, hidden=True)

        return self._mutations.ranked(hide)

    def unhide(self, target: Target | str) -> Changes[Target]:
        """Let it be recommended again. Raises UnknownItem and UsageError."""
        known = str(target) in self._journal.hidden()
        hidden = Target.parse(str(target)) if known else self._hiding(target)

        def unhide() -> Changes[Target]:
            self._journal.unhide(str(hidden))
            return Changes(hidden, hidden=True)

        return self._mutations.ranked(unhide)

    def _hiding(self, target: Target | str) -> Target:
        if isinstance(target, Target):
            return target
        if not target.strip():
            raise UsageError(tr("Name an item, a folder or subject:NAME."))
        with suppress(ValueError):
            if (named := Target.parse(target)).kind is TargetKind.SUBJECT:
                return named
        path = Path(target).expanduser()
        if path.is_dir():
            return Target.folder(str(path.absolute()))
        return Target.item(self._library.items.find(target).id)
