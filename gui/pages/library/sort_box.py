"""The order of the library."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QCollator, QCollatorSortKey, QLocale

from assistant.domain.entities import Item
from assistant.language.names.articles import sorted_by
from assistant.messages import mark, tr
from gui.widgets.fields import MenuBox

BEST = "best"
"""The order in which a search found them."""


@lru_cache(maxsize=65_536)
def sort_key(text: str, locale: str) -> QCollatorSortKey:
    """Where a text stands in the alphabet of a locale such as "sv_SE", numbers by their value."""
    collator = QCollator(QLocale(locale))
    collator.setNumericMode(True)
    collator.setIgnorePunctuation(True)
    return collator.sortKey(text)


def place_of(text: str) -> QCollatorSortKey:
    return sort_key(text, QLocale().name())


def by_title(item: Item) -> QCollatorSortKey:
    return place_of(sorted_by(item.title, item.language))


SORTS: dict[str, tuple[str, Callable[[Item], Any], bool]] = {
    "added": (mark("Recently added"), lambda item: item.added, True),
    "title": (mark("Title"), by_title, False),
    "creator": (
        mark("Author or artist"),
        lambda item: (not item.creators, place_of(" ".join(item.creators[:1])), by_title(item)),
        False,
    ),
    "year": (mark("Year"), lambda item: item.year or 0, True),
}
"""Order: its name, its key, whether it falls."""


class SortBox(MenuBox):
    """Offers “Best match” as long as something is searched for, and goes back to the order before it afterwards."""

    def __init__(self) -> None:
        super().__init__(tr("Sort by"))
        for name, (words, _, _) in SORTS.items():
            self.addItem(tr(words), name)
        self._before = self.order()

    def order(self) -> str:
        """A name of SORTS, or BEST."""
        return str(self.currentData())

    def follow_search(self, searching: bool) -> None:
        """Begin or end a search; announces no change, for whoever searches reads anew in any case."""
        offered = self.findData(BEST) >= 0
        if searching == offered:
            return
        self.blockSignals(True)
        if searching:
            self._before = self.order()
            self.insertItem(0, tr("Best match"), BEST)
            self.setCurrentIndex(0)
        else:
            chosen = self._before if self.order() == BEST else self.order()
            self.removeItem(self.findData(BEST))
            self.setCurrentIndex(self.findData(chosen))
        self.blockSignals(False)
