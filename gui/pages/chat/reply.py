"""A reply: words that grow while they are written, with links to what they name."""

import re
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from assistant.domain.targets import Target
from assistant.messages import tr
from gui.look.theme import tokens
from gui.widgets.buttons import IconButton
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.prose import Prose, ProseLink

_PAINT_EVERY = 40
"""Milliseconds between two layouts of a reply that is being written: an eye sees no more, a loop needs no more."""


class ReplyView(QWidget):
    """Alcove's words, growing while they are written, with a pulse until the first one.

    Titles of its cards and numbers of its sources are links.
    """

    grew = Signal()
    item_wanted = Signal(str)
    source_wanted = Signal(int)
    again_wanted = Signal()
    list_wanted = Signal()

    def __init__(self, text: str = "", *, error: bool = False) -> None:
        super().__init__()
        self._text, self._titles, self._sources = text, dict[str, str](), frozenset[int]()
        column = vertical(2, self, margins=(0, 0, 8, 0))
        self._words = Prose(text, "body", "negative" if error else "ink")
        self._words.wanted.connect(self._follow)
        column.addWidget(self._words)
        column.addWidget(self._make_actions())
        self._paint = QTimer(self)
        self._paint.setSingleShot(True)
        self._paint.setInterval(_PAINT_EVERY)
        self._paint.timeout.connect(self._show)
        self._pulse = QTimer(self)
        self._pulse.setInterval(90)
        self._pulse.timeout.connect(self._beat)
        self._phase = 0
        self.setAccessibleName(tr("Alcove: {text}", text=text))

    def _make_actions(self) -> QWidget:
        self.actions_row = QWidget()
        row = horizontal(0, self.actions_row)
        self.copy_button = IconButton("copy", tr("Copy this reply"), size=28, icon_size=15)
        self.again_button = IconButton("refresh", tr("Answer again"), size=28, icon_size=15)
        self.list_button = IconButton("list", tr("Make a list of these"), size=28, icon_size=15)
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._text))
        self.again_button.clicked.connect(self.again_wanted)
        self.list_button.clicked.connect(self.list_wanted)
        for button in (self.copy_button, self.again_button, self.list_button):
            button.colour = "faint"
            row.addWidget(button)
        row.addStretch(1)
        self.again_button.hide()
        self.list_button.hide()
        self.actions_row.hide()
        return self.actions_row

    def text(self) -> str:
        return self._text

    @property
    def prose(self) -> Prose:
        return self._words

    def wait(self) -> None:
        """Show that an answer is on its way."""
        self.setMinimumHeight(24)
        self.setAccessibleDescription(tr("Alcove is writing"))
        self._pulse.start()

    def add(self, piece: str) -> None:
        """Append what was just written; it is painted with what else comes in the next moment."""
        self._text += piece
        if not self._paint.isActive():
            self._paint.start()

    def link_titles(self, titles: Mapping[str, str]) -> None:
        """{title: item id}: where a title stands in the words, it opens its item."""
        self._titles.update(titles)
        if not self._paint.isActive():
            self._show()

    def finish(self, text: str, sources: Iterable[int] = ()) -> None:
        """The whole reply, as it is kept, and the numbers of its sources."""
        self._text, self._sources = text, frozenset(sources)
        self._paint.stop()
        self._show()
        self.actions_row.setVisible(bool(text))

    def set_last(self, last: bool) -> None:
        self.again_button.setVisible(last)

    def _show(self) -> None:
        if self._text:
            self.stop_waiting()
        self._words.show_text(self._text, links_in(self._text, self._titles, self._sources))
        self.setAccessibleName(tr("Alcove: {text}", text=self._text))
        self.grew.emit()
        self.update()

    def stop_waiting(self) -> None:
        self._pulse.stop()
        self.setAccessibleDescription("")
        self.update()

    def _follow(self, target: Target | int) -> None:
        if isinstance(target, Target):
            self.item_wanted.emit(target.name)
        else:
            self.source_wanted.emit(target)

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


def links_in(text: str, titles: Mapping[str, str], sources: Iterable[int]) -> list[ProseLink]:
    """Where titles and numbers of sources stand in a reply; a longer title goes before one that it holds."""
    found = [
        ProseLink(match.start(), match.end(), number)
        for number in sources
        for match in re.finditer(re.escape(f"[{number}]"), text)
    ]
    taken = [(link.start, link.end) for link in found]
    for title in sorted(filter(None, titles), key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(title)}(?!\w)", text):
            if all(match.end() <= start or match.start() >= end for start, end in taken):
                taken.append(match.span())
                found.append(ProseLink(*match.span(), Target.item(titles[title])))
    return found
