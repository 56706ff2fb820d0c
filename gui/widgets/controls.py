"""The control of a setting, made from its declaration: one kind of control for each kind of value."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QSlider, QSpinBox, QWidget

from assistant.messages import tr
from assistant.settings.setting import Choice, Declaration, Flag, Folder, Number, Scalar, Whole
from gui.widgets.buttons import Button, Segments
from gui.widgets.fields import MenuBox
from gui.widgets.layouts import horizontal
from gui.widgets.switch import Switch
from gui.widgets.text import Label

STEPS = 20
"""Places of a slider."""
MOST_SEGMENTS = 4
"""More choices than these stand in a list that opens."""


class Control(QWidget):
    """Shows a value, and says by `chosen` what the person makes of it. Showing a value says nothing."""

    chosen = Signal(object)

    def __init__(self, inner: QWidget | None = None) -> None:
        super().__init__()
        self.row = horizontal(12, self)
        if inner is not None:
            self.row.addWidget(inner)
            self.row.addStretch(1)

    def show_value(self, value: Scalar) -> None:
        raise NotImplementedError


class SegmentsControl(Control):
    def __init__(self, values: Choice, name: str) -> None:
        self.segments = Segments(((value, values.said(value)) for value in values.choices), name)
        super().__init__(self.segments)
        self.buttons = self.segments.buttons
        self.segments.chosen.connect(self.chosen.emit)

    def show_value(self, value: Scalar) -> None:
        self.segments.set_value(str(value))


class ListControl(Control):
    def __init__(self, values: Choice, name: str) -> None:
        self.combo = MenuBox(name)
        for value in values.choices:
            self.combo.addItem(values.said(value), value)
        super().__init__(self.combo)
        self.combo.activated.connect(lambda place: self.chosen.emit(self.combo.itemData(place)))

    def show_value(self, value: Scalar) -> None:
        self.combo.setCurrentIndex(self.combo.findData(value))


class SliderControl(Control):
    """A slider between words for its ends. A value between two of its places is shown at the nearest."""

    def __init__(self, values: Number, name: str) -> None:
        super().__init__()
        self._values = values
        self.slider = slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, STEPS)
        slider.setPageStep(4)
        slider.setFixedHeight(24)
        low, high = (tr(end) if end else f"{bound:g}" for end, bound in zip(values.ends, values.bounds, strict=True))
        slider.setAccessibleName(tr("{name}, from {low} to {high}", name=name, low=low.lower(), high=high.lower()))
        slider.valueChanged.connect(lambda place: self.chosen.emit(self._value(place)))
        self.row.addWidget(Label(low, "label", "soft"))
        self.row.addWidget(slider, 1)
        self.row.addWidget(Label(high, "label", "soft"))

    def _value(self, place: int) -> float:
        return self._values.least + (self._values.most - self._values.least) * place / STEPS

    def show_value(self, value: Scalar) -> None:
        span = self._values.most - self._values.least
        with QSignalBlocker(self.slider):
            self.slider.setValue(round((float(value) - self._values.least) / span * STEPS))


class SpinControl(Control):
    def __init__(self, values: Whole, name: str) -> None:
        self.spin = QSpinBox()
        self.spin.setRange(values.least, values.most)
        self.spin.setAccessibleName(name)
        self.spin.setFixedWidth(96)
        # The style sheet's padding does not reach the field within.
        self.spin.lineEdit().setTextMargins(12, 0, 12, 0)
        # While a number is typed, its first digits are not the number.
        self.spin.setKeyboardTracking(False)
        super().__init__(self.spin)
        self.spin.valueChanged.connect(lambda number: self.chosen.emit(number))

    def show_value(self, value: Scalar) -> None:
        with QSignalBlocker(self.spin):
            self.spin.setValue(int(value))


class SwitchControl(Control):
    def __init__(self, name: str) -> None:
        self.switch = Switch(name)
        super().__init__(self.switch)
        self.switch.clicked.connect(lambda on: self.chosen.emit(on))

    def show_value(self, value: Scalar) -> None:
        self.switch.setChecked(bool(value))


class LineControl(Control):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.row.addWidget(self.line)
        self.line.editingFinished.connect(lambda: self.chosen.emit(self.line.text()))

    def show_value(self, value: Scalar) -> None:
        self.line.setText(str(value))


def ask_path(parent: QWidget, heading: str, begin: str = "") -> str:
    """A folder by the system's dialog, which begins at `begin`, else at home; empty for none."""
    return QFileDialog.getExistingDirectory(parent, heading, begin or str(Path.home()))


class FolderControl(LineControl):
    """A path to be typed, or chosen with the system's dialog."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._name = name
        choose = tr("Choose")
        self.choose = Button(choose, "outline", "folder")
        self.choose.setAccessibleName(f"{choose}: {name}")
        self.choose.clicked.connect(self._ask)
        self.row.addWidget(self.choose)

    def _ask(self) -> None:
        chosen = ask_path(self.window(), self._name, self.line.text())
        if chosen:
            self.line.setText(chosen)
            self.chosen.emit(chosen)


def control_for(one: Declaration) -> Control:
    """The control that its kind of value asks for."""
    values, name = one.values, tr(one.label)
    if isinstance(values, Choice):
        few = len(values.labels) <= MOST_SEGMENTS
        return SegmentsControl(values, name) if few else ListControl(values, name)
    if isinstance(values, Number):
        return SliderControl(values, name)
    if isinstance(values, Whole):
        return SpinControl(values, name)
    if isinstance(values, Folder):
        return FolderControl(name)
    return SwitchControl(name) if isinstance(values, Flag) else LineControl(name)
