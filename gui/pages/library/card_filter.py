"""Shows only what is of one mood, for one occasion or otherwise like this, as the items' cards say."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from assistant.domain.cards import FACET_NAMES, FACETS
from assistant.domain.entities import Item
from assistant.messages import tr
from gui.look.icons import icon
from gui.look.theme import tokens
from gui.pages.library.menu_box import MenuBox

OFFERED = ("mood", "occasion", "pace", "themes", "setting", "audience", "demand", "length")


class CardFilter(MenuBox):
    """One value of one facet, or anything."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__(tr("What it is like"))
        self.value: tuple[str, str] | None = None
        self._held: Mapping[tuple[str, str], int] = {}
        self.addItem("")
        self._show()

    def set_value(self, value: tuple[str, str] | None) -> None:
        """(facet, value), or None for anything."""
        if value != self.value:
            self.value = value
            self._show()
            self.chosen.emit()

    def offer(self, held: Mapping[tuple[str, str], int]) -> None:
        """The menu holds these values, with how many items each would show, and the one that is chosen."""
        self._held = held

    def lets_through(self, item: Item) -> bool:
        """True where the item's card says so, or where anything is shown."""
        return self.value is None or any((facet, said) == self.value for facet, said, _ in item.card)

    def fill(self, menu: QMenu) -> None:
        anything = menu.addAction(tr("Like anything"))
        anything.triggered.connect(lambda: self.set_value(None))
        menu.addSeparator()
        for facet in OFFERED:
            values = [one for one in FACETS[facet] if (facet, one) in self._held or (facet, one) == self.value]
            inner = menu.addMenu(tr(FACET_NAMES[facet]).capitalize()) if values else menu
            for said in values:
                act = inner.addAction(f"{tr(said)}\t{self._held.get((facet, said), 0)}")
                act.triggered.connect(lambda _=False, value=(facet, said): self.set_value(value))
                if (facet, said) == self.value:
                    act.setIcon(icon("check", 16, tokens().accent))

    def _show(self) -> None:
        words = tr("Like anything") if self.value is None else tr(self.value[1])
        self.setItemText(0, words[:1].upper() + words[1:])
