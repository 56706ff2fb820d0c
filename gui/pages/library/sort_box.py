"""The order of the library: a choice whose menu is drawn by us, because Qt's own popup is cut off by a style sheet."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QMenu

from assistant.domain.entities import Item
from assistant.language.articles import without_article
from assistant.language.normalise import fold
from assistant.messages import mark, tr
from gui.look.icons import icon, pixmap
from gui.look.theme import theme, tokens

BEST = "best"
"""The order in which a search found them."""


def sort_key(text: str) -> str:
    """Lower case, without accents and without a leading article in English: “Die Hard” is no German title."""
    return without_article(fold(text), "en")


SORTS: dict[str, tuple[str, Callable[[Item], Any], bool]] = {
    "added": (mark("Recently added"), lambda item: item.added, True),
    "title": (mark("Title"), lambda item: sort_key(item.title), False),
    "creator": (
        mark("Author or artist"),
        lambda item: (not item.creators, sort_key(" ".join(item.creators[:1])), sort_key(item.title)),
        False,
    ),
    "year": (mark("Year"), lambda item: item.year or 0, True),
}
"""Order: its name, its key, whether it falls."""


class SortBox(QComboBox):
    """Offers “Best match” as long as something is searched for, and goes back to the order before it afterwards."""

    def __init__(self) -> None:
        super().__init__()
        for name, (words, _, _) in SORTS.items():
            self.addItem(tr(words), name)
        self._before = self.order()
        self.setAccessibleName(tr("Sort by"))
        self.setFixedHeight(44)
        self.setMinimumWidth(164)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme().changed.connect(self.update)

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

    def showPopup(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place in range(self.count()):
            act = menu.addAction(self.itemText(place))
            act.triggered.connect(lambda _=False, place=place: self.setCurrentIndex(place))
            if place == self.currentIndex():
                act.setIcon(icon("check", 16, tokens().accent))
                menu.setActiveAction(act)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        drawing = pixmap("down", 14, tokens().soft, self.devicePixelRatioF())
        QPainter(self).drawPixmap(self.width() - 26, (self.height() - 14) // 2, drawing)
