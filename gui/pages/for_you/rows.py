"""Rows on For You: what one goes on with, above the picks; other purposes below them, each with more and less of it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from assistant.domain.entities import Item
from assistant.domain.lengths import minutes_of
from assistant.domain.occasions import EVENING, MORNING, WEEKEND
from assistant.domain.shelf_rows import AFTERNOON, Purpose, ShelfRow
from assistant.messages import mark, quoted, short_duration, tr
from gui.look.labels import open_words
from gui.look.theme import tokens
from gui.pages.library.tile import Tile
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import Columns, clear, horizontal, vertical
from gui.widgets.rows import item_line
from gui.widgets.surfaces import Card
from gui.widgets.text import Text

AT_ONCE, ALL = 6, 12
BEGUN = 3
HEADINGS = {
    Purpose.NEXT: mark("Next in series you know"),
    Purpose.WAITING: mark("Waiting on your shelves"),
    Purpose.ACROSS: mark("Across kinds"),
    Purpose.HOUR: mark("For this hour"),
    Purpose.TRY: mark("Something further off"),
}
LED_TO = {
    Purpose.TOGETHER: mark("Goes with {title}"),
    Purpose.ACROSS: mark("Across kinds, from {title}"),
    Purpose.TRY: mark("Further off than usual, by way of {title}"),
}
SAID_FOR = {
    MORNING: mark("For this morning, as your profile asks"),
    EVENING: mark("For this evening, as your profile asks"),
    WEEKEND: mark("For the weekend, as your profile asks"),
}
USUAL_AT = {
    MORNING: mark("For this morning: what you usually open then"),
    AFTERNOON: mark("For this afternoon: what you usually open then"),
    EVENING: mark("For this evening: what you usually open then"),
}
_THICK = 3


class Begun(Card):
    """A work with how far one is; a press opens it where one stopped."""

    def __init__(self, session: Session, item: Item, share: float) -> None:
        super().__init__(lively=True, radius=14)
        self.item, self._share = item, share
        item_line(self, session.covers, item, _left(item, share), 14).setContentsMargins(0, 0, 14, _THICK + 5)
        self.setFixedHeight(80)
        self.setAccessibleName(f"{open_words(item)}: {item.title}, {share:.0%}")
        self.pressed.connect(lambda: session.files.open(item))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._share <= 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(14, self.height() - _THICK - 5, self.width() - 28, _THICK)
        for colour, width in (("sunken", whole.width()), ("accent", whole.width() * self._share)):
            painter.setBrush(tokens().color(colour))
            painter.drawRoundedRect(QRectF(whole.x(), whole.y(), width, _THICK), 1.5, 1.5)


class GoOn(QWidget):
    """The last few things that were begun."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.cards: list[Begun] = []
        column = vertical(8, self)
        column.addWidget(Text(tr("Go on with"), "label", "soft", lines=1))
        holder = QWidget()
        self._columns = Columns(200, 12)
        holder.setLayout(self._columns)
        column.addWidget(holder)
        self.hide()

    def show_row(self, row: ShelfRow | None) -> None:
        clear(self._columns)
        items = row.items[:BEGUN] if row is not None else ()
        self.cards = [Begun(self._session, item, row.shares.get(item.id, 0.0)) for item in items] if row else []
        for card in self.cards:
            self._columns.addWidget(card)
        self.setVisible(bool(self.cards))


class PurposeRow(QWidget):
    """Covers of one purpose; “more” shows all of it, “less of this” puts it away."""

    less = Signal(str)

    def __init__(self, session: Session, row: ShelfRow) -> None:
        super().__init__()
        self._session, self.row = session, row
        self.tiles: list[Tile] = []
        column = vertical(10, self, margins=(0, 14, 0, 0))
        column.addLayout(self._head())
        holder = QWidget()
        self._columns = Columns(98, 12)
        holder.setLayout(self._columns)
        column.addWidget(holder)
        self._show(AT_ONCE)

    def _head(self) -> QHBoxLayout:
        line = horizontal(6)
        line.addWidget(Text(heading(self.row), "heading", lines=1), 1)
        self.more, self.fewer = Button(tr("More"), "quiet"), Button(tr("Less of this"), "quiet")
        self.more.clicked.connect(lambda: self._show(ALL))
        self.fewer.clicked.connect(lambda: self.less.emit(self.row.purpose.value))
        line.addWidget(self.more)
        line.addWidget(self.fewer)
        return line

    def _show(self, most: int) -> None:
        clear(self._columns)
        self.tiles = [Tile(self._session.covers, item) for item in self.row.items[:most]]
        for tile in self.tiles:
            tile.clicked.connect(lambda _=False, item=tile.item: self._session.item_wanted.emit(item.id))
            self._columns.addWidget(tile)
        self.more.setVisible(len(self.row.items) > most)


class PurposeRows(QWidget):
    """All rows that the person has not put away."""

    def __init__(self, session: Session, go_on: GoOn) -> None:
        super().__init__()
        self._session, self._go_on = session, go_on
        self.rows: list[PurposeRow] = []
        self._shown: list[ShelfRow] = []
        self._wanted = True
        self._column = vertical(0, self)
        self.hide()

    def refresh(self) -> None:
        """Read them anew; what stays as it is stands still."""
        app = self._session.app

        def read() -> tuple[list[ShelfRow], frozenset[str]]:
            return app.shelf_rows.all(), frozenset(app.shelf_rows.put_away())

        lane = self._session.lanes.picks
        self._session.run(read, lane=lane, done=lambda told: self._show(*told), failed=lambda _: None, key="rows")

    def show_beside(self, wanted: bool) -> None:
        """Or not: while something is asked for, nothing else is offered."""
        self._wanted = wanted
        self._go_on.setVisible(wanted and bool(self._go_on.cards))
        self.setVisible(wanted and bool(self.rows))

    def _show(self, found: Sequence[ShelfRow], away: frozenset[str]) -> None:
        wanted = [row for row in found if row.purpose.value not in away]
        if wanted == self._shown:
            return
        self._shown = wanted
        self._go_on.show_row(next((row for row in wanted if row.purpose is Purpose.GO_ON), None))
        clear(self._column)
        self.rows = [PurposeRow(self._session, row) for row in wanted if row.purpose is not Purpose.GO_ON]
        for one in self.rows:
            one.less.connect(self._put_away)
            self._column.addWidget(one)
        self.show_beside(self._wanted)

    def _put_away(self, purpose: str) -> None:
        rows = self._session.app.shelf_rows

        def again() -> None:
            self._session.run(rows.put, purpose, False, done=lambda _: self.refresh())

        def done(_: object) -> None:
            self.refresh()
            self._session.undos.offer(tr("This row is put away."), again)

        self._session.run(rows.put, purpose, True, done=done)


def heading(row: ShelfRow) -> str:
    """What a row is for, in words."""
    if row.bridge is not None:
        return tr(LED_TO[row.purpose], title=quoted(row.bridge.title))
    return tr((USUAL_AT if row.habit else SAID_FOR).get(row.when, HEADINGS[row.purpose]))


def _left(item: Item, share: float) -> str:
    """How far one is, and how long the rest takes."""
    minutes = minutes_of(item)
    far = f"{share:.0%}" if share else tr("Begun")
    if not share or minutes is None:
        return far
    left = tr("{length} left", length=short_duration(max(1.0, minutes * (1 - share))))
    return f"{far}  ·  {left}"
