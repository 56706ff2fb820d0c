"""Many round dots painted at once, by arrays: ten thousand of them are one frame's work."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter


@dataclass(frozen=True, slots=True)
class Dots:
    """Middles in pixels of the screen, (n, 2), with one colour and radius for all."""

    spots: NDArray[np.float64]
    colour: QColor
    radius: float


def draw_dots(painter: QPainter, size: QSize, ratio: float, layers: Sequence[Dots]) -> None:
    """The dots that lie wholly within `size`, in pixels of the screen, the later layers over the earlier ones; their
    rims are soft."""
    width, height = size.width(), size.height()
    pixels = np.zeros(width * height, np.uint32)
    for layer in layers:
        reach = int(layer.radius + 1)
        x, y = np.rint(layer.spots).astype(np.int64).T
        inside = (x >= reach) & (x < width - reach) & (y >= reach) & (y < height - reach)
        middle = y[inside] * width + x[inside]
        for dx, dy, cover in _stamp(layer.radius):
            pixels[middle + (dy * width + dx)] = _premultiplied(layer.colour, cover)
    # The image only borrows the pixels, so it ends here.
    image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    painter.drawImage(0, 0, image)


@lru_cache(maxsize=16)
def _stamp(radius: float) -> tuple[tuple[int, int, float], ...]:
    """(dx, dy, how much of the pixel is covered), the rim first, so that a full pixel of a neighbour stays full."""
    reach = int(radius + 1)
    pixels = [
        (dx, dy, min(1.0, radius + 0.5 - float(np.hypot(dx, dy))))
        for dx in range(-reach, reach + 1)
        for dy in range(-reach, reach + 1)
    ]
    return tuple(sorted((pixel for pixel in pixels if pixel[2] > 0), key=lambda pixel: pixel[2]))


def _premultiplied(colour: QColor, cover: float) -> int:
    red, green, blue = (round(part * cover) for part in (colour.red(), colour.green(), colour.blue()))
    return round(255 * cover) << 24 | red << 16 | green << 8 | blue
