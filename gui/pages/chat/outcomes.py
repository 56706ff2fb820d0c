"""What a turn of the conversation leads to: a sentence of the profile, a list, something that is opened."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.app.changes import Changes
from assistant.domain.entities import Item
from assistant.domain.recordings import sounds
from assistant.messages import quoted, tr
from gui.pages.chat.transcript import Exchange, Turns
from gui.shell.session import Session

if TYPE_CHECKING:
    from assistant.chat.services import SavedList

MOST_OF_A_TITLE = 80


class Outcomes:
    """Of the turns that stand in `turns`."""

    def __init__(self, session: Session, turns: Turns) -> None:
        self._session, self._turns = session, turns

    def remember(self, text: str) -> None:
        session = self._session
        take_back = session.app.profile.undo
        session.run(
            session.app.profile.add,
            text,
            done=lambda _: session.undos.offer(tr("Remembered."), lambda: session.run(take_back)),
        )

    def make_list(self, exchange: Exchange) -> None:
        session = self._session

        def made(changes: "Changes[SavedList]") -> None:
            saved = changes.row
            session.say(
                tr("Saved as the list {title}.", title=quoted(saved.title)),
                tr("Show"),
                lambda: session.list_wanted.emit(saved.id),
            )

        session.run(self._keep, exchange.question, tuple(exchange.cards), done=made)

    def offer_list(self, exchange: Exchange, saved: "SavedList") -> None:
        """A way to the list that this turn kept."""
        exchange.reply.list_button.hide()
        self._turns.offer_list(exchange, saved.title, saved.id)

    def _keep(self, question: str, cards: Sequence[str]) -> "Changes[SavedList]":
        """The cards as a list, each with the reason why it would be picked now."""
        app = self._session.app
        title = " ".join(question.split()).rstrip(".?! ")[:MOST_OF_A_TITLE]
        reasons: dict[str, str] = {}
        for item_id in cards:
            explanation = app.recommendations.why(item_id).recommendation.explanation
            reasons[item_id] = explanation.text if explanation else ""
        return app.lists.keep(title, cards, reasons)

    def open_item(self, item: Item) -> None:
        """Played or read here, or in its usual program; its page, where it has no file."""
        if item.path is not None or sounds(item):
            self._session.files.open(item)
        else:
            self._session.item_wanted.emit(item.id)
