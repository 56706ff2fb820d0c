"""What would rise and fall without one liked item: solved again, so exact."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from assistant.domain.errors import UnknownItem
from assistant.messages import quoted, tr, trn
from gui.widgets.layouts import vertical
from gui.widgets.rows import LinkRow
from gui.widgets.text import Text

if TYPE_CHECKING:
    from assistant.app.app import App

SHOWN = 8
Move = tuple[str, str, int | None, int | None]
"""(item's id, its title, rank before, rank after); a rank of None is a place outside the list."""


def read_moves(app: "App", item_id: str) -> tuple[list[Move], int]:
    """The moves nearest to the top, with titles, and how many there are in all. For a lane."""
    moved = [row for row in app.recommendations.what_if(item_id) if row[1] != row[2] and row[0] != item_id]
    moved.sort(key=lambda row: (min(row[1] or 10**9, row[2] or 10**9), row[0]))
    named: list[Move] = []
    for other, before, after in moved[:SHOWN]:
        try:
            named.append((other, app.library.item(other).title, before, after))
        except UnknownItem:
            continue  # It left the library meanwhile.
    return named, len(moved)


def move_words(title: str, before: int | None, after: int | None) -> str:
    """One move in plain words."""
    if before is None:
        return tr("{title} would enter the list at number {place}", title=quoted(title), place=after)
    if after is None:
        return tr("{title} would drop out from number {place}", title=quoted(title), place=before)
    return (
        tr("{title} would rise from {before} to {after}", title=quoted(title), before=before, after=after)
        if after < before
        else tr("{title} would fall from {before} to {after}", title=quoted(title), before=before, after=after)
    )


class WhatIf(QWidget):
    """The moves near the top of the list, each leading to its item."""

    wanted = Signal(str)

    def __init__(self, moves: list[Move], total: int) -> None:
        super().__init__()
        column = vertical(2, self)
        if not moves:
            column.addWidget(Text(tr("Nothing near the top of your list would change."), "body", "soft"))
        for item_id, title, before, after in sorted(moves, key=lambda move: not _rises(move[2], move[3])):
            icon = "up" if _rises(before, after) else "down"
            row = LinkRow(move_words(title, before, after), icon)
            row.clicked.connect(lambda _=False, item_id=item_id: self.wanted.emit(item_id))
            column.addWidget(row)
        if total > len(moves):
            rest = total - len(moves)
            words = trn("And {n} move further down.", "And {n} moves further down.", rest)
            column.addWidget(Text(words, "caption", "faint"))
        column.addStretch(1)


def _rises(before: int | None, after: int | None) -> bool:
    return after is not None and (before is None or after < before)
