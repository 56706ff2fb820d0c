"""A question under way: asked on the model's lane, its answer shown as it comes, stopped at any word."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from assistant.domain.entities import Item
from assistant.domain.errors import AssistantError
from assistant.messages import tr
from gui.pages.chat.outcomes import Outcomes
from gui.pages.chat.transcript import Exchange, Turns
from gui.shell.session import Session
from gui.workers.lanes import Failure, Job

if TYPE_CHECKING:
    from assistant.chat.session import Turn


class Asking(QObject):
    """One question at a time; its answer stands in `turns`."""

    begun = Signal()
    rested = Signal()
    """Nothing is asked any more, however it ended."""
    answered = Signal(str)
    """The conversation that the answer belongs to."""
    failed = Signal(str)
    """The question that has no answer."""

    def __init__(self, session: Session, turns: Turns, outcomes: Outcomes, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._turns, self._outcomes = session, turns, outcomes
        self._job: Job | None = None

    @property
    def writing(self) -> bool:
        return self._job is not None

    def begin(self, text: str, conversation: str, *, instead: bool) -> None:
        """Put the question and wait for its answer. `instead` takes the last exchange away first; without a
        `conversation` it begins one."""
        drop = self._turns.take_last() if instead else False
        exchange = self._turns.begin(text)
        exchange.reply.wait()
        self._turns.to_end()
        self.begun.emit()
        self._job = self._session.run(
            self._answer,
            text,
            conversation,
            drop,
            lane=self._session.lanes.model,
            done=lambda answer: self._finish(exchange, *answer),
            failed=lambda failure: self._fail(exchange, failure),
            streams={
                "on_cards": lambda items, reasons: self._show_cards(exchange, items, reasons),
                "on_text": exchange.reply.add,
            },
            cancelled="cancelled",
        )

    def _answer(self, text: str, conversation: str, drop: bool, **streams: Any) -> "tuple[str, Turn]":
        chat = self._session.app.chat
        conversation = conversation or chat.new()
        if drop:
            chat.drop_last_turn(conversation)
        return conversation, chat.ask(text, conversation=conversation, **streams)

    def stop(self) -> None:
        """Ask the reply to end here; what is written until then stays."""
        if self._job is not None:
            self._job.stop()

    def abandon(self) -> None:
        """Leave a reply that is being written: it ends, and what it still says is not shown."""
        if self._job is not None:
            self._job.cancel()
            self._rest()

    def _rest(self) -> None:
        self._job = None
        self.rested.emit()

    def _show_cards(self, exchange: Exchange, items: Sequence[Item], reasons: Mapping[str, str]) -> None:
        fresh = [item for item in items if item.id not in exchange.cards]
        exchange.cards += [item.id for item in fresh]
        if fresh:
            self._turns.show_cards(exchange, fresh, reasons)

    def _finish(self, exchange: Exchange, conversation: str, turn: "Turn") -> None:
        exchange.kept = True
        exchange.sources = {number: (item_id, place) for number, item_id, place in turn.citations}
        exchange.reply.stop_waiting()
        exchange.reply.finish(turn.reply or tr("Stopped."), exchange.sources)
        self._show_cards(exchange, turn.items, turn.reasons)
        if turn.notice:
            self._turns.tell(exchange, turn.notice, tr("Ask again"))
            self._wake_model()
        self._follow(exchange, turn, private=self._session.app.chat.is_private(conversation))
        for text in turn.memory:
            self._turns.propose(exchange, text)
        self._turns.offer_next(turn.next)
        self._rest()
        self._turns.mark_last(True)
        self.answered.emit(conversation)

    def _follow(self, exchange: Exchange, turn: "Turn", *, private: bool) -> None:
        """What the turn made, opens and plays. Of a private one nothing is done that would be written down: a list
        would keep the question as its title."""
        if private:
            exchange.reply.list_button.hide()
        if turn.saved is not None:
            self._outcomes.offer_list(exchange, turn.saved)
        if turn.opened is not None and private:
            self._session.item_wanted.emit(turn.opened.id)
        elif turn.opened is not None:
            self._outcomes.open_item(turn.opened)
        if turn.played and not private:
            self._session.play_wanted.emit(turn.played, "")

    def _fail(self, exchange: Exchange, failure: Failure) -> None:
        exchange.reply.stop_waiting()
        exchange.reply.setVisible(bool(exchange.reply.text()))
        self._turns.tell(exchange, failure.message)
        self.failed.emit(exchange.question)
        if not isinstance(failure.error, AssistantError):
            self._session.show_failure(failure)
        self._rest()
        self._wake_model()

    def _wake_model(self) -> None:
        """A model that died is started again before the next question needs it."""
        start = getattr(self._session.app.models.current, "start", None)
        if start is not None:
            # If it does not start, the next reply says so and goes by the rules.
            self._session.run(start, lane=self._session.lanes.model, failed=lambda _: None, key="wake")
