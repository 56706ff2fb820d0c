"""Plain layouts in one line, and two that Qt lacks: a flow of chips, and columns of equal width."""

from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget

Box = TypeVar("Box", bound=QLayout)
Margins = tuple[int, int, int, int]
"""Left, top, right and bottom, in pixels."""


def vertical(spacing: int, holder: QWidget | None = None, margins: Margins = (0, 0, 0, 0)) -> QVBoxLayout:
    """One below the other, `spacing` pixels apart; of a widget that holds it, or to stand in another layout."""
    return _spaced(QVBoxLayout(holder) if holder is not None else QVBoxLayout(), spacing, margins)


def horizontal(spacing: int, holder: QWidget | None = None, margins: Margins = (0, 0, 0, 0)) -> QHBoxLayout:
    """As `vertical`, one beside the other."""
    return _spaced(QHBoxLayout(holder) if holder is not None else QHBoxLayout(), spacing, margins)


def _spaced(layout: Box, spacing: int, margins: Margins) -> Box:
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    return layout


class _Arranged(QLayout):
    """What both layouts share: a list of items, and an arrangement that gives the height for a width."""

    def __init__(self, spacing: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insert(self, position: int, widget: QWidget) -> None:
        """Put a widget at a place in the order."""
        self.addWidget(widget)
        self._items.insert(position, self._items.pop())

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        wide = max((item.minimumSize().width() for item in self._items), default=0)
        return QSize(wide, 0)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        raise NotImplementedError


class Flow(_Arranged):
    """Widgets in rows, as many to a row as fit."""

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, row = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue  # hidden
            hint = item.sizeHint()
            width = min(hint.width(), rect.width())
            if x > rect.x() and x + width > rect.right() + 1:
                x, y, row = rect.x(), y + row + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, hint.height())))
            x, row = x + width + self.spacing(), max(row, hint.height())
        return y + row - rect.y()


class Columns(_Arranged):
    """Equal columns, as many as the width holds; the widgets of a row share the tallest one's height."""

    def __init__(self, least: int, spacing: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(spacing, parent)
        self._least = least

    def columns(self, width: int) -> int:
        return max(1, (width + self.spacing()) // (self._least + self.spacing()))

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        n = self.columns(rect.width())
        width = (rect.width() - (n - 1) * self.spacing()) // n
        y = rect.y()
        for first in range(0, len(self._items), n):
            row = self._items[first : first + n]
            height = max(_height(item, width) for item in row)
            if move:
                for place, item in enumerate(row):
                    item.setGeometry(QRect(rect.x() + place * (width + self.spacing()), y, width, height))
            y += height + self.spacing()
        return max(0, y - self.spacing() - rect.y())


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let the widgets go. The keyboard stays where they stood: else Qt hands it to
    whatever comes next, far away, and lights a ring there."""
    held, around = QApplication.focusWidget(), layout.parentWidget()
    if held is not None and around is not None and _holds(layout, held):
        around.setFocus(Qt.FocusReason.OtherFocusReason)
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def _holds(layout: QLayout, widget: QWidget) -> bool:
    laid = (item.widget() for place in range(layout.count()) if (item := layout.itemAt(place)) is not None)
    return any(one is widget or one.isAncestorOf(widget) for one in laid if one is not None)
