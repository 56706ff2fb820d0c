"""What a sentence of the profile rests on, and what a change of it moved: lists of works beside what was pressed."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from assistant.app.changes import Changes
from assistant.domain.entities import Item, Statement
from assistant.domain.errors import AssistantError
from assistant.messages import decimal, quoted, tr, trn
from gui.look.labels import KIND_ICONS, creators
from gui.shell.session import Session
from gui.widgets.layouts import vertical
from gui.widgets.popover import Popover
from gui.widgets.rows import LinkRow
from gui.widgets.text import Text

SHOWN = 30


def support_words(statement: Statement) -> str:
    """How many of the choices it was seen in; empty for what the person wrote."""
    if statement.support is not None:
        seen, of = statement.support
        return trn("Seen in {seen} of {n} choice", "Seen in {seen} of {n} choices", of, seen=decimal(seen))
    return trn("Based on {n} work", "Based on {n} works", len(statement.evidence)) if statement.evidence else ""


def show_evidence(session: Session, statement: Statement, anchor: QWidget) -> None:
    """Open the works that a sentence was inferred from."""
    show_works(session, support_words(statement) or tr("Based on"), statement.evidence, anchor)


def show_works(session: Session, heading: str, ids: Sequence[str], anchor: QWidget) -> None:
    """Open works by their ids below a heading."""

    def show(items: list[Item]) -> None:
        rows = [(item, ", ".join(filter(None, [quoted(item.title), creators(item)]))) for item in items]
        left = len(ids) - len(items)
        rest = trn("{n} more that left your library.", "{n} more that left your library.", left) if left > 0 else ""
        _popover(session, heading, rows, rest, anchor)

    session.run(_items, session, ids, done=show)


def show_moves(session: Session, changes: Changes[object], anchor: QWidget) -> None:
    """Open what rose and fell, the widest moves first."""
    moves = [*((one, by) for one, by in changes.rose), *((one, -by) for one, by in changes.fell)]
    by_id = dict(sorted(moves, key=lambda move: -abs(move[1]))[:SHOWN])

    def show(items: list[Item]) -> None:
        rows = [(item, move_words(item.title, by_id[item.id])) for item in items]
        _popover(session, tr("What moved"), rows, "", anchor)

    session.run(_items, session, tuple(by_id), done=show)


def move_words(title: str, up: int) -> str:
    """How many places a work rose, or fell below 0."""
    if up > 0:
        return trn("{title}: up {n} place", "{title}: up {n} places", up, title=quoted(title))
    return trn("{title}: down {n} place", "{title}: down {n} places", -up, title=quoted(title))


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
    column = vertical(2, content, margins=(0, 0, 8, 0))
    links = []
    for item, words in rows:
        row = LinkRow(words, KIND_ICONS[item.kind])
        links.append((row, item.id))
        column.addWidget(row)
    if rest or not rows:
        column.addWidget(Text(rest or tr("None of these works is in your library any more."), "small", "soft"))
    popover = Popover(heading, content, anchor.window())
    for row, item_id in links:
        row.clicked.connect(popover.dismiss)
        row.clicked.connect(lambda _=False, item_id=item_id: session.item_wanted.emit(item_id))
    popover.show_beside(anchor)
