"""Soft shadows, painted once and stretched."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from gui.look.theme import INK, PAPER, tokens

SHADOW = 12
"""How far a shadow reaches, in pixels."""


def draw_shadow(painter: QPainter, area: QRectF, radius: float, lift: float = 0.0) -> None:
    """A soft shadow under a rounded box. `lift` is 0 to 1: how high the box floats."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    edge = SHADOW + round(radius) + 2
    if area.width() < 2 * edge - 2 * SHADOW or area.height() < 2 * edge - 2 * SHADOW:
        return
    drawn = _shadow(round(radius), round(lift * 4), tokens().dark, ratio)
    outer = area.adjusted(-SHADOW, -SHADOW, SHADOW, SHADOW)
    # Nine pieces: corners as they are, edges and middle stretched from one row of pixels.
    xs = (outer.left(), outer.left() + edge, outer.right() - edge, outer.right())
    ys = (outer.top(), outer.top() + edge, outer.bottom() - edge, outer.bottom())
    cut = (0.0, edge * ratio, (edge + 1) * ratio, (2 * edge + 1) * ratio)
    for row in range(3):
        for column in range(3):
            if row == column == 1:
                continue  # The box itself covers the middle.
            target = QRectF(QPointF(xs[column], ys[row]), QPointF(xs[column + 1], ys[row + 1]))
            source = QRectF(QPointF(cut[column], cut[row]), QPointF(cut[column + 1], cut[row + 1]))
            painter.drawPixmap(target, drawn, source)


@lru_cache(maxsize=64)
def _shadow(radius: int, lift: int, dark: bool, ratio: float) -> QPixmap:
    """The shadow of the smallest box of that radius."""
    edge = SHADOW + radius + 2
    side = 2 * edge + 1
    image = QImage(QSize(round(side * ratio), round(side * ratio)), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(ratio, ratio)
    paint_shadow(painter, QRectF(SHADOW, SHADOW, side - 2 * SHADOW, side - 2 * SHADOW), radius, lift / 4, dark)
    painter.end()
    return QPixmap.fromImage(image)


def paint_shadow(painter: QPainter, area: QRectF, radius: float, lift: float, dark: bool) -> None:
    """The shadow itself: many faint outlines, each a little wider and lower. Any thread may call it."""
    strength = (16 if dark else 7) * (0.55 + 0.45 * lift)
    colour = QColor((INK if dark else PAPER).shadow)
    painter.setPen(Qt.PenStyle.NoPen)
    for step in range(6):
        spread = (5 + 5 * lift) * (step + 1) / 6
        colour.setAlphaF(strength * (1 - step / 6) / 255)
        painter.setBrush(colour)
        box = area.adjusted(-spread, -spread * 0.4, spread, spread * 1.1)
        painter.drawRoundedRect(box, radius + spread, radius + spread)
