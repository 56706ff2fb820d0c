"""What stands around the box of the conversation: the box, chips of what holds, a word on editing, a word on models."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from assistant.messages import tr
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.fields import GrowingEdit
from gui.widgets.layouts import Flow, clear
from gui.widgets.text import Text

if TYPE_CHECKING:
    from assistant.chat.session import ChatSession


class ChatEdit(GrowingEdit):
    """Enter sends, Shift and Enter begins a line, Up in an empty box brings the last question back, Escape leaves."""

    earlier_wanted = Signal()
    left = Signal()

    def event(self, event: QEvent) -> bool:
        # Without this the window's own Escape would come first and close something behind the box.
        override = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if override and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Up and not self.toPlainText():
            self.earlier_wanted.emit()
        else:
            super().keyPressEvent(event)


class Chips(QWidget):
    """What the conversation holds to until it ends; each can be taken away."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._conversation = ""
        self.flow = Flow(6)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        row.addLayout(self.flow)
        self.setAccessibleName(tr("Conditions of this conversation"))
        self.hide()

    def show_of(self, conversation: str) -> None:
        """Those of a conversation; what is taken away is taken out of it."""
        self._conversation = conversation
        if conversation:
            self._session.run(self._session.app.chat.session, conversation, done=self.show_state, key="chips")

    def _drop(self, words: str) -> None:
        app, conversation = self._session.app, self._conversation

        def drop() -> "ChatSession":
            app.chat.put_session(conversation, app.chat.session(conversation).without_constraint(words))
            changed: ChatSession = app.chat.session(conversation)
            return changed

        self._session.run(drop, done=self.show_state)

    def show_state(self, state: "ChatSession") -> None:
        """One chip for each constraint of a session."""
        clear(self.flow)
        for constraint in state.told:
            chip = Button(constraint.chip, "chip", "close")
            chip.setAccessibleName(tr("Remove: {wish}", wish=constraint.chip))
            chip.setToolTip(tr("Applies until you remove it"))
            chip.clicked.connect(lambda _=False, words=constraint.chip: self._drop(words))
            self.flow.addWidget(chip)
        self.setVisible(bool(state.constraints))

    def clear(self) -> None:
        clear(self.flow)
        self.hide()


class EditingBar(QWidget):
    """Says that the box holds the last question, and lets it be."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, 10, 0)
        row.addWidget(Text(tr("Editing your last question"), "caption", "accent", lines=1), 1)
        leave = Button(tr("Cancel"), "quiet")
        leave.setToolTip("Esc")
        leave.set_leaves()
        leave.clicked.connect(self.left)
        row.addWidget(leave)
        self.hide()


class NoModel(QWidget):
    """Says plainly that replies are made by rules, and where a model can be had."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 10, 0)
        words = tr("No language model is in use, so answers follow fixed patterns.")
        row.addWidget(Text(words, "caption", "soft"), 1)
        choose = Button(tr("Choose one"), "link")
        choose.clicked.connect(self.wanted)
        row.addWidget(choose)
        self.hide()
