"""The line above the text: the way back, the contents, search, the size of the text, and the usual program."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from assistant.messages import tr
from gui.widgets.buttons import BackButton, Button, IconButton
from gui.widgets.fields import SearchField
from gui.widgets.layouts import horizontal
from gui.widgets.menu import Menu

STEP = 2
"""Pixels by which the text grows or shrinks."""
_LONGEST = 60


class ReaderBar(QWidget):
    """Says what is wanted; the page does it."""

    back_wanted = Signal()
    part_wanted = Signal(int)
    """A part of the text, by its number."""
    search_wanted = Signal()
    resized = Signal(int)
    """How many pixels larger the text should be."""
    outside_wanted = Signal()
    full_screen_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._places: Sequence[tuple[int, str]] = ()
        row = horizontal(8, self)
        self.back_button = BackButton()
        self.back_button.clicked.connect(self.back_wanted)
        self.contents = Button(tr("Contents"), "outline", "list")
        self.contents.clicked.connect(self._show_contents)
        self.search_field = SearchField(tr("Find in this text"))
        self.search_field.setMaximumWidth(300)
        self.search_field.returnPressed.connect(self.search_wanted)
        row.addWidget(self.back_button)
        row.addWidget(self.contents)
        row.addStretch(0)
        row.addWidget(self.search_field, 1)
        for words, step, tip in (("A−", -STEP, tr("Smaller text")), ("A+", STEP, tr("Larger text"))):
            button = Button(words, "quiet")
            button.setAccessibleName(tip)
            button.setToolTip(tip)
            button.clicked.connect(lambda _=False, step=step: self.resized.emit(step))
            row.addWidget(button)
        whole = IconButton("expand", tr("Full screen  (F11)"), size=38)
        whole.clicked.connect(self.full_screen_wanted)
        row.addWidget(whole)
        outside = IconButton("open", tr("Open in its usual program"), size=38)
        outside.clicked.connect(self.outside_wanted)
        row.addWidget(outside)

    def show_places(self, places: Sequence[tuple[int, str]]) -> None:
        """The headings of the text, each with the number of its part."""
        self._places = places
        self.contents.setEnabled(len(places) > 1)

    def _show_contents(self) -> None:
        menu = Menu(self)
        menu.setStyleSheet("QMenu { menu-scrollable: 1; }")
        for number, place in self._places:
            words = place if len(place) <= _LONGEST else place[: _LONGEST - 1] + "…"
            action = menu.addAction(words.replace("&", "&&"))
            action.triggered.connect(lambda _=False, part=number: self.part_wanted.emit(part))
        menu.popup(self.contents.mapToGlobal(QPoint(0, self.contents.height() + 4)))
