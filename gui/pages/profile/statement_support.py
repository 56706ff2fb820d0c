"""What a sentence of the profile rests on, and what a change of it moved: lists of works beside what was pressed."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from assistant.domain.entities import Item, Statement
from assistant.domain.errors import AssistantError
from gui.look.labels import KIND_ICONS, counted, creators
from gui.shell.session import Session
from gui.widgets.popover import Popover
from gui.widgets.rows import LinkRow
from gui.widgets.text import Text

SHOWN = 30


def support_words(statement: Statement) -> str:
    """How many of the choices it was seen in; empty for what the person wrote."""
    if statement.support is not None:
        return f"Seen in {statement.support[0]} of {statement.support[1]} of your choices"
    return counted(len(statement.evidence), "work") + " support this" if statement.evidence else ""


def show_evidence(session: Session, statement: Statement, anchor: QWidget) -> None:
    """Open the works that a sentence was inferred from."""

    def show(items: list[Item]) -> None:
        rows = [(item, f"“{item.title}”" + (f", {who}" if (who := creators(item)) else "")) for item in items]
        left = len(statement.evidence) - len(items)
        rest = f"{counted(left, 'more work')} no longer in your library." if left > 0 else ""
        _popover(session, support_words(statement) or "Based on", rows, rest, anchor)

    session.run(_items, session, statement.evidence, done=show)


def show_moves(session: Session, changes: Any, anchor: QWidget) -> None:
    """Open what rose and fell, the widest moves first."""
    moves = [*((one, by, "up") for one, by in changes.rose), *((one, by, "down") for one, by in changes.fell)]
    by_id = {one: (by, way) for one, by, way in sorted(moves, key=lambda move: -move[1])[:SHOWN]}

    def show(items: list[Item]) -> None:
        rows = [(i, f"“{i.title}” {by_id[i.id][1]} {counted(by_id[i.id][0], 'place')}") for i in items]
        _popover(session, "What moved", rows, "", anchor)

    session.run(_items, session, tuple(by_id), done=show)


def _items(session: Session, ids: Sequence[str]) -> list[Item]:
    found: list[Item] = []
    for item_id in ids[:SHOWN]:
        try:
            found.append(session.app.library.item(item_id))
        except AssistantError:
            continue  # A work that left the library since is counted, not shown.
    return found


def _popover(session: Session, heading: str, rows: list[tuple[Item, str]], rest: str, anchor: QWidget) -> None:
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 8, 0)
    column.setSpacing(2)
    links = []
    for item, words in rows:
        row = LinkRow(words, KIND_ICONS[item.kind])
        links.append((row, item.id))
        column.addWidget(row)
    if rest or not rows:
        column.addWidget(Text(rest or "None of these works is in your library any more.", "small", "soft"))
    popover = Popover(heading, content, anchor.window())
    for row, item_id in links:
        row.clicked.connect(popover.dismiss)
        row.clicked.connect(lambda _=False, item_id=item_id: session.item_wanted.emit(item_id))
    popover.show_beside(anchor)
