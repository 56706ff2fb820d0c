"""The conversation beside the pages."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from assistant.messages import tr
from gui.pages.chat.asking import Asking
from gui.pages.chat.chat_edit import Chips, EditingBar, NoModel
from gui.pages.chat.composer import Composer
from gui.pages.chat.conversations import ConversationsPanel
from gui.pages.chat.history import earlier, newest
from gui.pages.chat.outcomes import Outcomes
from gui.pages.chat.private import PrivateBar
from gui.pages.chat.transcript import Turns
from gui.shell.session import Session
from gui.widgets.buttons import IconButton
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.text import Text

if TYPE_CHECKING:
    from gui.pages.chat.history import Said

WIDTH = 348
WIDEST = 680
"""Of the words where the conversation is a page: longer lines are hard to follow."""
HEAD = 24
"""Pixels of a button at the top: five of them leave room for the heading in every language."""
_LEFT, _RIGHT = 21, 10
_ANY = (1 << 24) - 1
"""Pixels: Qt's widest widget."""


class ChatDock(QWidget):
    """Words in, cards at once, then the reply as it is written. It can be stopped at any word."""

    closed = Signal()
    page_wanted = Signal()
    left = Signal()
    """Escape was pressed in the box, and there was nothing else to leave."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._editing = False
        self.conversation = ""
        self.setObjectName("chat")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self._wide = False
        self._column = column = vertical(12, self, margins=(_LEFT, 20, _RIGHT, 16))
        column.addLayout(self._head())
        column.addWidget(self._body(), 1)

    def show_wide(self, wide: bool) -> None:
        """As a page: as wide as there is room, the words in its middle."""
        self._wide = wide
        self.setMinimumWidth(0 if wide else WIDTH)
        self.setMaximumWidth(_ANY if wide else WIDTH)
        self.page_button.setChecked(wide)
        self.page_button.set_tip(tr("Back beside the pages  (Esc)") if wide else tr("Open as a page"))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        aside = max(0, (self.width() - WIDEST) // 2) if self._wide else 0
        self._column.setContentsMargins(_LEFT + aside, 20, _RIGHT + aside, 16)

    def _head(self) -> QHBoxLayout:
        row = horizontal(0)
        row.setContentsMargins(0, 0, 10, 0)
        row.addWidget(Text(tr("Ask Alcove"), "heading", lines=1), 1)
        self.earlier_button = IconButton("clock", tr("Earlier conversations"), checkable=True, size=HEAD)
        self.earlier_button.clicked.connect(lambda: self.show_earlier(self.pages.currentIndex() == 0))
        fresh = IconButton("new-chat", tr("Start a new conversation"), size=HEAD)
        fresh.clicked.connect(self.start_anew)
        self.private_button = IconButton("hide", tr("Start a private conversation"), size=HEAD)
        self.private_button.clicked.connect(self.start_private)
        self.page_button = IconButton("expand", tr("Open as a page"), checkable=True, size=HEAD)
        self.page_button.clicked.connect(self.page_wanted)
        close = IconButton("panel", tr("Hide the conversation"), size=HEAD)
        close.clicked.connect(self.closed)
        for button in (self.earlier_button, fresh, self.private_button, self.page_button, close):
            row.addWidget(button)
        return row

    def _body(self) -> QWidget:
        talk = QWidget()
        column = vertical(12, talk)
        composer = self._composer = Composer()
        self.no_model = NoModel()
        self.no_model.wanted.connect(lambda: self._session.place_wanted.emit("models"))
        self.turns = Turns(self._session)
        self.turns.asked.connect(self.ask)
        self.turns.edit_wanted.connect(self.edit_last)
        self.turns.again_wanted.connect(self.again)
        self.outcomes = Outcomes(self._session, self.turns)
        self.turns.list_wanted.connect(self.outcomes.make_list)
        self.turns.remember_wanted.connect(self.outcomes.remember)
        self.asking = Asking(self._session, self.turns, self.outcomes, self)
        self.asking.begun.connect(lambda: self._composer.show_writing(True))
        self.asking.rested.connect(self._rest)
        self.asking.answered.connect(self._answered)
        self.asking.failed.connect(self._put_back)
        self.chips = Chips(self._session)
        self.editing_bar = EditingBar()
        self.editing_bar.left.connect(self.stop_editing)
        self.private_bar = PrivateBar()
        self.private_bar.ended.connect(self.start_anew)
        column.addWidget(self.no_model)
        self.no_model.setVisible(self._session.app.models.current is None)
        column.addWidget(self.private_bar)
        column.addWidget(self.turns, 1)
        column.addWidget(self.chips)
        column.addWidget(self.editing_bar)
        self.edit, self.button = composer.edit, composer.button
        composer.edit.earlier_wanted.connect(self.edit_last)
        composer.edit.left.connect(self._leave)
        composer.sent.connect(self.send)
        composer.stopped.connect(self.stop)
        column.addWidget(composer)
        self.earlier = ConversationsPanel(self._session)
        self.earlier.opened.connect(self.open)
        self.earlier.erased.connect(self._erased)
        self.asking.answered.connect(self.earlier.follow)
        self.pages = QStackedWidget()
        self.pages.setStyleSheet("QStackedWidget { background: transparent; }")
        self.pages.addWidget(talk)
        self.pages.addWidget(self.earlier)
        return self.pages

    # A turn

    @property
    def writing(self) -> bool:
        return self.asking.writing

    def ask(self, text: str) -> None:
        """Send `text` as if it had been typed."""
        self.edit.setPlainText(text)
        self.send()

    def send(self) -> None:
        text = self.edit.toPlainText().strip()
        if not text or self.writing:
            return
        self.edit.clear()
        instead = self._editing
        self.stop_editing()
        self._begin(text, instead=instead)

    def again(self) -> None:
        """Ask the last question once more; the reply to it goes."""
        if self.turns.last is not None and not self.writing:
            self._begin(self.turns.last.question, instead=True)

    def _begin(self, text: str, *, instead: bool) -> None:
        self.show_earlier(False)
        self.asking.begin(text, self.conversation, instead=instead)

    def stop(self) -> None:
        """Ask the reply to end here; what is written until then stays."""
        self.asking.stop()

    def _rest(self) -> None:
        self._composer.show_writing(False)
        self.no_model.setVisible(self._session.app.models.current is None)

    def _answered(self, conversation: str) -> None:
        self.conversation = conversation
        self.chips.show_of(conversation)

    def _put_back(self, question: str) -> None:
        """What has no answer goes back into the box, so that asking again is one key."""
        if not self.edit.toPlainText():
            self.edit.setPlainText(question)

    # The last question, asked otherwise

    def edit_last(self) -> None:
        """Bring the last question back into the box; sending it takes the place of the old one."""
        if self.turns.last is None or self.writing:
            return
        self._editing = True
        self.editing_bar.show()
        self.edit.setPlainText(self.turns.last.question)
        self.edit.selectAll()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop_editing(self) -> None:
        """Leave the last question as it was asked."""
        if self._editing:
            self._editing = False
            self.editing_bar.hide()
            self.edit.clear()

    def _leave(self) -> None:
        if self._editing:
            self.stop_editing()
        elif self.writing:
            self.stop()
        else:
            self.left.emit()

    # Earlier conversations

    def load_history(self) -> None:
        """Bring back what was said last, unless another conversation has begun by then."""
        self.no_model.setVisible(self._session.app.models.current is None)
        self._session.run(newest, self._session.app, done=self._show_newest, key="talk")

    def _show_newest(self, answer: "Said") -> None:
        if not self.conversation:
            self._show_history(answer)

    def open(self, conversation_id: str) -> None:
        """Go on with an earlier conversation."""
        self.asking.abandon()
        self.show_earlier(False)
        self._session.run(earlier, self._session.app, conversation_id, done=self._show_history, key="talk")

    def _show_history(self, answer: "Said") -> None:
        conversation_id, turns = answer
        if self.writing:
            return
        self._leave_private()
        self.conversation = conversation_id
        self._clear()
        for turn, items, made in turns:
            if turn.role == "you":
                self.turns.begin(turn.text)
            elif self.turns.last is not None:
                self.turns.restore(self.turns.last, turn.text, turn.data, items)
                if made is not None:
                    self.outcomes.offer_list(self.turns.last, made)
        self.turns.offer_next(turns[-1][0].data.get("next", ()) if turns else ())
        self.turns.mark_last(True)
        self.turns.to_end()
        self.chips.show_of(self.conversation)

    def show_earlier(self, shown: bool = True) -> None:
        """The list of earlier conversations in the place of this one, or back."""
        self.earlier_button.setChecked(shown)
        self.earlier_button.setProperty("leaves", shown)
        self.pages.setCurrentIndex(1 if shown else 0)
        if shown:
            self.earlier.refresh()
        (self.earlier.search if shown else self.edit).setFocus(Qt.FocusReason.OtherFocusReason)

    def start_anew(self) -> None:
        """A fresh conversation: what held in the old one ends with it, and the old one is kept."""
        self.asking.abandon()
        self.show_earlier(False)
        self._forget()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def private(self) -> bool:
        """Whether nothing of this conversation is written down."""
        return self.private_bar.isVisibleTo(self)

    def start_private(self) -> None:
        """A fresh conversation of which nothing is kept; it is gone when another one is opened, or at the end."""
        self.start_anew()
        self.conversation = self._session.app.chat.new(private=True)
        self.private_bar.show()

    def _erased(self, conversation_id: str) -> None:
        if conversation_id == self.conversation:
            self._forget()

    def _forget(self) -> None:
        self._leave_private()
        self.conversation = ""
        self._clear()

    def _leave_private(self) -> None:
        if self.private:
            self._session.run(self._session.app.chat.leave, self.conversation)
            self.private_bar.hide()

    def _clear(self) -> None:
        self.stop_editing()
        self.turns.greet()
        self.chips.clear()
