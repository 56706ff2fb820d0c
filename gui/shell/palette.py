"""The command palette: what one can do or go to, by a few letters, and works by their titles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from assistant.domain.entities import Item
from assistant.language.normalise import fold
from assistant.messages import tr
from gui.look.labels import KIND_ICONS, under_cover
from gui.shell.session import Session
from gui.widgets.fields import SearchField
from gui.widgets.layouts import clear, vertical
from gui.widgets.rows import LinkRow
from gui.widgets.text import Text

if TYPE_CHECKING:
    from assistant.app.library import FoundItems

SHOWN, WORKS = 8, 5
LOOKED_AT = 40
"""So many of the works that hold the words: those called so are shown."""
_ROOM = (SHOWN + 1) * 37
"""Pixels for the rows: a panel keeps the size that it opens with."""
_SOON = 80
_STEPS = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}


@dataclass(frozen=True, slots=True)
class Command:
    """What the row says, its icon, its key if it has one, and what it does; `called`: words that one may look for it
    by, too."""

    words: str
    icon: str
    act: Callable[[], object]
    key: str = ""
    called: str = ""


def matching(commands: Sequence[Command], typed: str) -> list[Command]:
    """Those of which each typed word begins a word, the ones that begin with it first; all where nothing is typed."""
    sought = fold(typed).split()
    found = [command for command in commands if begins(f"{command.words} {command.called}", sought)]
    return sorted(found, key=lambda one: bool(sought) and not fold(one.words).startswith(sought[0]))


def named(items: Sequence[Item], typed: str) -> list[Item]:
    """Those whose title or makers hold a word that begins with each typed one, at most WORKS."""
    sought = fold(typed).split()
    return [item for item in items if begins(" ".join((item.title, *item.creators)), sought)][:WORKS]


def begins(text: str, sought: Sequence[str]) -> bool:
    """Whether each of the folded words begins a word of a text."""
    words = fold(text).split()
    return all(any(word.startswith(one) for word in words) for one in sought)


class Palette(QWidget):
    """Arrows choose a row, Enter does it; `done` says that the panel may close."""

    done = Signal()

    def __init__(self, session: Session, commands: Sequence[Command]) -> None:
        super().__init__()
        self._session, self._commands = session, commands
        self.rows: list[LinkRow] = []
        self._acts: list[Callable[[], object]] = []
        self.at = 0
        self._sought = ""
        self._later = QTimer(self, singleShot=True, interval=_SOON)
        self._later.timeout.connect(self._find_works)
        column = vertical(8, self, margins=(0, 0, 6, 0))
        self.field = SearchField(tr("What would you like to do, or which work?"))
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._do)
        self.field.installEventFilter(self)
        column.addWidget(self.field)
        holder = QWidget()
        holder.setMinimumHeight(_ROOM)
        self._found = vertical(1, holder)
        self._found.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addWidget(holder)
        self._typed("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _STEPS:
            self._mark(self.at + _STEPS[event.key()])
            return True
        return False

    def _typed(self, text: str) -> None:
        self._show(matching(self._commands, text)[:SHOWN], [])
        if text.strip():
            self._later.start()

    def _find_works(self) -> None:
        words = self.field.text().strip()
        if words:
            self._sought = words
            find = self._session.app.library.find_words
            self._session.run(find, words, None, LOOKED_AT, done=self._add_works, key="palette")

    def _add_works(self, found: "FoundItems") -> None:
        words = self.field.text().strip()
        if words != self._sought:
            return
        works = [
            Command(
                "  ·  ".join(filter(None, (item.title, under_cover(item)))),
                KIND_ICONS[item.kind],
                partial(self._session.item_wanted.emit, item.id),
            )
            for item in named(found.items if found.every_word else (), words)
        ]
        self._show(matching(self._commands, words)[: SHOWN - len(works)], works)

    def _show(self, commands: Sequence[Command], works: Sequence[Command]) -> None:
        clear(self._found)
        self.rows, self._acts = [], []
        for command in (*commands, *works):
            row = LinkRow(f"{command.words}   {command.key}".rstrip(), command.icon)
            row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.clicked.connect(partial(self._do, command.act))
            self.rows.append(row)
            self._acts.append(command.act)
            self._found.addWidget(row)
        if not self.rows:
            self._found.addWidget(Text(tr("Nothing is called that."), "small", "soft"))
        self._mark(0)

    def _mark(self, place: int) -> None:
        """Put the ring on a row, round and round."""
        if not self.rows:
            return
        self.at = place % len(self.rows)
        for number, row in enumerate(self.rows):
            row.set_marked(number == self.at)
        self.field.setAccessibleDescription(self.rows[self.at].accessibleName())

    def _do(self, act: Callable[[], object] | None = None, *_: object) -> None:
        wanted = act if callable(act) else self._acts[self.at] if self._acts else None
        if wanted is not None:
            self.done.emit()
            wanted()
