"""The turns of a conversation, one below the other, kept at the newest word while somebody reads there."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from shiboken6 import isValid

from gui.widgets.layouts import vertical
from gui.widgets.surfaces import Ground, keep_bar

_NEAR_END, _GAP = 24, 14


class TalkView(QScrollArea):
    """Scrolls; follows what is written at the end unless the person has scrolled away.

    It follows no further than to the top of the words that were held: what is shown below an answer, however much it
    is, never takes the answer out of sight.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        keep_bar(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        page = Ground()
        self._column = vertical(_GAP, page, margins=(0, 4, 0, 8))
        self._column.addStretch(1)
        self.setWidget(page)
        self.pinned = True
        self._words: QWidget | None = None
        self._question: QWidget | None = None
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(lambda value: setattr(self, "pinned", abs(value - self._end()) <= _NEAR_END))
        bar.rangeChanged.connect(lambda *_: bar.setValue(self._end()) if self.pinned else None)

    def hold(self, words: QWidget, question: QWidget) -> None:
        """These words stay in sight while they are followed, with the question where that stands right above them."""
        self._words, self._question = words, question

    def _end(self) -> int:
        highest, words, question = self.verticalScrollBar().maximum(), self._words, self._question
        if words is None or question is None or not (isValid(words) and isValid(question)):
            return highest
        beside = words.y() - question.geometry().bottom() <= _NEAR_END
        return min(highest, max(0, question.y() - _GAP if beside else words.y() - 4 * _GAP))

    def place(self, widget: QWidget, before: QWidget | None = None) -> None:
        """Put a widget at the end, or before another."""
        place = self._column.indexOf(before) if before is not None else -1
        self._column.insertWidget(place if place >= 0 else self._column.count() - 1, widget)

    def remove(self, widget: QWidget) -> None:
        self._column.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def clear(self) -> None:
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.pinned = True

    def to_end(self) -> None:
        """Down to the newest word, once everything is laid out."""
        self.pinned = True
        QTimer.singleShot(0, self, lambda: self.verticalScrollBar().setValue(self._end()))
