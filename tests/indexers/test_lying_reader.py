"""A reader that a hostile file has taken over and that states the digest of another file, within a whole sync."""

import time
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from assistant.domain.errors import AssistantError
from indexers.importers import import_transfer
from indexers.importers.import_transfer import read_works
from indexers.scanner import content_digest
from indexers.scans import recognised
from indexers.sound.audio_similarity import SoundIndex
from indexers.worker import pool
from indexers.worker.pool import ReaderProcess
from indexers.worker.protocol import HEAR, LOOK, READ, WHOLE, Answer
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


ODDLY = """
import json, sys
from indexers.worker import process, protocol
from indexers.worker.wire import _HEADER

honest = process.send_answer

def lie(pipe, answer):
    if answer.state == "ready":
        return honest(pipe, answer)
    reading = protocol.reading_to_json(answer.reading)
    said = {{"reason": "", "passages": answer.passages, "extra": None, "retire": False, "scans": [],
             "state": answer.state, "digest": answer.digest.hex(), "reading": reading}}
    reading |= {reading}
    said = {{name: value for name, value in (said | {said}).items() if value != "left out"}}
    body = json.dumps(said).encode()
    pipe.write(_HEADER.pack(len(body), 0) + body)
    pipe.flush()

process.send_answer = lie
process.main(*sys.argv[1:])
"""
"""The real process, which says of its file what it likes, past the functions that would put it into form."""


def odd_sync(home, shelf, monkeypatch: pytest.MonkeyPatch, said: dict | str, reading: dict | None = None, **options):
    write(shelf / "hostile.txt", "A tale of orchards.\n\n" + samples.prose(150))
    program = ("-c", ODDLY.format(said=said, reading=reading or {}))
    with monkeypatch.context() as patched:
        patched.setattr(pool, "ReaderProcess", partial(ReaderProcess, program=program))
        return home.sync(shelf, **options)


GONE = {"reading": "left out"}


@pytest.mark.parametrize(
    "said",
    [{"state": "ready"}, {"state": "ready", **GONE}, {"state": "same"}, {"state": "same", **GONE},
     {"state": "failed", "reason": "so"}, {"state": "skipped", "reason": "so"}, {"state": "failed", **GONE},
     {"state": "locked", **GONE}, {"state": "partly", "reason": "so", **GONE}, {"state": "partly"}],
    ids=str,
)  # fmt: skip
def test_an_answer_to_nothing_that_was_asked_ends_that_reader_alone(home, shelf, monkeypatch, said) -> None:
    """A file that is said to be the same as never before was neither a work nor a problem, for good; a reader that
    was “ready” once more ended the whole run."""
    write(shelf / "diary.txt", "My own diary, of the harbour.\n\n" + samples.prose(120))
    home.sync(shelf)
    report = odd_sync(home, shelf, monkeypatch, said)
    assert "made its reader stop" in home.reason(report, "hostile.txt") and len(home.library.items.all()) == 1


def test_letters_that_are_none_are_kept_or_left_out(home, shelf, monkeypatch) -> None:
    odd = "a\ud800b"
    fields = dict.fromkeys(("title", "description", "album", "series", "publisher", "language", "form"), odd)
    lists = {"creators": [odd], "subjects": [odd], "identifiers": [[odd, odd]], "chapters": [[odd, 1]]}
    notes = [["note", odd, odd, 1.0]]
    said = {"passages": [[odd, odd]], "state": "partly", "reason": odd}
    report = odd_sync(home, shelf, monkeypatch, said, {**fields, **lists, "notes": notes})
    assert len(home.library.items.all()) == 1 and len(report.problems) == 1


def test_neither_long_passages_nor_pages_without_end_hold_the_others_up(home, shelf, monkeypatch) -> None:
    said = """{"passages": [["here", "word " * 10_000]] * 600, "scans": list(range(200_000))}"""
    # Of the minute that scans usually have.
    odd_sync(home, shelf, monkeypatch, said, scan_seconds=3.0)
    (item,) = home.library.items.all()
    assert max(len(passage.text) for passage in home.library.items.passages(item.id)) <= 4_000
    assert home.library.scans.waiting().pages <= 10_000


@pytest.mark.parametrize(
    "extra",
    [["x" * 900_000, 1e300, "tamil" * 1000, "x" * 900_000], ["\ud800", 1.0, "\ud800", "\ud800\n"], [[], {}, 3, None],
     ["a", "1", "", ""], ["a", 10**400, "", ""], "four", None, [1, 2, 3, 4, 5]],
)  # fmt: skip
def test_what_was_read_on_a_page_is_weighed(home, extra) -> None:
    words, sure, script, heading = row = recognised(Answer("indexed", extra=extra))
    assert len(words) <= 20_000 and 0 <= sure <= 1 and script in ("", "tamil") and len(heading) <= 500
    assert "\n" not in heading
    home.library.scans.expect(b"digest", [0])
    home.library.scans.put(b"digest", 0, row)
    assert len(home.library.scans.said(b"digest")) == 1


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


DEAF = """
import sys
from indexers.sound import audio_features
from indexers.worker import process
from indexers.worker.protocol import Answer

def lie(path):
    sound = dict(tempo=120.0, loudness=-20.0, loudness_range=5.0, brightness=1500.0, key="C", mode="major", energy=0.5,
                 timbre=[1.0] * 24)
    return Answer("indexed", extra=({extra} if "hostile" in path.name else sound))

audio_features.measure_file = lie
process.main(*sys.argv[1:])
"""
"""The real process, which says of a recording that it measured something else."""


@pytest.mark.parametrize(
    "extra",
    ["sound | dict(timbre=[1.0] * 3)", "sound | dict(timbre=['nan'] * 24)", "sound | dict(tempo=-120.0)", "[1]",
     "sound | dict(timbre=[1e300] * 24)", "sound | dict(energy=10**400)", "sound | dict(key='H' * 400)", "'loud'",
     "sound | dict(timbre=[])", "{'key': 'C'}"],
)  # fmt: skip
def test_a_sound_that_cannot_be_is_not_kept(home, shelf, monkeypatch, extra) -> None:
    """One recording whose timbre had another length ended every list, and one that was no number the whole run."""
    for seconds, name in enumerate(("hostile", "honest"), 1):
        samples.write_mp3(shelf / f"{name}.mp3", seconds=seconds)
    with monkeypatch.context() as patched:
        patched.setattr(pool, "ReaderProcess", partial(ReaderProcess, program=("-c", DEAF.format(extra=extra))))
        home.sync(shelf)
    index = SoundIndex(home.library.sounds.all())
    assert len(index.ids) == 1 and np.isfinite(index.features).all()
