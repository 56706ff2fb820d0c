"""The journal's notes: what a person wrote or underlined, every change of theirs to be undone."""

import json
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

import apsw

from assistant.domain.errors import UnknownNote
from assistant.domain.notes import Colour, Note, NoteKind
from assistant.domain.rows import Row
from assistant.storage.database import Database
from assistant.storage.serialisation import pack_text, unpack_text

_ITEM = "coalesce((SELECT whole FROM joined WHERE part = notes.item), notes.item)"
"""What a note belongs to now: a note of what became a part of a work is the work's."""
_NOTE = f"SELECT id, {_ITEM}, kind, text, place, at, source, colour FROM notes"

OF_ITEM = f"""
    WITH wanted (id) AS (SELECT ?)
    {_NOTE}
    WHERE removed = 0 AND notes.item IN (
        SELECT id FROM wanted WHERE id NOT IN (SELECT part FROM joined)
        UNION ALL SELECT part FROM joined WHERE whole = (SELECT id FROM wanted)
    )
    ORDER BY at IS NULL, at, notes.id
"""
"""The notes of an item: its own, unless it became a part of another, and those of its parts; found by the index."""


class Notes:
    """The part of the journal that holds notes. May be called from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, item_id: str | None = None) -> list[Note]:
        """The notes, or those of one item, as they stand in the book where that is known, else by their time."""
        if item_id is None:
            found = self._database.rows(f"{_NOTE} WHERE removed = 0 ORDER BY {_ITEM}, at IS NULL, at, id")
        else:
            found = self._database.rows(OF_ITEM, (item_id,))
        return [_note(row) for row in found]

    def get(self, note_id: str) -> Note:
        """Raises UnknownNote."""
        found = self._database.rows(f"{_NOTE} WHERE removed = 0 AND id = ?", (_number(note_id),))
        if not found:
            raise UnknownNote(note_id)
        return _note(found[0])

    def version(self) -> int:
        """Grows with every change of a note, whichever process made it."""
        return int(self._database.value("SELECT value FROM counters WHERE name = 'notes'"))

    # By the person

    def write(self, note: Note) -> Note:
        """Adds a note of the person's own; its id is given to it here. undo() takes it away again."""
        with self._database.atomic() as db:
            number = _insert(db, note, _known_by(note, db))
            self._remember(db, number, None)
        return self.get(f"n{number}")

    def edit(self, note_id: str, text: str, *, joined: bool = False) -> Note:
        """Gives a note another text. With `joined` the change is one with the last, if that was of the same note: so
        what was saved while somebody typed is undone at once. Raises UnknownNote."""
        before = self.get(note_id)
        if before.text == text:
            return before
        number = _number(note_id)
        with self._database.atomic() as db:
            last = db.execute(f"{_LAST_CHANGE}").fetchone()
            if not (joined and last is not None and last[1] == number):
                self._remember(db, number, _state(before))
            db.execute("UPDATE notes SET text = ? WHERE id = ?", (pack_text(text), number))
            self._count()
        return self.get(note_id)

    def colour(self, note_id: str, colour: Colour) -> Note:
        """Gives a highlight another colour. Raises UnknownNote."""
        before = self.get(note_id)
        if before.colour is colour:
            return before
        with self._database.atomic() as db:
            self._remember(db, _number(note_id), _state(before))
            db.execute("UPDATE notes SET colour = ? WHERE id = ?", (colour, _number(note_id)))
        return self.get(note_id)

    def remove(self, note_id: str) -> Note:
        """Takes a note away. An import of the same does not bring it back; undo() does. Raises UnknownNote."""
        before = self.get(note_id)
        with self._database.atomic() as db:
            self._remember(db, _number(note_id), _state(before))
            db.execute("UPDATE notes SET removed = 1 WHERE id = ?", (_number(note_id),))
        return before

    def undo(self) -> Note | None:
        """Takes the person's last change of a note back and returns that note as it was before the undo, or as it
        stands now if it had been removed; again for the one before. None when none is left."""
        with self._database.atomic() as db:
            last = db.execute(_LAST_CHANGE).fetchone()
            if last is None:
                return None
            change, number, before = last
            db.execute("UPDATE note_changes SET undone = 1 WHERE num = ?", (change,))
            found = _note(next(db.execute(f"{_NOTE} WHERE id = ?", (number,))))
            if before is None:
                db.execute("UPDATE notes SET removed = 1 WHERE id = ?", (number,))
            else:
                was: Row = json.loads(before)
                # A change that was written down before highlights had colours leaves the colour as it is.
                db.execute(
                    "UPDATE notes SET text = ?, removed = ?, colour = coalesce(?, colour) WHERE id = ?",
                    (pack_text(was["text"]), was["removed"], was.get("colour"), number),
                )
            self._count()
        return found

    # From other programs

    def take_in(self, notes: Sequence[Note]) -> int:
        """Adds those that were never here, known by item, kind, place and the text that they came with; returns how
        many. What the person removed or changed since stays so."""
        added = 0
        with self._database.atomic() as db:
            for note in notes:
                _insert(db, note, digest_of(note))
                added += db.changes()
            if added:
                self._count()
        return added

    def move(self, item_id: str, other_id: str) -> int:
        """Lets all notes of an item belong to another, with what is known of the work that they wait for; returns how
        many notes moved. What the other has already is not doubled."""
        with self._database.atomic() as db:
            db.execute("UPDATE OR IGNORE notes SET item = ? WHERE item = ?", (other_id, item_id))
            moved = db.changes()
            db.execute("DELETE FROM notes WHERE item = ?", (item_id,))
            moved += db.changes()
            db.execute("DELETE FROM noted_works WHERE item = ?", (item_id,))
            if moved:
                self._count()
        return moved

    def await_work(self, item_id: str, work: Row) -> None:
        """Remembers, as JSON, the work that notes speak of and that is not in the library yet."""
        with self._database.atomic() as db:
            db.execute(
                "INSERT INTO noted_works VALUES (?, ?) ON CONFLICT (item) DO UPDATE SET work = excluded.work",
                (item_id, json.dumps(work)),
            )

    def awaited_works(self) -> dict[str, Row]:
        """{item id: the work as JSON} of what await_work() remembers."""
        return {str(row[0]): json.loads(row[1]) for row in self._database.rows("SELECT item, work FROM noted_works")}

    def arrived(self, item_ids: Iterable[str]) -> None:
        """Their works are in the library now."""
        with self._database.atomic() as db:
            db.executemany("DELETE FROM noted_works WHERE item = ?", ((item_id,) for item_id in item_ids))

    # Within

    def _remember(self, db: apsw.Connection, number: int, before: Row | None) -> None:
        row = (number, None if before is None else json.dumps(before))
        db.execute("INSERT INTO note_changes (note, before) VALUES (?, ?)", row)
        self._count()

    def _count(self) -> None:
        self._database.count_change("changes", "taste", "notes")


