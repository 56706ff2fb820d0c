"""For You: a few picks with their reasons, and the means to steer them."""

from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from assistant.app.changes import Changes
from assistant.domain.entities import Item, Recommendation, Verdict
from assistant.domain.rows import Row
from assistant.explain.left_out_words import left_out_words
from assistant.messages import mark, tr
from assistant.recommend.candidates.filters import Filters
from gui.look.labels import greeting, kind_choices, kind_of
from gui.look.pick_words import says_something
from gui.pages.first_run.onboarding import OnboardingOffer
from gui.pages.for_you.empty_words import Circumstances, empty_words, subtitle
from gui.pages.for_you.held_scroll import HeldScroll
from gui.pages.for_you.pick_list import PickList
from gui.pages.for_you.recommendation_card import RecommendationCard
from gui.pages.for_you.rows import BEGUN, GoOn, PurposeRows
from gui.pages.for_you.steady_list import in_place, settled
from gui.pages.for_you.why_panel import WhyPanel
from gui.pages.for_you.wish_bar import FILTERS_KEY, WishBar
from gui.pages.registry import Section, page
from gui.shell.session import Session
from gui.widgets.buttons import Button, Segments
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.surfaces import EmptyState, Page
from gui.widgets.text import Text
from gui.workers.lanes import Failure

PICKS = 9
WORDED = 3
"""So many reasons, from the top, are worded by the model: the rest keep the built-in wording."""
_UNASKED: Row = {"text": "", "kind": None, "n": PICKS}
"""What the page asks for while nobody asked for anything."""
_GONE = (Verdict.DISLIKED, Verdict.NOT_NOW)


class Answer(NamedTuple):
    """A list, the texts of the statements by id, how many works there are, what filters would leave of them, and what
    the profile kept out of the list."""

    picks: list[Recommendation]
    statements: dict[str, str]
    size: int
    filters: Filters
    left_out: tuple[Item, ...] = ()


