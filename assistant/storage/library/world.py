"""The second space of library.db: vectors of an encoder that understands all languages."""

import json
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Passage
from assistant.storage.database import Database
from assistant.storage.library.counted import changing
from assistant.storage.library.indexes import DIMENSIONS
from assistant.storage.library.item_rows import passages_of
from assistant.storage.library.vectors import Floats, Waiting, blobs, made_by, put_encoder
from assistant.storage.serialisation import load_item

WORLD, TOKENS = "world", "tokens"
Kept = NDArray[np.int8]
FIRST_PASSAGES = 32
"""Of each item, so many passages get a vector of this space: how a work begins tells what it is about."""
_LACKING_ITEMS = "NOT EXISTS (SELECT 1 FROM world_items WHERE item = items.num)"
_LACKING_TOKENS = f"({_LACKING_ITEMS} OR NOT EXISTS (SELECT 1 FROM world_tokens WHERE item = items.num))"
_LACKING_PASSAGES = (
    f"passages.position < {FIRST_PASSAGES} AND NOT EXISTS (SELECT 1 FROM world_passages WHERE passage = passages.id)"
)


class WorldVectors:
    """Items are without one until their own is made; a changed text drops it with the rest."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set_encoder(self, name: str, basis: str = "") -> None:
        """Says which encoder makes the vectors from now on, and by which basis the states of tokens are kept, if any;
        those of another one are dropped."""
        if made_by(self._database, WORLD) != name:
            with changing(self._database, bulk=True) as db:
                db.execute("DELETE FROM world_items; DELETE FROM world_passages")
                put_encoder(db, WORLD, name)
        if made_by(self._database, TOKENS) != basis:
            with changing(self._database, bulk=True) as db:
                db.execute("DELETE FROM world_tokens")
                put_encoder(db, TOKENS, basis)

    def are_by(self, name: str) -> bool:
        """Whether vectors of that encoder can be compared with these."""
        return made_by(self._database, WORLD) == name

    def tokens_are_by(self, basis: str) -> bool:
        """Whether states of tokens by that basis can be compared with these."""
        return made_by(self._database, TOKENS) == basis

    @property
    def _lacking(self) -> str:
        return _LACKING_TOKENS if made_by(self._database, TOKENS) else _LACKING_ITEMS

    def waiting_items(self, limit: int) -> list[Waiting]:
        """Items that have no vector of this space yet, or no states of tokens where these are kept."""
        found = self._database.rows(
            f"SELECT id, kind, path, data, fingerprint FROM items WHERE {self._lacking} ORDER BY num LIMIT ?", (limit,)
        )
        return [Waiting(load_item(*row[:4]), row[4]) for row in found]

    def waiting_passages(self, limit: int) -> list[Passage]:
        """Passages that have no vector of this space yet, the first of each item before the second of any."""
        order = f"WHERE {_LACKING_PASSAGES} ORDER BY passages.position, passages.id LIMIT ?"
        return passages_of(self._database, order, (limit,))

    def count_waiting(self) -> tuple[int, int]:
        """Items and passages that wait for their vector."""
        items = self._database.value(f"SELECT count(*) FROM items WHERE {self._lacking}")
        return int(items), int(self._database.value(f"SELECT count(*) FROM passages WHERE {_LACKING_PASSAGES}"))

    def set_item_vectors(
        self, made_from: Mapping[str, bytes], vectors: Floats, tokens: Sequence[Kept] | None = None
    ) -> None:
        """Stores (n, 384) vectors of unit length for ids with the fingerprints of the texts they were made from, and
        the states of their tokens; what went or changed meanwhile is passed over."""
        put = (
            "INSERT INTO world_items SELECT num, kind, ?3 FROM items WHERE id = ?1 AND fingerprint = ?2"
            " ON CONFLICT DO NOTHING"
        )
        rows = [(*pair, blob) for pair, blob in zip(made_from.items(), blobs(list(made_from), vectors), strict=True)]
        put_states = (
            "INSERT INTO world_tokens SELECT num, ?3 FROM items JOIN world_items ON item = num"
            " WHERE id = ?1 AND fingerprint = ?2 ON CONFLICT DO NOTHING"
        )
        with changing(self._database, bulk=True) as db:
            db.executemany(put, rows)
            if tokens is not None:
                states = (each.tobytes() for each in tokens)
                db.executemany(put_states, [(*pair, one) for pair, one in zip(made_from.items(), states, strict=True)])

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

    def tokens(self, ids: Sequence[str], axes: int) -> dict[str, Kept]:
        """The states of the tokens of those of these items that have them, (tokens, axes)."""
        rows = self._database.rows(
            "SELECT id, states FROM world_tokens JOIN items ON num = item WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        return {row[0]: np.frombuffer(row[1], np.int8).reshape(-1, axes) for row in rows}
