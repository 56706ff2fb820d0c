"""The ledger as bars: what raised an item, what lowered it, each named in plain words; and its evidence as links."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from assistant.domain.entities import Recommendation
from assistant.domain.evidence import Evidence, PartId
from assistant.messages import tr
from gui.look.theme import font, theme, tokens
from gui.widgets.layouts import vertical
from gui.widgets.rows import LinkRow
from gui.widgets.text import Text, text_height, wrap

if TYPE_CHECKING:
    from assistant.recommend.recommender import Without

_ROW, _BAR = 30, 10
_WORDS = 0.46
"""Share of the width that the words may take."""
_LINES = 3
"""Lines of words beside one bar; a sentence of the profile may need them."""


class LedgerBars(QWidget):
    """One row a part: words, a bar to the right for what raised the item or to the left for what lowered it."""

    def __init__(self, most: int = 8) -> None:
        super().__init__()
        self._lines: list[tuple[str, float]] = []
        self._most = most
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self.update)

    def show_parts(self, parts: Mapping[PartId, float], statements: dict[str, str] | None = None) -> None:
        # It takes numpy and its like along: the first list is on screen before them.
        from assistant.explain.ledger_words import ledger_lines

        lines = [line for line in ledger_lines(parts, statements or {}) if abs(line[1]) >= 0.005]
        if len(lines) > self._most:
            rest = sum(amount for _, amount in lines[self._most - 1 :])
            lines = [*lines[: self._most - 1], (tr("Everything else"), rest)]
        self._lines = lines
        self.setAccessibleName(tr("Ledger"))
        self.setAccessibleDescription("; ".join(f"{words} {amount:+.2f}" for words, amount in lines))
        self.updateGeometry()
        self.update()

    def lines(self) -> list[tuple[str, float]]:
        """What is drawn, from the strongest to the weakest."""
        return self._lines

    def rows(self, width: int) -> list[tuple[list[str], int]]:
        """The words of each part as they are broken into lines at this width, and the height of its row."""
        room = round(self._words_width(width)) - 12
        laid = [wrap(words, font("small"), max(room, 1), _LINES) for words, _ in self._lines]
        return [(lines, _ROW + text_height(len(lines), "small") - text_height(1, "small")) for lines in laid]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(_ROW, sum(tall for _, tall in self.rows(width)))

    def sizeHint(self) -> QSize:
        return QSize(360, self.heightForWidth(360))

    def _words_width(self, width: int) -> float:
        metrics = QFontMetricsF(font("small"))
        widest = max((metrics.horizontalAdvance(words) for words, _ in self._lines), default=0.0)
        return min(_WORDS * width, 16 + widest)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, small = tokens(), font("small")
        metrics = QFontMetricsF(small)
        painter.setFont(small)
        if not self._lines:
            painter.setPen(look.color("soft"))
            painter.drawText(QPointF(0, 20), tr("Nothing speaks for or against it yet."))
            return
        number_width = metrics.horizontalAdvance("+00.00") + 4
        left, right = self._words_width(self.width()), self.width() - number_width
        highest = max(0.0, *(amount for _, amount in self._lines))
        lowest = min(0.0, *(amount for _, amount in self._lines))
        scale = (right - left) / ((highest - lowest) or 1.0)
        axis = left - lowest * scale
        top, step = 0.0, text_height(1, "small")
        for (_, amount), (laid, tall) in zip(self._lines, self.rows(self.width()), strict=True):
            middle = top + tall / 2
            baseline = middle + metrics.ascent() / 2 - 1.5
            painter.setPen(look.color("ink"))
            for number, line in enumerate(laid):
                painter.drawText(QPointF(0, baseline + (number - (len(laid) - 1) / 2) * step), line)
            self._draw_bar(painter, axis, middle, amount * scale)
            painter.setPen(look.color("soft"))
            text = f"{amount:+.2f}".replace("-", "−")
            painter.drawText(QPointF(self.width() - metrics.horizontalAdvance(text), baseline), text)
            top += tall
        painter.setPen(look.color("line"))
        painter.drawLine(QPointF(axis, 2), QPointF(axis, top - 2))

    def _draw_bar(self, painter: QPainter, axis: float, middle: float, length: float) -> None:
        look = tokens()
        width = max(3.0, abs(length))
        start = axis if length >= 0 else axis - width
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent" if length >= 0 else "negative"))
        painter.drawRoundedRect(QRectF(start, middle - _BAR / 2, width, _BAR), 4, 4)


class EvidenceList(QWidget):
    """The facts behind the score, each a link to what it speaks of."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._column = vertical(2, self)

    def show_evidence(self, evidence: Sequence[Evidence]) -> None:
        from assistant.explain.evidence_words import evidence_text
        from assistant.explain.ledger_words import evidence_icon

        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for fact in evidence:
            row = LinkRow(evidence_text(fact), evidence_icon(fact), opens=fact.opens is not None)
            row.clicked.connect(lambda _=False, fact=fact: self.wanted.emit(fact))
            self._column.addWidget(row)
        self.setVisible(bool(evidence))


class LedgerView(QWidget):
    """Bars above their evidence, and where the item would stand without the strongest of it."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        column = vertical(12, self)
        self.bars = LedgerBars()
        self.evidence = EvidenceList()
        self.evidence.wanted.connect(self.wanted)
        column.addWidget(self.bars)
        column.addWidget(self.evidence)
        self.without = Text("", "small", "soft")
        self.without.hide()
        column.addWidget(self.without)

    def show_recommendation(self, recommendation: Recommendation, statements: dict[str, str] | None = None) -> None:
        self.bars.show_parts(recommendation.score.parts, statements)
        self.evidence.show_evidence(recommendation.evidence)
        self.without.hide()

    def show_without(self, answer: "Without | None") -> None:
        """Where it would stand without one thing that the person said or did, where one moves it."""
        from assistant.explain.change_words import place_without

        self.without.set_text(place_without(answer) if answer is not None else "")
        self.without.setVisible(answer is not None)
