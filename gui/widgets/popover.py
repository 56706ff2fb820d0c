"""A panel that floats over the page beside what it explains; Escape or a click elsewhere closes it."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from gui.widgets.buttons import IconButton
from gui.widgets.shadow import SHADOW
from gui.widgets.surfaces import Card
from gui.widgets.text import Text


class Popover(Card):
    """A card inside the window, so that it needs no compositor and is grabbed with it."""

    def __init__(self, heading: str, content: QWidget, window: QWidget, width: int = 440) -> None:
        super().__init__(radius=16, floats=True)
        self.setParent(window)
        self._came_from = QApplication.focusWidget()
        self._width = width + 2 * SHADOW
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW + 20, SHADOW + 14, SHADOW + 14, SHADOW + 18)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(Text(heading, "strong", lines=1), 1, Qt.AlignmentFlag.AlignVCenter)
        self.close_button = IconButton("close", "Close", size=28, icon_size=16)
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
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def show_beside(self, anchor: QWidget) -> None:
        """Open below or above `anchor`, wherever there is room."""
        self._place(anchor)
        self.show()
        self.raise_()
        # What has just been shown counts in a layout only when that is told; heights follow from widths after that.
        for layout in self._content.findChildren(QLayout):
            layout.invalidate()
        self._place(anchor)
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self, anchor: QWidget) -> None:
        window = self._over
        inner = self._width - 2 * SHADOW - 34
        layout = self._content.layout()
        height = layout.totalHeightForWidth(inner) if layout and layout.hasHeightForWidth() else 0
        height = height if height > 0 else self._content.sizeHint().height()
        tall = min(height + 2 * SHADOW + 92, window.height() - 16)
        place = QRect(anchor.mapTo(window, QPoint(0, 0)), anchor.size())
        x = min(max(16 - SHADOW, place.left() - SHADOW), window.width() - self._width - 16 + SHADOW)
        y = place.bottom() + 4 - SHADOW
        if y + tall > window.height() - 8:
            y = max(8, place.top() - tall - 4 + SHADOW)
        self.setGeometry(x, y, self._width, tall)

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
            if not inside and isinstance(watched, QWidget):
                self.dismiss()
        return False
