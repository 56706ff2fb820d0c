"""The library as a map that is painted: dots and names of regions from far, covers from near."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from assistant.domain.entities import Item, Kind, Verdict
from assistant.messages import tr
from gui.look.covers import Covers, draw_cover_in
from gui.look.labels import under_cover
from gui.look.theme import theme, tokens
from gui.pages.map.camera import Camera
from gui.pages.map.dots import Dots, draw_dots
from gui.pages.map.words import name_regions, write

if TYPE_CHECKING:
    from assistant.app.looking_back.library_map import LibraryMap

COVER, LARGE = QSize(48, 72), QSize(92, 138)
_COVERS_AMONG = 240
"""As many works in sight, or fewer, are looked through for covers that do not hide each other."""
_TITLES_AMONG, _LARGE_AMONG = 60, 16
_FAR, _FEW = 1.5, 40
"""Up to this scale names of regions are read, and covers show only where the whole library is so small."""
_NEAREST_PRESS = 14.0
_STEP, _KEY_STEP = 1.0015, 1.4
_ARROWS = {
    int(Qt.Key.Key_Left): (-1.0, 0.0),
    int(Qt.Key.Key_Right): (1.0, 0.0),
    int(Qt.Key.Key_Up): (0.0, -1.0),
    int(Qt.Key.Key_Down): (0.0, 1.0),
}


class MapView(QWidget):
    """Drag to move, wheel, pinch or +/- to come nearer, 0 for all of it; a press or Enter opens a work.

    The arrows go from work to work; the one that has the keyboard is ringed and named.
    """

    opened = Signal(str)

    def __init__(self, covers: Covers) -> None:
        super().__init__()
        self._covers = covers
        self._map: LibraryMap | None = None
        self._liked = np.zeros(0, np.bool_)
        self._shown = np.zeros(0, np.bool_)
        self.current = -1
        """The row of the work that has the keyboard."""
        self.camera = Camera()
        self._pressed: QPoint | None = None
        self._dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Map of your library"))
        covers.ready.connect(lambda _: self.update())
        theme().changed.connect(self.update)

    # What is shown

    def show_map(self, found: "LibraryMap", verdicts: Mapping[str, Verdict], kind: Kind | None) -> None:
        """All of it, or what was in sight where every work lies as it did. What is liked stands out."""
        same = self._map is not None and np.array_equal(self._map.places, found.places)
        self._map = found
        self._liked = np.asarray([verdicts.get(item.id) is Verdict.LIKED for item in found.items], np.bool_)
        if not same:
            self.current = -1
            self.show_all()
        self.show_kind(kind)

    def show_kind(self, kind: Kind | None) -> None:
        """Works of this kind alone, or all; each stays where it is."""
        self._shown = np.asarray([kind in (None, item.kind) for item in self.items], np.bool_)
        if self.current >= 0 and not self._shown[self.current]:
            self.go_to(-1)
        self.update()

    def show_all(self) -> None:
        self.camera.show_all()
        self.update()

    @property
    def items(self) -> Sequence[Item]:
        return self._map.items if self._map is not None else ()

    @property
    def places(self) -> NDArray[np.float32]:
        """Of the items on the plane, (items, 2)."""
        return self._map.places if self._map is not None else np.zeros((0, 2), np.float32)

    @property
    def item(self) -> Item | None:
        """The work that has the keyboard."""
        return self.items[self.current] if self.current >= 0 else None

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Nearer by this factor; what lies `at` a point of the widget stays there."""
        self.camera.zoom(factor, at)
        self.update()

    # Where things lie

    def place_of(self, row: int) -> QPointF:
        """Where a work lies on the widget."""
        return QPointF(*self.camera.on_widget(self.places[row]).tolist())

    def row_at(self, point: QPointF) -> int:
        """The nearest work in sight within a few pixels, one whose cover is there first; −1 where there is none."""
        for row, area in reversed(self.covered().items()):
            if area.contains(point):
                return row
        far = np.hypot(*(self.camera.on_widget(self.places) - (point.x(), point.y())).T)
        far[~self._shown] = np.inf
        row = int(np.argmin(far)) if len(far) else -1
        return row if row >= 0 and far[row] <= _NEAREST_PRESS else -1

    def _in_sight(self, spots: np.ndarray) -> np.ndarray:
        x, y = spots.T
        return np.flatnonzero(
            self._shown & (x > -COVER.width()) & (x < self.width() + COVER.width()) & (y > -COVER.height())
            & (y < self.height() + COVER.height())
        )  # fmt: skip

    def covered(self) -> dict[int, QRectF]:
        """The works that show their cover, and where: from near those that do not hide an earlier one."""
        spots = self.camera.on_widget(self.places)
        rows = self._in_sight(spots)
        found: dict[int, QRectF] = {}
        if len(rows) > (_COVERS_AMONG if self.camera.scale > _FAR else _FEW):
            return found
        size = LARGE if len(rows) <= _LARGE_AMONG else COVER
        aside = 20 if len(rows) <= _TITLES_AMONG else 4  # a title is wider than its cover
        for row in sorted(rows.tolist(), key=lambda row: (row != self.current, not self._liked[row])):
            x, y = spots[row].tolist()
            area = QRectF(x - size.width() / 2, y - size.height() / 2, size.width(), size.height())
            roomy = area.adjusted(-aside, -4, aside, 18)
            if not any(roomy.intersects(other) for other in found.values()):
                found[row] = area
        return found

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._map is None:
            return
        covered, ratio = self.covered(), self.devicePixelRatioF()
        spots = self.camera.on_widget(self.places)
        rows = self._in_sight(spots)
        rows = rows[~np.isin(rows, list(covered))] if covered else rows
        look = tokens()
        dots = [
            Dots(spots[rows[~self._liked[rows]]] * ratio, look.color("faint"), 2.2 * ratio),
            Dots(spots[rows[self._liked[rows]]] * ratio, look.color("accent"), 3.6 * ratio),
        ]
        draw_dots(painter, self.size() * ratio, ratio, dots)
        for row, area in covered.items():
            draw_cover_in(painter, self._covers, self.items[row], area, ratio, Qt.AlignmentFlag.AlignVCenter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if covered and len(rows) + len(covered) <= _TITLES_AMONG:
            for row, area in covered.items():
                write(painter, self.items[row].title, QPointF(area.center().x(), area.bottom() + 10), 120)
        if not covered:
            assert self._map is not None
            name_regions(painter, self.camera, self._map.regions, self.width())
        self._ring(painter, covered)

    def _ring(self, painter: QPainter, covered: Mapping[int, QRectF]) -> None:
        item = self.item
        if item is None:
            return
        place = self.place_of(self.current)
        area = covered.get(self.current, QRectF(place.x() - 7, place.y() - 7, 14, 14)).adjusted(-3, -3, 3, 3)
        painter.setPen(QPen(tokens().color("accent"), 2 if self.hasFocus() else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, 7, 7)
        write(painter, item.title, QPointF(place.x(), area.bottom() + 12), 300, "strong")

    # The person

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom(1.0 + event.value(), event.position())
            return True
        if event.type() == QEvent.Type.ToolTip:
            row = self.row_at(QPointF(self.mapFromGlobal(event.globalPos())))  # type: ignore[attr-defined]
            if row >= 0:
                item = self.items[row]
                QToolTip.showText(event.globalPos(), f"{item.title}\n{under_cover(item)}", self)  # type: ignore[attr-defined]
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(_STEP ** event.angleDelta().y(), event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        now = event.position().toPoint()
        if self._pressed is None:
            over = self.row_at(event.position()) >= 0
            self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.OpenHandCursor)
        elif self._dragged or (now - self._pressed).manhattanLength() > 4:
            self._dragged = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            moved = now - self._pressed
            self.camera.move(moved.x(), moved.y())
            self._pressed = now
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if event.button() != Qt.MouseButton.LeftButton or pressed is None or self._dragged:
            return
        row = self.row_at(event.position())
        self.go_to(row)
        if self.item is not None:
            self.opened.emit(self.item.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS:
            self._step(*_ARROWS[event.key()])
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            nearer = event.key() != Qt.Key.Key_Minus
            self.zoom(_KEY_STEP if nearer else 1 / _KEY_STEP, self.place_of(self.current) if self.item else None)
        elif event.key() == Qt.Key.Key_0:
            self.show_all()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.item is not None:
            self.opened.emit(self.item.id)
        else:
            super().keyPressEvent(event)

    def _step(self, x: float, y: float) -> None:
        """To the nearest work in a direction; from none to the one nearest to the middle."""
        if not self._shown.any():
            return
        spots = self.places.astype(np.float64)
        if self.current < 0:
            far = np.hypot(*(spots - self.camera.middle).T)
        else:
            apart = spots - spots[self.current]
            along, across = apart @ (x, y), np.abs(apart @ (-y, x))
            # Within the quarter that the arrow points to.
            far = np.where((along > 0) & (across <= along), along + 2 * across, np.inf)
        far[~self._shown] = np.inf
        row = int(np.argmin(far))
        if np.isfinite(far[row]):
            self.go_to(row)

    def go_to(self, row: int) -> None:
        self.current = row
        if row >= 0:
            place = self.place_of(row)
            if not QRectF(self.rect()).adjusted(40, 40, -40, -40).contains(place):
                self.camera.middle = self.places[row].astype(np.float64)
        item = self.item
        self.setAccessibleDescription(f"{item.title}, {under_cover(item)}" if item is not None else "")
        self.update()

    def focusInEvent(self, event: object) -> None:
        self.update()

    def focusOutEvent(self, event: object) -> None:
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.camera.size = event.size()
        self.update()
