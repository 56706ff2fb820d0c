"""The conversation's side of the façade."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from assistant.chat_tools import ChatTools
from assistant.conversation.memory import Session, Turn
from assistant.conversation.merging import read_intent
from assistant.conversation.turn import converse
from assistant.service.profile import Tastes


class Talk(Tastes):
    """Turns, sessions and what they leave behind."""

    @cached_property
    def _tools(self) -> ChatTools:
        return ChatTools(self)

    @cached_property
    def _sessions(self) -> dict[str, Session]:
        return {}

    def chat(
        self,
        text: str,
        *,
        conversation: str = "main",
        on_cards: Callable[[Sequence[str]], None] | None = None,
        on_text: Callable[[str], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Turn:
        """One turn: cards at once, then the reply as it is written. Both sides are kept in the journal."""
        session = self.session(conversation)
        turn = converse(
            text, session, self._tools, self._model, on_cards=on_cards, on_text=on_text, cancelled=cancelled
        )
        self._sessions[conversation] = turn.session
        self.journal.add_turn(conversation, "you", text, {})
        self.journal.add_turn(
            conversation, "alcove", turn.reply, {"cards": list(turn.cards), "memory": list(turn.memory)}
        )
        return turn

    def intent(self, text: str) -> dict[str, Any]:
        """How the conversation reads a sentence."""
        return read_intent(text, self.gazetteer(), self._model).to_data()

    def session(self, conversation: str) -> Session:
        """What the conversation remembers: its constraints and cards."""
        return self._sessions.setdefault(conversation, Session())

    def put_session(self, conversation: str, session: Session) -> None:
        """For a chip that was taken away, or a fresh start."""
        self._sessions[conversation] = session
