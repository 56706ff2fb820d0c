"""A private conversation: a button that begins one, and a bar that says what holds while it lasts."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assistant.messages import tr
from gui.widgets.buttons import Button
from gui.widgets.layouts import horizontal
from gui.widgets.text import Text


class PrivateBar(QWidget):
    """Shown while nothing of what is said is kept."""

    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = horizontal(8, self, margins=(0, 0, 10, 0))
        words = tr("Private: nothing said here is written down, and it is gone when you leave it.")
        row.addWidget(Text(words, "caption", "accent"), 1)
        self.end = Button(tr("End it"), "link")
        self.end.clicked.connect(self.ended)
        row.addWidget(self.end)
        self.hide()
