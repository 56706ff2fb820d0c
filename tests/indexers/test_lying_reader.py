"""A reader that a hostile file has taken over and that states the digest of another file, within a whole sync."""

from functools import partial
from pathlib import Path

import pytest

from indexers.scanner import content_digest
from indexers.worker import pool
from indexers.worker.pool import ReaderProcess
from tests.indexers import samples

LYING = """
import sys
from dataclasses import replace
from pathlib import Path
from indexers.worker import process, reading

honest = reading.read_file

def lie(path, known=b"", said=None):
    answer = honest(path)
    if "hostile" not in path.name:
        return answer
    return replace(answer, state={state!r} or answer.state, digest=bytes.fromhex({digest!r}),
                   reading=None if {state!r} else answer.reading)

reading.read_file = lie
process.main(*sys.argv[1:])
"""
"""The real process with all its limits, which lies about one file."""


def write(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def lying_sync(home, shelf, monkeypatch: pytest.MonkeyPatch, digest: bytes, state: str = ""):
    """`state`: what became of the file, if it is to give no work."""
    program = ("-c", LYING.format(state=state, digest=digest.hex()))
    with monkeypatch.context() as patched:
        patched.setattr(pool, "ReaderProcess", partial(ReaderProcess, program=program))
        return home.sync(shelf)


@pytest.mark.parametrize("state", ["", "failed", "skipped", "same"])
def test_a_reader_cannot_make_one_work_of_two(home, shelf, monkeypatch, state) -> None:
    diary = write(shelf / "diary.txt", "My own diary, of the harbour.\n\n" + samples.prose(120))
    home.sync(shelf)
    (mine,) = home.library.items.all()
    hostile = write(shelf / "hostile.txt", "A tale of orchards.\n\n" + samples.prose(150))
    report = lying_sync(home, shelf, monkeypatch, content_digest(diary), state)
    assert home.library.items.all() == [mine]
    assert "made its reader stop" in home.reason(report, "hostile.txt")
    # An honest reader makes a work of its own of it, once it is another file.
    write(hostile, "A tale of orchards, told anew.\n\n" + samples.prose(150))
    home.sync(shelf)
    assert len(home.library.items.all()) == 2


def test_works_without_a_digest_are_not_one_either(home, shelf, monkeypatch) -> None:
    for name in ("hostile one", "hostile two"):
        write(shelf / f"{name}.txt", f"The book called {name}.\n\n" + samples.prose(100))
    report = lying_sync(home, shelf, monkeypatch, b"")
    assert len(report.problems) == 2 and not home.library.items.all()


def test_a_file_that_changes_while_it_is_read_is_read_again(home, shelf, monkeypatch) -> None:
    growing = write(shelf / "growing.txt", "A log of the sea.\n\n" + samples.prose(100))
    told = pool.receive_answer

    def grow_first(pipe):
        answer = told(pipe)
        if getattr(answer, "digest", b""):
            write(growing, "A log of the sea.\n\n" + samples.prose(200))
        return answer

    with monkeypatch.context() as patched:
        patched.setattr(pool, "receive_answer", grow_first)
        assert home.reason(home.sync(shelf), "growing.txt") == "It changed while it was read."
    assert home.sync(shelf).problems == () and len(home.library.items.all()) == 1
