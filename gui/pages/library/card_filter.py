"""Shows only what is of one mood, for one occasion or otherwise like this, as the items' cards say."""

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
        self.addItem("")
        self._show()

    def set_value(self, value: tuple[str, str] | None) -> None:
        """(facet, value), or None for anything."""
        if value != self.value:
            self.value = value
            self._show()
            self.chosen.emit()

    def lets_through(self, item: Item) -> bool:
        """True where the item's card says so, or where anything is shown."""
        return self.value is None or any((facet, said) == self.value for facet, said, _ in item.card)

    def fill(self, menu: QMenu) -> None:
        anything = menu.addAction(tr("Like anything"))
        anything.triggered.connect(lambda: self.set_value(None))
        menu.addSeparator()
        for facet in OFFERED:
            inner = menu.addMenu(tr(FACET_NAMES[facet]).capitalize())
            for said in (one for one in FACETS[facet] if one != "none"):
                act = inner.addAction(tr(said))
                act.triggered.connect(lambda _=False, value=(facet, said): self.set_value(value))
                if (facet, said) == self.value:
                    act.setIcon(icon("check", 16, tokens().accent))

    def _show(self) -> None:
        words = tr("Like anything") if self.value is None else tr(self.value[1])
        self.setItemText(0, words[:1].upper() + words[1:])
