"""The second space of library.db: vectors of an encoder that understands all languages."""

from collections.abc import Mapping, Sequence

import numpy as np

from assistant.domain.entities import Passage
from assistant.storage.database import Database
from assistant.storage.library.counted import changing
from assistant.storage.library.indexes import DIMENSIONS
from assistant.storage.library.item_rows import passages_of
from assistant.storage.library.vectors import Floats, Waiting, blobs, made_by, put_encoder
from assistant.storage.serialisation import load_item

WORLD = "world"
FIRST_PASSAGES = 32
"""Of each item, so many passages get a vector of this space: how a work begins tells what it is about."""
_LACKING_ITEMS = "NOT EXISTS (SELECT 1 FROM world_items WHERE item = items.num)"
_LACKING_PASSAGES = (
    f"passages.position < {FIRST_PASSAGES} AND NOT EXISTS (SELECT 1 FROM world_passages WHERE passage = passages.id)"
)


class WorldVectors:
    """Items are without one until their own is made; a changed text drops it with the rest."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set_encoder(self, name: str) -> None:
        """Says which encoder makes the vectors from now on; those of another one are dropped."""
        if made_by(self._database, WORLD) != name:
            with changing(self._database, bulk=True) as db:
                db.execute("DELETE FROM world_items; DELETE FROM world_passages")
                put_encoder(db, WORLD, name)

    def are_by(self, name: str) -> bool:
        """Whether vectors of that encoder can be compared with these."""
        return made_by(self._database, WORLD) == name

    def waiting_items(self, limit: int) -> list[Waiting]:
        """Items that have no vector of this space yet."""
        found = self._database.rows(
            f"SELECT id, kind, path, data, fingerprint FROM items WHERE {_LACKING_ITEMS} ORDER BY num LIMIT ?", (limit,)
        )
        return [Waiting(load_item(*row[:4]), row[4]) for row in found]

    def waiting_passages(self, limit: int) -> list[Passage]:
        """Passages that have no vector of this space yet, the first of each item before the second of any."""
        order = f"WHERE {_LACKING_PASSAGES} ORDER BY passages.position, passages.id LIMIT ?"
        return passages_of(self._database, order, (limit,))

    def count_waiting(self) -> tuple[int, int]:
        """Items and passages that wait for their vector."""
        items = self._database.value(f"SELECT count(*) FROM items WHERE {_LACKING_ITEMS}")
        return int(items), int(self._database.value(f"SELECT count(*) FROM passages WHERE {_LACKING_PASSAGES}"))

    def set_item_vectors(self, made_from: Mapping[str, bytes], vectors: Floats) -> None:
        """Stores (n, 384) vectors of unit length for ids with the fingerprints of the texts they were made from; what
        went or changed meanwhile is passed over."""
        put = (
            "INSERT INTO world_items SELECT num, kind, ?3 FROM items WHERE id = ?1 AND fingerprint = ?2"
            " ON CONFLICT DO NOTHING"
        )
        rows = [(*pair, blob) for pair, blob in zip(made_from.items(), blobs(list(made_from), vectors), strict=True)]
        with changing(self._database, bulk=True) as db:
            db.executemany(put, rows)

    def set_passage_vectors(self, ids: Sequence[int], vectors: Floats) -> None:
        """Stores (n, 384) vectors of unit length. Passages that went meanwhile are passed over."""
        put = (
            "INSERT INTO world_passages SELECT passages.id, items.kind, ?2 FROM passages"
            " JOIN items ON items.num = passages.item WHERE passages.id = ?1 ON CONFLICT DO NOTHING"
        )
        with changing(self._database, bulk=True) as db:
            db.executemany(put, zip(ids, blobs(ids, vectors), strict=True))

    def item_vectors(self) -> tuple[list[str], Floats]:
        """Ids and their (n, 384) float32 vectors, in the order of items()."""
        rows = self._database.rows("SELECT id, vector FROM world_items JOIN items ON num = item ORDER BY num")
        joined = b"".join(row[1] for row in rows)
        return [row[0] for row in rows], np.frombuffer(joined, np.float32).reshape(-1, DIMENSIONS)
