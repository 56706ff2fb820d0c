"""Files that are replaced whole, by one writer at a time."""

import subprocess
import sys
import threading
import time

import pytest

from assistant.domain.errors import AssistantError
from assistant.settings import files
from assistant.settings.files import one_writer, write_atomically

HOLDER = """
import time
from pathlib import Path
from assistant.settings.files import one_writer
with one_writer(Path({folder!r})):
    print("in", flush=True)
    time.sleep(0.5)
"""


def test_a_file_is_replaced_whole_for_its_owner_alone(tmp_path):
    target = tmp_path / "file"
    target.write_text("old")
    write_atomically(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_that_cannot_be_written_is_explained(tmp_path):
    (tmp_path / "folder").mkdir()
    for target in (tmp_path / "missing" / "file", tmp_path / "folder"):
        with pytest.raises(AssistantError, match="cannot be written"):
            write_atomically(target, b"new")
    assert [entry.name for entry in tmp_path.iterdir()] == ["folder"]


def test_writers_wait_for_each_other_even_in_other_processes(tmp_path):
    code = HOLDER.format(folder=str(tmp_path))
    other = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None and other.stdout.readline() == "in\n"
    begun = time.monotonic()
    with one_writer(tmp_path):
        assert time.monotonic() - begun > 0.2
    assert other.wait(10) == 0
    other.stdout.close()


def test_a_writer_that_never_ends_does_not_hold_the_others_for_good(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "PATIENCE", 0.05)
    entered = threading.Event()
    with one_writer(tmp_path):
        thread = threading.Thread(target=lambda: [one_writer(tmp_path).__enter__(), entered.set()])
        thread.start()
        assert entered.wait(5)
        thread.join()


def test_a_folder_that_cannot_be_locked_is_written_all_the_same(tmp_path):
    with one_writer(tmp_path / "nowhere"):
        pass