@page(
    "for-you",
    label=mark("For You"),
    icon="for-you",
    section=Section.MAIN,
    order=1,
    shortcut="Ctrl+1",
    concerns=lambda changes: changes.ranking,
    keys=((FILTERS_KEY, mark("On For You: filters and sliders")),),
)
class ForYouPage(QWidget):
    """The list is asked for without a model first; a model's wording follows and moves no card."""

    def __init__(self, session: Session, now: datetime | None = None) -> None:
        super().__init__()
        self._session = session
        self._statements: dict[str, str] = {}
        self._fresh = True
        self._steady = False
        """Whether something was judged here: until the next visit, or another wish, every card keeps its place."""
        self._from_before = False
        """Whether the cards are those of the last start, until the list of this one is worked out."""
        self._asked: Any = None
        self._latest: list[str] = []
        self._worded: dict[str, Recommendation] = {}
        self._page = Page()
        self._scroll = HeldScroll(self._page.verticalScrollBar())
        self.empty = EmptyState("for-you", *empty_words(Circumstances(0, False, False)))
        self.empty.acted.connect(self._help)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._page)
        self._page.body.addLayout(self._head(now or datetime.now()))
        self.bar = WishBar(session)
        self.bar.changed.connect(self.refresh)
        self._page.body.addWidget(self.bar)
        self.offer = OnboardingOffer(session)
        self._page.body.addWidget(self.offer)
        self.go_on = GoOn(session)
        self.rows = PurposeRows(session, self.go_on)
        self._page.body.addWidget(self.go_on)
        self.list = PickList(session, self.bar.request)
        self._page.body.addWidget(self.list)
        bar = self._page.verticalScrollBar()
        self._why = WhyPanel(session, self.list, bar, lambda: self._statements)
        self.list.why_wanted.connect(self._why.show)
        self._page.body.addWidget(self.empty)
        self._page.body.addWidget(self.rows)
        self._page.body.addStretch(1)
        self.empty.hide()
        session.verdict_given.connect(self._follow)
        session.changed.connect(self._let_go)

    @property
    def cards(self) -> list[RecommendationCard]:
        """The picks that are shown, in order."""
        return self.list.cards

    def _head(self, now: datetime) -> QVBoxLayout:
        column = vertical(4)
        top, below = horizontal(12), horizontal(4)
        top.addWidget(Text(greeting(now), "display", lines=1), 1)
        self.kinds = Segments(kind_choices(), tr("Show only"))
        self.kinds.chosen.connect(lambda _: self.refresh())
        top.addWidget(self.kinds, 0, Qt.AlignmentFlag.AlignBottom)
        self.subtitle = Text(tr("Looking through your library…"), "body", "soft", lines=2, least=2)
        below.addWidget(self.subtitle, 1)
        self.reorder = Button(tr("Update the list"), "chip", "refresh")
        self.reorder.setToolTip(tr("Show the picks as they stand now"))
        self.reorder.clicked.connect(self._update)
        self.reorder.hide()
        below.addWidget(self.reorder)
        self.news = Button(tr("What is new"), "link")
        self.to_get = Button(tr("What to get next"), "link")
        self.turns = Button(tr("Two ways to rank take turns in this list"), "quiet", "chart")
        for button, place in ((self.news, "digest"), (self.to_get, "to-get"), (self.turns, "report")):
            button.clicked.connect(lambda _=False, place=place: self._session.place_wanted.emit(place))
        below.addWidget(self.news)
        below.addWidget(self.to_get)
        self.turns.set_edge()
        self.turns.hide()
        column.addLayout(top)
        column.addLayout(below)
        column.addWidget(self.turns, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    # Asking

    def refresh(self) -> None:
        """Ask for the list with what is chosen now; apart from the first time, the standing list is solved again."""
        self.bar.steering.follow_pack()
        if not self.cards and self._session.reading():
            # A first list takes its time beside the reading: until then the page says what is going on.
            self.empty.say(*empty_words(Circumstances(0, False, True)))
            self.empty.show()
        wish = {**self.bar.wish(), "kind": kind_of(self.kinds.value()), "n": PICKS}
        if wish != self._asked:
            self._asked, self._steady = wish, False
        fresh, self._fresh = self._fresh, False
        if fresh and wish == _UNASKED:
            self._session.run(self._session.app.last_list.picks, done=self._show_before, failed=lambda _: None)
        lane, asks = self._session.lanes.picks, self.bar.asks()
        done, failed = self.show_picks, self._failed
        self._session.run(self._ask, wish, fresh, asks, lane=lane, done=done, failed=failed, key="for-you")

    def _ask(self, wish: Row, fresh: bool, asks: bool) -> Answer:
        app = self._session.app
        request = app.recommendations.request(**wish)
        if not asks:
            # These stand above the picks already, as what one goes on with.
            begun = frozenset(item.id for item in app.shelf_rows.begun()[:BEGUN])
            request = replace(request, exclude=request.exclude | begun)
        picks = app.recommendations.recommend(request, fresh=fresh, llm=False)
        if wish == _UNASKED:
            app.last_list.keep(picks, [says_something(pick) for pick in picks])
        statements = {statement.id: statement.text for statement in app.profile.statements()}
        filters, left_out = app.recommendations.filters(request), app.recommendations.left_out(request)
        return Answer(picks, statements, app.library.size(), filters, left_out)

    # Showing

    def _show_before(self, picks: list[Recommendation]) -> None:
        """The list of the last start, at once; that of this one takes its place without shuffling it."""
        if picks and not self.cards:
            self._from_before = True
            self.empty.hide()
            self.list.lay_out(picks[:PICKS], steady=self._steady)

    def show_picks(self, answer: Answer) -> None:
        """Lay out the cards; while somebody judges them, none of them moves."""
        picks, self._statements, size, filters, left_out = answer
        self.bar.steering.show_counts(filters)
        picks = self._behind_before(picks[:PICKS])
        self._latest = [pick.item.id for pick in picks]
        if self._steady:
            self._scroll.hold()
            gone = {item_id for item_id, verdict in self._session.verdicts.items() if verdict in _GONE}
            picks = in_place(self.list.picks, picks, gone)
        picks = picks[:PICKS]
        self.reorder.setVisible(self._steady and [pick.item.id for pick in picks] != self._latest)
        self.list.lay_out(picks, steady=self._steady)
        self.empty.setVisible(not picks)
        self.list.setVisible(bool(picks))
        if not picks:
            asked = bool(self.bar.asks() or self.kinds.value())
            self.empty.say(*empty_words(Circumstances(size, asked, self._session.reading())))
        told = subtitle(picks, size, self.bar.wish()["text"], judged=bool(self._session.verdicts))
        self.subtitle.set_text(" · ".join(filter(None, (told, left_out_words(left_out)))))
        self.subtitle.setToolTip(self.subtitle.text())
        self.turns.setVisible(any(pick.team for pick in picks))
        self._word_next()
        self.rows.show_beside(not self.bar.asks())
        if not self._steady:
            self.rows.refresh()

    def _behind_before(self, picks: list[Recommendation]) -> list[Recommendation]:
        """In the order in which they take the place of the last start's; whatever somebody looks at holds still."""
        if self._from_before:
            self._from_before = False
            self._steady = self._steady or self._is_looked_at()
            picks = settled(self.list.picks, picks)
        return picks

    def _is_looked_at(self) -> bool:
        return self._page.verticalScrollBar().value() > 0 or self.list.is_touched()

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

    def _failed(self, failure: Failure) -> None:
        self.subtitle.set_text(tr("The picks could not be worked out."))
        self._session.show_failure(failure)

    def _follow(self, item_id: str, verdict: Verdict | None) -> None:
        # A verdict taken back brings the list before it back as well.
        self._steady = verdict is not None and any(c.recommendation.item.id == item_id for c in self.cards)
        if verdict in _GONE:
            self.list.put_out(item_id)

    def first_focus(self) -> QWidget:
        """The first pick, or the field while there is none."""
        return self.cards[0] if self.cards else self.bar.request

    @property
    def search_field(self) -> QLineEdit:
        """The wish."""
        return self.bar.request

    def visit(self) -> None:
        """The page came to the front: what was kept in place for the pointer may now move."""
        self.offer.refresh()
        if self.cards:
            # The first time they follow the list: that one comes first.
            self.rows.refresh()
        if self._steady:
            self._update()

    def _let_go(self, changes: Changes[object]) -> None:
        if changes.hidden:
            self._steady = False

    def _update(self) -> None:
        """The list as it is now, in its own order."""
        self._steady = False
        self.refresh()

    def _help(self) -> None:
        if self.bar.asks() or self.kinds.value():
            self.kinds.set_value("")
            self.bar.clear()
            self.refresh()
        else:
            self._session.folder_choice_wanted.emit()
