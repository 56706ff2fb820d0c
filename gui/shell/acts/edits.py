"""What an item is, put right from any page, each time with an undo."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.domain.entities import Item
from assistant.domain.rows import Row, RowView
from assistant.messages import quoted, tr

if TYPE_CHECKING:
    from gui.shell.session import Session


class Edits:
    """Fields, facets and wishes of the person's own."""

    def __init__(self, session: "Session") -> None:
        self._session = session

    def edit(self, item: Item, changes: dict[str, str | None]) -> None:
        """Set fields of an item right, and offer to take that back."""

        def write() -> Row:
            before = dict(self._session.app.library.edits(item.id))
            self.write(item.id, changes)
            return before

        self._session.run(write, done=lambda before: self.follow(item, changes, before))

    def write(self, item_id: str, changes: RowView) -> None:
        """On a lane: each field's new value; None takes an earlier edit of it back."""
        for name, value in changes.items():
            self._session.app.library.edit(item_id, name, value)

    def follow(self, item: Item, changes: RowView, before: RowView) -> None:
        """Say that it is written, and let the pages follow."""
        old = {name: before.get(name) for name in changes}

        def back() -> None:
            self._session.run(self.write, item.id, old)

        self._session.undos.offer(tr("Saved: {title}", title=quoted(item.title)), back)
        self._session.covers.forget(item.id)

    def set_card(self, item: Item, facet: str, values: Sequence[str] | None) -> None:
        """The person's word on a facet of an item's card, or None to take it back; and offer to undo that."""
        cards = self._session.app.cards

        def write() -> tuple[str, ...] | None:
            before = cards.own(item.id).get(facet)
            cards.set(item.id, facet, values)
            return before

        def written(before: tuple[str, ...] | None) -> None:
            said = tr("Saved: {title}", title=quoted(item.title))
            self._session.undos.offer(said, lambda: self._session.run(cards.set, item.id, facet, before))

        self._session.run(write, done=written)

    def remove_wish(self, item: Item) -> None:
        """Take a work that is not owned off the list."""

        def gone(_: object) -> None:
            self._session.say(tr("{title} is off your wish list.", title=quoted(item.title)))
            self._session.place_wanted.emit("library")

        self._session.run(self._session.app.library.remove_wish, item.id, done=gone)
