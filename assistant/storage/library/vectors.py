"""The vectors of library.db: what lacks one, what has one, and what is nearest."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import apsw
import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Item, Passage
from assistant.storage.database import Database
from assistant.storage.library.counted import changing
from assistant.storage.library.indexes import DIMENSIONS
from assistant.storage.library.item_rows import passages_of
from assistant.storage.serialisation import load_item

Floats = NDArray[np.float32]
ENOUGH_PASSAGES = 3
"""An item with fewer passages has them in its first vector already."""
MAIN = "main"
_WAITING = "SELECT id, kind, path, data, fingerprint FROM items WHERE embedded = 0"


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item without a vector, and the fingerprint of the text that its vector will be made from."""

    item: Item
    fingerprint: bytes


class Vectors:
    """The part of the library that knows vectors."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting_items(self, limit: int, ids: Sequence[str] | None = None) -> list[Waiting]:
        """Items that have no vector yet, or whose text has changed since; of `ids` only, if they are given."""
        if ids is None:
            found = self._database.rows(f"{_WAITING} ORDER BY num LIMIT ?", (limit,))
        else:
            chosen = f"{_WAITING} AND id IN (SELECT value FROM json_each(?)) LIMIT ?"
            found = self._database.rows(chosen, (json.dumps(list(ids)), limit))
        return [Waiting(load_item(*row[:4]), row[4]) for row in found]

    def unembedded_passages(self, limit: int, ids: Sequence[str] | None = None) -> list[Passage]:
        """Passages that have no vector yet, the first of each item before the second of any; of `ids`, if given."""
        chosen = "" if ids is None else " AND items.id IN (SELECT value FROM json_each(?))"
        order = f"WHERE passages.embedded = 0{chosen} ORDER BY passages.position, passages.id LIMIT ?"
        return passages_of(self._database, order, (limit,) if ids is None else (json.dumps(list(ids)), limit))

    def count_unembedded_items(self) -> int:
        return int(self._database.value("SELECT count(*) FROM items WHERE embedded = 0"))

    def count_unembedded_passages(self) -> int:
        return int(self._database.value("SELECT count(*) FROM passages WHERE embedded = 0"))

    def uncombined_items(self, limit: int) -> list[str]:
        """Ids of items whose passages all have vectors that the item's own has not taken in yet."""
        found = self._database.rows(
            "SELECT id FROM items WHERE embedded = 1 AND NOT EXISTS"
            " (SELECT 1 FROM passages WHERE passages.item = items.num AND passages.embedded = 0) LIMIT ?",
            (limit,),
        )
        return [row[0] for row in found]

    def set_item_vectors(
        self,
        ids: Sequence[str],
        vectors: Floats,
        *,
        combined: bool = False,
        fingerprints: Mapping[str, bytes] | None = None,
    ) -> None:
        """Stores (n, 384) vectors of unit length. Items that went meanwhile are passed over, and so are those whose
        text is no longer that of the `fingerprints`.

        `combined`: the vectors hold what the passages say.
        """
        packed = blobs(ids, vectors)
        enough = f"(SELECT count(*) FROM passages WHERE item = ?1) >= {ENOUGH_PASSAGES}"
        state = "2" if combined else f"CASE WHEN {enough} THEN 1 ELSE 2 END"
        made_from = fingerprints or {}
        with changing(self._database, bulk=True) as db:
            for item_id, blob in zip(ids, packed, strict=True):
                row = db.execute(
                    "SELECT num, kind, fingerprint, embedded FROM items WHERE id = ?", (item_id,)
                ).fetchone()
                if row is None or made_from.get(item_id, row[2]) != row[2] or (combined and not row[3]):
                    continue
                db.execute("DELETE FROM item_vectors WHERE item = ?", (row[0],))
                db.execute("INSERT INTO item_vectors VALUES (?, ?, ?)", (row[0], row[1], blob))
                db.execute(f"UPDATE items SET embedded = {state} WHERE num = ?1", (row[0],))

    def set_encoder(self, name: str) -> None:
        """Says which encoder makes the vectors from now on; those of another one are dropped."""
        if made_by(self._database, MAIN) == name:
            return
        with changing(self._database, bulk=True) as db:
            # A library from before this was asked has the vectors of the encoder that it has now.
            if made_by(self._database, MAIN):
                db.execute("DELETE FROM item_vectors; DELETE FROM passage_vectors")
                db.execute("UPDATE items SET embedded = 0; UPDATE passages SET embedded = 0")
            put_encoder(db, MAIN, name)

    def are_by(self, name: str) -> bool:
        """Whether vectors of that encoder can be compared with these."""
        return made_by(self._database, MAIN) in ("", name)

    def set_passage_vectors(self, passage_ids: Sequence[int], vectors: Floats) -> None:
        """Stores (n, 384) vectors of unit length. Passages that went meanwhile are passed over."""
        packed = blobs(passage_ids, vectors)
        with changing(self._database, bulk=True) as db:
            db.executemany("DELETE FROM passage_vectors WHERE passage = ?", ((number,) for number in passage_ids))
            db.executemany(
                "INSERT INTO passage_vectors SELECT passages.id, items.kind, ?2 FROM passages"
                " JOIN items ON items.num = passages.item WHERE passages.id = ?1",
                zip(passage_ids, packed, strict=True),
            )
            db.executemany("UPDATE passages SET embedded = 1 WHERE id = ?", ((number,) for number in passage_ids))

    def item_vector(self, item_id: str) -> Floats | None:
        """(384,), or None where the item has none."""
        blob = self._database.value("SELECT vector FROM item_vectors JOIN items ON num = item WHERE id = ?", (item_id,))
        return None if blob is None else np.frombuffer(blob, np.float32)

    def passage_mean(self, item_id: str) -> Floats | None:
        """The mean of an item's passage vectors, of unit length, (384,); None without any."""
        total = np.zeros(DIMENSIONS, np.float32)
        for (blob,) in self._database.stream(
            "SELECT vector FROM passage_vectors JOIN passages ON passages.id = passage"
            " JOIN items ON items.num = passages.item WHERE items.id = ?",
            (item_id,),
        ):
            total += np.frombuffer(blob, np.float32)
        length = float(np.linalg.norm(total))
        return total / np.float32(length) if length else None

    def item_vectors(self) -> tuple[list[str], Floats]:
        """Ids and their (n, 384) float32 vectors, in the order of items()."""
        ids: list[str] = []
        joined = bytearray()
        for item_id, vector in self._database.stream(
            "SELECT id, vector FROM item_vectors JOIN items ON num = item ORDER BY num"
        ):
            ids.append(item_id)
            joined += vector
        return ids, np.frombuffer(joined, dtype=np.float32).reshape(-1, DIMENSIONS)


def made_by(database: Database, space: str) -> str:
    """The name of the encoder that made the vectors of a space; empty where nobody asked yet."""
    return str(database.value("SELECT name FROM encoders WHERE space = ?", (space,), ""))


def put_encoder(db: apsw.Connection, space: str, name: str) -> None:
    db.execute("INSERT INTO encoders VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name", (space, name))


def blobs(ids: Sequence[object], vectors: Floats) -> list[bytes]:
    """(n, 384) vectors as they are stored. Raises ValueError for others."""
    if vectors.shape != (len(ids), DIMENSIONS):
        raise ValueError(f"{len(ids)} vectors of {DIMENSIONS} numbers are wanted, not an array of {vectors.shape}")
    if not np.isfinite(vectors).all():
        raise ValueError("a vector holds numbers that are not finite")
    return [row.tobytes() for row in np.ascontiguousarray(vectors, dtype=np.float32)]
