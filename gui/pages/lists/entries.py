"""The entries of a list in their order: laid a few at a time, and dragged to another place."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from assistant.domain.entities import Item
from assistant.messages import trn
from gui.look.theme import theme, tokens
from gui.pages.lists.list_rows import EntryRow
from gui.shell.session import Session
from gui.widgets.layouts import clear, vertical
from gui.widgets.text import Text

SHOWN = 200
BATCH = 12
"""So many entries at a time: a long list stands at once, and fills up while the window goes on."""
_GAP = 8
_EDGE = 48
"""Pixels around a dragged entry that the page keeps in view."""


class Entries(QWidget):
    """While an entry is dragged, a line shows where it would stand."""

    moved = Signal(str, int)
    """An entry, and how many others are to stand before it."""
    removed = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.rows: list[EntryRow] = []
        self._reasons: Mapping[str, str] = {}
        self._movable = True
        self._focus = ""
        self._rest: list[tuple[int, Item]] = []
        self._beyond = 0
        self._filling = QTimer(self, singleShot=True, interval=0)
        self._filling.timeout.connect(self._fill)
        self._column = vertical(_GAP, self)
        self._line = QFrame(self)
        self._line.setFixedHeight(3)
        self._line.hide()
        theme().changed.connect(self._colour)
        self._colour()

    def _colour(self) -> None:
        self._line.setStyleSheet(f"background: {tokens().accent}; border-radius: 1px;")

    def show_items(
        self, items: Sequence[Item], reasons: Mapping[str, str], *, movable: bool, focus: str = "", empty: str = ""
    ) -> None:
        """Lay these in place of what stood here; the page stays where it is. `focus` is the id of the entry that takes
        the keyboard, `empty` what is said where there is none."""
        self._reasons, self._movable, self._focus = reasons, movable, focus
        self.setMinimumHeight(self.height() if self.rows else 0)
        held = self.window().focusWidget()
        if held is not None and self.isAncestorOf(held):
            # Else the keyboard would go to whatever comes next, and the page would scroll there.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        clear(self._column)
        self.rows = []
        self._rest, self._beyond = list(enumerate(items[:SHOWN], 1)), max(0, len(items) - SHOWN)
        if not items:
            self._column.addWidget(Text(empty, "body", "soft"))
        self._fill()

    def _fill(self) -> None:
        """The next few entries; the others follow when the window has had its turn."""
        now, self._rest = self._rest[:BATCH], self._rest[BATCH:]
        self.rows += [self._row(item, place) for place, item in now]
        if self._rest:
            self._filling.start()
            return
        if self._beyond:
            self._column.addWidget(Text(trn("And {n} more.", "And {n} more.", self._beyond), "small", "faint"))
            self._beyond = 0
        QTimer.singleShot(0, self, lambda: self.setMinimumHeight(0))

    def _row(self, item: Item, place: int) -> EntryRow:
        row = EntryRow(self._session, item, place, self._reasons.get(item.id, ""), movable=self._movable)
        row.stepped.connect(lambda step: self._step(row, step))
        row.removed.connect(lambda: self.removed.emit(item.id))
        row.dragged.connect(lambda at: self._drag(row, at))
        row.dropped.connect(lambda at: self._drop(row, at))
        self._column.addWidget(row)
        if item.id == self._focus:
            self._focus = ""
            QTimer.singleShot(0, row, lambda: row.setFocus(Qt.FocusReason.OtherFocusReason))
        return row

    # Another order

    def _step(self, row: EntryRow, step: int) -> None:
        place = self.rows.index(row) + step
        if 0 <= place < len(self.rows):
            self.moved.emit(row.item.id, place)

    def _drag(self, row: EntryRow, at: QPoint) -> None:
        others = [one for one in self.rows if one is not row]
        place = self._place(others, at)
        before = others[place - 1].geometry().bottom() if place else -_GAP
        self._line.setGeometry(0, max(0, before + _GAP // 2), self.width(), self._line.height())
        self._line.show()
        self._line.raise_()
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if isinstance(area, QScrollArea) and (content := area.widget()) is not None:
            inside = content.mapFromGlobal(at)
            area.ensureVisible(inside.x(), inside.y(), 0, _EDGE)

    def _drop(self, row: EntryRow, at: QPoint) -> None:
        self._line.hide()
        place = self._place([one for one in self.rows if one is not row], at)
        if place != self.rows.index(row):
            self.moved.emit(row.item.id, place)

    def _place(self, others: Sequence[EntryRow], at: QPoint) -> int:
        """How many of the others lie above a point of the screen."""
        height = self.mapFromGlobal(at).y()
        return sum(one.geometry().center().y() < height for one in others)
