import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.core.journal import JournalStore, open_journal
from assistant.core.library import LibraryStore, open_library
from assistant.core.settings import Paths


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ALCOVE_HOME", "ALCOVE_PASSPHRASE_FILE", "ALCOVE_THREADS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return Paths(tmp_path / "home")


@pytest.fixture
def key() -> bytes:
    return os.urandom(32)


@pytest.fixture
def library(paths: Paths, key: bytes) -> Iterator[LibraryStore]:
    store = open_library(paths, key)
    yield store
    store.close()


@pytest.fixture
def journal(paths: Paths, key: bytes) -> Iterator[JournalStore]:
    store = open_journal(paths, key)
    yield store
    store.close()
