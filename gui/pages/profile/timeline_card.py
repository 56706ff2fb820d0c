"""How the taste moves, as a picture: a row of months for each subject, and what there is more or less of lately."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from assistant.domain.entities import Statement
from assistant.domain.year import MONTHS
from assistant.messages import decimal, tr
from gui.look.theme import font, theme, tokens
from gui.widgets.buttons import Button
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.surfaces import Card
from gui.widgets.text import Text, draw_lines
from profiles.taste_timeline import Timeline, Turn

_ROW, _FOOT, _GAP = 34, 24, 4
_NAMES = 0.26
"""The share of the width that names take."""


class TimelineCard(Card):
    """The picture, and below it each turn; where there is more of something, a click lets the list follow."""

    accepted = Signal(object)
    declined = Signal(object)
    grounds_wanted = Signal(object, QWidget)

    def __init__(self, timeline: Timeline, proposals: Sequence[Statement]) -> None:
        super().__init__(radius=14)
        by_id = {one.id: one for one in proposals}
        self.asks: list[Statement] = []
        """Proposals that are asked about here."""
        column = vertical(12, self, margins=(20, 16, 20, 16))
        self.picture = Months(timeline)
        column.addWidget(self.picture)
        for turn in timeline.turns:
            asked = by_id.get(turn.proposal.id) if turn.proposal is not None else None
            column.addWidget(Text(str(turn), "body"))
            if asked is not None:
                self.asks.append(asked)
                column.addLayout(self._question(turn, asked))

    def _question(self, turn: Turn, asked: Statement) -> QHBoxLayout:
        row = horizontal(8)
        row.addWidget(Text(tr("Shall the list follow?"), "small", "soft"), 1, Qt.AlignmentFlag.AlignVCenter)
        grounds = Button(tr("Show these works"), "link")
        grounds.clicked.connect(lambda: self.grounds_wanted.emit(asked, grounds))
        decline, accept = Button(tr("No, thanks"), "quiet"), Button(tr("Follow"), "primary")
        decline.clicked.connect(lambda: self.declined.emit(asked))
        accept.clicked.connect(lambda: self.accepted.emit(asked))
        for button in (grounds, decline, accept):
            button.setAccessibleName(tr("{action}: {what}", action=button.text(), what=turn.subject))
            row.addWidget(button)
        return row


class Months(QWidget):
    """A row for each subject and a column for each month; a bar is as tall as its works are many."""

    def __init__(self, timeline: Timeline) -> None:
        super().__init__()
        self._timeline = timeline
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_ROW * len(timeline.lanes) + _FOOT)
        self.setAccessibleName("; ".join(map(self._row_words, timeline.lanes)))
        theme().changed.connect(self.update)

    def _row_words(self, subject: str) -> str:
        """A row as a person hears it: its subject, and each month that has works of it."""
        counts = zip(self._timeline.months, self._timeline.lanes[subject], strict=True)
        return f"{subject}: " + ", ".join(f"{tr(MONTHS[month - 1])} {decimal(n)}" for (_, month), n in counts if n)

    def sizeHint(self) -> QSize:
        return QSize(420, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look, shown = QPainter(self), tokens(), self._timeline
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        turned = {turn.subject for turn in shown.turns}
        most = max((n for counts in shown.lanes.values() for n in counts), default=1) or 1
        left = self.width() * _NAMES
        step = (self.width() - left) / max(1, len(shown.months))
        for number, (subject, counts) in enumerate(shown.lanes.items()):
            foot = (number + 1) * _ROW
            words = QRectF(0, foot - 22, left - 12, 20).toRect()
            draw_lines(painter, words, subject, "small", "accent" if subject in turned else "ink", 1)
            painter.setPen(Qt.PenStyle.NoPen)
            for place, n in enumerate(counts):
                tall = (_ROW - 8) * n / most if n else 1.5
                painter.setBrush(look.color(("accent" if subject in turned else "soft") if n else "line"))
                bar = QRectF(left + place * step + _GAP / 2, foot - tall, step - _GAP, tall)
                painter.drawRoundedRect(bar, min(3.0, tall / 2), min(3.0, tall / 2))
        painter.setPen(look.color("faint"))
        painter.setFont(font("caption"))
        for place, (_, month) in enumerate(shown.months):
            box = QRectF(left + place * step, self.height() - _FOOT + 4, step, _FOOT - 4)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, tr(MONTHS[month - 1]))
