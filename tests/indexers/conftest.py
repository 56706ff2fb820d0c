"""Stores in a fresh home, and an embedder that hashes words: quick, and alike texts are alike."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from assistant.settings.paths import Paths
from assistant.storage.journal.store import JournalStore, open_journal
from assistant.storage.library.store import LibraryStore, open_library
from indexers.sync import Progress, SyncReport, sync

KEY = bytes(range(32))


class HashEmbedder:
    """Every word has a direction of its own. `calls` counts the texts that it was given."""

    name = "hash"
    dimensions = 384

    def __init__(self) -> None:
        self.calls = 0

    def embed_batch(self, texts: Sequence[str]) -> np.ndarray:
        self.calls += len(texts)
        return np.stack([self.embed(text) for text in texts])

    def embed(self, text: str) -> np.ndarray:
        vector = np.zeros(384, np.float32)
        for word, count in Counter(text.lower().split()).items():
            digest = hashlib.blake2b(word.encode(errors="replace"), digest_size=2).digest()
            vector[int.from_bytes(digest) % 384] += count
        return vector / max(float(np.linalg.norm(vector)), 1e-9)


class Home:
    """A library and a journal, with a sync that remembers its progress."""

    def __init__(self, folder: Path) -> None:
        self.paths = Paths(folder)
        self.library: LibraryStore = open_library(self.paths, KEY)
        self.journal: JournalStore = open_journal(self.paths, KEY)
        self.embedder = HashEmbedder()
        self.progress: list[Progress] = []

    def sync(self, *roots: Path, cancelled=lambda: False, readers: int = 1, **options: float) -> SyncReport:
        return sync(
            self.library, self.journal, self.embedder, roots, progress=self.progress.append, cancelled=cancelled,
            readers=readers, **options,
        )  # fmt: skip

    def titles(self) -> set[str]:
        return {item.title for item in self.library.items.all()}

    def reason(self, report: SyncReport, name: str) -> str:
        return next(reason for path, reason in report.problems if path.name == name)

    def close(self) -> None:
        self.library.close()
        self.journal.close()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    opened = Home(tmp_path / "home")
    yield opened
    opened.close()


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "shelf"
    folder.mkdir()
    return folder
