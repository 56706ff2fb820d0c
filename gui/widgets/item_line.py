"""An item beside its small cover: its title, which may take a second line, and a line of facts."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from assistant.domain.entities import Item
from gui.look.covers import Covers, CoverView
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.text import Facts, Text


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
