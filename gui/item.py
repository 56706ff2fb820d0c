"""An item's page: what it is, why it stands where it stands, and what is like it."""

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from assistant.core.entities import Item, Recommendation
from assistant.core.errors import AssistantError
from gui.covers import CoverView
from gui.ledger import LedgerView
from gui.session import Session
from gui.tile import Tile
from gui.verdicts import VerdictButtons
from gui.widgets.buttons import Button, IconButton
from gui.widgets.layouts import Columns, Flow, clear
from gui.widgets.surfaces import Card, Page
from gui.widgets.text import Text
from gui.words import OPEN_WORDS, creators, facts, overline

SIMILAR = 6
SUBJECTS = 8
STRONG_RANK = 30
"""From this place on the page says what holds an item down, too."""


class ItemPage(QWidget):
    """Details at once; the ledger and its like as soon as they are worked out."""

    back = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.item: Item | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._page: Page | None = None

    def open(self, item_id: str) -> None:
        """Show an item; what is not known yet follows."""
        self._session.run(self._session.assistant.item, item_id, done=self.show_item, key="item")

    def to_top(self) -> None:
        if self._page is not None:
            self._page.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Read the item in view anew."""
        if self.item is not None:
            self.open(self.item.id)

    def show_item(self, item: Item) -> None:
        """Lay the page out; where the item is the one in view, only its place in the list is worked out anew."""
        if item == self.item and self._page is not None:
            self._explain()
            return
        self.item = item
        if self._page is not None:
            self._page.hide()
            self._page.deleteLater()
        self._page = page = Page(widest=960, margins=(32, 20, 22, 40))
        self._column.addWidget(page)
        top = Button("Back", "quiet", "back")
        top.setProperty("edge", True)
        top.clicked.connect(self.back)
        page.body.addWidget(top, 0, Qt.AlignmentFlag.AlignLeft)
        page.body.addLayout(self._head(item))
        page.body.addSpacing(4)
        page.body.addWidget(self._why_card())
        page.body.addWidget(self._similar())
        page.body.addStretch(1)
        self._explain()
        self._session.run(self._session.assistant.similar, item.id, SIMILAR, done=self._show_similar, key="similar")

    def _head(self, item: Item) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(32)
        cover = CoverView(self._session.covers, item, QSize(184, 276), align=Qt.AlignmentFlag.AlignTop, margin=0)
        row.addWidget(cover, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Text(overline(item), "overline", "accent", lines=1))
        column.addWidget(Text(item.title, "display", lines=3))
        column.addWidget(Text(creators(item), "lead", "soft", lines=2))
        if facts(item):
            column.addWidget(Text(facts(item), "small", "faint", lines=2))
        column.addSpacing(10)
        column.addLayout(self._actions(item))
        column.addSpacing(10)
        if item.description:
            column.addWidget(Text(item.description, "body", lines=9))
        if item.subjects:
            column.addSpacing(6)
            column.addWidget(self._subjects(item))
        column.addStretch(1)
        row.addLayout(column, 1)
        return row

    def _actions(self, item: Item) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        opener = Button(OPEN_WORDS[item.kind], "primary", "open")
        opener.setEnabled(item.path is not None)
        opener.clicked.connect(lambda: self._session.open_file(item))
        row.addWidget(opener)
        row.addSpacing(4)
        self.verdicts = VerdictButtons(self._session, item, size=38)
        row.addWidget(self.verdicts)
        never = IconButton("hide", "Never recommend this again", size=38)
        words = f"“{item.title}” is never recommended."
        never.clicked.connect(lambda: self._session.hide(item.id, words))
        row.addWidget(never)
        row.addStretch(1)
        return row

    def _subjects(self, item: Item) -> QWidget:
        box = QWidget()
        flow = Flow(6)
        box.setLayout(flow)
        for subject in item.subjects[:SUBJECTS]:
            chip = Button(subject if len(subject) <= 40 else subject[:39] + "…", "plain-chip")
            chip.setToolTip("Show everything with this subject")
            chip.clicked.connect(lambda _=False, subject=subject: self._session.search_wanted.emit(subject))
            flow.addWidget(chip)
        return box

    def _why_card(self) -> QWidget:
        card = Card(radius=18)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        self.why_heading = Text("Why it stands where it stands", "heading", lines=2)
        self.why_words = Text("Working it out…", "lead", "soft")
        self.ledger = LedgerView()
        self.ledger.wanted.connect(self._session.open_evidence)
        self.why_not = Text("", "small", "soft")
        self.why_not.hide()
        self.ledger.hide()
        for widget in (self.why_heading, self.why_words, self.ledger, self.why_not):
            column.addWidget(widget)
        return card

    def _similar(self) -> QWidget:
        self._similar_box = QWidget()
        column = QVBoxLayout(self._similar_box)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        column.addWidget(Text("More like this", "heading", lines=1))
        holder = QWidget()
        self._tiles = Columns(98, 12)
        holder.setLayout(self._tiles)
        column.addWidget(holder)
        self._similar_box.hide()
        return self._similar_box

    # What follows

    def _explain(self) -> None:
        if self.item is not None:
            self._session.run(self._ask_why, self.item.id, done=self._show_why, failed=self._no_why, key="why")

    def _ask_why(self, item_id: str) -> tuple[Any, str, dict[str, str]]:
        assistant = self._session.assistant
        why = assistant.why(item_id)
        change = assistant.why_not(item_id).what_would_change_it if why.rank > STRONG_RANK else ""
        return why, change, {statement.id: statement.text for statement in assistant.statements()}

    def _show_why(self, answer: tuple[Any, str, dict[str, str]]) -> None:
        why, change, statements = answer
        recommendation: Recommendation = why.recommendation
        self.why_heading.set_text(f"Number {why.rank:,} in your list" if why.rank else "Not in your list just now")
        explanation = recommendation.explanation
        self.why_words.set_text(explanation.text if explanation else "")
        self.why_words.set_colour("ink")
        self.why_words.setVisible(bool(explanation and explanation.text))
        self.ledger.show_recommendation(recommendation, statements)
        self.ledger.show()
        self.why_not.set_text(change)
        self.why_not.setVisible(bool(change))

    def _no_why(self, failure: Any) -> None:
        if isinstance(failure.error, AssistantError):
            self.why_words.set_text(failure.message)
        else:
            self._session.show_failure(failure)

    def _show_similar(self, similar: list[Recommendation]) -> None:
        clear(self._tiles)
        for found in similar:
            tile = Tile(self._session.covers, found.item)
            tile.pressed.connect(lambda item=found.item: self._session.item_wanted.emit(item.id))
            self._tiles.addWidget(tile)
        self._similar_box.setVisible(bool(similar))
