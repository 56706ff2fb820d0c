"""What a list is made of: its card on the page of lists, and its entries one by one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout

from assistant.domain.entities import Item, Kind
from assistant.messages import mark, short_duration, tr, trn
from gui.look.covers import CoverView
from gui.look.labels import creators, length
from gui.shell.session import Session
from gui.widgets.buttons import IconButton
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.surfaces import Card
from gui.widgets.text import Text

if TYPE_CHECKING:
    from assistant.chat.services import SavedList

COVERS_SHOWN = 4
FORM_WORDS = {
    "playlist": mark("Playlist"),
    "reading plan": mark("Reading plan"),  # no words
    "bundle": mark("Bundle"),
    "radio": mark("Radio"),
    "reading path": mark("Reading path"),  # no words
    "shelf": mark("Living shelf"),
}


def form_words(saved: "SavedList") -> str:
    """What kind of list it is."""
    return tr("Living shelf") if saved.living else tr(FORM_WORDS.get(saved.form, mark("List")))


def span_words(items: Sequence[Item]) -> str:
    """How long all recordings together last; empty where none has a length."""
    minutes = round(sum(item.duration or 0.0 for item in items) / 60)
    return short_duration(minutes) if minutes else ""


class ListCard(Card):
    """A list in brief: its first covers, its title, what it is and how much it holds."""

    def __init__(self, session: Session, saved: "SavedList", items: Sequence[Item]) -> None:
        super().__init__(lively=True, radius=16)
        self.saved = saved
        column = vertical(2, self, margins=(8, 6, 20, 18))
        covers = horizontal(0)
        # A row of records needs no room for the height of a book.
        tall = 52 if items and all(item.kind is Kind.MUSIC for item in items[:COVERS_SHOWN]) else 76
        for item in items[:COVERS_SHOWN]:
            covers.addWidget(CoverView(session.covers, item, QSize(52, tall), align=Qt.AlignmentFlag.AlignBottom))
        covers.addStretch(1)
        column.addLayout(covers)
        words = vertical(3, margins=(12, 4, 0, 0))
        words.addWidget(Text(form_words(saved).upper(), "overline", "accent" if saved.living else "faint", lines=1))
        words.addWidget(Text(saved.title, "card", lines=2))
        self.facts = "  ·  ".join(filter(None, [trn("{n} entry", "{n} entries", len(items)), span_words(items)]))
        words.addWidget(Text(self.facts, "caption", "soft", lines=1))
        column.addLayout(words)
        column.addStretch(1)
        self.setAccessibleName(f"{form_words(saved)}: {saved.title}, {self.facts}")


class EntryRow(Card):
    """An entry with its reason. Alt and an arrow move it, as does the mouse; Delete takes it out."""

    stepped = Signal(int)
    """−1 or 1: one place up or down."""
    dragged = Signal(QPoint)
    """Where on the screen the mouse holds it."""
    dropped = Signal(QPoint)
    removed = Signal()

    def __init__(self, session: Session, item: Item, place: int, reason: str, *, movable: bool = True) -> None:
        super().__init__(lively=True, radius=14)
        self.item, self._movable = item, movable
        self._held: QPoint | None = None
        """Where the mouse was pressed."""
        self._dragging = False
        row = horizontal(4, self, margins=(16, 0, 12, 0))
        number = Text(str(place), "label", "faint", lines=1)
        number.setFixedWidth(24)
        row.addWidget(number, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(CoverView(session.covers, item, QSize(40, 58), align=Qt.AlignmentFlag.AlignVCenter))
        words = vertical(2, margins=(0, 10, 0, 10))
        words.addStretch(1)
        words.addWidget(Text(item.title, "strong", lines=1))
        facts = "  ·  ".join(filter(None, [creators(item), str(item.year or ""), length(item)]))
        words.addWidget(Text(facts, "caption", "soft", lines=1))
        if reason:
            words.addWidget(Text(reason, "small", "soft", lines=2))
        words.addStretch(1)
        row.addLayout(words, 1)
        self.buttons: dict[str, IconButton] = {}
        for name, tip, act in (
            ("up", tr("Move up  (Alt+Up)"), lambda: self.stepped.emit(-1)),
            ("down", tr("Move down  (Alt+Down)"), lambda: self.stepped.emit(1)),
            ("close", tr("Remove from the list  (Del)"), self.removed.emit),
        ):
            if movable or name == "close":
                self._add_button(row, name, tip).clicked.connect(act)
        self.setAccessibleName(f"{place}. {item.title}, {creators(item)}. {reason}")
        self.pressed.connect(lambda: session.item_wanted.emit(item.id))

    def _add_button(self, row: QHBoxLayout, name: str, tip: str) -> IconButton:
        button = IconButton(name, tip, size=30, icon_size=16)
        button.setAccessibleName(f"{tip.partition('  ')[0]}: {self.item.title}")
        self.buttons[name] = button
        row.addWidget(button)
        return button

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._movable and event.button() == Qt.MouseButton.LeftButton:
            self._held = event.globalPosition().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.globalPosition().toPoint()
        far = self._held is not None and (at - self._held).manhattanLength() >= QApplication.startDragDistance()
        if far and not self._dragging:
            self._show_dragging(True)
        if self._dragging:
            self.dragged.emit(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        if self._dragging:
            self._show_dragging(False)
            self.dropped.emit(event.globalPosition().toPoint())
        else:
            super().mouseReleaseEvent(event)

    def _show_dragging(self, dragging: bool) -> None:
        self._dragging = dragging
        self.colour = "wash" if dragging else "surface"
        self.setCursor(Qt.CursorShape.ClosedHandCursor if dragging else Qt.CursorShape.PointingHandCursor)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier and "up" in self.buttons:
            self.stepped.emit(step)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)
