"""The rail at the left: where one can go."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from assistant.messages import tr
from gui.look.icons import pixmap
from gui.look.language import key_words
from gui.look.theme import font, theme, tokens
from gui.pages.registry import Destination, Section, destinations
from gui.widgets.buttons import ByEnter
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.text import Label

WIDE, NARROW = 196, 72

_WORDS_AT = 41


class NavButton(ByEnter, QAbstractButton):
    """A place to go to, with its icon; words are left out when the rail is narrow."""

    def __init__(self, words: str, icon_name: str, hint: str = "") -> None:
        super().__init__()
        self._words, self._icon_name = words, icon_name
        self.narrow, self.badge, self.lit = False, 0, False
        self.setCheckable(True)
        self.setAccessibleName(words)
        self.setToolTip(f"{words}  {hint}".strip())
        self.setFixedHeight(40)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(40 if self.narrow else 160, 40)

    def set_badge(self, number: int) -> None:
        self.badge = number
        self.setAccessibleDescription(str(number) if number else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, on = tokens(), self.isChecked() or self.lit
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        background = "wash" if on else "hover" if self.underMouse() else ""
        painter.setPen(QPen(look.color("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(look.color(background) if background else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, 11, 11)
        colour = look.accent if on else look.ink if self.underMouse() else look.soft
        drawing = pixmap(self._icon_name, 20, colour, self.devicePixelRatioF())
        left = (self.width() - 20) / 2 if self.narrow else 12
        painter.drawPixmap(QRectF(left, 10, 20, 20), drawing, QRectF(drawing.rect()))
        if self.badge:
            self._draw_badge(painter)
        if self.narrow:
            return
        chosen = font("strong" if on else "body")
        metrics = QFontMetricsF(chosen)
        painter.setFont(chosen)
        painter.setPen(look.color("accent" if on else "ink"))
        room = self.width() - _WORDS_AT - (44 if self.badge else 2)
        words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(_WORDS_AT, (40 - metrics.height()) / 2 + metrics.ascent()), words)

    def _draw_badge(self, painter: QPainter) -> None:
        """At the end of the words, or over the corner of the icon."""
        text = str(self.badge) if self.badge < 100 else "99+"
        chosen = font("overline")
        high, aside, at = (16, 8, 3) if self.narrow else (20, 12, 10)
        width = max(high + 2.0, QFontMetricsF(chosen).horizontalAdvance(text) + aside)
        area = QRectF(self.width() - width - (1 if self.narrow else 10), at, width, high)
        painter.setPen(QPen(tokens().color("rail"), 1) if self.narrow else Qt.PenStyle.NoPen)
        painter.setBrush(tokens().color("negative_wash"))
        painter.drawRoundedRect(area, high / 2, high / 2)
        painter.setFont(chosen)
        painter.setPen(tokens().color("negative"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


class Rail(QWidget):
    """Logo, places, and at the foot what is needed less often."""

    wanted = Signal(str)
    chat_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = vertical(4, self, margins=(14, 22, 15, 16))
        column.addLayout(self._brand())
        column.addSpacing(22)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.buttons: dict[str, NavButton] = {}
        self._add_section(column, Section.MAIN)
        column.addStretch(1)
        self.chat = NavButton(tr("Ask Alcove"), "chat", f"({key_words('Ctrl+K')})")
        self.chat.setCheckable(False)
        self.chat.clicked.connect(self.chat_wanted)
        column.addWidget(self.chat)
        self._add_section(column, Section.SIDE)
        self.set_narrow(False)

    def _brand(self) -> QHBoxLayout:
        row = horizontal(10)
        row.setContentsMargins(6, 0, 0, 0)
        row.addWidget(_Logo())
        self._name = Label("Alcove", "heading")
        row.addWidget(self._name)
        row.addStretch(1)
        return row

    def _add_section(self, column: QVBoxLayout, section: Section) -> None:
        for place in destinations():
            if place.section is section:
                self._add(column, place)

    def _add(self, column: QVBoxLayout, place: Destination) -> None:
        button = NavButton(tr(place.label), place.icon, f"({key_words(place.shortcut)})" if place.shortcut else "")
        button.clicked.connect(lambda: self.wanted.emit(place.name))
        self._group.addButton(button)
        self.buttons[place.name] = button
        column.addWidget(button)

    def set_badge(self, name: str, number: int) -> None:
        """Show a number on the button of a page, if it has one; none for 0."""
        if name in self.buttons:
            self.buttons[name].set_badge(number)

    def show_place(self, place: str) -> None:
        """Light the button of the page that is shown; none for a page that has no button."""
        button = self.buttons.get(place)
        if button is not None:
            button.setChecked(True)
            return
        self._group.setExclusive(False)
        for other in self.buttons.values():
            other.setChecked(False)
        self._group.setExclusive(True)

    def show_chat(self, on: bool) -> None:
        """Light the button of the conversation while it stands in the place of the pages."""
        self.chat.lit = on
        self.chat.update()

    def set_narrow(self, narrow: bool) -> None:
        self.setFixedWidth(NARROW if narrow else WIDE)
        self._name.setVisible(not narrow)
        for button in (*self.buttons.values(), self.chat):
            button.narrow = narrow
            button.update()


class _Logo(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(30, 30)

    def paintEvent(self, event: QPaintEvent) -> None:
        drawing = pixmap("alcove", 30, "#000000", self.devicePixelRatioF())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRectF(0, 0, 30, 30), drawing, QRectF(drawing.rect()))
