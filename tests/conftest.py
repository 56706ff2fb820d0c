"""What every test may hold: the real encoder that set-up made, and stores in a home of the test's own."""

import os

# Before numpy is imported: on small matrices its threads wait for one another, on a busy machine for seconds.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from assistant.embedding.encoder import OnnxEmbedder
from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.security import key_wrapping
from assistant.settings.paths import MULTILINGUAL_FOLDER, Paths, models_folder
from assistant.storage.journal.store import JournalStore, open_journal
from assistant.storage.library.store import LibraryStore, open_library
from tests import order

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The tests read English, whatever this machine speaks.
os.environ["LANGUAGE"] = "en"
# A busy machine makes no test fail.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: order.place(item.path))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    return order.workers()


@pytest.fixture(scope="session")
def encoder() -> OnnxEmbedder:
    """The default sentence encoder, loaded once for the whole run."""
    return OnnxEmbedder(models_folder() / "encoder", threads=2)


@pytest.fixture(scope="session")
def worldly() -> MultilingualEmbedder:
    """The encoder for all languages, loaded once for the whole run."""
    return MultilingualEmbedder(models_folder() / MULTILINGUAL_FOLDER, threads=2)


@pytest.fixture(autouse=True, scope="session")
def quick_vaults() -> None:
    """A quarter of a second less for each vault that a test opens; tests/security looks at what real ones cost."""
    key_wrapping.MEMORY_KIB = 64


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
