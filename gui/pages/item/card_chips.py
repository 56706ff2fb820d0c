"""What an item is like, as chips: the tooltip says how sure each is and what speaks for it; each can be changed."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from assistant.domain.cards import FACET_NAMES, FACETS, Card, CardValue
from assistant.explain.card_words import spoken_source
from assistant.language.normalise import flatten
from assistant.messages import decimal, tr
from gui.pages.item.item_parts import SectionCard
from gui.widgets.buttons import Button
from gui.widgets.layouts import Columns, Flow, horizontal
from gui.widgets.menu import Menu
from gui.widgets.text import Label, Text

LONGEST_TIP = 300
LEAST_WIDE = 290
"""Pixels that a facet with two or three values takes on one line."""
CHIP_TEXT = 5
"""Pixels from the edge of a chip to its words."""


class CardChips(SectionCard):
    """`said` tells a facet and the values that the person gives it, None to take their word back."""

    said = Signal(str, object)

    def __init__(self, card: Card, own: Sequence[str]) -> None:
        super().__init__(tr("What it is like"))
        self._card, self._own = card, frozenset(own)
        self.chips: dict[tuple[str, str], Button] = {}
        if not card:
            self.body.addWidget(Text(tr("Nothing tells yet what it is like."), "small", "soft"))
        self.body.addWidget(self._facets())
        self.change = Button(tr("Change…"), "chip")
        self.change.clicked.connect(lambda: self._pop_up(self.all_menu(), self.change))
        line = horizontal(8)
        line.addWidget(self.change)
        line.addStretch(1)
        self.body.addLayout(line)

    def _facets(self) -> QWidget:
        """Each with its values, in as many columns as there is room for."""
        box, columns = QWidget(), Columns(LEAST_WIDE, 10)
        box.setLayout(columns)
        names = {facet: Label(tr(FACET_NAMES[facet]), "small", "soft") for facet in self._card}
        widest = max((name.sizeHint().width() for name in names.values()), default=0)
        for facet, name in names.items():
            name.setFixedWidth(widest)
            name.setContentsMargins(0, CHIP_TEXT, 0, 0)
            cell = QWidget()
            row = horizontal(14, cell)
            row.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(self._values(facet), 1)
            columns.addWidget(cell)
        return box

    def _values(self, facet: str) -> QWidget:
        box = QWidget()
        flow = Flow(6)
        box.setLayout(flow)
        for one in self._card[facet]:
            chip = self.chips[facet, one.value] = Button(tr(one.value), "plain-chip")
            chip.setToolTip(told(one))
            chip.clicked.connect(lambda _=False, chip=chip: self._pop_up(self.facet_menu(facet), chip))
            flow.addWidget(chip)
        return box

    def all_menu(self) -> Menu:
        """Every facet with its values."""
        menu = self._new_menu()
        for facet in FACETS:
            self._fill(menu.below(tr(FACET_NAMES[facet])), facet)
        return menu

    def facet_menu(self, facet: str) -> Menu:
        menu = self._new_menu()
        self._fill(menu, facet)
        return menu

    def _new_menu(self) -> Menu:
        menu = Menu(self)
        return menu

    def _fill(self, menu: Menu, facet: str) -> None:
        held = {one.value for one in self._card.get(facet, ())}
        for value in FACETS[facet]:
            act = menu.addAction(tr(value))
            act.setCheckable(True)
            act.setChecked(value in held)
            turned = [one for one in FACETS[facet] if (one in held) != (one == value)]
            act.triggered.connect(lambda _=False, turned=turned: self.said.emit(facet, turned))
        if facet in self._own:
            menu.addSeparator()
            menu.addAction(tr("Back to what was found")).triggered.connect(lambda: self.said.emit(facet, None))

    def _pop_up(self, menu: Menu, anchor: QWidget) -> None:
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)))


def told(one: CardValue) -> str:
    """The tooltip of a value: how sure it is, and what speaks for it."""
    said = flatten(spoken_source(one), LONGEST_TIP)
    if one.confidence >= 1:
        return said
    return tr("{sure} of 1 sure. {said}", sure=decimal(one.confidence, 2), said=said)
