"""What stands in a conversation beside replies and cards: questions, proposals to remember, notices."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from assistant.messages import mark, tr, trn
from gui.look.icons import pixmap
from gui.look.theme import theme, tokens
from gui.widgets.buttons import Button, IconButton
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.text import Text

_LINES_OF_A_QUESTION = 12
_MOST_SHOWN = 1200
"""Characters of a question that its bubble shows."""


class Bubble(QWidget):
    """The person's words, in a tinted bubble to the right; the last ones can be edited."""

    edit_wanted = Signal(str)

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        row = horizontal(0, self)
        self._words = Text(shortened(text), "body", lines=_LINES_OF_A_QUESTION)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._words.setSizePolicy(policy)
        self.edit_button = IconButton("edit", tr("Edit this question  (Up)"), size=28, icon_size=15)
        self.edit_button.setAccessibleName(tr("Edit this question"))
        self.edit_button.clicked.connect(lambda: self.edit_wanted.emit(self._text))
        # Its room is kept, so that a bubble does not jump when another one becomes the last.
        policy = self.edit_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.edit_button.setSizePolicy(policy)
        self.edit_button.hide()
        aside = QVBoxLayout()
        aside.setContentsMargins(0, 5, 16, 0)
        aside.addWidget(self.edit_button)
        aside.addStretch(1)
        inner = QHBoxLayout()
        inner.setContentsMargins(14, 9, 14, 9)
        inner.addWidget(self._words)
        row.addStretch(1)
        row.addLayout(aside)
        row.addLayout(inner)
        self.setAccessibleName(tr("You: {text}", text=shortened(text)))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        copy = self.addAction(tr("Copy"))
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(self._text))
        theme().changed.connect(self.update)

    def text(self) -> str:
        return self._text

    def set_last(self, last: bool) -> None:
        """Only the last question can be asked otherwise: what came after an earlier one would hang in the air."""
        self.edit_button.setVisible(last)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().color("wash"))
        area = QRectF(self._words.geometry()).adjusted(-14, -9, 14, 9)
        painter.drawRoundedRect(area, 16, 16)


def shortened(text: str) -> str:
    """A question as it is shown: what was pasted by the page is cut, and the rest is counted."""
    if len(text) <= _MOST_SHOWN:
        return text
    start, rest = text[: _MOST_SHOWN // 2].rstrip(), len(text) - _MOST_SHOWN // 2
    return trn("{start}… and {n} more character", "{start}… and {n} more characters", rest, start=start)


class TurnNotice(QWidget):
    """A word beside a reply, such as that the model process stopped, and what can be done."""

    acted = Signal()

    def __init__(self, text: str, action: str = "") -> None:
        super().__init__()
        column = vertical(4, self, margins=(14, 10, 14, 10))
        self.words = Text(text, "small")
        column.addWidget(self.words)
        self.button = Button(action, "link")
        self.button.clicked.connect(self.acted)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.setVisible(bool(action))
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().color("negative_wash"))
        painter.drawRoundedRect(QRectF(self.rect()), 12, 12)


class Proposal(QWidget):
    """“Remember: …”, to accept or to decline."""

    accepted = Signal(str)
    declined = Signal()

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        column = vertical(8, self, margins=(16, 12, 16, 12))
        column.addWidget(Text(tr("Remember this?").upper(), "overline", "accent", lines=1))
        column.addWidget(Text(text, "body"))
        row = horizontal(8)
        self.accept, self.decline = Button(tr("Remember"), "primary"), Button(tr("No, thanks"), "quiet")
        self.accept.clicked.connect(lambda: self._answer(True))
        self.decline.clicked.connect(lambda: self._answer(False))
        row.addWidget(self.accept)
        row.addWidget(self.decline)
        row.addStretch(1)
        column.addLayout(row)
        theme().changed.connect(self.update)

    def _answer(self, yes: bool) -> None:
        self.hide()
        if yes:
            self.accepted.emit(self.text)
        else:
            self.declined.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(tokens().color("line"))
        painter.setBrush(tokens().color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 14, 14)


class Welcome(QWidget):
    """An empty conversation: what one may ask."""

    asked = Signal(str)
    QUESTIONS = (
        mark("What should I read on a rainy evening?"),
        mark("Something calm to work to, under five minutes"),
        mark("Why was the first pick chosen?"),
    )

    def __init__(self) -> None:
        super().__init__()
        column = vertical(10, self, margins=(0, 60, 0, 0))
        column.addWidget(Text(tr("What are you in the mood for?"), "heading"))
        column.addWidget(Text(tr("Ask in your own words. Everything stays on this machine."), "small", "soft"))
        column.addSpacing(6)
        self.chips: list[Button] = []
        self._column = column
        self.show_questions([tr(question) for question in self.QUESTIONS])
        theme().changed.connect(self.update)

    def show_questions(self, questions: Sequence[str]) -> None:
        """As chips that ask what they say."""
        for chip in self.chips:
            self._column.removeWidget(chip)
            chip.deleteLater()
        self.chips = []
        for question in questions:
            chip = Button(question, "plain-chip")
            chip.clicked.connect(lambda _=False, question=question: self.asked.emit(question))
            self._column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
            self.chips.append(chip)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        drawing = pixmap("chat", 30, tokens().accent, self.devicePixelRatioF())
        painter.drawPixmap(QRectF(0, 14, 30, 30), drawing, QRectF(drawing.rect()))
