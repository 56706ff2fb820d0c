"""A picture of what lies around a work: the work in the middle, its neighbours on both sides, a line for each tie."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from assistant.domain.entities import Item
from assistant.domain.relations import RELATION_NAMES, Edge, Relation
from assistant.explain.edge_words import edge_words
from assistant.language.concepts import subject_name
from assistant.messages import joined, tr
from assistant.relations.graph import neighbours
from gui.look.icons import pixmap
from gui.look.labels import KIND_ICONS
from gui.look.theme import font, theme, tokens
from gui.widgets.buttons import ByEnter

MOST = 8
_WIDEST, _HIGH, _STEP, _GAP = 214, 48, 60, 26
_ICON = 15


class Node(ByEnter, QAbstractButton):
    """A work as a pill with its title, which leads to its page."""

    def __init__(self, item: Item, parent: QWidget, below: str = "") -> None:
        super().__init__(parent)
        self.item, self._below = item, below
        self.setAccessibleName(": ".join(filter(None, (below, item.title))))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if below else Qt.FocusPolicy.NoFocus)
        if below:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look, centre = tokens(), not self._below
        alive = not centre and (self.underMouse() or self.hasFocus())
        painter.setPen(
            QPen(look.color("accent" if self.hasFocus() or centre else "line"), 2 if self.hasFocus() else 1.2)
        )
        painter.setBrush(look.color("wash" if centre else "hover" if alive else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 14, 14)
        drawing = pixmap(KIND_ICONS[self.item.kind], _ICON, look.accent, self.devicePixelRatioF())
        painter.drawPixmap(QRectF(13, (self.height() - _ICON) / 2, _ICON, _ICON), drawing, QRectF(drawing.rect()))
        half = self.height() / 2
        self._write(painter, self.item.title, font("label"), "ink", half - (1 if self._below else -9))
        if self._below:
            self._write(painter, self._below, font("caption"), "soft", half + 15)

    def _write(self, painter: QPainter, words: str, chosen: QFont, colour: str, foot: float) -> None:
        metrics = QFontMetricsF(chosen)
        room = QRectF(38, foot - metrics.height(), self.width() - 50, metrics.height())
        painter.setFont(chosen)
        painter.setPen(tokens().color(colour))
        cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)


class Neighbourhood(QWidget):
    """At most eight neighbours, of each relation in turn. Tab goes from one to the next; a tooltip tells what ties."""

    wanted = Signal(str)

    def __init__(self, item: Item, ties: Sequence[tuple[Edge, Item]]) -> None:
        super().__init__()
        works = {other.id: other for _, other in ties}
        edges = neighbours([edge for edge, _ in ties], MOST)
        self.centre = Node(item, self)
        self.nodes = [Node(works[edge.item_id], self, _tie(edge)) for edge in edges]
        for edge, node in zip(edges, self.nodes, strict=True):
            node.setToolTip(f"{node.accessibleName()}\n{edge_words(edge, node.item)}")
            node.clicked.connect(lambda _=False, node=node: self.wanted.emit(node.item.id))
        self.setAccessibleName(tr("What lies around it"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_STEP * ((len(self.nodes) + 1) // 2) + 8)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(640, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The first half to the left, the second to the right, each column around the middle."""
        wide = min(_WIDEST, (self.width() - 2 * _GAP) // 3)
        left = (len(self.nodes) + 1) // 2
        self.centre.setGeometry((self.width() - wide) // 2, (self.height() - _HIGH) // 2, wide, _HIGH)
        for column, x in ((self.nodes[:left], 0), (self.nodes[left:], self.width() - wide)):
            top = (self.height() - _STEP * len(column) + _STEP - _HIGH) // 2
            for number, node in enumerate(column):
                node.setGeometry(x, top + number * _STEP, wide, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(tokens().color("line"), 1.6))
        middle = QRectF(self.centre.geometry())
        for node in self.nodes:
            box = QRectF(node.geometry())
            leftwards = box.left() < middle.left()
            start = QPointF(middle.left() if leftwards else middle.right(), middle.center().y())
            end = QPointF(box.right() if leftwards else box.left(), box.center().y())
            bend = QPointF((start.x() + end.x()) / 2, 0)
            line = QPainterPath(start)
            line.cubicTo(QPointF(bend.x(), start.y()), QPointF(bend.x(), end.y()), end)
            painter.drawPath(line)


def _tie(edge: Edge) -> str:
    """The short words below a title: the subject that both have, or the relation."""
    return (
        joined([subject_name(name) for name in edge.names[:2]])
        if edge.relation is Relation.SUBJECT
        else tr(RELATION_NAMES[edge.relation])
    )
