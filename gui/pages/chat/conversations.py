"""Earlier conversations: found by their words, opened again, named, pinned, or erased."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from assistant.messages import tr, trn
from gui.look.dates import day_words
from gui.look.language import key_words
from gui.pages.chat.talk_view import TalkView
from gui.shell.session import Session
from gui.widgets.buttons import IconButton
from gui.widgets.fields import InPlaceEdit, SearchField
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.menu import Menu
from gui.widgets.surfaces import Card
from gui.widgets.text import PARTED, Facts, Text

if TYPE_CHECKING:
    from assistant.app.changes import Changes
    from assistant.app.chat import ErasedTalk
    from assistant.storage.journal.store import Conversation

_TYPING = 160
_SHOWN = 200


class ConversationsPanel(QWidget):
    """A list in the place of the conversation: the pinned ones first, then the newest."""

    opened = Signal(str)
    erased = Signal(str)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows: list[ConversationRow] = []
        self._changed = ""
        """The conversation that keeps the keyboard when the list is read anew."""
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

    def follow(self) -> None:
        """An answer came: what it belongs to is listed."""
        if self.isVisible():
            self.refresh()

    def _read(self, query: str) -> "list[Conversation]":
        app = self._session.app
        found = app.chat.search(query) if query else app.chat.conversations()
        return sorted(found, key=lambda one: not one.pinned)[:_SHOWN]

    def _show(self, found: "Sequence[Conversation]") -> None:
        self._view.clear()
        self.rows = []
        for conversation in found:
            row = self._row(conversation)
            self.rows.append(row)
            self._view.place(row)
            if conversation.id == self._changed:
                row.show()  # what is not shown yet takes no keyboard
                row.setFocus(Qt.FocusReason.OtherFocusReason)
        self._changed = ""
        if not found:
            sought = self.search.text().strip()
            words = tr("No conversation contains these words.") if sought else tr("No conversations yet.")
            self._view.place(Text(words, "small", "soft"))
        self._view.verticalScrollBar().setValue(0)

    def _row(self, conversation: "Conversation") -> "ConversationRow":
        chat, name = self._session.app.chat, conversation.id
        row = ConversationRow(conversation)
        row.pressed.connect(lambda: self.opened.emit(name))
        row.rename_wanted.connect(lambda words: self._change(chat.rename, name, words))
        row.pin_wanted.connect(lambda pinned: self._change(chat.pin, name, pinned))
        row.erase_wanted.connect(lambda: self._erase(name))
        return row

    def _change(self, change: Callable[..., object], name: str, value: str | bool) -> None:
        self._changed = name
        self._session.run(change, name, value, done=lambda _: self.refresh())

    def _erase(self, name: str) -> None:
        session = self._session

        def bring_back(erased: "ErasedTalk") -> None:
            session.run(session.app.chat.bring_back, erased, done=lambda _: self.refresh())

        def gone(changes: "Changes[ErasedTalk]") -> None:
            self.erased.emit(name)
            session.undos.offer(tr("Conversation erased."), lambda: bring_back(changes.row))
            self.refresh()

        session.run(session.app.chat.erase, name, done=gone)


class ConversationRow(Card):
    """What a conversation is called, or how it began, when it was last spoken in, and what can be done with it."""

    rename_wanted = Signal(str)
    pin_wanted = Signal(bool)
    erase_wanted = Signal()

    def __init__(self, conversation: "Conversation") -> None:
        super().__init__(lively=True, radius=12)
        self.conversation = conversation
        row = horizontal(0, self, margins=(14, 10, 8, 10))
        words = vertical(2)
        self.title = conversation.name or conversation.opening.strip()[:300] or tr("Empty conversation")
        self._title = Text(self.title, "strong", lines=2)
        self.name_edit = InPlaceEdit(conversation.name or self.title[:80], tr("Name of this conversation"))
        self.name_edit.returnPressed.connect(lambda: self.rename_wanted.emit(self.name_edit.text()))
        self.name_edit.left.connect(lambda: self._edit(False))
        self.name_edit.hide()
        words.addWidget(self._title)
        words.addWidget(self.name_edit)
        when = day_words(conversation.updated, datetime.now())
        asked = trn("{n} question", "{n} questions", (conversation.turns + 1) // 2)
        facts = [tr("Pinned")] if conversation.pinned else []
        words.addWidget(Facts(PARTED.join((*facts, when, asked)), "caption", "faint", lines=1))
        row.addLayout(words, 1)
        self.more = IconButton("more", tr("More"), size=30, icon_size=16)
        self.more.setAccessibleName(tr("More: {title}", title=self.title[:80]))
        self.more.clicked.connect(lambda: self._open_menu(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(", ".join((self.title[:80], *facts, when)))

    def _open_menu(self, place: QPoint) -> None:
        menu = Menu(self)
        menu.addAction("\t".join((tr("Rename"), "F2"))).triggered.connect(lambda: self._edit(True))
        pinned = self.conversation.pinned
        menu.addAction(tr("Unpin") if pinned else tr("Pin to the top")).triggered.connect(
            lambda: self.pin_wanted.emit(not pinned)
        )
        menu.addSeparator()
        erase = "\t".join((tr("Erase"), key_words("Del")))  # no words
        menu.addAction(erase).triggered.connect(self.erase_wanted)
        menu.popup(place)

    def _edit(self, editing: bool) -> None:
        self._title.setVisible(not editing)
        self.name_edit.setVisible(editing)
        if editing:
            self.name_edit.selectAll()
        (self.name_edit if editing else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._open_menu(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F2:
            self._edit(True)
        elif event.key() == Qt.Key.Key_Delete:
            self.erase_wanted.emit()
        else:
            super().keyPressEvent(event)
