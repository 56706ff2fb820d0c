"""What the person says of an item, and takes back."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from assistant.app.changes import Changes
from assistant.domain.entities import Feedback, Interaction, Item, Verdict
from assistant.domain.feedback import Standing
from assistant.messages import quoted, tr
from gui.shell.acts.notices import done_words

if TYPE_CHECKING:
    from gui.shell.session import Session


class Judging:
    """Made once for a session, which is told what stands of an item after each change."""

    def __init__(self, session: "Session") -> None:
        self._session = session

    def record(self, item: Item, verdict: Verdict, *, value: float = 1.0, because: str = "") -> None:
        """Write down what the person thinks of an item; an undo is offered once it is kept."""

        feedback = self._session.app.feedback

        def keep() -> Standing | None:
            feedback.record(Feedback(item.id, verdict, value, because))
            return feedback.standing(item.id)

        def kept(standing: Standing | None) -> None:
            self._tell(item.id, verdict, standing)
            words = done_words(verdict, value, quoted(item.title))
            self._session.undos.offer(words, lambda: self._stand(item.id, feedback.undo))

        self._session.run(keep, done=kept)

    def withdraw(self, item: Item, verdict: Verdict) -> None:
        """What was said of an item counts no more; an undo is offered."""
        feedback = self._session.app.feedback

        def withdrawn(acts: Sequence[Interaction]) -> None:
            words = tr("Taken back for {title}", title=quoted(item.title))
            self._session.undos.offer(words, lambda: self._stand(item.id, lambda: feedback.bring_back(acts)))

        self._stand(item.id, lambda: feedback.withdraw(item.id, verdict), withdrawn)

    def _stand(
        self, item_id: str, act: Callable[[], Changes[Any]], done: Callable[[Any], object] = lambda _: None
    ) -> None:
        """Change what was said of an item, and tell what stands of it then."""

        feedback = self._session.app.feedback

        def told(answer: tuple[Any, Standing | None]) -> None:
            row, standing = answer
            self._tell(item_id, standing.verdict if standing is not None else None, standing)
            done(row)

        self._session.run(lambda: (act().row, feedback.standing(item_id)), done=told)

    def _tell(self, item_id: str, verdict: Verdict | None, standing: Standing | None) -> None:
        verdicts, standings = self._session.verdicts, self._session.standings
        verdicts.pop(item_id, None)
        standings.pop(item_id, None)
        if verdict is not None:
            verdicts[item_id] = verdict
        if standing is not None:
            standings[item_id] = standing
        self._session.verdict_given.emit(item_id, verdict)
