"""A reader that a hostile file has taken over and that states the digest of another file, within a whole sync."""

import time
from functools import partial
from pathlib import Path

import pytest

from assistant.domain.errors import AssistantError
from indexers.importers import import_transfer
from indexers.importers.import_transfer import read_works
from indexers.scanner import content_digest
from indexers.worker import pool
from indexers.worker.pool import ReaderProcess
from indexers.worker.protocol import HEAR, LOOK, READ, WHOLE
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


TOO_MUCH = """
import sys
from dataclasses import replace
from assistant.domain.notes import NoteKind
from indexers.notes.base import ImportedNote
from indexers.worker import process, reading

honest = reading.read_file
LONG, FAR = "A" * 900_000, 2**53

def lie(path, known=b"", said=None):
    answer = honest(path)
    told = replace(
        answer.reading, title=LONG, creators=(LONG,) * 10, narrators=(LONG,), subjects=tuple(map(str, range(5_000))),
        description=LONG, album=LONG, series=LONG, publisher=LONG, language=LONG, form=LONG,
        identifiers=tuple(("isbn", str(number)) for number in range(5_000)),
        chapters=tuple((str(number), float(number)) for number in range(-1, 9_000)), year=FAR, series_index=-FAR,
        disc=FAR, track=FAR, duration=FAR, words=-FAR, pages=FAR,
        notes=tuple(ImportedNote(NoteKind.NOTE, f"note {number}", at=1e15) for number in range(20_000)),
    )
    return replace(answer, reading=told, passages=tuple(("here", f"word{number}") for number in range(5_000)))

reading.read_file = lie
process.main(*sys.argv[1:])
"""
"""The real process, which says of its file more than anybody can use, each in a form that is right."""


def test_what_is_too_much_is_cut_and_what_cannot_be_is_unknown(home, shelf, monkeypatch) -> None:
    write(shelf / "hostile.txt", "A tale of orchards.\n\n" + samples.prose(150))
    with monkeypatch.context() as patched:
        patched.setattr(pool, "ReaderProcess", partial(ReaderProcess, program=("-c", TOO_MUCH)))
        assert home.sync(shelf).problems == ()
    (item,) = home.library.items.all()
    names = (item.title, *item.creators, *item.subjects, item.album, item.series, item.publisher, item.language)
    assert max(map(len, names)) == 500 and len(item.description) == 20_000
    assert len(item.subjects) <= 100 and len(item.identifiers) <= 100 and len(item.chapters) <= 1000
    assert all(start >= 0 for _, start in item.chapters)
    assert {item.year, item.series_index, item.disc, item.track, item.duration, item.words, item.pages} == {None}
    notes = home.journal.notes.all()
    assert 0 < len(notes) <= 10_000 and {note.at for note in notes} <= {None}
    assert len(home.library.items.passages(item.id)) <= 600


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


WITHOUT_END = """
import sys
from indexers.worker import process
from indexers.worker.protocol import Answer

def flood(path, known, task):
    while True:
        yield Answer("more", passages=(("here", "x" * 1000000),), extra={extra})

process._answers = flood
process.main(*sys.argv[1:])
"""
"""The real process, which goes on answering."""


@pytest.mark.parametrize("task", [READ, HEAR, WHOLE, LOOK])
def test_a_file_has_one_answer(shelf, task) -> None:
    path = write(shelf / "hostile.txt", "A tale of orchards.\n\n" + samples.prose(150))
    reader = ReaderProcess(program=("-c", WITHOUT_END.format(extra=None)))
    begun = time.monotonic()
    try:
        answer = reader.read(path, task=task)
    finally:
        reader.close()
    assert answer.state == "failed" and "made its reader stop" in answer.reason and time.monotonic() - begun < 20


def test_an_export_has_no_more_works_than_anybody_has(shelf, monkeypatch) -> None:
    path = write(shelf / "hostile.csv", "Title,Author\nThe Salt Road,Ada Marsh\n")
    endless = WITHOUT_END.format(extra='[{"left_out": "x", "count": 1}] * 1000')
    with monkeypatch.context() as patched:
        patched.setattr(pool, "ReaderProcess", partial(ReaderProcess, program=("-c", endless)))
        patched.setattr(import_transfer, "MOST_WORKS", 20_000)
        with pytest.raises(AssistantError, match=r"hostile\.csv"):
            read_works(path)
