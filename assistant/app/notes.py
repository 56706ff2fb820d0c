"""What the person wrote about items or underlined in them."""

import time
from collections.abc import Callable
from typing import TypeVar

from assistant.app.changes import Changes
from assistant.app.mutations import Mutations
from assistant.app.stores import Stores
from assistant.domain.notes import Colour, Note, NoteKind, check_note
from assistant.embedding.encoder import Embedder
from assistant.storage.derived import LAST_LIST
from assistant.storage.journal.purge import purge_notes
from indexers.notes.shelve import shelve_notes

Row = TypeVar("Row")


class NoteBook:
    """Every change can be taken back, but for `erase`."""

    def __init__(self, stores: Stores, encoder: Callable[[], Embedder], mutations: Mutations) -> None:
        self._library, self._journal, self._notes = stores.library, stores.journal, stores.journal.notes
        self._encoder = encoder
        self._mutations = mutations

    def all(self, item_id: str | None = None) -> list[Note]:
        """The notes of one item, or of all, those included whose item is not in the library."""
        return self._notes.all(item_id)

    def write(
        self,
        item_id: str,
        text: str,
        kind: NoteKind = NoteKind.NOTE,
        *,
        place: str = "",
        at: float | None = None,
        colour: Colour = Colour.YELLOW,
    ) -> Changes[Note]:
        """Add a note, a review, or a highlight in a colour. Raises UnknownItem, and UsageError for a text without
        words."""
        text = check_note(text)
        self._library.items.get(item_id)
        written = time.time() if at is None else at
        new = Note("", item_id, kind, text, place.strip(), written, colour=colour)
        return self._mutations.ranked(lambda: Changes(self._kept(self._notes.write(new)), notes=True))

    def edit(self, note_id: str, text: str, *, joined: bool = False) -> Changes[Note]:
        """Give a note another text; with `joined`, undo takes it back together with the change before, if that was of
        the same note. Raises UnknownNote and UsageError."""
        text = check_note(text)
        return self._mutations.ranked(
            lambda: Changes(self._kept(self._notes.edit(note_id, text, joined=joined)), notes=True)
        )

    def colour(self, note_id: str, colour: Colour) -> Changes[Note]:
        """Give a highlight another colour. Raises UnknownNote."""
        return self._mutations.plain(lambda: Changes(self._notes.colour(note_id, colour), notes=True))

    def remove(self, note_id: str) -> Changes[Note]:
        """Take a note away; importing it again does not bring it back. Raises UnknownNote."""
        return self._mutations.ranked(lambda: Changes(self._kept(self._notes.remove(note_id)), notes=True))

    def undo(self) -> Changes[Note | None]:
        """Take the last change of a note back; its row is None when there is none."""

        def undone() -> Changes[Note | None]:
            row = self._kept(self._notes.undo())
            return Changes(row, notes=row is not None)

        return self._mutations.ranked(undone)

    def erase(self) -> Changes[int]:
        """Destroy all notes for good, and say how many there were. No undo brings them back."""

        def erased() -> Changes[int]:
            # Its reasons may name what the notes say.
            self._library.derived.forget(LAST_LIST)
            return Changes(self._kept(purge_notes(self._journal)), notes=True)

        return self._mutations.ranked(erased)

    def _kept(self, row: Row) -> Row:
        """What was done, once search and ranking know of it."""
        shelve_notes(self._library, self._journal, self._encoder())
        return row
