"""For You: a few picks with their reasons, and the means to steer them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from assistant.domain.entities import LIST_LENGTH, Recommendation, Verdict
from assistant.settings.declarations import Settings
from assistant.settings.live import Keys
from assistant.settings.setting import Setting
from gui.look.labels import KIND_CHOICES, counted, greeting, kind_of
from gui.pages.first_run.onboarding import OnboardingOffer
from gui.pages.for_you.ledger import LedgerView
from gui.pages.for_you.recommendation_card import RecommendationCard
from gui.shell.session import Session
from gui.widgets.buttons import Segments
from gui.widgets.fields import SearchField
from gui.widgets.layouts import Columns
from gui.widgets.popover import Popover
from gui.widgets.surfaces import EmptyState, Page
from gui.widgets.text import Label, Text
from gui.workers.lanes import Failure

PICKS = LIST_LENGTH
STEPS = 20
"""Places of a slider."""
WORDED = 3
"""So many reasons, from the top, are worded by the model: the rest keep the built-in wording."""
_GONE = (Verdict.DISLIKED, Verdict.NOT_NOW)


class ForYouPage(QWidget):
    """The list is asked for without a model first; a model's wording follows and moves no card."""

    folders_wanted = Signal()

    def __init__(self, session: Session, now: datetime | None = None) -> None:
        super().__init__()
        self._session = session
        self.cards: list[RecommendationCard] = []
        self._statements: dict[str, str] = {}
        self._kept: dict[str, Recommendation] = {}
        self._fresh = True
        self._worded: dict[str, Recommendation] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(280)
        self._later.timeout.connect(self.refresh)
        self._page = Page()
        self.empty = EmptyState(
            "for-you", "Nothing to recommend yet", "Add a folder and your first picks appear here.", "Add a folder"
        )
        self.empty.acted.connect(self.folders_wanted)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)
        self._page.body.addLayout(self._head(now or datetime.now()))
        self._page.body.addWidget(self._steering())
        self.offer = OnboardingOffer(session)
        self._page.body.addWidget(self.offer)
        self._page.body.addWidget(self._list())
        self._page.body.addWidget(self.empty)
        self._page.body.addStretch(1)
        self.empty.hide()
        session.verdict_given.connect(self._follow)

    def _head(self, now: datetime) -> QHBoxLayout:
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(greeting(now), "display", lines=1))
        self.subtitle = Text("Looking along your shelves…", "body", "soft", lines=1)
        words.addWidget(self.subtitle)
        row.addLayout(words, 1)
        self.kinds = Segments(KIND_CHOICES, "Show only")
        self.kinds.chosen.connect(lambda _: self.refresh())
        row.addWidget(self.kinds, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _steering(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self.request = SearchField("In the mood for…  a short ghost story, something calm to work to", "for-you")
        self.request.setAccessibleName("What are you in the mood for?")
        self.request.returnPressed.connect(self.refresh)
        self.request.textChanged.connect(self._typed)
        column.addWidget(self.request)
        row = QHBoxLayout()
        row.setSpacing(28)
        self.surprise = self._slider(row, "Familiar", "Surprising", Settings.surprise)
        self.variety = self._slider(row, "Narrow", "Varied", Settings.variety)
        self._session.settings_changed.connect(self._settings_changed)
        column.addLayout(row)
        return box

    def _slider(self, row: QHBoxLayout, low: str, high: str, setting: Setting[float]) -> QSlider:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, STEPS)
        slider.setPageStep(4)
        slider.setValue(_place(self._session.settings.get(setting)))
        slider.setFixedHeight(24)
        slider.setAccessibleName(f"From {low.lower()} to {high.lower()}")
        slider.valueChanged.connect(lambda value: self._session.settings.set(setting, value / STEPS))
        part = QHBoxLayout()
        part.setSpacing(12)
        part.addWidget(Label(low, "label", "soft"))
        part.addWidget(slider, 1)
        part.addWidget(Label(high, "label", "soft"))
        row.addLayout(part, 1)
        return slider

    def _list(self) -> QWidget:
        self._cards_box = QWidget()
        column = QVBoxLayout(self._cards_box)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(16)
        self._hero = QVBoxLayout()
        column.addLayout(self._hero)
        holder = QWidget()
        self._columns = Columns(318, 16)
        holder.setLayout(self._columns)
        column.addWidget(holder)
        return self._cards_box

    # Asking

    def refresh(self) -> None:
        """Ask for the list with what is chosen now; apart from the first time, the standing list is solved again."""
        self._later.stop()
        wish = {
            "text": self.request.text().strip(),
            "kind": kind_of(self.kinds.value()),
            "n": PICKS,
        }
        fresh, self._fresh = self._fresh, False
        self._session.run(self._ask, wish, fresh, done=self.show_picks, failed=self._failed, key="for-you")

    def _ask(self, wish: dict[str, Any], fresh: bool) -> tuple[list[Recommendation], dict[str, str], int]:
        app = self._session.app
        picks = app.recommendations.recommend(app.recommendations.request(**wish), fresh=fresh, llm=False)
        statements = {statement.id: statement.text for statement in app.profile.statements()}
        return picks, statements, app.library.size()

    def _typed(self, text: str) -> None:
        if not text:
            self._later.start()

    def _settings_changed(self, keys: Keys) -> None:
        if not keys & {Settings.surprise.key, Settings.variety.key}:
            return
        self._later.start()
        for slider, value in (
            (self.surprise, self._session.settings.surprise),
            (self.variety, self._session.settings.variety),
        ):
            slider.blockSignals(True)
            slider.setValue(_place(value))
            slider.blockSignals(False)

    # Showing

    def show_picks(self, answer: tuple[list[Recommendation], dict[str, str], int]) -> None:
        """Lay out the cards; a card that was liked a moment ago stays where it is until the next visit."""
        picks, self._statements, size = answer
        order = [card.recommendation.item.id for card in self.cards]
        fresh = [pick for pick in picks if pick.item.id not in self._kept]
        for item_id, kept in self._kept.items():
            fresh.insert(min(order.index(item_id) if item_id in order else 0, len(fresh)), kept)
        self._lay_out(fresh[:PICKS])
        self.empty.setVisible(not fresh)
        self._cards_box.setVisible(bool(fresh))
        if not fresh:
            self._say_empty(size)
        self.subtitle.set_text(self._subtitle(len(fresh[:PICKS]), size))
        self._word_next()

    def _word_next(self) -> None:
        """Let the model word one reason at a time, so that a question in the chat never waits for a whole list."""
        lane, app = self._session.lanes.model, self._session.app
        if app.models.current is None or not lane.idle or not self.isVisible():
            return
        for card in self.cards[:WORDED]:
            pick = card.recommendation
            known = self._worded.get(pick.item.id)
            if known is not None and known.evidence == pick.evidence:
                card.show_reason(replace(pick, explanation=known.explanation))
            elif pick.evidence and pick.explanation is not None and pick.explanation.by != "model":
                # What fails here is only a wording: the built-in one stands.
                self._session.run(
                    app.recommendations.explained,
                    pick,
                    lane=lane,
                    done=self._worded_one,
                    failed=lambda _: None,
                    key="wording",
                )
                return

    def _worded_one(self, pick: Recommendation) -> None:
        self._worded[pick.item.id] = pick
        self._word_next()

    def _lay_out(self, picks: list[Recommendation]) -> None:
        old = {card.recommendation.item.id: card for card in self.cards[1:]}
        hero = self.cards[0] if self.cards else None
        cards: list[RecommendationCard] = []
        for place, pick in enumerate(picks):
            card = hero if place == 0 and hero and hero.recommendation.item.id == pick.item.id else None
            if place > 0:
                card = old.pop(pick.item.id, None)
            if card is None:
                card = RecommendationCard(self._session, pick, hero=place == 0)
                card.why_wanted.connect(self.show_why)
            else:
                card.show_reason(pick)
            cards.append(card)
        orphaned = -1
        for place, gone in enumerate(self.cards):
            if gone not in cards:
                orphaned = place if _holds_focus(gone) else orphaned
                gone.hide()
                gone.deleteLater()
        while self._columns.takeAt(0) is not None:
            pass
        while self._hero.takeAt(0) is not None:
            pass
        for place, card in enumerate(cards):
            (self._hero if place == 0 else self._columns).addWidget(card)
            card.show()
        self.cards = cards
        if orphaned >= 0:
            # The card under the keyboard left: the one that took its place is next.
            target = cards[min(orphaned, len(cards) - 1)] if cards else self.request
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def _say_empty(self, size: int) -> None:
        if size:
            self.empty.say("Nothing fits just now", "Try other words, another kind, or take back a “not now”.")
        else:
            self.empty.say("Nothing to recommend yet", "Add a folder and your first picks appear here.")

    def _subtitle(self, n: int, size: int) -> str:
        if not n:
            return "Your shelves are empty." if not size else ""
        wish = self.request.text().strip()
        return (
            f"{counted(n, 'pick')} for “{wish}”"
            if wish
            else f"{counted(n, 'pick')} from {counted(size, 'item')} of yours"
        )

    def _failed(self, failure: Failure) -> None:
        self.subtitle.set_text("The list could not be made just now.")
        self._session.show_failure(failure)

    def _follow(self, item_id: str, verdict: Verdict | None) -> None:
        if verdict == Verdict.LIKED:
            self._kept.update(
                {c.recommendation.item.id: c.recommendation for c in self.cards if c.recommendation.item.id == item_id}
            )
        else:
            self._kept.pop(item_id, None)
        if verdict in _GONE:
            for place, card in enumerate(self.cards):
                if card.recommendation.item.id == item_id:
                    if _holds_focus(card):
                        others = [*self.cards[place + 1 :], *reversed(self.cards[:place]), self.request]
                        others[0].setFocus(Qt.FocusReason.TabFocusReason)
                    card.setEnabled(False)

    def first_focus(self) -> QWidget:
        """The first pick, or the field while there is none."""
        return self.cards[0] if self.cards else self.request

    def visit(self) -> None:
        """The page came to the front: what was kept in place for the eye may now go."""
        self.offer.refresh()
        if self._kept:
            self._kept.clear()
            self.refresh()

    # Why

    def show_why(self, recommendation: Recommendation, anchor: QWidget) -> None:
        """Open the ledger beside the card."""
        ledger = LedgerView()
        ledger.show_recommendation(recommendation, self._statements)
        popover = Popover(f"Why “{recommendation.item.title}”", ledger, self.window())
        ledger.wanted.connect(popover.dismiss)
        ledger.wanted.connect(self._session.open_evidence)
        popover.show_beside(anchor)


def _place(value: float) -> int:
    return round(value * STEPS)


def _holds_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (widget is focused or widget.isAncestorOf(focused))
