"""One field of many items: what it becomes is shown before it is written."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from assistant.domain.entities import Item
from assistant.domain.errors import UsageError
from assistant.domain.kinds import ONE
from assistant.domain.rows import Row
from assistant.language.concepts import language_code
from assistant.messages import mark, tr, trn
from assistant.storage.user_edits import checked
from gui.widgets.buttons import Button
from gui.widgets.fields import MenuBox
from gui.widgets.layouts import horizontal, vertical
from gui.widgets.text import Text

SHOWN, LONGEST = 5, 60
"""Items of the preview, and characters of a title in it."""
_Become = Callable[[tuple[str, ...], tuple[str, ...]], tuple[str, ...]]


def _add(held: tuple[str, ...], given: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*held, *given)))


def _take(held: tuple[str, ...], given: tuple[str, ...]) -> tuple[str, ...]:
    folded = {one.casefold() for one in given}
    return tuple(one for one in held if one.casefold() not in folded)


WAYS: dict[str, tuple[str, str, _Become | None]] = {
    "add subjects": ("subjects", mark("Add subjects"), _add),  # no words
    "take subjects": ("subjects", mark("Take subjects away"), _take),  # no words
    "subjects": ("subjects", mark("Subjects"), None),
    "creators": ("creators", mark("Authors or artists"), None),
    "series": ("series", mark("Series"), None),
    "year": ("year", mark("Year"), None),
    "language": ("language", mark("Language"), None),
    "kind": ("kind", mark("Kind: book, music or document"), None),
}
"""By name: the field, what the form calls it, and how a list of names becomes another."""


def changed(items: Sequence[Item], way: str, text: str) -> dict[str, Row]:
    """By item id, what would be written; items that hold it already are left out. Raises UsageError."""
    field, _, become = WAYS[way]
    value = checked(field, language_code(text) if field == "language" else text.strip())
    found: dict[str, Row] = {}
    for item in items:
        held = getattr(item, field)
        after = become(held, value) if become is not None else value
        if after != held:
            found[item.id] = {field: after}
    return found


class BulkEdit(QWidget):
    """A field, a value, and below it what would change."""

    wanted = Signal(object)
    """What is to be written, by item id."""
    left = Signal()
    told = Signal()
    """What would change is told anew, and may take more room."""

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__()
        self._items = items
        self.changes: dict[str, Row] = {}
        column = vertical(8, self, margins=(0, 0, 6, 0))
        self.field = MenuBox(tr("Field"), wide=True)
        for name, (_, words, _) in WAYS.items():
            self.field.addItem(tr(words), name)
        self.value = QLineEdit()
        self.value.setAccessibleName(tr("Value"))
        self.value.setPlaceholderText(tr("Separate several with ;"))
        self.preview = Text(tr("Nothing would change yet."), "small", "soft")
        self.preview.setMinimumHeight(150)
        column.addWidget(self.field)
        column.addWidget(self.value)
        column.addWidget(self.preview)
        row = horizontal(8)
        self.apply = Button(tr("Change"), "primary")
        leave = Button(tr("Cancel"), "quiet")
        leave.clicked.connect(self.left)
        self.apply.clicked.connect(lambda: self.wanted.emit(self.changes))
        row.addStretch(1)
        row.addWidget(leave)
        row.addWidget(self.apply)
        column.addLayout(row)
        self.field.currentIndexChanged.connect(lambda _: self._show())
        self.value.textChanged.connect(lambda _: self._show())
        self.value.returnPressed.connect(self.apply.click)
        self._show()

    def _show(self) -> None:
        way = str(self.field.currentData())
        try:
            self.changes = changed(self._items, way, self.value.text()) if self.value.text().strip() else {}
            words = self._told(way)
        except UsageError as error:
            self.changes, words = {}, str(error)
        self.preview.set_text(words)
        self.apply.setEnabled(bool(self.changes))
        self.told.emit()

    def _told(self, way: str) -> str:
        if not self.changes:
            return tr("Nothing would change yet.")
        field = WAYS[way][0]
        lines = [trn("{n} item would change:", "{n} items would change:", len(self.changes))]
        for item in [one for one in self._items if one.id in self.changes][:SHOWN]:
            title = item.title if len(item.title) <= LONGEST else item.title[: LONGEST - 1] + "…"
            lines.append(f"{title}: {_told_of(getattr(item, field), self.changes[item.id][field])}")
        return "\n".join(lines)


def _told_of(before: Any, after: Any) -> str:
    """What comes and goes, of names; else the value before and after."""
    if not isinstance(after, tuple):
        return f"{_shown(before) or '–'} → {_shown(after) or '–'}"
    parts = (("+", [one for one in after if one not in before]), ("−", [one for one in before if one not in after]))
    return "   ".join(f"{sign} {'; '.join(names)}" for sign, names in parts if names)


def _shown(value: Any) -> str:
    return tr(ONE[value]) if value in ONE else "" if value is None else str(value)
