"""Texts are read by a process that stays for a while, and read ahead where somebody may open them next."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.app.media.reader import TextReader
from assistant.app.stores import Stores
from assistant.domain.entities import Item, Kind
from assistant.settings.paths import Paths
from assistant.storage.library.files import FileRecord, FileState


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Stores]:
    found = Stores.open(Paths(tmp_path / "home"), "four small words here")
    for name in ("one", "two", "three"):
        path = tmp_path / f"{name}.md"
        path.write_text(f"# {name}\n\nA harbour in the north, {name}.\n" * 20)
        record = FileRecord(path, 1, 1, 1, b"", name, FileState.INDEXED)
        found.library.items.put(Item(name, Kind.DOCUMENT, name, path=path), [], None, record)
    yield found
    found.close()


@pytest.fixture
def reader(stores: Stores) -> Iterator[TextReader]:
    found = TextReader(stores)
    yield found
    found.close()


def test_what_was_read_ahead_takes_no_process_and_a_changed_file_is_read_anew(
    reader: TextReader, tmp_path: Path
) -> None:
    reader.make_ready("one")
    pid = reader._process.pid
    reader.make_ready("two")
    assert pid is not None and reader._process.pid == pid
    reader.close()
    begun = time.monotonic()
    assert "harbour" in reader.text("one").parts[0].text and reader._process.pid is None
    assert time.monotonic() - begun < 0.1
    (tmp_path / "one.md").write_text("# one\n\nNow it is an orchard, and a longer one than it was before.\n" * 20)
    assert "orchard" in reader.text("one").parts[0].text and reader._process.pid is not None


def test_a_file_that_hangs_or_kills_its_reader_is_told_of_and_the_next_is_read(
    reader: TextReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.warm()
    pid = reader._process.pid
    assert pid is not None
    monkeypatch.setattr("assistant.app.media.reader.SECONDS", 0.3)
    os.kill(pid, signal.SIGSTOP)
    assert reader.text("two").missing and reader._process.pid is None
    monkeypatch.undo()
    assert not reader.text("three").missing
    (tmp_path / "one.md").unlink()
    assert reader.text("one").missing.startswith("Its file is not where it was")
