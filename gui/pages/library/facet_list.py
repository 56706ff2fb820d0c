"""The facets beside the library: headings that open, values with their counts, each turned on and off by a click."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from assistant.messages import decimal, tr, trn
from gui.look.icons import pixmap
from gui.look.theme import theme, tokens
from gui.pages.library.facets import Chosen, facets, order_of
from gui.widgets.rows_model import ROW_ROLE, Index, RowsModel
from gui.widgets.surfaces import keep_bar
from gui.widgets.text import draw_lines

SHOWN, MOST = 8, 200
"""Values of a facet that stand at once, and after “more”."""
OPEN_FIRST = ("status", "creator", "mood")
TALL = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A heading (no value), a value, or “more” (no count)."""

    facet: str
    words: str
    value: str | None = None
    count: int = 0
    chosen: bool = False
    open: bool = False

    @property
    def is_more(self) -> bool:
        return self.value is None and self.count < 0


class Lines(RowsModel[Line]):
    def words(self, row: Line, role: int) -> str | None:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state = tr("chosen") if row.chosen else ""
            counted = trn("{n} item", "{n} items", row.count) if row.value is not None else ""
            return ", ".join(filter(None, (row.words, counted, state)))
        return None


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, TALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line | None = index.data(ROW_ROLE)
        if line is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, look = QRect(option.rect), tokens()
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if line.chosen or focused or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(QPen(look.color("accent"), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(look.color("wash" if line.chosen else "hover"))
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 8, 8)
        inner = area.adjusted(8, 0, -8, 0)
        if line.value is None:
            self._heading(painter, inner, line)
        else:
            count = decimal(line.count)
            wide = painter.fontMetrics().horizontalAdvance(count) + 10
            place = QRect(inner.right() - wide, inner.top() + 6, wide, TALL)
            draw_lines(painter, place, count, "caption", "faint", 1)
            words = QRect(inner.left() + 14, inner.top() + 5, inner.width() - wide - 18, TALL)
            draw_lines(painter, words, line.words, "small", "accent" if line.chosen else "ink", 1)
        painter.restore()

    def _heading(self, painter: QPainter, area: QRect, line: Line) -> None:
        if line.is_more:
            words = QRect(area.left() + 14, area.top() + 6, area.width() - 14, TALL)
            draw_lines(painter, words, line.words, "caption", "accent", 1)
            return
        drawing = pixmap("down" if line.open else "forward", 12, tokens().soft, 2.0)
        painter.drawPixmap(QRectF(area.right() - 12, area.top() + 9, 12, 12), drawing, QRectF(drawing.rect()))
        words = QRect(area.left(), area.top() + 5, area.width() - 18, TALL)
        draw_lines(painter, words, line.words, "label", "accent" if line.chosen else "soft", 1)


class FacetList(QListView):
    """One list for all: fourteen facets of some thousand values are a matter of rows, not of widgets."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chosen: dict[str, frozenset[str]] = {}
        self._counts: Mapping[str, Counter[str]] = {}
        self._open = set(OPEN_FIRST)
        self._whole: set[str] = set()
        self.lines = Lines(self)
        self.setModel(self.lines)
        self.setItemDelegate(_Painter(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFixedWidth(214)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        keep_bar(self)
        self.setAccessibleName(tr("Filters"))
        self.clicked.connect(self.press)
        theme().changed.connect(self.viewport().update)

    def show_counts(self, counts: Mapping[str, Counter[str]]) -> None:
        """How many items each value would show now."""
        self._counts = counts
        self._rebuild()

    def take(self, chosen: Chosen) -> None:
        """Choose these values, without a word to anybody."""
        self.chosen = {name: frozenset(values) for name, values in chosen.items() if name in facets() and values}
        self._open |= self.chosen.keys()
        self._rebuild()

    def clear_all(self) -> None:
        if self.chosen:
            self.take({})
            self.changed.emit()

    def drop(self, facet: str, value: str) -> None:
        """Filter by this value no longer."""
        if value in self.chosen.get(facet, frozenset()):
            self._turn(facet, value)
            self._rebuild()

    def _turn(self, facet: str, value: str) -> None:
        self.chosen = {**self.chosen, facet: self.chosen.get(facet, frozenset()) ^ {value}}
        if not self.chosen[facet]:
            del self.chosen[facet]
        self.changed.emit()

    def press(self, index: Index) -> None:
        """As a click on a row does."""
        line: Line | None = index.data(ROW_ROLE)
        if line is None:
            return
        if line.value is not None:
            self._turn(line.facet, line.value)
        elif line.is_more:
            self._whole.add(line.facet)
        else:
            self._open ^= {line.facet}
        self._rebuild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self.press(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _rebuild(self) -> None:
        row, place = self.currentIndex().row(), self.verticalScrollBar().value()
        self.lines.show_rows([line for name in facets() for line in self._lines(name)])
        if row >= 0:
            self.setCurrentIndex(self.lines.index(min(row, len(self.lines.rows) - 1)))
        self.verticalScrollBar().setValue(place)

    def _lines(self, name: str) -> list[Line]:
        held = self.chosen.get(name, frozenset())
        counts = {**dict.fromkeys(held, 0), **self._counts.get(name, {})}
        if not counts:
            return []
        facet, is_open = facets()[name], name in self._open
        found = [Line(name, tr(facet.label)[:1].upper() + tr(facet.label)[1:], chosen=bool(held), open=is_open)]
        if not is_open:
            return found
        order = order_of(name, counts)
        most = MOST if name in self._whole else SHOWN
        shown = order[:most] + [value for value in order[most:] if value in held]
        found += [Line(name, facet.words(value), value, counts[value], value in held) for value in shown]
        if len(order) > len(shown) and name not in self._whole:
            more = len(order) - len(shown)
            found.append(Line(name, trn("{n} more", "{n} more", more), count=-1))
        return found
