"""A panel in which a person finds another work: words typed, titles below, Enter for the first."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from assistant.domain.entities import Item
from assistant.messages import tr
from gui.look.labels import KIND_ICONS, under_cover
from gui.shell.session import Session
from gui.widgets.fields import SearchField
from gui.widgets.layouts import clear, vertical
from gui.widgets.popover import Popover
from gui.widgets.rows import LinkRow
from gui.widgets.text import Text

if TYPE_CHECKING:
    from assistant.app.library import FoundItems

SHOWN = 6
_ROOM = 6 * 37
"""Points for the rows that will come: a panel keeps the size that it opens with."""


class ItemChooser(QWidget):
    """`chosen` tells the work; `without` is never offered."""

    chosen = Signal(object)

    def __init__(self, session: Session, without: Item) -> None:
        super().__init__()
        self._session, self._without = session, without
        self.rows: list[LinkRow] = []
        self._later = QTimer(self, singleShot=True, interval=160)
        self._later.timeout.connect(self._search)
        column = vertical(8, self, margins=(0, 0, 6, 0))
        self.field = SearchField(tr("A title or a name"))
        self.field.textChanged.connect(lambda _: self._later.start())
        self.field.returnPressed.connect(lambda: self.rows[0].click() if self.rows else None)
        column.addWidget(self.field)
        holder = QWidget()
        holder.setMinimumHeight(_ROOM)
        self._found = vertical(1, holder)
        self._found.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(holder)

    def _search(self) -> None:
        words = self.field.text().strip()
        if words:
            find = self._session.app.library.find_words
            self._session.run(find, words, None, SHOWN + 1, done=self._show, key="choose")

    def _show(self, found: "FoundItems") -> None:
        clear(self._found)
        items = [item for item in found.items if item.id != self._without.id][:SHOWN]
        self.rows = [self._row(item) for item in items]
        for row in self.rows:
            self._found.addWidget(row)
        if not items:
            self._found.addWidget(Text(tr("Nothing is called so."), "small", "soft"))

    def _row(self, item: Item) -> LinkRow:
        row = LinkRow("  ·  ".join(filter(None, (item.title, under_cover(item)))), KIND_ICONS[item.kind])
        row.clicked.connect(lambda _=False: self.chosen.emit(item))
        return row


def choose_item(
    session: Session, heading: str, without: Item, anchor: QWidget, done: Callable[[Item], object]
) -> ItemChooser:
    """Opens the panel beside `anchor`; the field has the keyboard."""
    chooser = ItemChooser(session, without)
    popover = Popover(heading, chooser, anchor.window())
    chooser.chosen.connect(popover.dismiss)
    chooser.chosen.connect(done)
    popover.show_beside(anchor)
    chooser.field.setFocus(Qt.FocusReason.PopupFocusReason)
    return chooser
