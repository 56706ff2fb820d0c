"""Why an item stands where it stands, on its page, and what would move it."""

from typing import TYPE_CHECKING

from assistant.domain.entities import Item, Recommendation, Verdict
from assistant.domain.errors import AssistantError
from assistant.explain.change_words import what_would_change_it
from assistant.messages import decimal, mark, quoted, tr
from gui.pages.for_you.ledger import LedgerView
from gui.pages.for_you.what_if import Move, WhatIf, read_moves
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.popover import Popover
from gui.widgets.surfaces import Card
from gui.widgets.text import Text
from gui.workers.lanes import Failure

if TYPE_CHECKING:
    from assistant.recommend.recommender import Placement, WhyNot
    from profiles.statement_doubt import Doubt

WITHOUT = {
    Verdict.LIKED: mark("What if you had not liked it?"),
    Verdict.DISLIKED: mark("What if you had not disliked it?"),
    Verdict.RATED: mark("What if you had not rated it?"),
    Verdict.OPENED: mark("What if you had not opened it?"),
    Verdict.PLAYED: mark("What if you had not played it?"),
    Verdict.READING: mark("What if you were not reading it?"),
    Verdict.FINISHED: mark("What if you had not finished it?"),
    Verdict.SKIPPED: mark("What if you had not skipped it?"),
    Verdict.ASIDE: mark("What if you had not put it aside?"),
    Verdict.DROPPED: mark("What if you had not dropped it?"),
}
"""What a person did with an item, for the question what would be without it; a “not now” moves nothing else."""


class WhyCard(Card):
    """Its place and its ledger as soon as they are worked out; “why not” and “what if” when they are asked."""

    def __init__(self, session: Session, item: Item) -> None:
        super().__init__(radius=18)
        self._session, self._item = session, item
        column = vertical(10, self, margins=(24, 20, 24, 20))
        self.why_heading = Text(tr("Why it ranks where it does"), "heading", lines=2)
        self.why_words = Text(tr("Working it out…"), "lead", "soft")
        self.ledger = LedgerView()
        self.ledger.wanted.connect(self._session.open_evidence)
        self._told: set[str] = set()
        self.doubts = Text("", "small", "soft")
        self.doubts.hide()
        self.why_not = Text("", "small", "soft")
        self.why_not.hide()
        self.ledger.hide()
        for widget in (self.why_heading, self.why_words, self.ledger, self.doubts, self.why_not):
            column.addWidget(widget)
        row = horizontal(8)
        self.ask_why_not = Button(tr("Why not higher?"), "chip")
        self.ask_why_not.clicked.connect(self._ask_why_not)
        self.ask_what_if = Button(tr("What if?"), "chip")
        self.ask_what_if.setToolTip(tr("Shows how your list would change"))
        self.ask_what_if.clicked.connect(self._ask_what_if)
        for button in (self.ask_why_not, self.ask_what_if):
            button.hide()
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        session.verdict_given.connect(self._offer_what_if)
        session.verdicts_read.connect(self._offer_what_if)

    def explain(self) -> None:
        """Work the item's place out anew."""
        self._session.run(self._ask_why, self._item.id, done=self._show_why, failed=self._no_why, key="why")

    def _ask_why(self, item_id: str) -> "tuple[Placement, dict[str, str]]":
        app = self._session.app
        return app.recommendations.why(item_id), {
            statement.id: statement.text for statement in app.profile.statements()
        }

    def _show_why(self, answer: "tuple[Placement, dict[str, str]]") -> None:
        why, statements = answer
        recommendation: Recommendation = why.recommendation
        rank = tr("Number {n} in your list", n=decimal(why.rank)) if why.rank else tr("Not in your list right now")
        self.why_heading.set_text(rank)
        explanation = recommendation.explanation
        self.why_words.set_text(explanation.text if explanation else "")
        self.why_words.set_colour("ink")
        self.why_words.setVisible(bool(explanation and explanation.text))
        self.ledger.show_recommendation(recommendation, statements)
        self.ledger.show()
        self._told = {part.statement for part, _ in recommendation.score if part.statement}
        self._show_doubts(())
        if self._told:
            # All that was judged is looked through: the reasons do not wait for it.
            self._session.run(self._session.app.profile.doubts, done=self._show_doubts, key="doubts")
        # A few lists are solved for it: the reasons do not wait for that either.
        find, item_id = self._session.app.recommendations.without_strongest, self._item.id
        self._session.run(find, item_id, done=self.ledger.show_without, failed=lambda _: None, key="without")
        self.why_not.hide()
        self.ask_why_not.set_words(tr("Why not higher?") if why.rank else tr("Why not?"))
        self.ask_why_not.setVisible(why.rank != 1)
        self._offer_what_if()

    def _show_doubts(self, doubts: "tuple[Doubt, ...]") -> None:
        doubted = [one for one in doubts if one.statement.id in self._told]
        self.doubts.set_text("\n".join(map(str, doubted)))
        self.doubts.setVisible(bool(doubted))

    def _ask_why_not(self) -> None:
        self.ask_why_not.setEnabled(False)
        run, ask = self._session.run, self._session.app.recommendations.why_not
        run(ask, self._item.id, done=self._show_why_not, failed=self._no_why, key="why-not")

    def _show_why_not(self, answer: "WhyNot") -> None:
        self.ask_why_not.setEnabled(True)
        self.why_not.set_text(what_would_change_it(answer))
        self.why_not.show()

    def _offer_what_if(self) -> None:
        """What was said of this item can be thought away."""
        verdict = self._session.verdicts.get(self._item.id)
        words = WITHOUT.get(verdict) if verdict is not None else None
        self.ask_what_if.setVisible(words is not None)
        if words is not None:
            self.ask_what_if.set_words(tr(words))

    def _ask_what_if(self) -> None:
        run = self._session.run
        run(read_moves, self._session.app, self._item.id, done=self._show_what_if, key="what-if")

    def _show_what_if(self, answer: tuple[list[Move], int]) -> None:
        content = WhatIf(*answer)
        popover = Popover(tr("Without {title}", title=quoted(self._item.title)), content, self.window())
        content.wanted.connect(popover.dismiss)
        content.wanted.connect(self._session.item_wanted)
        popover.show_beside(self.ask_what_if)

    def _no_why(self, failure: Failure) -> None:
        self.ask_why_not.setEnabled(True)
        if isinstance(failure.error, AssistantError):
            self.why_words.set_text(failure.message)
        else:
            self._session.show_failure(failure)
