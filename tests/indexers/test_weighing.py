"""What a reader process that was taken over might say, and what is believed of it."""

import io
import json
import struct
from pathlib import Path

import pytest
from PIL import Image

from assistant.domain.entities import Kind
from assistant.domain.errors import AssistantError
from assistant.domain.notes import NoteKind
from indexers.importers.import_transfer import read_works
from indexers.metadata.covers import encode, measured, pixels, thumbnail
from indexers.notes.base import ImportedNote
from indexers.readers.base import Reading
from indexers.worker.pool import ReaderPool
from indexers.worker.protocol import (
    LARGEST_PAGE,
    Answer,
    reading_from_json,
    reading_to_json,
    receive_answer,
    send_answer,
)
from indexers.worker.wire import ProtocolBroken
from tests.indexers import samples


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ["T"]), ("title", "T" * 2_000_000), ("year", "1999"), ("year", True),
        ("pages", 1.5), ("recognised", 1), ("creators", "Ada"), ("creators", [["Ada"]]),
        ("creators", ["A"] * 300_000), ("chapters", [["One", "0"]]), ("kind", []), ("nothing", 1), ("notes", [[1]]),
        ("notes", {}), ("notes", [["note", 5, "", None]]), ("notes", [["note", "N" * 2_000_000, "", None]]),
        ("notes", [["note", "N", "", 1e300]]),
    ],
)  # fmt: skip
def test_a_reading_that_no_reader_of_ours_makes_is_refused(field: str, value: object) -> None:
    stated = json.loads(json.dumps(reading_to_json(Reading(kind=Kind.BOOK, title="T"))))
    assert reading_from_json(stated).title == "T"
    with pytest.raises((KeyError, TypeError, ValueError, OverflowError)):
        reading_from_json({**stated, field: value})


@pytest.mark.parametrize(
    ("field", "value"), [("year", 1e300), ("year", -(2**70)), ("series_index", 10**400), ("duration", -1.0)]
)
def test_a_number_that_cannot_be_is_unknown(field: str, value: object) -> None:
    stated = json.loads(json.dumps(reading_to_json(Reading(kind=Kind.BOOK, title="T"))))
    assert getattr(reading_from_json({**stated, field: value}), field) is None


def test_names_of_a_reading_stay_on_their_line() -> None:
    """Only what runs over several lines may have them."""
    odd = "One\n2. \x1b[2JTwo\u202egpj\u2028"
    said = Reading(
        kind=Kind.BOOK, title=odd, creators=(odd,), album=odd, series=odd, identifiers=((odd, odd),),
        chapters=((odd, 1.0),), notes=(ImportedNote(NoteKind.NOTE, odd, odd),), description="One\nTwo",
    )  # fmt: skip
    heard = reading_from_json(json.loads(json.dumps(reading_to_json(said))))
    ((name, _),), ((scheme, value),), (note,) = heard.chapters, heard.identifiers, heard.notes
    told = (heard.title, *heard.creators, heard.album, heard.series, name, scheme, value, note.place)
    assert {one.rstrip() for one in told} == {"One 2.  [2JTwogpj"}
    assert heard.description == "One\nTwo" and note.text == odd


@pytest.mark.parametrize(
    "answer",
    [Answer("indexed", scans=(-1,)), Answer("indexed", scans=(1 << 40,)), Answer("indexed", digest=bytes(17)),
     Answer("well")],
)  # fmt: skip
def test_an_answer_that_would_stop_later_runs_is_refused(tmp_path: Path, answer: Answer) -> None:
    """A page below zero, kept as one to look at, ended every run that came to it."""
    with open(tmp_path / "wire", "w+b") as pipe:
        send_answer(pipe, answer)
        pipe.seek(0)
        with pytest.raises(ProtocolBroken):
            receive_answer(pipe)


@pytest.mark.parametrize("what", ["svg", "small", "gif", "cut", "long", "wide", "empty", "channels"])
def test_a_cover_that_no_reader_of_ours_makes_is_refused(tmp_path: Path, what: str) -> None:
    """Pixels alone are taken, so that no picture of a hostile file's own making meets a decoder in the window."""
    good = thumbnail(samples.picture())
    assert good is not None and encode(good)[:3] == b"\xff\xd8\xff"
    small = io.BytesIO()
    Image.new("RGB", (40, 40)).save(small, "JPEG")
    covers = {
        "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>", "small": small.getvalue(), "gif": b"GIF89a" * 9,
        "long": good + b"\0", "wide": struct.pack(">BHH", 3, 513, 1) + bytes(513 * 3),
        "empty": struct.pack(">BHH", 3, 0, 5), "channels": struct.pack(">BHH", 1, 2, 2) + bytes(4),
    }  # fmt: skip
    with open(tmp_path / "wire", "w+b") as pipe:
        send_answer(pipe, Answer("indexed", reading=Reading(kind=Kind.BOOK, cover=covers.get(what, good[:4]))))
        pipe.seek(0)
        with pytest.raises(ProtocolBroken):
            receive_answer(pipe)


@pytest.mark.parametrize("what", ["file", "long", "wide", "none"])
def test_a_page_that_no_reader_of_ours_makes_is_refused(tmp_path: Path, what: str) -> None:
    small = io.BytesIO()
    Image.new("RGB", (40, 40)).save(small, "PNG")
    good = pixels(Image.new("RGB", (4000, 3000), "red"), LARGEST_PAGE)
    pictures = {
        "file": small.getvalue(), "long": good + b"\0",
        "wide": struct.pack(">BHH", 3, LARGEST_PAGE + 1, 1) + bytes(3 * (LARGEST_PAGE + 1)), "none": b"\0",
    }  # fmt: skip
    with open(tmp_path / "wire", "w+b") as pipe:
        send_answer(pipe, Answer("indexed", picture=good))
        send_answer(pipe, Answer("indexed", picture=pictures[what]))
        pipe.seek(0)
        held = receive_answer(pipe)
        assert isinstance(held, Answer) and measured(held.picture, LARGEST_PAGE)[:3] == (3, 2200, 1650)
        with pytest.raises(ProtocolBroken):
            receive_answer(pipe)


@pytest.mark.parametrize(
    "said", [1, [1], [{}], {"name": 3, "curated": 1, "ordered": 0}, [{"problem": 1}], [{"kind": []}]]
)
def test_an_export_that_no_reader_of_ours_makes_is_damaged(tmp_path: Path, monkeypatch, said: object) -> None:
    path = tmp_path / "books.csv"
    path.write_text("Title\nOne\n")
    monkeypatch.setattr(ReaderPool, "ask", lambda *_: iter([Answer("indexed", extra=said)]))
    with pytest.raises(AssistantError, match="books.csv” is damaged"):
        read_works(path)


def test_reasons_of_a_reader_are_one_line(tmp_path: Path) -> None:
    with open(tmp_path / "wire", "w+b") as pipe:
        send_answer(pipe, Answer("failed", "It is\x1b[2J\nall well. " * 200))
        pipe.seek(0)
        answer = receive_answer(pipe)
    assert isinstance(answer, Answer) and answer.reason.isprintable() and len(answer.reason) <= 300
