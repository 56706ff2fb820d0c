"""A source that a reply cites: its passage, where it stands, and the file itself."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from assistant.domain.entities import Item, Passage
from assistant.messages import tr
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import vertical
from gui.widgets.popover import Popover
from gui.widgets.prose import Prose
from gui.widgets.text import Text

_MOST = 6000
"""Characters of a place that are shown."""


def show_source(session: Session, item_id: str, place: str, anchor: QWidget) -> None:
    """Open the cited place beside the reply. `place` is a heading or a page, as the passage names it."""

    def read() -> tuple[Item, list[Passage]]:
        return session.app.library.item(item_id), list(session.app.library.passages(item_id))

    def show(answer: tuple[Item, list[Passage]]) -> None:
        item, passages = answer
        _popover(session, item, place, text_at(passages, place), anchor)

    session.run(read, done=show)


def text_at(passages: list[Passage], place: str) -> str:
    """What stands at a place: all its passages in their order; those that share words at their seam are not joined."""
    found = [one.text.strip() for one in sorted(passages, key=lambda one: one.position) if one.place == place]
    return "\n\n".join(found)[:_MOST]


def _popover(session: Session, item: Item, place: str, text: str, anchor: QWidget) -> None:
    content = QWidget()
    column = vertical(10, content, margins=(0, 0, 8, 0))
    if place:
        column.addWidget(Text(place, "caption", "faint", lines=2))
    column.addWidget(Prose(text or tr("This passage is no longer in the library; the file may have changed."), "body"))
    row = QHBoxLayout()
    reader = Button(tr("Read it here"), "primary", "book")
    opener, page = Button(tr("Open the file"), "outline", "open"), Button(tr("Details"), "outline")
    row.addWidget(reader)
    row.addWidget(opener)
    row.addWidget(page)
    row.addStretch(1)
    column.addLayout(row)
    popover = Popover(item.title, content, anchor.window())
    popover.setAccessibleName(f"{item.title}, {place}")
    opener.clicked.connect(lambda: session.files.open_outside(item))
    reader.clicked.connect(lambda: session.text_wanted.emit(f"{item.id}\t{place}"))
    for button in (reader, opener, page):
        button.clicked.connect(popover.dismiss)
    page.clicked.connect(lambda: session.item_wanted.emit(item.id))
    popover.show_beside(anchor)
