"""Covers for the whole window: made on the cover lane, newest wish first, kept as pixmaps up to a limit."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap

from assistant.domain.entities import Item, Kind
from assistant.messages import tr
from gui.look.cover_art import render_cover
from gui.look.theme import theme, tokens
from gui.widgets.shadow import SHADOW, draw_shadow
from gui.widgets.surfaces import Casting
from gui.workers.lanes import Failure, Lane

_KEPT_BYTES = 96 * 1024 * 1024
_WAITING = 160
"""Wishes beyond this many are forgotten, oldest first: whoever scrolled past them no longer looks."""


_AT_REST = 30
"""Milliseconds without a new wish after which covers are made."""


@dataclass(frozen=True, slots=True)
class _Wish:
    item_id: str
    width: int
    height: int
    ratio: float
    dark: bool


class Covers(QObject):
    """`cover()` answers at once, with the picture or with None; `ready` names the item when its picture has come."""

    ready = Signal(str)

    def __init__(self, lane: Lane, read: Callable[[str], bytes | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane, self._read = lane, read
        self._kept: OrderedDict[_Wish, QPixmap] = OrderedDict()
        self._outdated: set[_Wish] = set()
        self._bytes = 0
        self._waiting: OrderedDict[_Wish, Item] = OrderedDict()
        self._making: set[_Wish] = set()
        # What flies past is not made: it would take the time in which the next frame is painted.
        self._rest = QTimer(self, singleShot=True, interval=_AT_REST)
        self._rest.timeout.connect(self._next)

    def cover(self, item: Item, box: QSize, ratio: float) -> QPixmap | None:
        """The cover of `item` within `box`, or None while it is being made."""
        wish = _Wish(item.id, box.width(), box.height(), ratio, tokens().dark)
        found = self._kept.get(wish)
        if found is not None:
            self._kept.move_to_end(wish)
        if wish in self._making or (found is not None and wish not in self._outdated):
            return found
        if wish not in self._waiting:
            self._rest.start()
        self._waiting[wish] = item
        self._waiting.move_to_end(wish)
        while len(self._waiting) > _WAITING:
            self._waiting.popitem(last=False)
        return found

    def forget(self, item_id: str = "") -> None:
        """Make the covers of one item, or all, anew when they are next looked at, because the library changed.

        Until then the old ones stand: no page goes blank because a file was added somewhere.
        """
        self._outdated |= {wish for wish in self._kept if item_id in ("", wish.item_id)}

    def _next(self) -> None:
        if self._making or not self._waiting:
            return
        batch = [self._waiting.popitem() for _ in range(min(4, len(self._waiting)))]
        self._making = {wish for wish, _ in batch}
        self._lane.run(self._make, batch, done=self._keep, failed=self._give_up)

    def _make(self, batch: list[tuple[_Wish, Item]]) -> list[tuple[_Wish, QImage]]:
        return [
            (wish, render_cover(item, self._read(item.id), QSize(wish.width, wish.height), wish.ratio, wish.dark))
            for wish, item in batch
        ]

    def _keep(self, made: list[tuple[_Wish, QImage]]) -> None:
        for wish, image in made:
            picture = QPixmap.fromImage(image)
            self._drop(wish)
            self._kept[wish] = picture
            self._bytes += _size(picture)
        while self._bytes > _KEPT_BYTES and len(self._kept) > 1:
            self._drop(next(iter(self._kept)))
        self._making = set()
        for item_id in {wish.item_id for wish, _ in made}:
            self.ready.emit(item_id)
        if not self._rest.isActive():
            self._next()

    def _drop(self, wish: _Wish) -> None:
        self._outdated.discard(wish)
        if (old := self._kept.pop(wish, None)) is not None:
            self._bytes -= _size(old)

    def _give_up(self, failure: Failure) -> None:
        # The store may be gone for a moment; blank covers stay until they are looked at again.
        self._making = set()


class CoverView(Casting):
    """One item's cover in a box of its own.

    On a card it needs a `margin` for its shadow; without one it stands on the Ground, which paints the shadow.
    """

    def __init__(
        self,
        covers: Covers,
        item: Item,
        box: QSize,
        *,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignBottom,
        margin: int = SHADOW,
    ) -> None:
        super().__init__()
        self._covers, self._item, self._box, self._align = covers, item, box, align
        self._margin = margin
        self._place: QRectF | None = None
        self.setFixedSize(box.width() + 2 * margin, box.height() + 2 * margin)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(tr("Cover of {title}", title=item.title))
        covers.ready.connect(self._refresh)
        theme().changed.connect(self.update)

    def shadow(self) -> tuple[QRectF, float, float] | None:
        return (self._place, 3.0, 0.0) if self._place is not None and not self._margin else None

    def _refresh(self, item_id: str) -> None:
        if item_id == self._item.id:
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(self._margin, self._margin, self._box.width(), self._box.height())
        place = draw_cover_in(painter, self._covers, self._item, area, self.devicePixelRatioF(), self._align)
        if place != self._place:
            self._place = place
            ground = self.parentWidget()
            if ground is not None and not self._margin:
                ground.update()


def draw_cover_in(
    painter: QPainter,
    covers: Covers,
    item: Item,
    area: QRectF,
    ratio: float,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignBottom,
    lift: float = 0.0,
) -> QRectF:
    """Paint the cover with its shadow into `area`; returns its place. A pale block stands in for it at first."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    picture = covers.cover(item, area.size().toSize(), ratio)
    size = area.size()
    if picture is not None:
        size = picture.deviceIndependentSize() - QSizeF(2 * SHADOW, 2 * SHADOW)
    elif item.kind is Kind.MUSIC:
        size = QSizeF(min(size.width(), size.height()), min(size.width(), size.height()))
    x = area.left() + (area.width() - size.width()) / 2
    y = area.top() if align == Qt.AlignmentFlag.AlignTop else area.bottom() - size.height()
    if align == Qt.AlignmentFlag.AlignVCenter:
        y = area.top() + (area.height() - size.height()) / 2
    # Whole device pixels keep the picture crisp.
    place = QRectF(round(x * ratio) / ratio, round(y * ratio) / ratio, size.width(), size.height())
    if picture is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().color("sunken"))
        painter.drawRoundedRect(place, 4, 4)
    else:
        if lift:
            draw_shadow(painter, place, 3, lift)
        painter.drawPixmap(place.topLeft() - QPointF(SHADOW, SHADOW), picture)
    return place


def _size(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4
