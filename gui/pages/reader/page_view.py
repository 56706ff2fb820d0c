"""A page of a work as a picture, or two that face each other: whole, as wide as the view, or nearer."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from assistant.domain.whole_text import PagePicture
from assistant.messages import tr

STEP, NEAREST = 1.25, 4.0
LARGEST = 2.0
"""A small picture is shown at most so many times as large as it is, if nobody asks for more."""
_TICK = 120
"""Units of a wheel that turn a page."""
_ON = frozenset({Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Space})
_BACK = frozenset({Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Backspace})
_SIDEWAYS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right})
_ENDS = {Qt.Key.Key_Home: -1, Qt.Key.Key_End: 1}


class PageView(QScrollArea):
    """What does not fit is scrolled first, then the page is turned: by keys, wheel, or a click into either half. Where
    pages run leftwards, left is onwards."""

    turned = Signal(int)
    """−1 or 1: the page before, or the next one."""
    ended = Signal(int)
    """−1 or 1: to the first page, or the last one."""

    def __init__(self) -> None:
        super().__init__()
        self._paper = _Paper()
        self._wide, self._nearer, self._wheeled = False, 1.0, 0
        self.leftwards = False
        self.setWidget(self._paper)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("background: transparent; border: none;")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_pages(self, pictures: Sequence[PagePicture]) -> None:
        """Show a page, or two beside each other, given in the order of reading, from the top."""
        self._paper.image = beside([image_of(one) for one in (pictures[::-1] if self.leftwards else pictures)])
        first, last = pictures[0], pictures[-1]
        self.setAccessibleName(
            tr("Page {at} of {n}", at=first.number + 1, n=first.pages)
            if first is last
            else tr("Pages {at} and {next} of {n}", at=first.number + 1, next=last.number + 1, n=first.pages)
        )
        self._fit()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.maximum() if self.leftwards else 0)
        self.verticalScrollBar().setValue(0)

    def clear(self) -> None:
        self._paper.image = QImage()
        self._fit()

    @property
    def shown(self) -> QSize:
        """The size at which the page is painted."""
        return self._paper.size()

    def set_wide(self, wide: bool) -> None:
        """As wide as the view, or whole."""
        self._wide, self._nearer = wide, 1.0
        self._fit()

    def zoom(self, factor: float) -> None:
        self._nearer = min(NEAREST, max(1.0, self._nearer * factor))
        self._fit()

    def _fit(self) -> None:
        image, room = self._paper.image, self.viewport().size()
        if image.isNull():
            self._paper.resize(0, 0)
            return
        across = room.width() / image.width()
        scale = across if self._wide else min(across, room.height() / image.height())
        scale = min(scale, LARGEST / self.devicePixelRatioF()) * self._nearer
        self._paper.resize(QSize(round(image.width() * scale), round(image.height() * scale)))
        self._paper.update()

    # The person

    def turn(self, step: int) -> None:
        """Down or up by what is in view; beyond its end, to the next page or the one before."""
        bar = self.verticalScrollBar()
        if bar.value() != (bar.maximum() if step > 0 else bar.minimum()):
            bar.setValue(bar.value() + step * round(self.viewport().height() * 0.9))
        else:
            self.turned.emit(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        sideways = key in _SIDEWAYS and self.horizontalScrollBar().maximum() > 0
        if (key in _ON or key in _BACK) and not sideways:
            onwards = key in _ON
            self.turn(1 if onwards is not (self.leftwards and key in _SIDEWAYS) else -1)
        elif key in _ENDS:
            self.ended.emit(_ENDS[key])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            right = event.position().x() > self.width() / 2
            self.turn(1 if right is not self.leftwards else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
            return
        self._wheeled += event.angleDelta().y()
        if abs(self._wheeled) >= _TICK:
            self.turned.emit(-1 if self._wheeled > 0 else 1)
            self._wheeled = 0
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class _Paper(QWidget):
    """The picture as large as the widget, scaled once for each size."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self._scaled = QImage()
        self._of: tuple[int, QSize] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.image.isNull():
            return
        size = self.size() * self.devicePixelRatioF()
        if self._of != (self.image.cacheKey(), size):
            self._of = self.image.cacheKey(), size
            smooth = Qt.TransformationMode.SmoothTransformation
            self._scaled = self.image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        QPainter(self).drawImage(QRect(QPoint(0, 0), self.size()), self._scaled)


def image_of(picture: PagePicture) -> QImage:
    """The points of a page as Qt knows them."""
    form = QImage.Format.Format_RGB888 if picture.channels == 3 else QImage.Format.Format_RGBA8888
    bare = QImage(picture.points, picture.width, picture.height, picture.width * picture.channels, form)
    return bare.copy()  # of its own: the other one lives as long as the points do


def beside(images: Sequence[QImage]) -> QImage:
    """Pictures beside each other, from left to right, each as high as the highest; the only one as it is."""
    if len(images) == 1:
        return images[0]
    high = max(image.height() for image in images)
    smooth = Qt.TransformationMode.SmoothTransformation
    drawn = [image if image.height() == high else image.scaledToHeight(high, smooth) for image in images]
    whole = QImage(sum(image.width() for image in drawn), high, QImage.Format.Format_RGBA8888)
    whole.fill(Qt.GlobalColor.white)
    painter, x = QPainter(whole), 0
    for image in drawn:
        painter.drawImage(x, 0, image)
        x += image.width()
    painter.end()
    return whole
