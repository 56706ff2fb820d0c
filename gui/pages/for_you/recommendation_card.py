"""One pick on the For You page: the cover, what it is, why it is here, and what the person thinks of it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assistant.domain.entities import Item, Recommendation
from assistant.explain.blurb import blurb
from assistant.messages import tr
from gui.look.covers import CoverView
from gui.look.labels import creators, first_sentence, open_icon, open_words, overline
from gui.look.pick_words import pick_words, says_something
from gui.pages.for_you.feedback_buttons import VerdictButtons
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.surfaces import Card
from gui.widgets.text import Text


class RecommendationCard(Card):
    """A pick as a card. The `hero` is the first one, larger, with its description."""

    why_wanted = Signal(object, QWidget)

    def __init__(self, session: Session, recommendation: Recommendation, *, hero: bool = False) -> None:
        super().__init__(lively=True, radius=18)
        self.recommendation = recommendation
        self._session, self._hero = session, hero
        item = recommendation.item
        self.setAccessibleName(f"{item.title}, {creators(item)}")
        box = QSize(136, 204) if hero else QSize(80, 120)
        pad = 22 if hero else 16
        row = horizontal(10 if hero else 4, self, margins=(pad - 12, pad - 12, pad, pad - 6))
        self._cover = CoverView(session.covers, item, box, align=Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._cover, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(), 1)
        # Only now: a widget without a parent would flash up as a window of its own.
        self.show_reason(recommendation)
        self.pressed.connect(lambda: session.item_wanted.emit(self.recommendation.item.id))

    @property
    def item(self) -> Item:
        """The work that is picked."""
        return self.recommendation.item

    def _words(self) -> QVBoxLayout:
        item, hero = self.recommendation.item, self._hero
        column = vertical(4, margins=(0, 12, 0, 0))
        first = tr("First pick").upper()
        kicker = f"{first} · {overline(item)}" if hero else overline(item)
        column.addWidget(Text(kicker, "overline", "accent" if hero else "faint", lines=1))
        self.title = Text(item.title, "title" if hero else "card", lines=2)
        column.addWidget(self.title)
        column.addWidget(Text(creators(item), "small", "soft", lines=1))
        column.addSpacing(6)
        self.reason = Text("", "lead" if hero else "small", "ink" if hero else "soft", lines=4)
        column.addWidget(self.reason)
        if hero and (said := blurb(item)) and says_something(self.recommendation):
            column.addSpacing(2)
            column.addWidget(Text(said, "small", "faint", lines=2))
        column.addStretch(1)
        column.addSpacing(8)
        column.addLayout(self._actions())
        return column

    def _actions(self) -> QHBoxLayout:
        item = self.recommendation.item
        row = horizontal(8 if self._hero else 2)
        if self._hero and item.owned:
            opener = Button(open_words(item), "primary", open_icon(item))
            opener.clicked.connect(lambda: self._session.files.open(item))
            row.addWidget(opener)
        self.why = Button(tr("Why this?"), "chip")
        self.why.setAccessibleName(tr("Why {title}?", title=item.title))
        self.why.clicked.connect(lambda: self.why_wanted.emit(self.recommendation, self.why))
        row.addWidget(self.why)
        row.addStretch(1)
        self.verdicts = VerdictButtons(self._session, item)
        row.addWidget(self.verdicts)
        return row

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if self._hero:
            self._session.expect(self.recommendation.item)

    def show_reason(self, recommendation: Recommendation) -> None:
        """Take a new explanation, and the ledger that it was checked against; its first sentence is the card's."""
        self.recommendation = recommendation
        self.reason.set_text(first_sentence(pick_words(recommendation)))
        self.reason.setVisible(bool(self.reason.text()))
