"""Keeps a page where it stands while its cards are laid out anew: for a moment they are shorter than they will be."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QScrollBar


class HeldScroll(QObject):
    """`hold` remembers the place of a scroll bar; what a passing shortage of room takes from it is given back once
    there is room again. Whoever scrolls meanwhile is let go."""

    def __init__(self, bar: QScrollBar) -> None:
        super().__init__(bar)
        self._bar = bar
        self._held: int | None = None
        bar.rangeChanged.connect(self._give_back)
        bar.valueChanged.connect(self._moved)
        bar.actionTriggered.connect(lambda _: self._let_go())

    def hold(self) -> None:
        self._held = self._bar.value()

    def _let_go(self) -> None:
        self._held = None

    def _moved(self, value: int) -> None:
        if value not in (self._held, self._bar.maximum()):
            self._let_go()

    def _give_back(self, _: int, most: int) -> None:
        if self._held is not None and most >= self._held:
            self._bar.setValue(self._held)
