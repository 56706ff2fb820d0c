"""What was asked and answered, as it stands in the conversation: each question with all that belongs below it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from assistant.domain.entities import Item
from assistant.domain.rows import RowView
from assistant.messages import quoted, tr
from gui.pages.chat.chat_card import ChatCard
from gui.pages.chat.citations import show_source
from gui.pages.chat.message_widgets import Bubble, Proposal, TurnNotice, Welcome
from gui.pages.chat.reply import ReplyView
from gui.pages.chat.talk_view import TalkView
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import Columns, Flow

LEAST_OF_A_TITLE = 4

_CARD = 290
"""Pixels that a card is wide at least."""
_LIST_LETTERS = 24
"""Of a list's title on its button, which would else be wider than the column."""


@dataclass
class Exchange:
    """A question and what stands below it. `kept` says whether the journal holds it."""

    question: str
    bubble: Bubble
    reply: ReplyView
    widgets: list[QWidget] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)
    sources: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Number in the reply: item id and place."""
    kept: bool = False

    @property
    def shown(self) -> bool:
        """Whether it still stands there; the person may have gone to another conversation."""
        return isValid(self.bubble)


class Turns(TalkView):
    """Exchanges one below the other, or a greeting while there is none."""

    asked = Signal(str)
    edit_wanted = Signal()
    again_wanted = Signal()
    list_wanted = Signal(object)
    remember_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.last: Exchange | None = None
        self._greeting: Welcome | None = None
        self._offers: QWidget | None = None
        self.greet()

    def greet(self) -> None:
        """An empty conversation."""
        self.clear()
        self.last = self._offers = None
        greeting = self._greeting = Welcome()
        greeting.asked.connect(self.asked)
        self.place(greeting)
        first_words = self._session.app.chat.first_words
        self._session.run(first_words, done=lambda words: self._greet_with(greeting, words), key="first-words")

    def _greet_with(self, greeting: Welcome, words: Sequence[str]) -> None:
        """Questions of this person's own, before those that anybody might ask."""
        if words and greeting is self._greeting:
            greeting.show_questions([*words, *map(tr, Welcome.QUESTIONS)][: len(Welcome.QUESTIONS)])

    def begin(self, question: str) -> Exchange:
        """Put a question, and room for its reply."""
        if self._greeting is not None:
            self.remove(self._greeting)
            self._greeting = None
        self.mark_last(False)
        self.offer_next(())
        bubble, reply = Bubble(question), ReplyView()
        exchange = self.last = Exchange(question, bubble, reply)
        bubble.edit_wanted.connect(lambda _: self.edit_wanted.emit())
        reply.item_wanted.connect(self._session.item_wanted)
        reply.source_wanted.connect(lambda number: self._open_source(exchange, number))
        reply.again_wanted.connect(self.again_wanted)
        reply.list_wanted.connect(lambda: self.list_wanted.emit(exchange))
        self.place(bubble)
        self.place(reply)
        self.hold(reply, bubble)
        return exchange

    def restore(self, exchange: Exchange, text: str, data: RowView, items: Sequence[Item]) -> None:
        """Put an earlier reply as the journal holds it."""
        exchange.kept = True
        exchange.cards = [item.id for item in items]
        exchange.sources = {int(number): (item_id, place) for number, item_id, place in data.get("citations", ())}
        if items:
            self.show_cards(exchange, items, data.get("reasons", {}))
        exchange.reply.finish(text, exchange.sources)

    def show_cards(self, exchange: Exchange, items: Sequence[Item], reasons: Mapping[str, str]) -> None:
        """Picks with the reason of each above the words, so that a growing reply does not push them about; what an
        answer only speaks of below it."""
        if not exchange.shown:
            return
        box = QWidget()
        # One below the other in the dock, side by side where the conversation is a page.
        columns = Columns(_CARD, 6, box)
        for item in items:
            columns.addWidget(ChatCard(self._session, item, reasons.get(item.id, "")))
        exchange.widgets.append(box)
        self.place(box, exchange.reply if reasons else None)
        exchange.reply.link_titles(
            {words: item.id for item in items for words in (item.title, short_title(item.title))}
        )
        exchange.reply.list_button.setVisible(len(exchange.cards) > 1)

    def tell(self, exchange: Exchange, text: str, action: str = "") -> None:
        """A word beside a reply; its action asks again."""
        notice = TurnNotice(text, action)
        notice.acted.connect(self.again_wanted)
        self._add(exchange, notice)

    def offer_list(self, exchange: Exchange, title: str, list_id: str) -> None:
        """A way to the list that was made."""
        shown = title if len(title) <= _LIST_LETTERS else f"{title[: _LIST_LETTERS - 1].rstrip()}…"
        button = Button(tr("Open {title}", title=quoted(shown)), "chip", "list")
        button.setToolTip(title)
        button.clicked.connect(lambda: self._session.list_wanted.emit(list_id))
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(button)
        row.addStretch(1)
        self._add(exchange, holder)

    def offer_next(self, sentences: Sequence[str]) -> None:
        """What one might say now, below all else; those of an earlier reply go."""
        if self._offers is not None:
            self.remove(self._offers)
            self._offers = None
        if not sentences:
            return
        self._offers = offers = QWidget()
        flow = Flow(6)
        row = QHBoxLayout(offers)
        row.setContentsMargins(0, 0, 10, 0)
        row.addLayout(flow)
        for sentence in sentences:
            chip = Button(sentence, "plain-chip")
            chip.clicked.connect(lambda _=False, sentence=sentence: self.asked.emit(sentence))
            flow.addWidget(chip)
        offers.setAccessibleName(tr("What you might say next"))
        self.place(offers)

    def propose(self, exchange: Exchange, text: str) -> None:
        """A sentence that the profile might keep."""
        proposal = Proposal(text)
        proposal.accepted.connect(self.remember_wanted)
        proposal.declined.connect(lambda: self._offer_again(proposal))
        self._add(exchange, proposal)

    def _offer_again(self, proposal: Proposal) -> None:
        def show() -> None:
            if isValid(proposal):
                proposal.show()

        self._session.undos.offer(tr("Not kept: {sentence}", sentence=quoted(proposal.text)), show)

    def take_last(self) -> bool:
        """Take the last exchange away; whether the journal holds it."""
        last, self.last = self.last, None
        if last is None:
            return False
        for widget in (last.bubble, last.reply, *last.widgets):
            self.remove(widget)
        return last.kept

    def mark_last(self, last: bool) -> None:
        """Only the last question can be edited or answered again: what came after an earlier one would hang there."""
        if self.last is not None:
            self.last.bubble.set_last(last)
            self.last.reply.set_last(last)

    def _add(self, exchange: Exchange, widget: QWidget) -> None:
        exchange.widgets.append(widget)
        self.place(widget)

    def _open_source(self, exchange: Exchange, number: int) -> None:
        if number in exchange.sources:
            show_source(self._session, *exchange.sources[number], exchange.reply)


def short_title(title: str) -> str:
    """The title without what follows a colon or “or”, as people call a work; the whole one if little were left."""
    short = re.split(r"[;:(]", title)[0].strip()
    return short if len(short) >= LEAST_OF_A_TITLE else title
