"""What a conversation is made of: words, small cards, proposals to remember."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from assistant.core.entities import Item
from gui.covers import CoverView
from gui.icons import pixmap
from gui.session import Session
from gui.theme import theme, tokens
from gui.verdicts import VerdictButtons
from gui.widgets.buttons import Button
from gui.widgets.surfaces import Card
from gui.widgets.text import Text
from gui.words import creators, overline

_PAINT_EVERY = 40
"""Milliseconds between two layouts of a reply that is being written: an eye sees no more, a loop needs no more."""


class Bubble(QWidget):
    """The person's words, in a tinted bubble to the right."""

    def __init__(self, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(48, 0, 0, 0)
        self._words = Text(text, "body")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._words.setSizePolicy(policy)
        inner = QHBoxLayout()
        inner.setContentsMargins(14, 9, 14, 9)
        inner.addWidget(self._words)
        row.addStretch(1)
        row.addLayout(inner)
        self.setAccessibleName(f"You: {text}")
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().color("wash"))
        area = QRectF(self._words.geometry()).adjusted(-14, -9, 14, 9)
        painter.drawRoundedRect(area, 16, 16)


class Reply(QWidget):
    """Alcove's words: plain text on the ground, growing while they are written, with a pulse until the first one."""

    grew = Signal()

    def __init__(self, text: str = "", *, error: bool = False) -> None:
        super().__init__()
        self._text = text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 8, 0)
        self._words = Text(text, "body", "negative" if error else "ink")
        column.addWidget(self._words)
        self._paint = QTimer(self)
        self._paint.setSingleShot(True)
        self._paint.setInterval(_PAINT_EVERY)
        self._paint.timeout.connect(self._show)
        self._pulse = QTimer(self)
        self._pulse.setInterval(90)
        self._pulse.timeout.connect(self._beat)
        self._phase = 0
        self.setAccessibleName(f"Alcove: {text}")

    def text(self) -> str:
        return self._text

    def wait(self) -> None:
        """Show that an answer is on its way."""
        self.setMinimumHeight(24)
        self._pulse.start()

    def add(self, piece: str) -> None:
        """Append what was just written; it is painted with what else comes in the next moment."""
        self._text += piece
        if not self._paint.isActive():
            self._paint.start()

    def finish(self, text: str) -> None:
        """The whole reply, as it is kept."""
        self._text = text
        self._paint.stop()
        self._show()

    def _show(self) -> None:
        if self._text:
            self._pulse.stop()
        self._words.set_text(self._text)
        self.setAccessibleName(f"Alcove: {self._text}")
        self.grew.emit()
        self.update()

    def stop_waiting(self) -> None:
        self._pulse.stop()
        self.update()

    def _beat(self) -> None:
        self._phase += 1
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._pulse.isActive():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for dot in range(3):
            colour = tokens().color("accent")
            colour.setAlphaF(0.25 + 0.75 * max(0.0, 1 - abs((self._phase - 2 * dot) % 10 - 3) / 3))
            painter.setBrush(colour)
            painter.drawEllipse(QRectF(2 + 13 * dot, 9, 7, 7))


class ChatCard(Card):
    """An item inside a reply."""

    def __init__(self, session: Session, item: Item) -> None:
        super().__init__(lively=True, radius=12)
        self.item = item
        self.setAccessibleName(f"{item.title}, {creators(item)}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 6, 4)
        row.setSpacing(0)
        row.addWidget(CoverView(session.covers, item, QSize(44, 62), align=Qt.AlignmentFlag.AlignVCenter))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(Text(overline(item), "overline", "faint", lines=1))
        words.addWidget(Text(item.title, "strong", lines=2))
        words.addWidget(Text(creators(item), "caption", "soft", lines=1))
        words.addStretch(1)
        row.addLayout(words, 1)
        self.verdicts = VerdictButtons(session, item, size=28)
        row.addWidget(self.verdicts)
        self.pressed.connect(lambda: session.item_wanted.emit(item.id))


class Proposal(QWidget):
    """“Remember: …”, to accept or to decline."""

    accepted = Signal(str)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(Text("REMEMBER THIS?", "overline", "accent", lines=1))
        column.addWidget(Text(text, "body"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.accept, self.decline = Button("Remember", "primary"), Button("No, thanks", "quiet")
        self.accept.clicked.connect(lambda: self._answer(True))
        self.decline.clicked.connect(lambda: self._answer(False))
        row.addWidget(self.accept)
        row.addWidget(self.decline)
        row.addStretch(1)
        column.addLayout(row)
        theme().changed.connect(self.update)

    def _answer(self, yes: bool) -> None:
        self.accept.setEnabled(False)
        self.hide()
        if yes:
            self.accepted.emit(self.text)

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
        "What should I read on a rainy evening?",
        "Something calm to work to, under five minutes",
        "Why was the first pick chosen?",
    )

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 60, 0, 0)
        column.setSpacing(10)
        column.addWidget(Text("What are you in the mood for?", "heading"))
        column.addWidget(Text("Ask in your own words. Everything stays on this machine.", "small", "soft"))
        column.addSpacing(6)
        for question in self.QUESTIONS:
            chip = Button(question, "plain-chip")
            chip.clicked.connect(lambda _=False, question=question: self.asked.emit(question))
            column.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        drawing = pixmap("chat", 30, tokens().accent, self.devicePixelRatioF())
        painter.drawPixmap(QRectF(0, 14, 30, 30), drawing, QRectF(drawing.rect()))
