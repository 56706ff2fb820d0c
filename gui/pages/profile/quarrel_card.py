"""Two sentences of the profile that disagree."""

from PySide6.QtCore import Signal

from assistant.messages import tr
from gui.widgets.buttons import Button
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.surfaces import Card
from gui.widgets.text import Text
from profiles.statements import Contradiction


class QuarrelCard(Card):
    """Says that two sentences disagree, and about what."""

    wanted = Signal(str)

    def __init__(self, quarrel: Contradiction) -> None:
        super().__init__(radius=14)
        self.colour = "negative_wash"
        column = vertical(6, self, margins=(20, 12, 14, 12))
        column.addWidget(Text(str(quarrel), "body"))
        row = horizontal(4)
        for words, statement in ((tr("Go to the first"), quarrel.first), (tr("Go to the second"), quarrel.second)):
            button = Button(words, "link")
            button.setAccessibleName(tr("{action}: {what}", action=words, what=statement.text))
            button.clicked.connect(lambda _=False, one=statement: self.wanted.emit(one.id))
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
