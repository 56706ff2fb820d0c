"""The conversation beside the pages."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from assistant.core.entities import Item
from assistant.core.errors import AssistantError
from gui.bubbles import Bubble, ChatCard, Proposal, Reply, Welcome
from gui.lanes import Failure, Job
from gui.session import Session
from gui.widgets.buttons import Button, IconButton
from gui.widgets.fields import GrowingEdit
from gui.widgets.layouts import Flow, clear
from gui.widgets.surfaces import Ground, keep_bar
from gui.widgets.text import Text

CONVERSATION = "main"
TURNS_SHOWN = 40


class ChatDock(QWidget):
    """Words in, cards at once, then the reply as it is written. It can be stopped at any word."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._job: Job | None = None
        self._reply: Reply | None = None
        self._question = ""
        self._cards_shown: list[str] = []
        self.setObjectName("chat")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(348)
        column = QVBoxLayout(self)
        column.setContentsMargins(21, 20, 10, 16)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addWidget(self._scroll(), 1)
        column.addWidget(self._chips())
        column.addLayout(self._composer())
        self._welcome()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        row.setContentsMargins(0, 0, 10, 0)
        row.addWidget(Text("Ask Alcove", "heading", lines=1), 1)
        fresh = IconButton("new-chat", "Start a new conversation")
        fresh.clicked.connect(self.start_anew)
        close = IconButton("panel", "Hide the conversation")
        close.clicked.connect(self.closed)
        row.addWidget(fresh)
        row.addWidget(close)
        return row

    def _scroll(self) -> QScrollArea:
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        keep_bar(self.area)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        page = Ground()
        self._turns = QVBoxLayout(page)
        self._turns.setContentsMargins(0, 4, 0, 8)
        self._turns.setSpacing(14)
        self._turns.addStretch(1)
        self.area.setWidget(page)
        self._pinned = True
        bar = self.area.verticalScrollBar()
        bar.valueChanged.connect(lambda value: setattr(self, "_pinned", value >= bar.maximum() - 24))
        bar.rangeChanged.connect(lambda _, highest: bar.setValue(highest) if self._pinned else None)
        return self.area

    def _chips(self) -> QWidget:
        self._chip_box = QWidget()
        self._chip_flow = Flow(6)
        self._chip_box.setLayout(self._chip_flow)
        self._chip_box.hide()
        return self._chip_box

    def _composer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 10, 0)
        row.setSpacing(8)
        self.edit = GrowingEdit("Ask for something, or why")
        self.edit.sent.connect(self.send)
        self.button = IconButton("send", "Send", size=44, icon_size=20)
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
        self._drop_welcome()
        self._question, self._cards_shown, self._pinned = text, [], True
        self._place(Bubble(text))
        self._reply = Reply()
        self._reply.wait()
        self._place(self._reply)
        self.edit.clear()
        self.button.set_icon("stop")
        self.button.set_tip("Stop writing")
        self._job = self._session.run(
            self._session.assistant.chat,
            text,
            lane=self._session.lanes.model,
            conversation=CONVERSATION,
            done=self._finish,
            failed=self._fail,
            streams={"on_cards": self._fetch_cards, "on_text": self._reply.add},
            cancelled="cancelled",
        )

    def _press(self) -> None:
        if self._job is not None:
            self._job.stop()
        else:
            self.send()

    def stop(self) -> None:
        """Ask the reply to end here; what is written until then stays."""
        if self._job is not None:
            self._job.stop()

    def _fetch_cards(self, ids: Sequence[str]) -> None:
        fresh = [item_id for item_id in ids if item_id not in self._cards_shown]
        self._cards_shown += fresh
        reply = self._reply
        if fresh:
            self._session.run(self._items, fresh, done=lambda items: self._show_cards(items, reply))

    def _items(self, ids: Sequence[str]) -> list[Item]:
        return [self._session.assistant.item(item_id) for item_id in ids]

    def _show_cards(self, items: list[Item], before: QWidget | None) -> None:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for item in items:
            column.addWidget(ChatCard(self._session, item))
        # Cards stand above the words, so that a growing reply does not push them about.
        place = self._turns.indexOf(before) if before is not None else -1
        self._turns.insertWidget(place if place >= 0 else self._turns.count() - 1, box)

    def _finish(self, turn: Any) -> None:
        if self._reply is not None:
            self._reply.stop_waiting()
            self._reply.finish(turn.reply)
            self._fetch_cards(turn.cards)
        for text in turn.memory:
            self._propose(text)
        self._rest()
        self._show_constraints()

    def _fail(self, failure: Failure) -> None:
        """The question goes back into the box, so that asking again is one key."""
        if self._reply is not None:
            self._reply.stop_waiting()
            if not self._reply.text():
                self._reply.hide()
        self._place(Reply(failure.message, error=True))
        if not self.edit.toPlainText():
            self.edit.setPlainText(self._question)
        if not isinstance(failure.error, AssistantError):
            self._session.show_failure(failure)
        self._rest()

    def _rest(self) -> None:
        self._job, self._reply = None, None
        self.button.set_icon("send")
        self.button.set_tip("Send")

    def _propose(self, text: str) -> None:
        proposal = Proposal(text)
        proposal.accepted.connect(self._remember)
        self._place(proposal)

    def _remember(self, text: str) -> None:
        session = self._session
        take_back = session.assistant.undo_statement
        session.change_profile(
            session.assistant.add_statement,
            text,
            done=lambda _: session.offer_undo("Remembered.", lambda: session.change_profile(take_back)),
        )

    # Constraints

    def _show_constraints(self) -> None:
        self._session.run(self._session.assistant.session, CONVERSATION, done=self._lay_chips, key="chips")

    def _lay_chips(self, state: Any) -> None:
        clear(self._chip_flow)
        for constraint in state.constraints:
            chip = Button(constraint.chip, "chip", "close")
            chip.setAccessibleName(f"Drop: {constraint.chip}")
            chip.setToolTip("Holds until you take it away")
            chip.clicked.connect(lambda _=False, words=constraint.chip: self._drop_constraint(words))
            self._chip_flow.addWidget(chip)
        self._chip_box.setVisible(bool(state.constraints))

    def _drop_constraint(self, words: str) -> None:
        assistant = self._session.assistant

        def drop() -> Any:
            assistant.put_session(CONVERSATION, assistant.session(CONVERSATION).without_constraint(words))
            return assistant.session(CONVERSATION)

        self._session.run(drop, done=self._lay_chips)

    # History

    def load_history(self) -> None:
        """Bring back what was said before."""
        self._session.run(self._read_history, done=self._show_history)

    def _read_history(self) -> list[tuple[str, str, list[Item]]]:
        assistant = self._session.assistant
        found: list[tuple[str, str, list[Item]]] = []
        for turn in assistant.journal.turns(CONVERSATION)[-TURNS_SHOWN:]:
            items: list[Item] = []
            for item_id in turn.data.get("cards", ()):
                try:
                    items.append(assistant.item(item_id))
                except AssistantError:
                    continue  # An item that has left the library leaves a gap in an old reply, nothing more.
            found.append((turn.role, turn.text, items))
        return found

    def _show_history(self, turns: list[tuple[str, str, list[Item]]]) -> None:
        if turns and not self.writing:
            self._drop_welcome()
            for role, text, items in turns:
                if items:
                    self._show_cards(items, None)
                self._place(Bubble(text) if role == "you" else Reply(text))
            QTimer.singleShot(0, self, self._to_end)
        self._show_constraints()

    def start_anew(self) -> None:
        """A fresh conversation: what held in the old one ends with it."""
        self.stop()
        self._session.run(self._begin, done=lambda _: self._show_constraints())
        while self._turns.count() > 1:
            item = self._turns.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._welcome()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self) -> None:
        assistant = self._session.assistant
        assistant.put_session(CONVERSATION, type(assistant.session(CONVERSATION))())
        assistant.journal.remove_conversation(CONVERSATION)

    # Placing

    def _place(self, widget: QWidget) -> None:
        self._turns.insertWidget(self._turns.count() - 1, widget)

    def _to_end(self) -> None:
        bar = self.area.verticalScrollBar()
        bar.setValue(bar.maximum())

    def _welcome(self) -> None:
        self._greeting: Welcome | None = Welcome()
        self._greeting.asked.connect(self.ask)
        self._place(self._greeting)

    def _drop_welcome(self) -> None:
        if self._greeting is not None:
            self._greeting.hide()
            self._greeting.deleteLater()
            self._greeting = None
