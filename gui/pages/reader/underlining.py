"""What one underlines in the reader, or quotes in a note: kept with its place, marked in the text, and taken back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from assistant.domain.entities import Item
from assistant.domain.notes import Note, NoteKind
from assistant.messages import tr
from gui.pages.reader.leaf_view import LeafView
from gui.shell.session import Session


class Underlining(QObject):
    """The notes of the text in view. `place` names where in it one is, `words` what is searched for."""

    def __init__(
        self, session: Session, view: LeafView, place: Callable[[], str], words: Callable[[], str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._view, self._place, self._words = session, view, place, words
        self._item: Item | None = None
        self._notes: Sequence[Note] = ()
        view.underlined.connect(self.underline)
        view.noted.connect(self.quote)

    def show(self, item: Item | None, notes: Sequence[Note]) -> None:
        """The notes of an item from now on."""
        self._item, self._notes = item, notes

    def mark(self) -> None:
        """Paint what is underlined, and what is searched for."""
        underlined = [note.text for note in self._notes if note.kind is NoteKind.HIGHLIGHT]
        self._view.mark(underlined, self._words())

    def underline(self, words: str) -> None:
        """Keep words as underlined, with a way back."""
        if not words or self._item is None:
            return
        item, notes, place = self._item, self._session.app.notes, self._place()

        def write() -> list[Note]:
            notes.write(item.id, words, NoteKind.HIGHLIGHT, place=place)
            return notes.all(item.id)

        def back() -> None:
            self._session.run(notes.undo, done=lambda _: self._read())

        def written(found: list[Note]) -> None:
            self._take(found)
            self._session.undos.offer(tr("Underlined."), back)

        self._session.run(write, done=written)

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
