"""The catalogue of the demo library, read from resources/demo."""

import hashlib
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.domain.rows import Row

MAKER = 1
"""Grows when the same catalogue is to give other files."""
_NAMES = ("books", "music", "documents", "history")


@dataclass(frozen=True, slots=True)
class Book:
    title: str
    creators: tuple[str, ...]
    year: int
    subjects: tuple[str, ...]
    description: str
    cover: str
    chapters: tuple[tuple[str, str], ...]
    opening: str = ""
    language: str = "en"
    series: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class DemoWork:
    title: str
    creators: tuple[str, ...]
    year: int
    album: str
    subjects: tuple[str, ...]
    description: str
    cover: str
    format: str
    tempo: int
    voice: str
    touch: str
    theme: str
    harmony: str
    key: str = ""
    track: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    title: str
    creators: tuple[str, ...]
    date: str
    folder: str
    format: str
    subjects: tuple[str, ...]
    description: str
    body: str
    cover: str = ""


@dataclass(frozen=True, slots=True)
class PastAct:
    """One row of the history: what was done with an item, how many days ago."""

    title: str
    verdict: str
    days: float
    value: float = 1.0
    because: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """A statement of the profile."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class DemoCatalogue:
    books: tuple[Book, ...]
    pieces: tuple[DemoWork, ...]
    documents: tuple[Document, ...]
    acts: tuple[PastAct, ...]
    statements: tuple[Wish, ...]
    digest: str
    """Changes with every word of the catalogue, and with MAKER."""


@cache
def load() -> DemoCatalogue:
    texts = {name: files("resources").joinpath("demo", f"{name}.toml").read_bytes() for name in _NAMES}
    tables = {name: tomllib.loads(text.decode()) for name, text in texts.items()}
    digest = hashlib.sha256(b"".join([str(MAKER).encode(), *texts.values()])).hexdigest()
    return DemoCatalogue(
        books=tuple(Book(**_tidy(row)) for row in tables["books"]["book"]),
        pieces=tuple(DemoWork(**_tidy(row)) for row in tables["music"]["piece"]),
        documents=tuple(Document(**_tidy(row)) for row in tables["documents"]["document"]),
        acts=tuple(PastAct(**row) for row in tables["history"]["act"]),
        statements=tuple(Wish(**row) for row in tables["history"]["statement"]),
        digest=digest,
    )


def _tidy(row: Row) -> Row:
    """Lists as tuples, running text on one line; a document's body keeps its blocks."""
    return {name: _blocks(value) if name == "body" else _plain(value) for name, value in row.items()}


def _blocks(body: str) -> str:
    """Paragraphs and entries of lists on one line each, as a person types them."""
    blocks = body.strip().split("\n\n")
    return "\n\n".join(block if block[0] in "|#" else re.sub(r"\s*\n(?!- )\s*", " ", block) for block in blocks)


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, dict):
        return tuple((heading, _plain(text)) for heading, text in value.items())
    return value
