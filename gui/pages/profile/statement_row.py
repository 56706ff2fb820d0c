"""One sentence of the profile: read, edited in its place, muted or removed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from assistant.domain.entities import Kind, Statement
from assistant.messages import mark, tr
from gui.pages.profile.statement_support import support_words
from gui.widgets.buttons import Button, IconButton
from gui.widgets.fields import InPlaceEdit
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.surfaces import Card
from gui.widgets.text import Text

FOR_KINDS = {
    Kind.BOOK: mark("For books"),
    Kind.MUSIC: mark("For music"),
    Kind.DOCUMENT: mark("For documents"),
}
CONTEXTS = {
    "evening": mark("Evening"),
    "morning": mark("Morning"),
    "commute": mark("On the way"),
    "work": mark("At work"),
    "exercise": mark("Exercise"),
    "travel": mark("Travel"),
    "weekend": mark("Weekend"),
}


class StatementRow(Card):
    """A sentence the person keeps. A muted one stays in view, paler, and counts for nothing."""

    edited = Signal(str, str)
    removed = Signal(object)
    muted = Signal(str, bool)
    grounds_wanted = Signal(object, QWidget)

    def __init__(self, statement: Statement) -> None:
        super().__init__(radius=14)
        self.statement = statement
        row = horizontal(8, self, margins=(20, 10, 12, 10))
        self._stack = QWidget()
        self._pages = QStackedLayout(self._stack)
        self._pages.addWidget(self._reading())
        self.edit = InPlaceEdit(statement.text, tr("Edit this sentence"))
        self._pages.addWidget(self.edit)
        self.edit.returnPressed.connect(self._keep)
        self.edit.left.connect(self._leave)
        row.addWidget(self._stack, 1)
        self.buttons = self._buttons()
        for button in self.buttons.values():
            row.addWidget(button)

    def _reading(self) -> QWidget:
        statement = self.statement
        box = QWidget()
        column = vertical(3, box, margins=(0, 3, 0, 3))
        self.words = Text(statement.text, "lead", "faint" if statement.muted else "ink", lines=4)
        column.addWidget(self.words)
        self.grounds = _grounds(statement)
        self.grounds.clicked.connect(lambda: self.grounds_wanted.emit(statement, self.grounds))
        column.addLayout(_small_print(statement, self.grounds, "faint"))
        column.addStretch(1)
        return box

    def _buttons(self) -> dict[str, IconButton]:
        muted = self.statement.muted
        edit = IconButton("edit", tr("Edit"))
        mute = IconButton(
            "play" if muted else "pause", tr("Unmute") if muted else tr("Mute: keep it, but do not use it")
        )
        remove = IconButton("remove", tr("Remove"))
        edit.clicked.connect(self.start_edit)
        mute.clicked.connect(lambda: self.muted.emit(self.statement.id, not muted))
        remove.clicked.connect(lambda: self.removed.emit(self.statement))
        for button in (edit, mute, remove):
            button.setAccessibleName(f"{button.toolTip()}: {self.statement.text}")
        return {"edit": edit, "mute": mute, "remove": remove}

    def start_edit(self) -> None:
        """Put the caret into the sentence."""
        self._pages.setCurrentIndex(1)
        self.edit.setText(self.statement.text)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.selectAll()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.start_edit()

    def _keep(self) -> None:
        text = self.edit.text().strip()
        self._leave()
        if text and text != self.statement.text:
            self.edited.emit(self.statement.id, text)

    def _leave(self) -> None:
        self._pages.setCurrentIndex(0)
        self.buttons["edit"].setFocus(Qt.FocusReason.OtherFocusReason)


class ProposalRow(Card):
    """A sentence that Alcove would add, with its grounds; it counts for nothing until the person takes it."""

    accepted = Signal(object)
    declined = Signal(object)
    grounds_wanted = Signal(object, QWidget)

    def __init__(self, statement: Statement) -> None:
        super().__init__(radius=14)
        self.statement = statement
        self.colour = "wash"
        row = horizontal(8, self, margins=(20, 12, 14, 12))
        words = vertical(3)
        words.addWidget(Text(statement.text, "lead", lines=4))
        self.grounds = _grounds(statement)
        self.grounds.clicked.connect(lambda: self.grounds_wanted.emit(statement, self.grounds))
        words.addLayout(_small_print(statement, self.grounds, "soft"))
        row.addLayout(words, 1)
        self.accept = Button(tr("Keep"), "primary")
        self.decline = Button(tr("No, thanks"), "quiet")
        self.accept.setAccessibleName(tr("Keep: {sentence}", sentence=statement.text))
        self.decline.setAccessibleName(tr("No, thanks: {sentence}", sentence=statement.text))
        self.accept.clicked.connect(lambda: self.accepted.emit(self.statement))
        self.decline.clicked.connect(lambda: self.declined.emit(self.statement))
        row.addWidget(self.decline)
        row.addWidget(self.accept)


def _grounds(statement: Statement) -> Button:
    """What a sentence rests on, to be opened."""
    button = Button(support_words(statement), "plain-chip")
    button.setAccessibleName(tr("{action}: {what}", action=support_words(statement), what=statement.text))
    button.setToolTip(tr("Show these works"))
    return button


def _small_print(statement: Statement, grounds: Button, colour: str) -> QHBoxLayout:
    row = horizontal(8)
    if support_words(statement):
        row.addWidget(grounds)
    row.addWidget(Text(caption(statement), "caption", colour, lines=1), 1, Qt.AlignmentFlag.AlignVCenter)
    return row


def caption(statement: Statement) -> str:
    """Where a sentence counts, in small print."""
    parts: Sequence[str] = [
        tr(FOR_KINDS[statement.kind]) if statement.kind else tr("For everything"),
        tr(CONTEXTS[statement.context]) if statement.context in CONTEXTS else statement.context,
        tr("Fewer like this") if statement.polarity < 0 else "",
        tr("Muted") if statement.muted else "",
    ]
    return "  ·  ".join(part for part in parts if part)
