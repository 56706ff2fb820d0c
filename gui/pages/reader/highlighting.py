"""What one highlights in the reader, or quotes in a note: kept with its place, marked in the text, and taken back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from assistant.domain.entities import Item
from assistant.domain.notes import Colour, Note, NoteKind
from assistant.messages import tr
from gui.pages.reader.leaf_view import LeafView, Mark
from gui.shell.session import Session


class Highlighting(QObject):
    """The notes of the text in view. `place` names where the selection is, `words` what is searched for."""

    def __init__(
        self, session: Session, view: LeafView, place: Callable[[], str], words: Callable[[], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._view, self._place, self._words = session, view, place, words
        self._item: Item | None = None
        self._notes: Sequence[Note] = ()
        view.highlighted.connect(self.highlight)
        view.unmarked.connect(self.remove)
        view.noted.connect(self.quote)

    def show(self, item: Item | None, notes: Sequence[Note]) -> None:
        """The notes of an item from now on."""
        self._item, self._notes = item, notes

    def mark(self) -> None:
        """Paint what is highlighted, and what is searched for."""
        self._view.mark([_mark(note) for note in self._highlights()], self._words())

    def highlight(self, words: str, colour: Colour) -> None:
        """Keep words in a colour, or give those that are kept another, with a way back."""
        if not words or self._item is None:
            return
        item, notes, place = self._item, self._session.app.notes, self._place()
        known = next((note for note in self._highlights() if note.text == words), None)

        def write() -> list[Note]:
            if known is not None:
                notes.colour(known.id, colour)
            else:
                notes.write(item.id, words, NoteKind.HIGHLIGHT, place=place, colour=colour)
            return notes.all(item.id)

        self._view.deselect()
        self._change(write, tr("Highlighted."))

    def remove(self, marked: Mark) -> None:
        """Keep a highlight no longer, with a way back."""
        known = next((note for note in self._highlights() if _mark(note) == marked), None)
        if known is None or self._item is None:
            return
        item, notes = self._item, self._session.app.notes

        def write() -> list[Note]:
            notes.remove(known.id)
            return notes.all(item.id)

        self._change(write, tr("The highlight is removed."))

    def _change(self, write: Callable[[], list[Note]], said: str) -> None:
        undo = self._session.app.notes.undo

        def written(found: list[Note]) -> None:
            self._take(found)
            self._session.undos.offer(said, lambda: self._session.run(undo, done=lambda _: self._read()))

        self._session.run(write, done=written)

    def _highlights(self) -> list[Note]:
        return [note for note in self._notes if note.kind is NoteKind.HIGHLIGHT]

    def quote(self, words: str) -> None:
        """Begin a note with words of the text, and go to where it is written."""
        if not words or self._item is None:
            return
        item, place = self._item, self._place()
        notes = self._session.app.notes
        text = "".join(f"> {line}\n" for line in words.split("\n"))

        def written(_: object) -> None:
            self._session.item_wanted.emit(item.id)
            self._session.say(tr("The words are quoted in a note. Write yours below them."))

        self._session.run(lambda: notes.write(item.id, text, NoteKind.NOTE, place=place), done=written)

    def _read(self) -> None:
        if self._item is not None:
            self._session.run(self._session.app.notes.all, self._item.id, done=self._take, key="reader-notes")

    def _take(self, notes: Sequence[Note]) -> None:
        self._notes = notes
        self.mark()


def _mark(note: Note) -> Mark:
    return Mark(note.text, note.place, note.colour)
