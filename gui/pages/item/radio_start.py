"""A radio from an item, or what to read after it: made, kept as a list, opened, and taken back if one likes."""

from typing import TYPE_CHECKING

from assistant.domain.entities import Item, Kind
from assistant.messages import mark, quoted, tr
from gui.shell.session import Session

if TYPE_CHECKING:
    from assistant.app.changes import Changes
    from assistant.chat.services import SavedList

RADIO_WORDS = {
    Kind.MUSIC: mark("Start a radio from this"),
    Kind.BOOK: mark("What to read after this"),
    Kind.DOCUMENT: mark("What to read after this"),
}


def start_radio(session: Session, item: Item) -> None:
    """Opens the list that was made."""
    radio, lists = session.app.radio, session.app.lists

    def make() -> "Changes[SavedList]":
        return radio.keep(radio.made(item.id))

    def made(changes: "Changes[SavedList]") -> None:
        saved = changes.row
        back = lambda: session.run(lists.remove, saved.id)  # noqa: E731
        session.offer_undo(tr("Made: {title}.", title=quoted(saved.title)), back)
        session.list_wanted.emit(saved.id)

    session.run(make, done=made)
