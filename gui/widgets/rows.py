"""A pressable row with an icon and wrapped plain text, for evidence and other links."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from assistant.domain.entities import Item
from gui.look.covers import Covers, CoverView
from gui.look.icons import pixmap
from gui.look.theme import font, theme, tokens
from gui.widgets.buttons import ByEnter
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.text import Facts, Text, line_spacing, wrap

_LEFT, _RIGHT, _PAD = 40, 32, 9


class LinkRow(ByEnter, QAbstractButton):
    """Text that opens something; a row that opens nothing is only read."""

    def __init__(self, text: str, icon_name: str, *, opens: bool = True, role: str = "small") -> None:
        super().__init__()
        self._words, self._icon_name, self._opens, self._role = text, icon_name, opens, role
        self._marked = False
        self.setAccessibleName(text)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if opens else Qt.FocusPolicy.NoFocus)
        if opens:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.update)

    def set_marked(self, marked: bool) -> None:
        """Ringed as if it had the keyboard, which stays in a field beside it."""
        self._marked = marked
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(36, len(self._lines(width)) * self._step() + 2 * _PAD)

    def sizeHint(self) -> QSize:
        return QSize(400, self.heightForWidth(400))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = tokens()
        alive = self._opens and self.underMouse()
        ringed = self._marked or self.hasFocus()
        if alive or ringed:
            painter.setPen(QPen(look.color("accent"), 2) if ringed else Qt.PenStyle.NoPen)
            painter.setBrush(look.color("hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        drawing = pixmap(self._icon_name, 18, look.accent, self.devicePixelRatioF())
        first = (self.height() - len(self._lines(self.width())) * self._step()) / 2
        painter.drawPixmap(QRectF(11, first + (self._step() - 18) / 2, 18, 18), drawing, QRectF(drawing.rect()))
        if self._opens:
            arrow = pixmap("forward", 14, look.ink if alive else look.faint, self.devicePixelRatioF())
            place = QRectF(self.width() - 24, (self.height() - 14) / 2, 14, 14)
            painter.drawPixmap(place, arrow, QRectF(arrow.rect()))
        self._write(painter)

    def _write(self, painter: QPainter) -> None:
        chosen = font(self._role)
        metrics = QFontMetricsF(chosen)
        painter.setFont(chosen)
        painter.setPen(tokens().color("ink"))
        lines = self._lines(self.width())
        top = (self.height() - len(lines) * self._step()) / 2 + (self._step() - metrics.height()) / 2
        for number, line in enumerate(lines):
            painter.drawText(QPointF(_LEFT, top + number * self._step() + metrics.ascent()), line)

    def _lines(self, width: int) -> list[str]:
        return wrap(self._words, font(self._role), max(40, width - _LEFT - _RIGHT))

    def _step(self) -> int:
        chosen = font(self._role)
        return round(QFontMetricsF(chosen).height() * line_spacing(chosen))


def item_line(parent: QWidget, covers: Covers, item: Item, facts: str, margin: int) -> QHBoxLayout:
    """Lays the line out in `parent`; `margin` is what stays free on the right. Returns the row, for what follows."""
    row = horizontal(0, parent, margins=(0, 0, margin, 0))
    row.addWidget(CoverView(covers, item, QSize(32, 46), align=Qt.AlignmentFlag.AlignVCenter))
    words = vertical(0)
    words.addStretch(1)
    words.addWidget(Text(item.title, "strong", lines=2))
    words.addWidget(Facts(facts, "caption", "soft", lines=1))
    words.addStretch(1)
    row.addLayout(words, 1)
    return row