_COLOURS = {colour.value: colour for colour in Colour}
_LAST_CHANGE = "SELECT num, note, before FROM note_changes WHERE undone = 0 ORDER BY num DESC LIMIT 1"


def _state(note: Note) -> Row:
    """What undo brings back of a note that stands."""
    return {"text": note.text, "removed": 0, "colour": note.colour}


def digest_of(note: Note) -> bytes:
    """What a note of an item is known by: its kind, place and text."""
    parts = (note.kind, note.place, " ".join(note.text.split()))
    return blake2b(b"\0".join(map(pack_text, parts)), digest_size=16).digest()


def _known_by(note: Note, db: apsw.Connection) -> bytes | None:
    """Of a note written here: the same may be written twice, and is known once."""
    key = digest_of(note)
    taken = db.execute("SELECT 1 FROM notes WHERE item = ? AND known_by = ?", (note.item_id, key)).fetchone()
    return key if taken is None else None


def _insert(db: apsw.Connection, note: Note, known_by: bytes | None) -> int:
    text, place, source = pack_text(note.text), pack_text(note.place), pack_text(note.source)
    db.execute(
        "INSERT INTO notes (item, kind, text, place, at, source, known_by, colour) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (item, known_by) DO NOTHING",
        (note.item_id, note.kind, text, place, note.at, source, known_by, note.colour),
    )
    return db.last_insert_rowid()


def _note(row: Sequence[Any]) -> Note:
    number, item_id, kind, text, place, at, source, colour = row
    words, where, program = (unpack_text(one) for one in (text, place, source))
    # A later version may know more colours.
    return Note(f"n{number}", item_id, NoteKind(kind), words, where, at, program, _COLOURS.get(colour, Colour.YELLOW))


def _number(note_id: str) -> int:
    number = note_id.strip().lower().removeprefix("n")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else -1
