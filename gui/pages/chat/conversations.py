"""Earlier conversations: found by their words, opened again, or erased."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from assistant.messages import tr, trn
from gui.look.dates import day_words
from gui.pages.chat.talk_view import TalkView
from gui.shell.session import Session
from gui.widgets.buttons import IconButton, add_erase_choice
from gui.widgets.fields import SearchField
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.surfaces import Card
from gui.widgets.text import Text

if TYPE_CHECKING:
    from assistant.storage.journal.store import Conversation

_TYPING = 160
_SHOWN = 200


class ConversationsPanel(QWidget):
    """A list in the place of the conversation. What is erased is gone for good, so it asks first, in the row itself."""

    opened = Signal(str)
    erased = Signal(str)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows: list[ConversationRow] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_TYPING)
        self._pause.timeout.connect(self.refresh)
        column = vertical(10, self)
        tools = QHBoxLayout()
        tools.setContentsMargins(0, 0, 10, 0)
        self.search = SearchField(tr("Search conversations"))
        self.search.textChanged.connect(lambda _: self._pause.start())
        tools.addWidget(self.search)
        column.addLayout(tools)
        self._view = TalkView()
        column.addWidget(self._view, 1)

    def refresh(self) -> None:
        """Read the conversations that hold the words typed, or all of them, the newest first."""
        self._session.run(self._read, self.search.text().strip(), done=self._show, key="conversations")

    def _read(self, query: str) -> "list[Conversation]":
        app = self._session.app
        found = app.chat.search(query) if query else app.chat.conversations()
        return list(found)[:_SHOWN]

    def _show(self, found: "Sequence[Conversation]") -> None:
        self._view.clear()
        self.rows = []
        for conversation in found:
            row = ConversationRow(conversation)
            row.pressed.connect(lambda row=row: self.opened.emit(row.conversation.id))
            row.erase_wanted.connect(self._erase)
            self.rows.append(row)
            self._view.place(row)
        if not found:
            sought = self.search.text().strip()
            words = tr("No conversation contains these words.") if sought else tr("No conversations yet.")
            self._view.place(Text(words, "small", "soft"))
        self._view.verticalScrollBar().setValue(0)

    def _erase(self, conversation_id: str) -> None:
        def gone(_: object) -> None:
            self.erased.emit(conversation_id)
            self._session.say(tr("Conversation erased."))
            self.refresh()

        self._session.run(self._session.app.chat.erase, conversation_id, done=gone)


class ConversationRow(Card):
    """How a conversation began, when it was last spoken in, and a way to erase it."""

    erase_wanted = Signal(str)

    def __init__(self, conversation: "Conversation") -> None:
        super().__init__(lively=True, radius=12)
        self.conversation = conversation
        column = vertical(6, self, margins=(14, 10, 8, 10))
        top = QHBoxLayout()
        words = vertical(2)
        opening = conversation.opening.strip()[:300] or tr("Empty conversation")
        words.addWidget(Text(opening, "strong", lines=2))
        when = day_words(conversation.updated, datetime.now())
        asked = trn("{n} question", "{n} questions", (conversation.turns + 1) // 2)
        words.addWidget(Text(f"{when}  ·  {asked}", "caption", "faint"))
        top.addLayout(words, 1)
        self.erase_button = IconButton("remove", tr("Erase this conversation"), size=30, icon_size=16)
        self.erase_button.setAccessibleName(tr("Erase: {opening}", opening=opening[:80]))
        self.erase_button.clicked.connect(lambda: self._ask(True))
        top.addWidget(self.erase_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        column.addWidget(self._question())
        self.setAccessibleName(f"{opening[:80]}, {when}")

    def _question(self) -> QWidget:
        self.question = QWidget()
        row = horizontal(6, self.question)
        row.addWidget(Text(tr("Erase for good?"), "small", "negative", lines=1), 1)
        self.keep, self.erase = add_erase_choice(
            row, lambda: self._ask(False), lambda: self.erase_wanted.emit(self.conversation.id)
        )
        self.question.hide()
        return self.question

    def _ask(self, asking: bool) -> None:
        self.question.setVisible(asking)
        (self.keep if asking else self.erase_button).setFocus(Qt.FocusReason.OtherFocusReason)
