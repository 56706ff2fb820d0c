"""A panel that floats over the page beside what it explains; Escape or a click elsewhere closes it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QScrollArea, QWidget
from shiboken6 import isValid

from assistant.messages import tr
from gui.widgets.buttons import IconButton
from gui.widgets.layouts import vertical
from gui.widgets.shadow import SHADOW
from gui.widgets.surfaces import Card
from gui.widgets.text import Text

TOP = 60
"""Pixels above a panel in the middle of the window."""
SCROLLED = 260
"""A panel may be so low, where it would cover what it explains otherwise."""


class Popover(Card):
    """A card inside the window, so that it needs no compositor and is grabbed with it."""

    def __init__(self, heading: str, content: QWidget, window: QWidget, width: int = 440) -> None:
        super().__init__(radius=16, floats=True)
        self.setParent(window)
        self._came_from = QApplication.focusWidget()
        self._width = width + 2 * SHADOW
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        column = vertical(8, self, margins=(SHADOW + 20, SHADOW + 14, SHADOW + 14, SHADOW + 18))
        top = QHBoxLayout()
        top.addWidget(Text(heading, "strong", lines=1), 1, Qt.AlignmentFlag.AlignVCenter)
        self.close_button = IconButton("close", tr("Close"), size=28, icon_size=16)
        self.close_button.clicked.connect(self.dismiss)
        top.addWidget(self.close_button)
        column.addLayout(top)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.viewport().setAutoFillBackground(False)
        content.setObjectName("page")
        scroll.setWidget(content)
        column.addWidget(scroll)
        self._content, self._over = content, window
        self._beside: tuple[QWidget, QWidget | None] | None = window, None
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def show_beside(self, anchor: QWidget, clear_of: QWidget | None = None) -> None:
        """Open below or above `anchor`, wherever there is room; beside `clear_of`, so that it stays in view."""
        self._beside = anchor, clear_of
        self._place(anchor, clear_of)
        self.show()
        self.raise_()
        self.refit()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def show_over(self) -> None:
        """Open in the middle of the window, near its top: a panel that belongs to nothing on the page."""
        self._beside = None
        self.refit()
        self.show()
        self.raise_()
        self.refit()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def refit(self) -> None:
        """As tall as its content is now."""
        # What has just been shown counts in a layout only when that is told; heights follow from widths after that.
        for layout in self._content.findChildren(QLayout):
            layout.invalidate()
        if self._beside is None:
            size = self._size()
            room = self._over.height() - size.height()
            self.setGeometry(QRect(QPoint((self._over.width() - size.width()) // 2, min(room // 2, TOP)), size))
        elif all(one is None or isValid(one) for one in self._beside):
            self._place(*self._beside)

    def _size(self) -> QSize:
        # Buttons side by side have other words in each language: nothing is cut off at the right.
        beside = 2 * SHADOW + 34
        wide = min(max(self._width, self._content.minimumSizeHint().width() + beside), self._over.width())
        inner = wide - beside
        layout = self._content.layout()
        height = layout.totalHeightForWidth(inner) if layout and layout.hasHeightForWidth() else 0
        height = height if height > 0 else self._content.sizeHint().height()
        return QSize(wide, min(height + 2 * SHADOW + 92, self._over.height() - 16))

    def _place(self, anchor: QWidget, clear_of: QWidget | None) -> None:
        window, size = self._over, self._size()
        room = QRect(8 - SHADOW, 8 - SHADOW, window.width() - 16 + 2 * SHADOW, window.height() - 16 + 2 * SHADOW)
        self.setGeometry(placed(size, room, _within(anchor, window), _within(clear_of or anchor, window)))

    def dismiss(self) -> None:
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self.hide()
        if self._came_from is not None and isValid(self._came_from) and self._came_from.isVisible():
            self._came_from.setFocus(Qt.FocusReason.PopupFocusReason)
        elif (focused := QApplication.focusWidget()) is not None:
            # Qt hands the focus to whatever comes next, which would light a ring that nobody asked for.
            focused.clearFocus()
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress and self.isVisible():
            inside = self.rect().contains(self.mapFromGlobal(event.globalPosition().toPoint()))
            # A menu that one of its fields opened is a window of its own, and may reach beyond the panel.
            if not inside and isinstance(watched, QWidget) and watched.window() is self.window():
                self.dismiss()
        return False


def _within(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def placed(size: QSize, room: QRect, anchor: QRect, clear_of: QRect) -> QRect:
    """Where a panel of `size` stands: beside what it should not cover, else below or above its anchor.

    At the sides it may stand at any height, as near to the anchor as the room allows; below and above it may be as low
    as SCROLLED, since its content scrolls.
    """
    gap = 4 - SHADOW
    if clear_of != anchor:
        y = max(room.top(), min(anchor.top() - size.height() // 2, room.bottom() + 1 - size.height()))
        for x in (clear_of.right() + 1 + gap, clear_of.left() - gap - size.width()):
            if room.left() <= x and x + size.width() <= room.right() + 1:
                return QRect(QPoint(x, y), size)
    x = max(room.left(), min(anchor.left() - SHADOW, room.right() + 1 - size.width()))
    below, above = clear_of.bottom() + 1 + gap, clear_of.top() - gap
    heights = room.bottom() + 1 - below, above - room.top()
    wanted = size.height() if clear_of == anchor else min(size.height(), SCROLLED)
    if heights[0] >= wanted:
        return QRect(x, below, size.width(), min(size.height(), heights[0]))
    if heights[1] >= wanted:
        tall = min(size.height(), heights[1])
        return QRect(x, above - tall, size.width(), tall)
    if clear_of != anchor:
        # Nowhere beside it: at the edge, so that what it explains is covered as little as may be.
        x = room.right() + 1 - size.width()
    y = anchor.bottom() + gap
    if y + size.height() > room.bottom() + 1:
        y = max(room.top(), anchor.top() - size.height() - gap)
    return QRect(QPoint(x, y), size)
