"""The conversation beside the pages."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from assistant.app.changes import Changes
from assistant.domain.entities import Item
from assistant.domain.errors import AssistantError
from assistant.domain.recordings import sounds
from assistant.messages import quoted, tr
from gui.pages.chat.chat_edit import ChatEdit, Chips, EditingBar, NoModel
from gui.pages.chat.conversations import ConversationsPanel
from gui.pages.chat.transcript import Exchange, Turns
from gui.shell.session import Session
from gui.widgets.buttons import IconButton
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.text import Text
from gui.workers.lanes import Failure, Job

if TYPE_CHECKING:
    from assistant.chat.services import SavedList
    from assistant.chat.session import ChatSession, Turn
    from assistant.storage.journal.records import StoredTurn

TURNS_SHOWN = 40
WIDTH = 348
MOST_OF_A_TITLE = 80


class ChatDock(QWidget):
    """Words in, cards at once, then the reply as it is written. It can be stopped at any word."""

    closed = Signal()
    left = Signal()
    """Escape was pressed in the box, and there was nothing else to leave."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._job: Job | None = None
        self._editing = False
        self.conversation = ""
        self.setObjectName("chat")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        column = vertical(12, self, margins=(21, 20, 10, 16))
        column.addLayout(self._head())
        column.addWidget(self._body(), 1)

    def _head(self) -> QHBoxLayout:
        row = horizontal(2)
        row.setContentsMargins(0, 0, 10, 0)
        row.addWidget(Text(tr("Ask Alcove"), "heading", lines=1), 1)
        self.earlier_button = IconButton("clock", tr("Earlier conversations"), checkable=True)
        self.earlier_button.clicked.connect(lambda: self.show_earlier(self.pages.currentIndex() == 0))
        fresh = IconButton("new-chat", tr("Start a new conversation"))
        fresh.clicked.connect(self.start_anew)
        close = IconButton("panel", tr("Hide the conversation"))
        close.clicked.connect(self.closed)
        for button in (self.earlier_button, fresh, close):
            row.addWidget(button)
        return row

    def _body(self) -> QWidget:
        talk = QWidget()
        column = vertical(12, talk)
        self.no_model = NoModel()
        self.no_model.wanted.connect(lambda: self._session.place_wanted.emit("models"))
        self.turns = Turns(self._session)
        self.turns.asked.connect(self.ask)
        self.turns.edit_wanted.connect(self.edit_last)
        self.turns.again_wanted.connect(self.again)
        self.turns.list_wanted.connect(self._make_list)
        self.turns.remember_wanted.connect(self._remember)
        self.chips = Chips()
        self.chips.dropped.connect(self._drop_constraint)
        self.editing_bar = EditingBar()
        self.editing_bar.left.connect(self.stop_editing)
        for widget, stretch in ((self.no_model, 0), (self.turns, 1), (self.chips, 0), (self.editing_bar, 0)):
            column.addWidget(widget, stretch)
        column.addLayout(self._composer())
        self.earlier = ConversationsPanel(self._session)
        self.earlier.opened.connect(self.open)
        self.earlier.erased.connect(self._erased)
        self.pages = QStackedWidget()
        self.pages.setStyleSheet("QStackedWidget { background: transparent; }")
        self.pages.addWidget(talk)
        self.pages.addWidget(self.earlier)
        return self.pages

    def _composer(self) -> QHBoxLayout:
        row = horizontal(8, margins=(0, 0, 10, 0))
        self.edit = ChatEdit(tr("Ask for something, or ask why"))
        self.edit.sent.connect(self.send)
        self.edit.earlier_wanted.connect(self.edit_last)
        self.edit.left.connect(self._leave)
        self.button = IconButton("send", tr("Send"), size=44, icon_size=20)
        self.button.colour, self.button.fill = "on_accent", "accent"
        self.button.clicked.connect(self._press)
        row.addWidget(self.edit, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    # A turn

    @property
    def writing(self) -> bool:
        return self._job is not None

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
        """Put the question and wait for its answer. `instead` takes the last exchange away first."""
        self.show_earlier(False)
        drop = self.turns.take_last() if instead else False
        exchange = self.turns.begin(text)
        exchange.reply.wait()
        self.turns.to_end()
        self.button.set_icon("stop")
        self.button.set_tip(tr("Stop writing"))
        self._job = self._session.run(
            self._answer,
            text,
            self.conversation,
            drop,
            lane=self._session.lanes.model,
            done=lambda answer: self._finish(exchange, *answer),
            failed=lambda failure: self._fail(exchange, failure),
            streams={"on_cards": lambda items: self._show_cards(exchange, items), "on_text": exchange.reply.add},
            cancelled="cancelled",
        )

    def _answer(self, text: str, conversation: str, drop: bool, **streams: Any) -> "tuple[str, Turn]":
        app = self._session.app
        conversation = conversation or app.chat.new()
        if drop:
            app.chat.drop_last_turn(conversation)
        return conversation, app.chat.ask(text, conversation=conversation, **streams)

    def _press(self) -> None:
        if self._job is not None:
            self._job.stop()
        else:
            self.send()

    def stop(self) -> None:
        """Ask the reply to end here; what is written until then stays."""
        if self._job is not None:
            self._job.stop()

    def _abandon(self) -> None:
        """Leave a reply that is being written: it ends, and what it still says is not shown."""
        if self._job is not None:
            self._job.cancel()
            self._rest()

    def _show_cards(self, exchange: Exchange, items: Sequence[Item]) -> None:
        fresh = [item for item in items if item.id not in exchange.cards]
        exchange.cards += [item.id for item in fresh]
        if fresh:
            self.turns.show_cards(exchange, fresh)

    def _items(self, ids: Sequence[str]) -> list[Item]:
        found: list[Item] = []
        for item_id in ids:
            try:
                found.append(self._session.app.library.item(item_id))
            except AssistantError:
                continue  # An item that has left the library leaves a gap in an old reply, nothing more.
        return found

    def _finish(self, exchange: Exchange, conversation: str, turn: "Turn") -> None:
        self.conversation = conversation
        exchange.kept = True
        exchange.sources = {number: (item_id, place) for number, item_id, place in turn.citations}
        exchange.reply.stop_waiting()
        exchange.reply.finish(turn.reply or tr("Stopped."), exchange.sources)
        self._show_cards(exchange, turn.items)
        if turn.notice:
            self.turns.tell(exchange, turn.notice, tr("Ask again"))
            self._wake_model()
        if turn.saved is not None:
            self._offer_list(exchange, turn.saved)
        if turn.opened is not None:
            self._open_item(turn.opened)
        for text in turn.memory:
            self.turns.propose(exchange, text)
        self._rest()
        self.turns.mark_last(True)
        self._show_constraints()

    def _open_item(self, item: Item) -> None:
        """Played or read here, or in its usual program; its page, where it has no file."""
        if item.path is not None or sounds(item):
            self._session.open_item(item)
        else:
            self._session.item_wanted.emit(item.id)

    def _fail(self, exchange: Exchange, failure: Failure) -> None:
        """The question goes back into the box, so that asking again is one key."""
        exchange.reply.stop_waiting()
        exchange.reply.setVisible(bool(exchange.reply.text()))
        self.turns.tell(exchange, failure.message)
        if not self.edit.toPlainText():
            self.edit.setPlainText(exchange.question)
        if not isinstance(failure.error, AssistantError):
            self._session.show_failure(failure)
        self._rest()
        self._wake_model()

    def _wake_model(self) -> None:
        """A model that died is started again before the next question needs it."""
        start = getattr(self._session.app.models.current, "start", None)
        if start is not None:
            # If it does not start, the next reply says so and goes by the rules.
            self._session.run(start, lane=self._session.lanes.model, failed=lambda _: None, key="wake")

    def _rest(self) -> None:
        self._job = None
        self.button.set_icon("send")
        self.button.set_tip(tr("Send"))
        self.no_model.setVisible(self._session.app.models.current is None)

    def _remember(self, text: str) -> None:
        session = self._session
        take_back = session.app.profile.undo
        session.change_profile(
            session.app.profile.add,
            text,
            done=lambda _: session.offer_undo(tr("Remembered."), lambda: session.change_profile(take_back)),
        )

    def _make_list(self, exchange: Exchange) -> None:
        session = self._session

        def made(changes: "Changes[SavedList]") -> None:
            saved = changes.row
            session.say(
                tr("Saved as the list {title}.", title=quoted(saved.title)),
                tr("Show"),
                lambda: session.list_wanted.emit(saved.id),
            )

        session.run(self._keep, exchange.question, tuple(exchange.cards), done=made)

    def _offer_list(self, exchange: Exchange, saved: "SavedList") -> None:
        """A way to the list that this turn kept."""
        exchange.reply.list_button.hide()
        self.turns.offer_list(exchange, saved.title, saved.id)

    def _keep(self, question: str, cards: Sequence[str]) -> "Changes[SavedList]":
        """The cards as a list, each with the reason why it would be picked now."""
        app = self._session.app
        title = " ".join(question.split()).rstrip(".?! ")[:MOST_OF_A_TITLE]
        reasons: dict[str, str] = {}
        for item_id in cards:
            explanation = app.recommendations.why(item_id).recommendation.explanation
            reasons[item_id] = explanation.text if explanation else ""
        return app.lists.keep(title, cards, reasons)

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

    # Constraints

    def _show_constraints(self) -> None:
        if self.conversation:
            self._session.run(
                self._session.app.chat.session, self.conversation, done=self.chips.show_state, key="chips"
            )

    def _drop_constraint(self, words: str) -> None:
        app, conversation = self._session.app, self.conversation

        def drop() -> "ChatSession":
            app.chat.put_session(conversation, app.chat.session(conversation).without_constraint(words))
            return app.chat.session(conversation)

        self._session.run(drop, done=self.chips.show_state)

    # Earlier conversations

    def load_history(self) -> None:
        """Bring back what was said last."""
        self.no_model.setVisible(self._session.app.models.current is None)
        self._session.run(self._newest, done=self._show_history, key="talk")

    def open(self, conversation_id: str) -> None:
        """Go on with an earlier conversation."""
        self._abandon()
        self.show_earlier(False)
        self._session.run(self._read_history, conversation_id, done=self._show_history, key="talk")

    def _newest(self) -> "tuple[str, list[tuple[StoredTurn, list[Item]]]]":
        found = list(self._session.app.chat.conversations())
        return self._read_history(found[0].id) if found else ("", [])

    def _read_history(self, conversation_id: str) -> "tuple[str, list[tuple[StoredTurn, list[Item]]]]":
        turns = list(self._session.app.chat.turns(conversation_id))[-TURNS_SHOWN:]
        return conversation_id, [(turn, self._items(turn.data.get("cards", ()))) for turn in turns]

    def _show_history(self, answer: "tuple[str, list[tuple[StoredTurn, list[Item]]]]") -> None:
        conversation_id, turns = answer
        if self.writing:
            return
        self.conversation = conversation_id
        self._clear()
        for turn, items in turns:
            if turn.role == "you":
                self.turns.begin(turn.text)
            elif self.turns.last is not None:
                self.turns.restore(self.turns.last, turn.text, turn.data, items)
        self.turns.mark_last(True)
        self.turns.to_end()
        self._show_constraints()

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
        self._abandon()
        self.show_earlier(False)
        self._forget()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _erased(self, conversation_id: str) -> None:
        if conversation_id == self.conversation:
            self._forget()

    def _forget(self) -> None:
        self.conversation = ""
        self._clear()

    def _clear(self) -> None:
        self.stop_editing()
        self.turns.greet()
        self.chips.clear()
