"""Covers as pictures: decoded and trimmed, or drawn by us where an item brings none that can be read.

Pure functions on QImage, which may run on any thread.
"""

import zlib

from PySide6.QtCore import QBuffer, QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QImageReader,
    QLinearGradient,
    QPainter,
    QPainterPath,
    QPen,
)

from assistant.domain.entities import Item, Kind
from gui.look.direction import draw_line, runs_leftwards
from gui.look.theme import font
from gui.widgets.shadow import SHADOW, paint_shadow
from gui.widgets.text import wrap

CLOTHS = (
    ("#2f4a4f", "#e9dfc9", "#c99a4b"),
    ("#6d3b34", "#f1e4cf", "#d8a15d"),
    ("#3d4a35", "#ece5cf", "#c2a25a"),
    ("#37415c", "#e8e2d3", "#c98f62"),
    ("#7a5a2e", "#f6ecd8", "#f0cf8a"),
    ("#533b55", "#efe3dc", "#d29a86"),
    ("#2b2f36", "#e6ded0", "#b5573a"),
    ("#8a4b3c", "#f7eadb", "#f0c08f"),
    ("#3f5a66", "#eee8da", "#dfb56c"),
    ("#5b6046", "#f3edd9", "#dcb878"),
)
"""(cloth, lettering, ornament) of the covers that we draw."""
_MOST_PIXELS = 40_000_000


def render_cover(item: Item, data: bytes | None, box: QSize, ratio: float, dark: bool = False) -> QImage:
    """The item's cover within `box` (device-independent pixels), its corners rounded; drawn if `data` is no picture.

    The picture has a margin of SHADOW on every side, in which its shadow lies: a grid takes one blit a cover.
    """
    room = QSize(round(box.width() * ratio), round(box.height() * ratio))
    image = decode(data, room) if data else None
    if image is None:
        image = draw_cover(item, _shape(item.kind, room), ratio)
    image = finish(image, ratio, 3.0 if item.kind is not Kind.MUSIC else 6.0, dark)
    image.setDevicePixelRatio(ratio)
    return image


