"""What a right click on works offers, wherever they stand: in the library, on For You, in a list, below a reply."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import QWidget

from assistant.domain.entities import Item
from assistant.domain.recordings import sounds
from assistant.domain.targets import Target
from assistant.messages import quoted, tr
from gui.look.labels import open_words
from gui.pages.item.radio_start import RADIO_WORDS, add_playing, start_radio
from gui.pages.library.bulk import Bulk
from gui.pages.registry import ShowsOne
from gui.shell.session import Session
from gui.widgets.menu import Menu


@runtime_checkable
class ShowsWork(Protocol):
    """A widget that stands for a work."""

    item: Item


def shown_work(widget: QWidget | None) -> tuple[QWidget, Item] | None:
    """The work that a widget, or what it lies in, stands for; a page that shows one has a menu of its own."""
    while widget is not None and not widget.isWindow() and not isinstance(widget, ShowsOne):
        if isinstance(widget, ShowsWork) and isinstance(widget.item, Item):
            return widget, widget.item
        widget = widget.parentWidget()
    return None


def work_menu(parent: QWidget, session: Session, items: Sequence[Item], anchor: QWidget) -> Menu:
    """What can be done with one work, or with all of several; panels open beside `anchor`."""
    menu, bulk = Menu(parent), Bulk(session, parent)
    heard = [item for item in items if sounds(item)]
    only = items[0] if len(items) == 1 else None
    if only is not None:
        if only.path is not None or heard:
            menu.addAction(open_words(only)).triggered.connect(lambda: session.files.open(only))
        menu.addAction(tr("Details")).triggered.connect(lambda: session.item_wanted.emit(only.id))
        if heard:
            add_playing(menu, session, only)
        elif only.owned:
            menu.addAction(tr(RADIO_WORDS[only.kind])).triggered.connect(lambda: start_radio(session, only))
        menu.addSeparator()
    elif heard:
        menu.addAction(tr("Play")).triggered.connect(lambda: bulk.play(heard))
    bulk.fill_marks(menu.below(tr("Mark as")), items)
    bulk.fill_lists(menu.below(tr("Add to a list")), items)
    menu.addAction(tr("Edit…")).triggered.connect(lambda: bulk.edit(items, anchor))
    if only is not None:
        _add_places(menu, session, only)
    return menu


def _add_places(menu: Menu, session: Session, item: Item) -> None:
    """Where its file is, and that it is never to be recommended."""
    menu.addSeparator()
    if (path := item.path) is not None:
        menu.addAction(tr("Open in its usual program")).triggered.connect(lambda: session.files.open_outside(item))
        menu.addAction(tr("Show in folder")).triggered.connect(lambda: session.files.show_in_folder(path))
    said = tr("{title} is never recommended.", title=quoted(item.title))
    never = menu.addAction(tr("Never recommend this"))
    never.triggered.connect(lambda: session.hide(Target.item(item.id), said))
