"""What the journal keeps beside feedback and statements: the nouns that only it knows."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import apsw

from assistant.domain.entities import Kind, Statement
from assistant.domain.rows import RowView
from assistant.storage.serialisation import pack_text


@dataclass(frozen=True, slots=True)
class StatementVersion:
    """One change of a statement; `statement` is None where it was removed. `version` counts from 1."""

    id: str
    version: int
    at: float
    statement: Statement | None


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One turn of a conversation. `role` is “you” or “alcove”; `data` is JSON: cards, plan, constraints."""

    id: int
    conversation_id: str
    role: str
    text: str
    data: RowView
    at: float


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation in brief; `opening` is its first turn's text, `name` what the person calls it."""

    id: str
    started: float
    updated: float
    turns: int
    opening: str
    name: str = ""
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list as it was shown: one mapping for each place, best first."""

    id: int
    at: float
    rows: tuple[RowView, ...]


def identify(db: apsw.Connection, kind: Kind, keys: Sequence[str]) -> str:
    """The id of the first key that is known, else a new one; all keys are remembered.

    A key keeps its first item, but for “path:…”, which belongs to whatever lies there now. A new id is derived from
    the first key, so that the same files get the same ids again if the journal is lost.
    """
    if not keys:
        raise ValueError("an item needs at least one key")
    packed = [pack_text(key) for key in keys]
    found = (db.execute("SELECT item FROM identities WHERE key = ?", (key,)).fetchone() for key in packed)
    item_id = next((str(row[0]) for row in found if row is not None), "") or _new_id(db, kind, packed[0])
    for key in packed:
        moved = "UPDATE SET item = excluded.item" if key.startswith(b"path:") else "NOTHING"
        db.execute(f"INSERT INTO identities VALUES (?, ?) ON CONFLICT (key) DO {moved}", (key, item_id))
    return item_id


def known_item(db: apsw.Connection, keys: Sequence[str]) -> str:
    """The item of the first key that is known; empty if none is."""
    for key in keys:
        row = db.execute("SELECT item FROM identities WHERE key = ?", (pack_text(key),)).fetchone()
        if row is not None:
            return str(row[0])
    return ""


def _new_id(db: apsw.Connection, kind: Kind, key: bytes) -> str:
    """Nine letters and digits, the first a letter for the kind it had when it was first seen."""
    attempt = 0
    while True:
        digest = blake2b(b"%s\0%s\0%d" % (kind.encode(), key, attempt), digest_size=5).digest()
        item_id = kind[0] + base64.b32encode(digest).decode().lower()
        if db.execute("SELECT 1 FROM identities WHERE item = ?", (item_id,)).fetchone() is None:
            return item_id
        attempt += 1
