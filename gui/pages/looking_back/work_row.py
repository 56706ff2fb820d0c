"""A work with the reason why it is shown, as a row that leads to its page."""

from PySide6.QtCore import QSize, Qt

from assistant.domain.entities import Item
from gui.look.covers import CoverView
from gui.look.labels import creators, length
from gui.shell.session import Session
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.surfaces import Card
from gui.widgets.text import Text


class WorkRow(Card):
    """Its cover, title, facts and reason."""

    def __init__(self, session: Session, item: Item, reason: str) -> None:
        super().__init__(lively=True, radius=14)
        self.item, self.reason = item, reason
        row = horizontal(12, self, margins=(16, 0, 18, 0))
        row.addWidget(CoverView(session.covers, item, QSize(40, 58), align=Qt.AlignmentFlag.AlignVCenter))
        words = vertical(2, margins=(0, 10, 0, 10))
        words.addWidget(Text(item.title, "strong", lines=1))
        facts = "  ·  ".join(filter(None, (creators(item), str(item.year or ""), length(item))))
        words.addWidget(Text(facts, "caption", "soft", lines=1))
        words.addWidget(Text(reason, "small", "soft", lines=3))
        row.addLayout(words, 1)
        self.setAccessibleName(f"{item.title}, {creators(item)}. {reason}")
        self.pressed.connect(lambda: session.item_wanted.emit(item.id))
