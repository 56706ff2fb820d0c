"""The cards of the picks: the first one wide, the others in columns below it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from assistant.domain.entities import Recommendation
from gui.pages.for_you.recommendation_card import RecommendationCard
from gui.shell.session import Session
from gui.widgets.layouts import Columns, vertical


class PickList(QWidget):
    """Where a card that goes has the keyboard, the next one gets it; `field` where none is left."""

    why_wanted = Signal(object, QWidget)
    """A recommendation, and the widget beside which to say why."""

    def __init__(self, session: Session, field: QWidget) -> None:
        super().__init__()
        self._session, self._field = session, field
        self.cards: list[RecommendationCard] = []
        column = vertical(16, self, margins=(0, 8, 0, 0))
        self._hero = QVBoxLayout()
        column.addLayout(self._hero)
        holder = QWidget()
        self._columns = Columns(318, 16)
        holder.setLayout(self._columns)
        column.addWidget(holder)

    @property
    def picks(self) -> list[Recommendation]:
        """What the cards show."""
        return [card.recommendation for card in self.cards]

    def is_touched(self) -> bool:
        """Whether somebody is at one of the cards, by keyboard or pointer."""
        return _holds_focus(self) or any(card.underMouse() for card in self.cards)

    def lay_out(self, picks: list[Recommendation], *, steady: bool) -> None:
        """Cards for these picks, in order; those that stay are the same widgets.

        Where they are `steady`, one that comes to another place waits for the pointer before it can be judged.
        """
        old = {card.recommendation.item.id: card for card in self.cards[1:]}
        hero = self.cards[0] if self.cards else None
        cards: list[RecommendationCard] = []
        for place, pick in enumerate(picks):
            card = hero if place == 0 and hero and hero.recommendation.item.id == pick.item.id else None
            if place > 0:
                card = old.pop(pick.item.id, None)
            if card is None:
                card = RecommendationCard(self._session, pick, hero=place == 0)
                card.why_wanted.connect(self.why_wanted)
            else:
                card.show_reason(pick)
            cards.append(card)
        left = [(place, card) for place, card in enumerate(self.cards) if card not in cards]
        while self._columns.takeAt(0) is not None:
            pass
        while self._hero.takeAt(0) is not None:
            pass
        for place, card in enumerate(cards):
            (self._hero if place == 0 else self._columns).addWidget(card)
            card.show()
            if steady and self.cards[place : place + 1] != [card]:
                card.verdicts.wait_for_pointer()
        self.cards = cards
        for place, gone in left:
            if _holds_focus(gone):
                # Before it is hidden: Qt would hand the keyboard on, and scroll to wherever that is.
                target = cards[min(place, len(cards) - 1)] if cards else self._field
                target.setFocus(Qt.FocusReason.TabFocusReason)
            gone.hide()
            gone.deleteLater()

    def put_out(self, item_id: str) -> None:
        """The card of a pick that goes can be used no more; it stands until the list follows."""
        for place, card in enumerate(self.cards):
            if card.recommendation.item.id == item_id:
                if _holds_focus(card):
                    others = [*self.cards[place + 1 :], *reversed(self.cards[:place]), self._field]
                    others[0].setFocus(Qt.FocusReason.TabFocusReason)
                card.setEnabled(False)


def _holds_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (widget is focused or widget.isAncestorOf(focused))
