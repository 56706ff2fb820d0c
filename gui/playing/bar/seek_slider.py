"""A slider that goes where it is clicked, and tells a new value only when it is let go."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider

from gui.look.labels import clock


class SeekSlider(QSlider):
    """In seconds. While it is held, `show_place` does not move it."""

    wanted = Signal(int)

    def __init__(self, name: str, *, step: int = 10, page: int = 60) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSingleStep(step)
        self.setPageStep(page)
        self.setFixedHeight(22)
        self.setTracking(False)
        self.valueChanged.connect(self.wanted)

    def show_place(self, value: float, most: float) -> None:
        if not self.isSliderDown():
            with QSignalBlocker(self):
                self.setRange(0, max(1, round(most)))
                self.setValue(round(value))
            self.setAccessibleDescription(clock(value))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.setSliderDown(True)
        self.setSliderPosition(self._value_at(event.position().x()))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self.setSliderPosition(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        # Letting go sets the value to where the handle is, and so tells it.
        self.setSliderDown(False)

    def _value_at(self, x: float) -> int:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength, option, self)
        room = max(1, self.width() - handle)
        return QStyle.sliderValueFromPosition(
            self.minimum(), self.maximum(), round(x - handle / 2), room, option.upsideDown
        )
