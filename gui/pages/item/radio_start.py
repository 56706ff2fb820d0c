"""Lists that begin with an item: a radio, a path, a mix, a bundle. Each is kept, opened, and can be taken back."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from assistant.domain.entities import Item, Kind
from assistant.messages import mark, quoted, tr
from gui.pages.item.item_chooser import choose_item
from gui.shell.session import Session
from gui.widgets.menu import Menu

if TYPE_CHECKING:
    from assistant.app.changes import Changes
    from assistant.chat.services import SavedList

RADIO_WORDS = {
    Kind.MUSIC: mark("Make a radio list from this"),
    Kind.BOOK: mark("What to read after this"),
    Kind.DOCUMENT: mark("What to read after this"),
}


def start_radio(session: Session, item: Item, *, to: str = "", plus: str = "", minus: str = "") -> None:
    """Opens the list that was made: what follows the item, on its way `to` another, with something of `plus` and
    nothing like `minus` (item ids)."""
    from assistant.domain.relations import Mix

    radio = session.app.radio
    mix = Mix((plus,) if plus else (), (minus,) if minus else ())
    _open_made(session, lambda: radio.keep(radio.made(item.id, to, mix=mix)))


def play_radio(session: Session, item: Item) -> None:
    """Plays the item and what follows it, without a list that would stay."""
    session.play_expected.emit()
    radio = session.app.radio
    session.run(lambda: radio.made(item.id).items, done=lambda items: session.play_wanted.emit(items, ""))


def add_playing(menu: Menu, session: Session, item: Item) -> None:
    """Play what sounds, next or at the end of what plays, or with what follows from it."""
    menu.addAction(tr("Play next")).triggered.connect(lambda: session.queue_wanted.emit(item, True))
    menu.addAction(tr("Add to the queue")).triggered.connect(lambda: session.queue_wanted.emit(item, False))
    if item.kind is Kind.MUSIC:
        menu.addAction(tr("Play a radio from this")).triggered.connect(lambda: play_radio(session, item))


def add_lists(menu: Menu, session: Session, item: Item, anchor: QWidget) -> None:
    """What else can be made of an item, in a menu of its own; another work is chosen in a panel beside `anchor`."""
    below = menu.below(tr("Other lists from this"))
    told: tuple[tuple[str, Callable[[Item], object]], ...] = (
        (tr("A path from this to…"), lambda other: start_radio(session, item, to=other.id)),
        (tr("This, with something of…"), lambda other: start_radio(session, item, plus=other.id)),
        (tr("This, but nothing like…"), lambda other: start_radio(session, item, minus=other.id)),
    )
    for words, done in told:
        act = below.addAction(words)
        act.triggered.connect(lambda _=False, words=words, done=done: choose_item(session, words, item, anchor, done))
    bundles = session.app.bundles
    around = below.addAction(tr("A bundle around this"))
    around.triggered.connect(lambda: _open_made(session, lambda: bundles.keep(bundles.made(item))))


def _open_made(session: Session, make: "Callable[[], Changes[SavedList]]") -> None:
    lists = session.app.lists

    def made(changes: "Changes[SavedList]") -> None:
        saved = changes.row
        back = lambda: session.run(lists.remove, saved.id)  # noqa: E731
        session.undos.offer(tr("Made: {title}.", title=quoted(saved.title)), back)
        session.list_wanted.emit(saved.id)

    session.run(make, done=made)
