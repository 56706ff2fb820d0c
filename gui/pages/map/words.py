"""Words on the map: titles of works, and the names of regions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from gui.look.theme import font, tokens
from gui.pages.map.camera import Camera

if TYPE_CHECKING:
    from assistant.app.looking_back.library_map import Region


def name_regions(painter: QPainter, camera: Camera, regions: "Sequence[Region]", width: int) -> None:
    """The names of regions, that of the most works first; one that would lie over another is left out."""
    taken: list[QRectF] = []
    metrics = QFontMetricsF(font("card"))
    for region in sorted(regions, key=lambda one: -one.count):
        x, y = camera.on_widget(np.asarray((region.x, region.y))).tolist()
        wide = min(metrics.horizontalAdvance(region.name) + 12, 260.0)
        if 0 <= x <= width:  # a name at the edge is read whole
            x = min(max(x, wide / 2), width - wide / 2)
        area = QRectF(x - wide / 2, y - metrics.height() / 2, wide, metrics.height())
        if region.name and not any(area.intersects(other) for other in taken):
            taken.append(area)
            write(painter, region.name, area.center(), 260, "card")


def write(painter: QPainter, words: str, middle: QPointF, widest: float, role: str = "caption") -> None:
    """Words on a patch of paper, so that dots below them do not disturb."""
    chosen, look = font(role), tokens()
    metrics = QFontMetricsF(chosen)
    cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, widest)
    wide = metrics.horizontalAdvance(cut) + 10
    area = QRectF(middle.x() - wide / 2, middle.y() - metrics.height() / 2, wide, metrics.height())
    paper = look.color("canvas")
    paper.setAlphaF(0.82)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paper)
    painter.drawRoundedRect(area, 6, 6)
    painter.setFont(chosen)
    painter.setPen(look.color("ink"))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, cut)
