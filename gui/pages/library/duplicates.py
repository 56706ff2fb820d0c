"""Works that stand twice, side by side: what differs, and what to do about it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from assistant.domain.entities import Item
from assistant.messages import decimal, mark, quoted, tr, trn
from gui.look.covers import CoverView
from gui.look.labels import creators, facts
from gui.pages.activity.problem_list import shown
from gui.pages.registry import page
from gui.pages.settings.model_row import size_words
from gui.pages.side_page import SidePage
from gui.shell.session import Session
from gui.widgets.buttons import Button
from gui.widgets.layouts import Flow, clear, vertical
from gui.widgets.surfaces import Card, EmptyState
from gui.widgets.text import Label, Text

if TYPE_CHECKING:
    from assistant.app.upkeep.duplicates import Pair

MOST = 50
"""Pairs that are shown at once; the next ones follow when these are seen to."""


@page(
    "duplicates",
    label=mark("Duplicates"),
    icon="copy",
    left_by_escape=True,
    concerns=lambda changes: changes.items,
)
class DuplicatesPage(SidePage):
    """Read at each visit and after each change of the library."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, tr("Duplicates"), widest=960)
        self.cards: list[PairCard] = []
        self.said = Text(tr("Looking through your library…"), "body", "soft")
        self.body.addWidget(self.said)
        self._found = vertical(14)
        self.body.addLayout(self._found)
        self.empty = EmptyState("check", tr("No duplicates"), tr("No two works here look like the same one."))
        self.empty.hide()
        self.body.addWidget(self.empty)
        self.body.addStretch(1)

    def refresh(self) -> None:
        self._session.run(self._session.app.duplicates.pairs, done=self.show_pairs, key="duplicates")

    def show_pairs(self, pairs: "list[Pair]") -> None:
        clear(self._found)
        self.cards = [PairCard(self._session, pair) for pair in pairs[:MOST]]
        for card in self.cards:
            self._found.addWidget(card)
        n = len(pairs)
        self.said.set_text(trn("{n} pair looks like one work.", "{n} pairs look like one work each.", n) if n else "")
        self.said.setVisible(bool(n))
        self.empty.setVisible(not n)


class PairCard(Card):
    """Two items side by side, row by row; what differs is set off."""

    def __init__(self, session: Session, pair: "Pair") -> None:
        super().__init__()
        self._session, self.pair = session, pair
        column = vertical(14, self, margins=(20, 18, 20, 18))
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(18)
        self.grid.setVerticalSpacing(6)
        column.addLayout(self.grid)
        self.rows = compared(pair)
        self.keep: list[Button] = []
        for side, item in enumerate(pair.items):
            self._lay_side(side, item)
        self._lay_rows()
        flow = Flow(8)
        self.one, self.two = Button(tr("One work, both files"), "primary"), Button(tr("Two works"), "outline")
        self.one.setToolTip(tr("The second becomes another edition of the first; what you said of it counts there"))
        self.two.setToolTip(tr("They are not shown here again"))
        self.one.clicked.connect(lambda: self._make_one(0, drop=False))
        self.two.clicked.connect(self._tell_apart)
        flow.addWidget(self.one)
        flow.addWidget(self.two)
        column.addLayout(flow)

    def _lay_side(self, side: int, item: Item) -> None:
        self.grid.setColumnStretch(1 + side, 1)
        cover = CoverView(self._session.covers, item, QSize(84, 126), align=Qt.AlignmentFlag.AlignLeft, margin=0)
        self.grid.addWidget(cover, 0, 1 + side, Qt.AlignmentFlag.AlignLeft)
        keep = Button(tr("Keep this one"), "outline")
        keep.setAccessibleName(tr("Keep {title} in {file}", title=quoted(item.title), file=_name(self.pair, side)))
        keep.setToolTip(tr("The other file is ignored; nothing on the disk changes"))
        keep.clicked.connect(partial(self._make_one, side, drop=True))
        self.keep.append(keep)
        more = Button(tr("Details"), "quiet")
        more.clicked.connect(lambda: self._session.item_wanted.emit(item.id))
        box = QWidget()
        flow = Flow(8)
        box.setLayout(flow)
        flow.addWidget(keep)
        flow.addWidget(more)
        self.grid.addWidget(box, len(self.rows) + 1, 1 + side)

    def _lay_rows(self) -> None:
        for row, (name, values) in enumerate(self.rows, 1):
            self.grid.addWidget(Label(name, "small", "soft"), row, 0, Qt.AlignmentFlag.AlignTop)
            differs = len(set(values)) > 1
            for side, value in enumerate(values):
                text = Text(value or "–", "small", "accent" if differs else "ink", lines=3)
                self.grid.addWidget(text, row, 1 + side)

    def _make_one(self, side: int, *, drop: bool) -> None:
        session, duplicates = self._session, self._session.app.duplicates
        kept, other = self.pair.items[side], self.pair.items[1 - side]
        paths = self.pair.paths(1 - side)
        act = duplicates.keep_one if drop else duplicates.make_one

        def read(_: object = None) -> None:
            session.reading_wanted.emit()

        def done(_: object) -> None:
            words = tr("{title} is one work now.", title=quoted(kept.title))
            session.undos.offer(words, lambda: session.run(duplicates.part, other, paths, done=read))
            read()

        session.run(act, kept, other, paths, done=done)

    def _tell_apart(self) -> None:
        session, duplicates = self._session, self._session.app.duplicates

        def done(_: object) -> None:
            words = tr("These stay two works.")
            session.undos.offer(words, lambda: session.run(duplicates.forget_apart, self.pair))

        session.run(duplicates.tell_apart, self.pair, done=done)


def compared(pair: "Pair") -> list[tuple[str, tuple[str, ...]]]:
    """(what, the words of each) of all that may tell two items apart; what neither says is left out."""
    found = (
        (tr("Title"), tuple(item.title for item in pair.items)),
        (tr("By"), tuple(creators(item) for item in pair.items)),
        (tr("Year"), tuple(str(item.year or "") for item in pair.items)),
        (tr("Facts"), tuple(facts(item) for item in pair.items)),
        (tr("Words"), tuple(decimal(item.words) if item.words else "" for item in pair.items)),
        (tr("File"), tuple(_name(pair, side) for side in range(2))),
        (tr("Size"), tuple(_size(pair, side) for side in range(2))),
        (
            tr("Folder"),
            tuple("\n".join(sorted({shown(path.parent) for path in pair.paths(side)})) for side in range(2)),
        ),
    )
    return [(name, values) for name, values in found if any(values)]


def _name(pair: "Pair", side: int) -> str:
    return ", ".join(shown(Path(path.name)) for path in pair.paths(side))


def _size(pair: "Pair", side: int) -> str:
    size = sum(record.size for record in pair.files[side])
    return tr("{n} KB", n=decimal(size / 1e3, 0 if size >= 1e4 else 1)) if size < 1e6 else size_words(size)
