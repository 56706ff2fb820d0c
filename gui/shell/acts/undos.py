"""What was done in this window, and how each of it is taken back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.messages import tr

if TYPE_CHECKING:
    from gui.shell.session import Session


class Undos:
    """The last acts, the newest last."""

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._done: list[tuple[str, Callable[[], object]]] = []

    def offer(self, words: str, act: Callable[[], object]) -> None:
        """Say what was done and remember how to take it back, for the toast and for Ctrl+Z."""
        entry = (words, act)
        self._done = [*self._done[-19:], entry]
        self._session.say(words, tr("Undo"), lambda: self._take_back(entry))

    def forget(self) -> None:
        """Nothing of what was done so far can be taken back any more."""
        self._done.clear()

    def undo(self) -> None:
        """Take back the last thing that this window did, also where it is not written down yet."""
        # Behind what was asked for before: its undo is known once it is kept.
        self._session.run(lambda: None, done=lambda _: self._undo_last())

    def _undo_last(self) -> None:
        if self._done:
            self._take_back(self._done[-1])
        else:
            self._session.say(tr("There is nothing to undo."))

    def _take_back(self, entry: tuple[str, Callable[[], object]]) -> None:
        if entry in self._done:
            # Feedback is taken back in order, so what came after this entry goes with it.
            place = self._done.index(entry)
            for _, act in reversed(self._done[place:]):
                act()
            del self._done[place:]
            self._session.say(tr("Undone: {what}", what=entry[0].removesuffix(".")))

    def noted(self) -> None:
        """Something that the person did was written down without a word. It is kept in the order of undos: taking back
        an earlier like takes this back first."""
        self._done.append((tr("Opened"), lambda: self._session.run(self._session.app.feedback.undo)))
