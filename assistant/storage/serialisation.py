"""Nouns to text and back, for the databases. JSON is kept in ASCII, so lone surrogates of file names survive."""

import json
import os
import re
from dataclasses import fields
from pathlib import Path

from assistant.domain.entities import Item, Kind, Origin, Statement
from assistant.domain.rows import Row
from assistant.language.normalise import plain

_SURROGATES = re.compile("[\ud800-\udfff]")
_ITEM_FIELDS = tuple(entry.name for entry in fields(Item) if entry.name not in ("id", "kind", "path"))
_ITEM_USUAL = {name: getattr(Item("", Kind.BOOK, ""), name) for name in _ITEM_FIELDS}


def pack_text(text: str) -> bytes:
    """Any str as bytes, lone surrogates included (SQLite text holds valid Unicode only)."""
    return text.encode("utf-8", "surrogatepass")


def unpack_text(packed: bytes) -> str:
    """The inverse of pack_text."""
    return packed.decode("utf-8", "surrogatepass")


def clean_text(text: str) -> str:
    """Text as SQLite and full text search take it: lone surrogates become U+FFFD, NUL becomes a blank."""
    return _SURROGATES.sub("\ufffd", text).replace("\0", " ")


def title_key(text: str) -> str:
    """Text without case, accents and spare blanks, for finding a title however it is typed."""
    return " ".join(clean_text(plain(text)).split())


def pack_path(path: Path | None) -> bytes | None:
    return None if path is None else os.fsencode(path)


def unpack_path(packed: bytes) -> Path:
    return Path(os.fsdecode(packed))


def dump_item(item: Item) -> str:
    """The item's fields that differ from their defaults, but for id, kind and path, which have columns of their own."""
    found: Row = {}
    for name in _ITEM_FIELDS:
        value = getattr(item, name)
        if name == "title" or value != _ITEM_USUAL[name]:
            found[name] = sorted(value) if isinstance(value, frozenset) else value
    return json.dumps(found, separators=(",", ":"))


def load_item(item_id: str, kind: str, path: bytes | None, data: str) -> Item:
    """The inverse of dump_item. Fields of a newer version are left out."""
    found = {name: value for name, value in json.loads(data).items() if name in _ITEM_USUAL}
    for name in ("creators", "narrators", "subjects", "moods", "keywords", "motifs"):
        if name in found:
            found[name] = tuple(found[name])
    for name in ("identifiers", "chapters"):
        if name in found:
            found[name] = tuple((first, second) for first, second in found[name])
    if "card" in found:
        found["card"] = tuple((facet, value, source) for facet, value, source in found["card"])
    if "inferred" in found:
        found["inferred"] = frozenset(found["inferred"])
    return Item(id=item_id, kind=Kind(kind), path=None if path is None else unpack_path(path), **found)


def dump_statement(statement: Statement) -> str:
    """A statement as JSON, without its id."""
    found = {entry.name: getattr(statement, entry.name) for entry in fields(Statement) if entry.name != "id"}
    return json.dumps(found, separators=(",", ":"))


def load_statement(statement_id: str, data: str) -> Statement:
    """The inverse of dump_statement. Fields of a newer version are left out."""
    known = {entry.name for entry in fields(Statement)} - {"id"}
    found = {name: value for name, value in json.loads(data).items() if name in known}
    found["kind"] = None if found.get("kind") is None else Kind(found["kind"])
    found["origin"] = Origin(found.get("origin", Origin.WRITTEN))
    found["evidence"] = tuple(found.get("evidence", ()))
    support = found.get("support")
    found["support"] = None if support is None else (support[0], support[1])
    return Statement(id=statement_id, **found)
