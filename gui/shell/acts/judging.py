"""What the person says of an item, and takes back."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from assistant.app.changes import Changes
from assistant.domain.entities import Feedback, Interaction, Item, Verdict
from assistant.messages import mark, quoted, tr
from gui.shell.acts.notices import DONE_WORDS

if TYPE_CHECKING:
    from gui.shell.session import Session


class Judging:
    """Made once for a session, which is told what stands of an item after each change."""

    def __init__(self, session: "Session") -> None:
        self._session = session

    def record(self, item: Item, verdict: Verdict, *, value: float = 1.0, because: str = "") -> None:
        """Write down what the person thinks of an item; an undo is offered once it is kept."""

        def kept(_: object) -> None:
            self._session.verdicts[item.id] = verdict
            words = tr(DONE_WORDS.get(verdict, mark("Noted: {title}")), title=quoted(item.title))
            self._session.undos.offer(words, lambda: self._stand(item.id, self._session.app.feedback.undo))
            self._session.verdict_given.emit(item.id, verdict)

        self._session.run(self._session.app.feedback.record, Feedback(item.id, verdict, value, because), done=kept)

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

        def told(answer: tuple[Any, Verdict | None]) -> None:
            row, verdict = answer
            self._session.verdicts.pop(item_id, None)
            if verdict is not None:
                self._session.verdicts[item_id] = verdict
            self._session.verdict_given.emit(item_id, verdict)
            done(row)

        self._session.run(lambda: (act().row, self._session.app.feedback.verdicts().get(item_id)), done=told)
