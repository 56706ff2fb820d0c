"""Surfaces: rounded cards with a soft shadow, scrolling pages, and the page that says that nothing is here yet."""

from PySide6.QtCore import QEasingCurve, QEvent, QPoint, QRect, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QScrollBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.look.icons import pixmap
from gui.look.theme import theme, tokens
from gui.widgets.buttons import Button
from gui.widgets.layouts import vertical
from gui.widgets.shadow import SHADOW, draw_shadow
from gui.widgets.text import CentredText


class Casting(QFrame):
    """Something that casts a shadow on the Ground it stands on."""

    def shadow(self) -> tuple[QRectF, float, float] | None:
        """(box in its own coordinates, radius, lift), or None where none is cast now."""
        raise NotImplementedError


class Card(Casting):
    """A rounded surface. A `lively` one rises under the pointer, takes the keyboard's focus and can be pressed.

    Its shadow is painted by the Ground it stands on, so that its edge is the edge of its rectangle. One that `floats`
    leaves room for its shadow within its own rectangle.
    """

    pressed = Signal()

    def __init__(self, *, lively: bool = False, radius: int = 16, floats: bool = False) -> None:
        super().__init__()
        self.radius, self.lift, self.floats, self._lively = radius, 0.0, floats, lively
        self.colour = "surface"
        self._motion = QVariantAnimation(self)
        self._motion.setDuration(140)
        self._motion.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._motion.valueChanged.connect(self._rise)
        if lively:
            self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.update)

    def shadow(self) -> tuple[QRectF, float, float] | None:
        return None if self.floats else (QRectF(self.rect()), self.radius, self.lift)

    def enterEvent(self, event: QEnterEvent) -> None:
        if self._lively:
            self._move_to(1.0)

    def leaveEvent(self, event: object) -> None:
        if self._lively:
            self._move_to(0.0)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if self._lively and event.button() == Qt.MouseButton.LeftButton and inside:
            self.pressed.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What a field or a button in it leaves over is not meant for the card.
        asked = self._lively and self.hasFocus()
        if asked and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: object) -> None:
        self.update()

    def focusOutEvent(self, event: object) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self.floats:
            area.adjust(SHADOW, SHADOW, -SHADOW, -SHADOW)
            draw_shadow(painter, area, self.radius, 1.0)
        look = tokens()
        focused = self._lively and self.hasFocus()
        painter.setPen(QPen(look.color("accent" if focused else "line"), 2 if focused else 1))
        painter.setBrush(look.color(self.colour))
        inset = 1.0 if focused else 0.5
        painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), self.radius, self.radius)

    def _move_to(self, lift: float) -> None:
        self._motion.stop()
        self._motion.setStartValue(self.lift)
        self._motion.setEndValue(lift)
        self._motion.start()

    def _rise(self, value: float) -> None:
        self.lift = value
        ground = self.parentWidget()
        while ground is not None and not isinstance(ground, Ground):
            ground = ground.parentWidget()
        if ground is not None:
            place = QRect(self.mapTo(ground, QPoint(0, 0)), self.size())
            ground.update(place.adjusted(-2 * SHADOW, -2 * SHADOW, 2 * SHADOW, 2 * SHADOW))


class Ground(QWidget):
    """What cards stand on: paints the shadows of what stands there."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        theme().changed.connect(self.update)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # A card that shrinks or moves leaves its shadow behind, which Qt knows nothing of.
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen = event.rect().adjusted(-SHADOW, -SHADOW, SHADOW, SHADOW)
        for casting in self.findChildren(Casting):
            place = QRect(casting.mapTo(self, QPoint(0, 0)), casting.size())
            cast = casting.shadow() if casting.isVisible() and place.intersects(seen) else None
            if cast is not None:
                draw_shadow(painter, cast[0].translated(place.topLeft()), cast[1], cast[2])


class Unsqueezed(QVBoxLayout):
    """A column as tall as its content needs, also before its widget has grown: what stands lowest is cut off for a
    frame then, where Qt would press everything into the old height."""

    def setGeometry(self, rect: QRect) -> None:
        tall = max(rect.height(), self.heightForWidth(rect.width()))
        super().setGeometry(QRect(rect.x(), rect.y(), rect.width(), tall))


class Page(QScrollArea):
    """A page that scrolls up and down. Its content stands in `body`, which is never wider than reads well."""

    def __init__(self, *, widest: int = 1120, margins: tuple[int, int, int, int] = (32, 28, 22, 40)) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_bar(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = Ground()
        row = QHBoxLayout(outer)
        row.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        inner.setMaximumWidth(widest)
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.body = Unsqueezed(inner)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(16)
        row.addStretch(1)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        self.setWidget(outer)


def keep_bar(area: QAbstractScrollArea) -> None:
    """Keep the room of the vertical bar, and hide its handle while there is nothing to scroll: no edge ever jumps."""
    # Made here and not by Qt: the bindings may forget what Qt made for a widget while it still lives.
    bar = QScrollBar(Qt.Orientation.Vertical)
    bar.setSingleStep(area.verticalScrollBar().singleStep())
    area.setVerticalScrollBar(bar)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)

    def follow(lowest: int, highest: int) -> None:
        idle = highest <= lowest
        if bar.property("idle") != idle:
            bar.setProperty("idle", idle)
            bar.style().unpolish(bar)
            bar.style().polish(bar)

    bar.rangeChanged.connect(follow)
    follow(bar.minimum(), bar.maximum())


class EmptyState(QWidget):
    """A calm word where a list would stand: an icon, a heading, a sentence and perhaps a button."""

    acted = Signal()

    def __init__(self, icon_name: str, heading: str, sentence: str, action: str = "") -> None:
        super().__init__()
        self._icon_name = icon_name
        column = vertical(10, self, margins=(32, 112, 32, 32))
        self.heading = CentredText(heading, "heading")
        self.sentence = CentredText(sentence, "body", "soft")
        for text in (self.heading, self.sentence):
            column.addWidget(text)
        column.addSpacing(8)
        self.button = Button(action, "primary")
        self.button.setAccessibleName(action or heading)
        self.button.clicked.connect(self.acted)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.button.setVisible(bool(action))
        column.addStretch(1)
        theme().changed.connect(self.update)

    def say(self, heading: str, sentence: str, action: str = "") -> None:
        """Put other words in, and the button that helps here, if any does."""
        self.heading.set_text(heading)
        self.sentence.set_text(sentence)
        if action:
            self.button.set_words(action)
        self.button.setVisible(bool(action))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_emblem(self, self._icon_name, 28)


def paint_emblem(widget: QWidget, icon_name: str, top: int) -> None:
    """An icon in a round field, in the middle of a widget that is being painted, `top` pixels below its edge."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left = widget.width() / 2 - 32
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tokens().color("wash"))
    painter.drawEllipse(QRectF(left, top, 64, 64))
    drawing = pixmap(icon_name, 28, tokens().accent, widget.devicePixelRatioF())
    painter.drawPixmap(QRectF(left + 18, top + 18, 28, 28), drawing, QRectF(drawing.rect()))
