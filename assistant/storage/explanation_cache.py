"""What a model said or thought of an item, kept in library.db as long as all that it was told stays the same."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from assistant.domain.entities import Explanation, Recommendation
from assistant.storage.database import Database
from assistant.storage.serialisation import pack_text, unpack_text


@dataclass(frozen=True, slots=True)
class WordingKey:
    """What a wording depends on. `facts` are the digest of the item and of its evidence, in order.

    The evidence is all that the profile and the feedback say for the item, so that a change of either is a change of
    the facts of those items that it touches, and of no others.
    """

    item_id: str
    facts: bytes
    prompt: bytes
    model: bytes


def wording_key(pick: Recommendation, prompt: bytes, model: bytes) -> WordingKey:
    """The key for one recommendation."""
    item = pick.item
    told: list[str] = [item.kind, item.title, *item.creators]
    # All that a fact holds, in the order of its fields.
    for one in pick.evidence:
        told += [one.type, repr(one), ""]
    return WordingKey(item.id, digest("\0".join(told).encode("utf-8", "surrogatepass")), prompt, model)


def digest(content: bytes) -> bytes:
    """16 bytes that stand for a content."""
    return blake2b(content, digest_size=16).digest()


def find_wording(database: Database, key: WordingKey) -> Explanation | None:
    """What was said under this very key."""
    found = database.rows(
        "SELECT text, author FROM wordings JOIN items ON num = item"
        " WHERE id = ? AND facts = ? AND prompt = ? AND model = ?",
        (key.item_id, key.facts, key.prompt, key.model),
    )
    return Explanation(unpack_text(found[0][0]), found[0][1]) if found else None


def keep_wording(database: Database, key: WordingKey, said: Explanation) -> None:
    """Keeps the newest wording of an item in place of the one before; nothing for an item that has gone.

    It does not count as a change of the library: nothing else depends on it.
    """
    with database.atomic() as db:
        db.execute(
            "INSERT OR REPLACE INTO wordings SELECT num, ?, ?, ?, ?, ? FROM items WHERE id = ?",
            (key.facts, key.prompt, key.model, pack_text(said.text), said.by, key.item_id),
        )


def find_opinions(database: Database, ids: Sequence[str], asked: bytes) -> dict[str, float]:
    """What a model thought of those of the items that it was asked about in this very way."""
    found = database.rows(
        "SELECT id, value FROM opinions JOIN items ON num = item"
        " WHERE asked = ? AND id IN (SELECT value FROM json_each(?))",
        (asked, json.dumps(list(ids))),
    )
    return {str(item_id): float(value) for item_id, value in found}


def keep_opinion(database: Database, item_id: str, asked: bytes, value: float) -> None:
    """Keeps the newest opinion on an item; as with wordings, the library does not count it as a change."""
    with database.atomic() as db:
        db.execute("INSERT OR REPLACE INTO opinions SELECT num, ?, ? FROM items WHERE id = ?", (asked, value, item_id))
