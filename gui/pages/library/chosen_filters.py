"""The filters that hold, as chips over the items: seen with the facets shut too, each taken away by a click."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assistant.messages import tr
from gui.pages.library.facets import Chosen, facets
from gui.pages.library.library_model import PAD
from gui.widgets.buttons import Button
from gui.widgets.layouts import Flow, clear, horizontal


class ChosenFilters(QWidget):
    """Hidden where nothing is filtered."""

    dropped = Signal(str, str)
    """A facet, and the value of it that is filtered by no longer."""
    all_dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: Chosen = {}
        self.flow = Flow(6)
        horizontal(0, self, margins=(PAD, 0, 0, 0)).addLayout(self.flow)
        self.setAccessibleName(tr("Filters"))
        self.hide()

    def show_chosen(self, chosen: Chosen) -> None:
        """A chip for each value, and one that takes all away where there are several."""
        if chosen == self._shown:
            return
        self._shown = dict(chosen)
        clear(self.flow)
        pairs = [(name, value) for name, values in chosen.items() for value in sorted(values)]
        for name, value in pairs:
            words = facets()[name].words(value)
            chip = Button(words, "chip", "close")
            chip.setAccessibleName(tr("Remove: {wish}", wish=words))
            chip.setToolTip(tr(facets()[name].label))
            chip.clicked.connect(lambda _=False, name=name, value=value: self.dropped.emit(name, value))
            self.flow.addWidget(chip)
        if len(pairs) > 1:
            rest = Button(tr("Clear all"), "chip")
            rest.clicked.connect(self.all_dropped)
            self.flow.addWidget(rest)
        self.setVisible(bool(pairs))
