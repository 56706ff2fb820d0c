"""The bar above the picks: a wish in words, and behind one button the sliders and filters that steer the list."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from assistant.domain.rows import Row
from assistant.messages import decimal, tr
from gui.pages.for_you.steering import Steering
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.fields import SearchField
from gui.widgets.layouts import horizontal, vertical

FILTERS_KEY = "Ctrl+B"
_PAUSE = 280
"""Milliseconds after which an emptied field counts as a wish taken back."""


class WishBar(QWidget):
    """One row, and below it what the button unfolds; the button says how much of that is not as usual."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self.changed)
        column = vertical(14, self)
        row = horizontal(12)
        self.request = SearchField(tr("In the mood for…  a short ghost story, something calm to work to"), "for-you")
        self.request.setAccessibleName(tr("What are you in the mood for?"))
        self.request.returnPressed.connect(self._wished)
        self.request.textChanged.connect(self._typed)
        self.filters = Button(tr("Filters"), "outline", "filter")
        self.filters.set_tall()
        self.filters.setCheckable(True)
        self.filters.setToolTip(tr("Filters and sliders  (Ctrl+B)"))
        row.addWidget(self.request, 1)
        row.addWidget(self.filters)
        column.addLayout(row)
        self.steering = Steering(session)
        self.steering.hide()
        self.steering.changed.connect(self.changed)
        self.steering.moved.connect(self._count)
        self.filters.toggled.connect(self.steering.setVisible)
        QShortcut(QKeySequence(FILTERS_KEY), self).activated.connect(self.filters.toggle)
        column.addWidget(self.steering)
        self._count()

    def wish(self) -> Row:
        """The words and what the filters ask for; the sliders are settings."""
        return {"text": self.request.text().strip(), **self.steering.filters()}

    def asks(self) -> bool:
        """Whether anything is wished for."""
        return bool(self.request.text().strip() or self.steering.filters())

    def clear(self) -> None:
        """Wish for nothing, without a word to anybody; the sliders stay."""
        self.steering.clear()
        self.request.clear()
        self._later.stop()
        self._count()

    def _typed(self, text: str) -> None:
        if not text:
            self._later.start()

    def _wished(self) -> None:
        self._later.stop()
        self.changed.emit()

    def _count(self) -> None:
        n = self.steering.in_use()
        self.filters.set_words(tr("Filters: {n}", n=decimal(n)) if n else tr("Filters"))
