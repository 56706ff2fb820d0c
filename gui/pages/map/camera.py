"""Which part of a plane is in sight, and how near."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QSize

Places = NDArray[np.float64]
_LEAST, _MOST = 0.8, 100.0
"""Of the scale, as multiples of the one that shows everything."""
_EDGE = 1.12
"""How far the plane is seen at first, to each side of its middle."""


class Camera:
    """Between places on the plane, most of them within −1..1, and pixels of a widget of `size`."""

    def __init__(self) -> None:
        self.size = QSize(1, 1)
        self.scale, self.middle = 1.0, np.zeros(2)

    def show_all(self) -> None:
        self.scale, self.middle = 1.0, np.zeros(2)

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Nearer by this factor; what lies `at` a pixel stays there, else what lies in the middle."""
        point = at or QPointF(self.size.width() / 2, self.size.height() / 2)
        held = self.on_plane(point)
        self.scale = float(np.clip(self.scale * factor, _LEAST, _MOST))
        self.middle = self.middle + held - self.on_plane(point)

    def move(self, x: float, y: float) -> None:
        """By pixels, as a hand moves paper."""
        self.middle = self.middle - np.asarray((x, y)) / self._unit

    def on_widget(self, places: NDArray[np.floating]) -> Places:
        """Pixels of places, (…, 2)."""
        return np.asarray((places - self.middle) * self._unit + self._centre, np.float64)

    def on_plane(self, point: QPointF) -> Places:
        return (np.asarray((point.x(), point.y())) - self._centre) / self._unit + self.middle

    @property
    def _unit(self) -> float:
        """Pixels for 1 on the plane."""
        return self.scale * max(1, min(self.size.width(), self.size.height())) / (2 * _EDGE)

    @property
    def _centre(self) -> Places:
        return np.asarray((self.size.width() / 2, self.size.height() / 2))