def decode(data: bytes, room: QSize) -> QImage | None:
    """The picture scaled into `room`; None if it is no picture, or too large to be a cover."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS or min(size.width(), size.height()) < 8:
        return None
    if size.width() > room.width() or size.height() > room.height():
        # Decoding near the final size spares the time and memory of the full picture.
        reader.setScaledSize(size.scaled(room * 2, Qt.AspectRatioMode.KeepAspectRatio).boundedTo(size))
    image = reader.read()
    if image.isNull():
        return None
    return image.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)


def finish(image: QImage, ratio: float, radius: float, dark: bool) -> QImage:
    """Round the corners and lay a hair line over the edge, so that pale covers keep their shape on paper."""
    room = round(SHADOW * ratio)
    result = QImage(image.size() + QSize(2 * room, 2 * room), QImage.Format.Format_ARGB32_Premultiplied)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(ratio, ratio)
    place = QRectF(QPointF(SHADOW, SHADOW), image.size().toSizeF() / ratio)
    paint_shadow(painter, place, radius, 0.0, dark)
    painter.resetTransform()
    painter.translate(room, room)
    area = QRectF(QPointF(0, 0), image.size().toSizeF())
    path = QPainterPath()
    path.addRoundedRect(area, radius * ratio, radius * ratio)
    # Filling a path with the picture keeps the corners smooth, which clipping does not.
    painter.fillPath(path, QBrush(image))
    painter.setPen(QPen(QColor(0, 0, 0, 36), ratio))
    half = ratio / 2
    painter.drawRoundedRect(area.adjusted(half, half, -half, -half), radius * ratio, radius * ratio)
    painter.end()
    return result


def draw_cover(item: Item, size: QSize, ratio: float) -> QImage:
    """A cover of our own: a cloth binding, a record sleeve or a sheet of paper, in a colour that the title decides."""
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    seed = zlib.crc32((item.title + "|".join(item.creators)).encode("utf-8", "replace"))
    draw = {Kind.BOOK: _draw_book, Kind.MUSIC: _draw_sleeve, Kind.DOCUMENT: _draw_sheet}[item.kind]
    draw(painter, QRectF(QPointF(0, 0), size.toSizeF()), item, seed)
    painter.end()
    return image


def _shape(kind: Kind, room: QSize) -> QSize:
    proportions = {Kind.BOOK: QSize(200, 300), Kind.MUSIC: QSize(300, 300), Kind.DOCUMENT: QSize(210, 290)}[kind]
    return proportions.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)


def _draw_book(painter: QPainter, area: QRectF, item: Item, seed: int) -> None:
    cloth, lettering, ornament = CLOTHS[seed % len(CLOTHS)]
    painter.fillRect(area, QColor(cloth))
    unit = area.width() / 100
    spine = QLinearGradient(area.topLeft(), QPointF(area.left() + 14 * unit, area.top()))
    spine.setColorAt(0, QColor(0, 0, 0, 70))
    spine.setColorAt(0.5, QColor(255, 255, 255, 18))
    spine.setColorAt(1, QColor(0, 0, 0, 0))
    painter.fillRect(QRectF(area.left(), area.top(), 14 * unit, area.height()), spine)
    painter.setPen(QPen(QColor(ornament), max(1.0, 0.9 * unit)))
    painter.drawRect(area.adjusted(10 * unit, 8 * unit, -8 * unit, -8 * unit))
    inner = area.adjusted(17 * unit, 20 * unit, -14 * unit, -16 * unit)
    used = _letters(painter, inner, item.title, lettering, 12.5 * unit, 600, 5)
    y = inner.top() + used + 7 * unit
    painter.setPen(QPen(QColor(ornament), max(1.0, 1.2 * unit)))
    painter.drawLine(QPointF(inner.left(), y), QPointF(inner.left() + 18 * unit, y))
    _letters(painter, inner.adjusted(0, used + 13 * unit, 0, 0), ", ".join(item.creators[:2]), lettering, 7.5 * unit)


def _draw_sleeve(painter: QPainter, area: QRectF, item: Item, seed: int) -> None:
    cloth, lettering, ornament = CLOTHS[seed % len(CLOTHS)]
    painter.fillRect(area, QColor(cloth))
    unit = area.width() / 100
    centre = QPointF(area.left() + (62 + seed % 13) * unit, area.top() + (34 + seed // 16 % 13) * unit)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ring in range(9):
        colour = QColor(ornament if ring % 3 == 0 else lettering)
        colour.setAlpha(190 - 18 * ring)
        painter.setPen(QPen(colour, max(1.0, (1.6 if ring % 3 == 0 else 0.7) * unit)))
        painter.drawEllipse(centre, (5 + 6.5 * ring) * unit, (5 + 6.5 * ring) * unit)
    shade = QLinearGradient(QPointF(0, area.top() + 40 * unit), QPointF(0, area.bottom()))
    deep = QColor(cloth).darker(145)
    clear = QColor(deep)
    clear.setAlpha(0)
    for stop, colour in ((0.0, clear), (0.42, deep), (1.0, deep)):
        shade.setColorAt(stop, colour)
    painter.fillRect(QRectF(area.left(), area.top() + 40 * unit, area.width(), 60 * unit), shade)
    inner = area.adjusted(9 * unit, 60 * unit, -9 * unit, -5 * unit)
    used = _letters(painter, inner, item.title, lettering, 9 * unit, 600, 2)
    _letters(painter, inner.adjusted(0, used + unit, 0, 0), ", ".join(item.creators[:2]), lettering, 6.5 * unit, 400, 1)


def _draw_sheet(painter: QPainter, area: QRectF, item: Item, seed: int) -> None:
    cloth, _, ornament = CLOTHS[seed % len(CLOTHS)]
    painter.fillRect(area, QColor("#f6f1e6"))
    unit = area.width() / 100
    painter.fillRect(QRectF(area.left(), area.top(), area.width(), 5 * unit), QColor(cloth))
    inner = area.adjusted(12 * unit, 17 * unit, -12 * unit, -10 * unit)
    used = _letters(painter, inner, item.title, cloth, 10.5 * unit, 600, 4)
    painter.setPen(QPen(QColor("#cfc6b4"), max(1.0, 1.3 * unit)))
    y, row = inner.top() + used + 9 * unit, 0
    while y < inner.bottom():
        short = (0.55 if (seed >> row % 24) % 5 == 0 else 1.0 - (seed >> row % 20) % 4 * 0.04) * inner.width()
        painter.drawLine(QPointF(inner.left(), y), QPointF(inner.left() + short, y))
        y, row = y + 6.6 * unit, row + 1
    painter.setPen(QPen(QColor(ornament), max(1.0, 1.3 * unit)))
    painter.drawLine(
        QPointF(inner.left(), inner.top() - 5 * unit), QPointF(inner.left() + 14 * unit, inner.top() - 5 * unit)
    )


def _letters(
    painter: QPainter, area: QRectF, text: str, colour: str, pixels: float, weight: int = 400, lines: int = 2
) -> float:
    """Set lines of serif type; returns the height they took."""
    text = " ".join(text.split())[:200]
    chosen = QFont(font("card"))
    chosen.setPixelSize(max(5, round(pixels)))
    chosen.setWeight(QFont.Weight(weight))
    metrics = QFontMetricsF(chosen)
    widest = max((metrics.horizontalAdvance(word) for word in text.split()), default=0.0)
    if widest > area.width():
        # A long word is set smaller rather than broken.
        chosen.setPixelSize(max(4, int(chosen.pixelSize() * max(0.45, area.width() / widest))))
        metrics = QFontMetricsF(chosen)
    painter.setFont(chosen)
    painter.setPen(QColor(colour))
    step = metrics.height() * 1.02
    laid = wrap(text, chosen, max(1, int(area.width())), lines)
    leftwards = runs_leftwards(text)
    for number, line in enumerate(laid):
        baseline = area.top() + number * step + metrics.ascent()
        draw_line(painter, area.left(), baseline, line, leftwards, area.width())
    return float(step * len(laid))
