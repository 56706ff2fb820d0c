"""What steers the list of For You besides words: sliders that lean it, and filters that it keeps to."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from assistant.domain.rows import Row
from assistant.messages import tr
from assistant.recommend.candidates.filters import Filters
from assistant.settings.declarations import Settings
from assistant.settings.live import Keys
from assistant.settings.setting import Declaration, Place
from gui.pages.for_you.filters import FilterBar
from gui.shell.session import Session
from gui.widgets.controls import Control, control_for
from gui.widgets.layouts import vertical


class Steering(QWidget):
    """Sliders are settings and stay as they are set; filters hold until the window closes."""

    changed = Signal()
    """A filter was chosen or lifted."""
    moved = Signal()
    """Another number of them is in use."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        column = vertical(12, self)
        rows = QGridLayout()
        rows.setHorizontalSpacing(28)
        rows.setVerticalSpacing(6)
        declared = Settings.shown_at(Place.FOR_YOU).items()
        self.sliders = {key: self._slider(rows, place, one) for place, (key, one) in enumerate(declared)}
        session.settings_changed.connect(self._settings_changed)
        column.addLayout(rows)
        self.bar = FilterBar()
        self.bar.changed.connect(self._filtered)
        column.addWidget(self.bar)

    def _slider(self, rows: QGridLayout, place: int, one: Declaration) -> Control:
        control = control_for(one)
        control.setToolTip(tr(one.help))
        control.show_value(self._session.settings.value(one))
        control.chosen.connect(lambda value: self._session.settings.set(one, value))
        rows.addWidget(control, place // 2, place % 2)
        return control

    def _settings_changed(self, keys: Keys) -> None:
        for key in keys & self.sliders.keys():
            self.sliders[key].show_value(self._session.settings.value(Settings.declared()[key]))
        self.moved.emit()

    def _filtered(self) -> None:
        self.moved.emit()
        self.changed.emit()

    def in_use(self) -> int:
        """How many filters are chosen and sliders moved from their usual place."""
        declared, value = Settings.declared(), self._session.settings.value
        moved = [
            key
            for key, one in self.sliders.items()
            if not one.isHidden() and value(declared[key]) != declared[key].default
        ]
        return len(moved) + self.bar.in_use()

    def follow_pack(self) -> None:
        """Only a pack tells what is well known."""
        self.sliders["renown"].setVisible(self._session.app.stores.paths.pack.exists())
        self.moved.emit()

    def filters(self) -> Row:
        """What the filters ask of a list; empty where none is chosen."""
        return self.bar.wishes()

    def show_counts(self, counts: Filters) -> None:
        self.bar.show_counts(counts)

    def clear(self) -> None:
        """Lift all filters, without a word to anybody."""
        self.bar.clear()
