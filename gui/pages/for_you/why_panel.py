"""Why a pick is there, beside its card."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollBar, QWidget
from shiboken6 import isValid

from assistant.domain.entities import Recommendation
from assistant.messages import quoted, tr
from gui.pages.for_you.ledger import LedgerView
from gui.pages.for_you.pick_list import PickList
from gui.pages.for_you.recommendation_card import RecommendationCard
from gui.shell.session import Session
from gui.widgets.popover import SCROLLED, Popover

if TYPE_CHECKING:
    # It takes numpy and its like along.
    from assistant.recommend.recommender import Placement, Without

AIR = 8
"""What stays free above a card that was moved to the top."""


class WhyPanel:
    """`bar` scrolls the list; `statements` gives the sentences of the profile by their ids."""

    def __init__(
        self, session: Session, cards: PickList, bar: QScrollBar, statements: Callable[[], dict[str, str]]
    ) -> None:
        self._session, self._list, self._bar, self._statements = session, cards, bar, statements

    def show(self, recommendation: Recommendation, anchor: QWidget) -> None:
        """Open the ledger beside the card; of a pick from the last start it is worked out now."""
        if recommendation.score.parts:
            self._unfold(recommendation, anchor)
            return
        why = self._session.app.recommendations.why

        def told(placed: "Placement") -> None:
            self._unfold(placed.recommendation, anchor)

        self._session.run(why, recommendation.item.id, done=told, key="why")

    def _unfold(self, recommendation: Recommendation, anchor: QWidget) -> None:
        ledger = LedgerView()
        ledger.show_recommendation(recommendation, self._statements())
        popover = Popover(tr("Why {title}", title=quoted(recommendation.item.title)), ledger, self._list.window())
        ledger.wanted.connect(popover.dismiss)
        ledger.wanted.connect(self._session.open_evidence)
        card = next((card for card in self._list.cards if card.isAncestorOf(anchor)), None)
        if card is not None:
            self._make_room(card)
        popover.show_beside(anchor, clear_of=card)

        def told(answer: "Without | None") -> None:
            if answer is not None and isValid(popover):
                ledger.show_without(answer)
                popover.refit()

        find = self._session.app.recommendations.without_strongest
        self._session.run(find, recommendation.item.id, done=told, failed=lambda _: None, key="without")

    def _make_room(self, card: RecommendationCard) -> None:
        """In a low window, move the widest card to the top if the panel fits neither above nor below it."""
        window = self._list.window()
        top = card.mapTo(window, QPoint(0, 0)).y()
        if card is self._list.cards[0] and max(top, window.height() - top - card.height()) < SCROLLED + AIR:
            bar = self._bar
            bar.setValue(bar.value() + top - AIR)
