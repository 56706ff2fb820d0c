"""Item cards in library.db: what was made, which items wait for one, and the confidences that the ranking reads."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import apsw
import numpy as np
from numpy.typing import NDArray

from assistant.domain.cards import COLUMNS, FACETS, Card, CardValue, Source, lent, own_words, with_own_words
from assistant.domain.entities import Item
from assistant.domain.rows import RowView
from assistant.storage.database import Database
from assistant.storage.library.counted import changing
from assistant.storage.serialisation import dump_item, load_item

Floats = NDArray[np.float32]
NO_EDITS: Mapping[str, RowView] = {}
_LACKING = (
    "FROM items LEFT JOIN cards ON cards.item = items.num WHERE (cards.item IS NULL OR cards.heads <> ?1"
    " OR cards.fingerprint <> items.fingerprint OR cards.heard <> items.heard)"
)


@dataclass(frozen=True, slots=True)
class Cardless:
    """An item that waits for a card, with what tells later whether the card is still that of the item."""

    item: Item
    fingerprint: bytes
    heard: int


@dataclass(frozen=True, slots=True)
class CardRecord:
    """A card as it is kept; `confidences` (values,) are those of all values, in the order of COLUMNS."""

    of: Cardless
    card: Card
    confidences: Floats


class Cards:
    """The part of the library that knows cards. `heads` names the models that cards are made by."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self, heads: str, limit: int, ids: Sequence[str] | None = None) -> list[Cardless]:
        """Items without a card, or whose text, sound or heads have changed since; of `ids` only, if they are given."""
        chosen = "" if ids is None else " AND items.id IN (SELECT value FROM json_each(?3))"
        found = self._database.rows(
            "SELECT items.id, items.kind, items.path, items.data, items.fingerprint, items.heard"
            f" {_LACKING}{chosen} ORDER BY num LIMIT ?2",
            (heads, limit) if ids is None else (heads, limit, json.dumps(list(ids))),
        )
        return [Cardless(load_item(*row[:4]), row[4], row[5]) for row in found]

    def count_waiting(self, heads: str) -> int:
        return int(self._database.value(f"SELECT count(*) {_LACKING}", (heads,)))

    def put(self, heads: str, records: Iterable[CardRecord], own: Mapping[str, RowView] = NO_EDITS) -> None:
        """Keeps cards, and lends the items what they say. Items that went meanwhile are passed over. `own`: what the
        person edited, {item id: {field: value}}."""
        with changing(self._database) as db:
            for record in records:
                db.execute("DELETE FROM cards WHERE item = (SELECT num FROM items WHERE id = ?)", (record.of.item.id,))
                db.execute(
                    "INSERT INTO cards SELECT num, ?2, ?3, ?4, ?5, ?6 FROM items WHERE id = ?1",
                    (
                        record.of.item.id, heads, record.of.fingerprint, record.of.heard,
                        record.confidences.astype(np.float16).tobytes(), _dump(record.card),
                    ),
                )  # fmt: skip
                said = own_words(own.get(record.of.item.id, {}))
                _lend(db, record.of.item.id, lent(with_own_words(record.card, said)))

    def get(self, item_id: str) -> Card | None:
        """What is known of an item; None if no card was made yet."""
        data = self._database.value("SELECT cards.data FROM cards JOIN items ON num = item WHERE id = ?", (item_id,))
        return None if data is None else _load(data)

    def confidences(self) -> tuple[list[str], Floats]:
        """Ids of the items that have a card, and (n, values) confidences."""
        ids: list[str] = []
        joined = bytearray()
        for item_id, blob in self._database.stream("SELECT id, confidences FROM cards JOIN items ON num = item"):
            if len(blob) == 2 * len(COLUMNS):
                ids.append(item_id)
                joined += blob
        return ids, np.frombuffer(joined, np.float16).reshape(-1, len(COLUMNS)).astype(np.float32)

    def lend(self, item_id: str, lent: tuple[tuple[str, str, str], ...]) -> None:
        """The item takes over what its card says, the person's own word included; nothing happens if it went."""
        with changing(self._database) as db:
            _lend(db, item_id, lent)


def _lend(db: apsw.Connection, item_id: str, lent: tuple[tuple[str, str, str], ...]) -> None:
    row = db.execute("SELECT id, kind, path, data FROM items WHERE id = ?", (item_id,)).fetchone()
    if row is not None and (item := load_item(*row)).card != lent:
        db.execute("UPDATE items SET data = ? WHERE id = ?", (dump_item(replace(item, card=lent)), item_id))


def _dump(card: Card) -> str:
    kept = {
        facet: [[one.value, round(one.confidence, 4), str(one.source), one.said, one.place] for one in values]
        for facet, values in card.items()
    }
    return json.dumps(kept, ensure_ascii=True)


def _load(data: str) -> Card:
    return {
        facet: tuple(CardValue(value, sure, Source(source), said, place) for value, sure, source, said, place in values)
        for facet, values in json.loads(data).items()
        if facet in FACETS
    }
