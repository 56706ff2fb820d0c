"""Which items are chosen, whether covers or a table show them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal

from assistant.domain.entities import Item

_Modifier = Qt.KeyboardModifier


class Selection(QObject):
    """Ctrl adds and takes out, Shift reaches from the one before; what is no longer shown is chosen no longer."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ids: set[str] = set()
        self._rows: Sequence[Item] = ()
        self._anchor = -1

    def show_items(self, rows: Sequence[Item]) -> None:
        self._rows, self._anchor = rows, -1
        if self.ids:
            left = self.ids & {item.id for item in rows}
            if left != self.ids:
                self.ids = left
                self.changed.emit()

    def items(self) -> list[Item]:
        """In the order in which they stand."""
        return [item for item in self._rows if item.id in self.ids]

    def pick(self, row: int, modifiers: Qt.KeyboardModifier) -> bool:
        """A press on a row; True where it chose something, so that it opens nothing."""
        if modifiers & _Modifier.ShiftModifier:
            first = self._anchor if self._anchor >= 0 else row
            low, high = sorted((first, row))
            self.ids |= {item.id for item in self._rows[low : high + 1]}
        elif modifiers & _Modifier.ControlModifier:
            self.ids ^= {self._rows[row].id}
            self._anchor = row
        else:
            return False
        self.changed.emit()
        return True

    def only(self, row: int) -> None:
        self.ids, self._anchor = {self._rows[row].id}, row
        self.changed.emit()

    def all(self) -> None:
        self.ids = {item.id for item in self._rows}
        self.changed.emit()

    def clear(self) -> None:
        if self.ids:
            self.ids = set()
            self.changed.emit()
