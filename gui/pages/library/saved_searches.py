"""Searches that are kept: the words, the kind and the filters, each under a name that says them."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from assistant.domain.kinds import MANY
from assistant.domain.rows import Row
from assistant.messages import mark, quoted, tr
from gui.look.labels import kind_of
from gui.pages.library.facets import facets
from gui.shell.session import Session
from gui.widgets.fields import InPlaceEdit
from gui.widgets.layouts import vertical
from gui.widgets.menu import Menu
from gui.widgets.popover import Popover
from gui.widgets.text import PARTED

if TYPE_CHECKING:
    from gui.pages.library.page import LibraryPage

MOST = 40
LONGEST = 80
"""Characters of a name in the menu."""
MENU = mark("Saved searches and more")


class SavedSearches:
    """What the library page asks for, kept and asked for again."""

    def __init__(self, session: Session, page: "LibraryPage") -> None:
        self._session, self._page = session, page
        self.menu: Menu | None = None
        """The one that was opened last."""

    def offer(self, anchor: QWidget) -> None:
        """The menu, as soon as what was kept is read."""
        read = self._session.app.library.searches
        self._session.run(read, done=lambda found: self._show(found, anchor), key="searches")

    def _show(self, found: list[Row], anchor: QWidget) -> None:
        asked = self._page.asked()
        if self.menu is not None:
            self.menu.deleteLater()
        menu = self.menu = Menu(anchor, stays=True)
        save = menu.addAction(tr("Save this search"))
        save.setEnabled(bool(name_of(asked)) and asked not in [_asked(one) for one in found])
        save.triggered.connect(lambda: self._keep([*found, asked][-MOST:], found, tr("Saved: {search}"), asked))
        if found:
            menu.addSeparator()
            for one in found:
                menu.addAction(_in_menu(one)).triggered.connect(partial(self._page.ask_again, one))
            menu.addSeparator()
            named = menu.below(tr("Rename a saved search"))
            below = menu.below(tr("Remove a saved search"))
            for one in found:
                named.addAction(_in_menu(one)).triggered.connect(partial(self._rename, one, found, anchor))
                left = [other for other in found if other != one]
                act = below.addAction(_in_menu(one))
                act.triggered.connect(partial(self._keep, left, found, tr("Removed: {search}"), one))
        menu.addSeparator()
        far = menu.addAction(tr("Map of your library"))
        far.triggered.connect(lambda: self._session.place_wanted.emit("map"))
        twice = menu.addAction(tr("Duplicates"))
        twice.triggered.connect(lambda: self._session.place_wanted.emit("duplicates"))
        menu.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 4)))

    def _rename(self, meant: Row, found: list[Row], anchor: QWidget, _: bool = False) -> None:
        """A name of the person's own; an empty one gives back what the search says by itself."""
        field = InPlaceEdit(name_of(meant), tr("Name of the search"))
        holder = QWidget()
        vertical(0, holder, margins=(0, 4, 8, 0)).addWidget(field)
        popover = Popover(tr("Rename a saved search"), holder, self._page.window())

        def keep() -> None:
            popover.dismiss()
            named = {**_asked(meant), "name": field.text().strip()[:LONGEST]}
            if name_of(named) != name_of(meant):
                now = [named if one == meant else one for one in found]
                self._keep(now, found, tr("Renamed: {search}"), named)

        field.returnPressed.connect(keep)
        field.left.connect(popover.dismiss)
        popover.show_beside(anchor)
        field.setFocus(Qt.FocusReason.PopupFocusReason)
        field.selectAll()

    def _keep(self, now: list[Row], before: list[Row], said: str, meant: Row, _: bool = False) -> None:
        run, keep = self._session.run, self._session.app.library.keep_searches
        words = said.format(search=quoted(name_of(meant)))
        run(keep, now, done=lambda _: self._session.undos.offer(words, lambda: run(keep, before)))


def name_of(asked: Row) -> str:
    """The name that it was given, or else what a search asks for, in words; empty where it asks for nothing."""
    if given := str(asked.get("name", "")):
        return given
    kind = kind_of(str(asked["kind"]))
    chosen = {name: values for name, values in asked["chosen"].items() if name in facets()}
    words = [facets()[name].words(value) for name, values in chosen.items() for value in values]
    return PARTED.join(filter(None, (str(asked["query"]), tr(MANY[kind]) if kind else "", *words)))


def _asked(kept: Row) -> Row:
    """A search without the name that it was given."""
    return {key: value for key, value in kept.items() if key != "name"}


def _in_menu(asked: Row) -> str:
    name = name_of(asked)
    return (name if len(name) <= LONGEST else name[: LONGEST - 1] + "…").replace("&", "&&")
