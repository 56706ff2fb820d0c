"""The journal's notes as the library searches them: their words, and the vectors of those that tell most of a person.

A copy of what the journal holds, so that it can be rebuilt. Its changes are counted apart: the
catalogue that is ranked holds nothing of it, and need not be read anew for a note.
"""

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Kind
from assistant.domain.notes import Note
from assistant.storage.database import Database
from assistant.storage.library.words.word_forms import sought_words
from assistant.storage.serialisation import clean_text

Floats = NDArray[np.float32]
SEARCHED = 50_000
"""Characters of a note that are searched."""


class Noted:
    """The part of the library that holds notes. Numbers are those of the journal: “n7” is 7."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def version(self) -> int:
        """Grows with every change of the copy or of a vector."""
        return int(self._database.value("SELECT value FROM counters WHERE name = 'notes'"))

    def keep(self, notes: Sequence[Note]) -> None:
        """Makes this the copy of these notes, and of no others. A note of another text or item loses its vector."""
        known = {int(num): (item, bytes(mark)) for num, item, mark in self._database.rows(_KNOWN)}
        wanted = {_number(note): note for note in notes}
        gone = [num for num in known if num not in wanted]
        fresh = [num for num, note in wanted.items() if known.get(num) != (note.item_id, mark_of(note.text))]
        if not gone and not fresh:
            return
        with self._database.atomic(bulk=len(fresh) > 1000) as db:
            db.executemany("DELETE FROM noted WHERE note = ?", ((num,) for num in (*gone, *fresh)))
            rows = ((num, wanted[num].item_id, mark_of(wanted[num].text), _searched(wanted[num])) for num in fresh)
            db.executemany("INSERT INTO noted (note, item, mark, text) VALUES (?, ?, ?, ?)", rows)
            self._database.count_change("notes")

    def without_vector(self, note_ids: Iterable[str]) -> list[str]:
        """Those of some notes that are here and lack a vector."""
        lacking = {f"n{row[0]}" for row in self._database.rows("SELECT note FROM noted WHERE vector IS NULL")}
        return [note_id for note_id in note_ids if note_id in lacking]

    def set_vectors(self, notes: Sequence[Note], vectors: Floats) -> None:
        """(notes, 384) vectors of unit length. A note that changed meanwhile goes on without."""
        rows = [
            (np.ascontiguousarray(vector, np.float32).tobytes(), _number(note), mark_of(note.text))
            for note, vector in zip(notes, vectors, strict=True)
        ]
        with self._database.atomic() as db:
            db.executemany("UPDATE noted SET vector = ? WHERE note = ? AND mark = ?", rows)
            self._database.count_change("notes")

    def vectors(self) -> dict[str, bytes]:
        """{note id: its vector of 384 float32} of all notes that have one."""
        return {f"n{num}": bytes(vector) for num, vector in self._database.rows(_VECTORS)}

    def text(
        self, query: str, kind: Kind | None, n: int, *, every: bool = False, typing: bool = False
    ) -> list[tuple[str, str]]:
        """(item id, note id) by BM25, best first; the best note of each item. With `every` a note has to hold all words
        of the query, and with `typing` the last of them counts as the beginning of one."""
        words = sought_words(self._database, query, ("noted_fts",))
        if not words or n <= 0:
            return []
        last = words[-1]
        match = (" AND " if every else " OR ").join(f"({word.match(typing=typing and word is last)})" for word in words)
        found = self._database.rows(_BY_WORDS, (match, kind, n))
        return [(str(item), f"n{note}") for item, note, _ in found]

    def near(self, vector: Floats, kind: Kind | None, n: int, floor: float) -> list[tuple[str, str]]:
        """(item id, note id) by cosine from `floor` on, best first, of the notes that have a vector."""
        rows = self._database.rows(_BY_MEANING, (kind,))
        if not rows or not np.any(vector):
            return []
        near = np.frombuffer(b"".join(row[2] for row in rows), np.float32).reshape(len(rows), -1) @ vector
        order = [int(k) for k in np.argsort(-near, kind="stable") if near[k] >= floor]
        best: dict[str, str] = {}
        for k in order:
            best.setdefault(str(rows[k][0]), f"n{rows[k][1]}")
        return list(best.items())[:n]

    def texts(self, note_ids: Iterable[str]) -> Mapping[str, str]:
        """{note id: its text, as it is searched}."""
        found = ((note_id, self._database.value(_TEXT, (int(note_id[1:]),))) for note_id in note_ids)
        return {note_id: str(text) for note_id, text in found if text is not None}


_KNOWN = "SELECT note, item, mark FROM noted"
_VECTORS = "SELECT note, vector FROM noted WHERE vector IS NOT NULL ORDER BY note"
_TEXT = "SELECT text FROM noted WHERE note = ?"
_BY_WORDS = (
    "SELECT noted.item, noted.note, min(found.rank) AS best FROM noted_fts AS found"
    " JOIN noted ON noted.note = found.rowid JOIN items ON items.id = noted.item"
    " WHERE noted_fts MATCH ?1 AND (?2 IS NULL OR items.kind = ?2) GROUP BY noted.item ORDER BY best LIMIT ?3"
)
_BY_MEANING = (
    "SELECT noted.item, noted.note, noted.vector FROM noted JOIN items ON items.id = noted.item"
    " WHERE noted.vector IS NOT NULL AND (?1 IS NULL OR items.kind = ?1) ORDER BY noted.note"
)


def mark_of(text: str) -> bytes:
    """Changes when the text does."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _searched(note: Note) -> str:
    return clean_text(note.text[:SEARCHED])


def _number(note: Note) -> int:
    return int(note.id.removeprefix("n"))
