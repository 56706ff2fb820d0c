"""Small items, files and vectors for the tests of the stores."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Item, Kind, Passage
from assistant.storage.library.files import FileRecord, FileState


def book(item_id: str, title: str, *creators: str, **fields: object) -> Item:
    return Item(**{"id": item_id, "kind": Kind.BOOK, "title": title, "creators": creators, **fields})  # type: ignore[arg-type]


def pages(item_id: str, *texts: str) -> list[Passage]:
    return [Passage(item_id, position, text) for position, text in enumerate(texts)]


def record(
    path: str | Path, item_id: str | None = None, state: FileState = FileState.INDEXED, **fields: object
) -> FileRecord:
    usual = {"size": 10, "mtime_ns": 1, "inode": 2, "digest": b"digest", "reason": "", "read_at": 5.0}
    return FileRecord(path=Path(path), item_id=item_id, state=state, **{**usual, **fields})  # type: ignore[arg-type]


def vectors(count: int, seed: int = 0) -> NDArray[np.float32]:
    """(count, 384) of unit length."""
    made = np.random.default_rng(seed).standard_normal((count, 384)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)
