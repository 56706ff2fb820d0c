"""The files of the Problems page as a list model, and the delegate that paints each with its reason."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import (
    QItemSelectionModel,
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from assistant.messages import mark, one_line, tr
from assistant.storage.library.files import FileRecord, FileState
from gui.look.theme import font, theme, tokens
from gui.widgets.rows_model import ROW_ROLE, Index, RowsModel
from gui.widgets.surfaces import keep_bar
from gui.widgets.text import draw_lines, text_height, wrap

STATE_WORDS = {
    FileState.INDEXED: mark("Read without problems"),
    FileState.FAILED: mark("Not read"),
    FileState.LOCKED: mark("Locked"),
    FileState.PARTLY: mark("Partly read"),
    FileState.SKIPPED: mark("Skipped"),
    FileState.IGNORED: mark("Ignored"),
    FileState.AWAY: mark("Not connected"),
    FileState.CLOSED: mark("Not entered"),
}
_COLOURS = {
    FileState.FAILED: ("negative", "negative_wash"),
    FileState.LOCKED: ("accent", "wash"),
    FileState.PARTLY: ("accent", "wash"),
}
_PAD, _EDGE, _GAP = 16, 10, 8


def shown(path: Path) -> str:
    """A path on one line; bytes that are no text become question marks instead of stopping the page."""
    return one_line(os.fsencode(path).decode("utf-8", "replace"))


class ProblemModel(RowsModel[FileRecord]):
    """The files that were not read as they should have been."""

    def words(self, row: FileRecord, role: int) -> str | None:
        name = shown(Path(row.path.name))
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (name, tr(STATE_WORDS[row.state]), row.reason) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(part for part in (shown(row.path), row.reason) if part)
        return None


class ProblemDelegate(QStyledItemDelegate):
    """A card a file: its name, why it is here, where it lies, and what became of it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        words = text_height(1, "strong") + text_height(2, "small") + text_height(1, "caption")
        self._tall = words + 2 * _EDGE + 8 + _GAP

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(240, self._tall)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        record: FileRecord | None = index.data(ROW_ROLE)
        if record is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRect(option.rect).adjusted(0, 0, -_GAP, -_GAP)
        self._draw_ground(painter, area, option.state)
        inner = area.adjusted(_PAD, _EDGE, -_PAD, -_EDGE)
        reason = record.reason or tr("The reason is unknown.")
        if len(wrap(reason, font("small"), inner.width(), 2)) == 1:
            inner.translate(0, text_height(1, "small") // 2)
        room = self._draw_state(painter, inner, record.state)
        words = inner.adjusted(0, 0, -room - 12, 0)
        top = words.top() + draw_lines(painter, words, shown(Path(record.path.name)), "strong", "ink", 1) + 3
        words = QRect(inner.left(), top, inner.width(), inner.height())
        top += draw_lines(painter, words, reason, "small", "soft", 2) + 3
        words.moveTop(top)
        draw_lines(painter, words, shown(record.path.parent), "caption", "faint", 1)
        painter.restore()

    def _draw_ground(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        look = tokens()
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(look.color("accent" if focused or chosen else "line"), 2 if focused else 1))
        painter.setBrush(look.color("wash" if chosen else "hover" if hovered else "surface"))
        painter.drawRoundedRect(QRectF(area).adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)

    def _draw_state(self, painter: QPainter, area: QRect, state: FileState) -> int:
        """A small label at the right; returns its width."""
        text, (colour, wash) = tr(STATE_WORDS[state]), _COLOURS.get(state, ("soft", "sunken"))
        chosen = font("label")
        width = round(QFontMetricsF(chosen).horizontalAdvance(text)) + 20
        label = QRectF(area.right() - width, area.top() - 1, width, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens().color(wash))
        painter.drawRoundedRect(label, 11, 11)
        painter.setFont(chosen)
        painter.setPen(tokens().color(colour))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)
        return width


class ProblemList(QListView):
    """Several files can be chosen; letters and Delete act on them, Enter shows the first in its folder."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.problems = ProblemModel(self)
        self.setModel(self.problems)
        self.setItemDelegate(ProblemDelegate(self))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(40)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        keep_bar(self)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(tr("Files that need a look"))
        self.keys: dict[Qt.Key, Callable[[], object]] = {}
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        theme().changed.connect(self.viewport().update)

    def show_records(self, records: list[FileRecord]) -> None:
        """Take a new list; what was chosen stays chosen where it is still there."""
        if records == self.problems.rows:
            return
        kept, current = {record.path for record in self.selected()}, self.currentIndex().row()
        self.problems.show_rows(records)
        if records and current >= 0:
            place = self.problems.index(min(current, len(records) - 1))
            self.selectionModel().setCurrentIndex(place, QItemSelectionModel.SelectionFlag.NoUpdate)
        if kept:
            self.select([row for row, record in enumerate(records) if record.path in kept])
        self.chosen.emit()

    def select(self, rows: Sequence[int]) -> None:
        for row in rows:
            self.selectionModel().select(self.problems.index(row), QItemSelectionModel.SelectionFlag.Select)

    def selected(self) -> list[FileRecord]:
        """The chosen records, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.problems.rows[row] for row in rows if row < len(self.problems.rows)]

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # By key one arrives on a file, not beside the list.
        if event.reason() != Qt.FocusReason.MouseFocusReason and self.problems.rows and not self.selected():
            self.setCurrentIndex(self.problems.index(max(0, self.currentIndex().row())))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self.keys.get(Qt.Key(event.key())) if not event.modifiers() else None
        if act is not None:
            act()
        else:
            super().keyPressEvent(event)
