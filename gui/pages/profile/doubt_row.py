"""A sentence of the profile that may no longer hold: what speaks against it, and the person's word on it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assistant.messages import tr
from gui.widgets.buttons import Button
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.surfaces import Card
from gui.widgets.text import Text
from profiles.statement_doubt import Doubt


class DoubtRow(Card):
    """It goes on counting until the person takes it out."""

    confirmed = Signal(object)
    removed = Signal(object)
    grounds_wanted = Signal(object, QWidget)

    def __init__(self, doubt: Doubt) -> None:
        super().__init__(radius=14)
        self.doubt, statement = doubt, doubt.statement
        self.colour = "wash"
        row = horizontal(8, self, margins=(20, 12, 14, 12))
        words = vertical(3)
        words.addWidget(Text(statement.text, "lead", lines=4))
        words.addWidget(Text(doubt.reason, "small", "soft"))
        self.grounds = Button(tr("Show these works"), "link")
        self.grounds.setAccessibleName(tr("{action}: {what}", action=tr("Show these works"), what=statement.text))
        self.grounds.clicked.connect(lambda: self.grounds_wanted.emit(doubt, self.grounds))
        words.addWidget(self.grounds)
        row.addLayout(words, 1)
        self.confirm, self.remove = Button(tr("Still true"), "primary"), Button(tr("Remove"), "quiet")
        for button, act in ((self.remove, self.removed), (self.confirm, self.confirmed)):
            button.setAccessibleName(tr("{action}: {what}", action=button.text(), what=statement.text))
            button.clicked.connect(lambda _=False, act=act: act.emit(statement))
            row.addWidget(button)
