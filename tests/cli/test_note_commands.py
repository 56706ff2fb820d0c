"""Notes, reviews and dated verdicts by the command line, as a person types them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import Program, copy_program, make_program
from tests.indexers.samples import write_epub


@pytest.fixture(scope="module")
def indexed_book(tmp_path_factory: pytest.TempPathFactory) -> Program:
    folder = tmp_path_factory.mktemp("one")
    program = make_program(folder)
    write_epub(folder / "one.epub", title="The Salt Road", creators=("Ada Marsh",))
    assert program("index", folder / "one.epub").status == 0
    return program


@pytest.fixture
def one_book(indexed_book: Program, tmp_path: Path) -> Program:
    return copy_program(indexed_book, tmp_path)


def test_a_note_is_written_listed_changed_removed_and_undone(one_book: Program, tmp_path: Path) -> None:
    written = one_book("note", "The Salt Road", "Slow, and *salty*.", "--date", "2024-03-01", "--json").json
    wanted = {"kind": "note", "text": "Slow, and *salty*.", "date": "2024-03-01", "place": ""}
    assert wanted.items() <= written.items()
    review = one_book("note", written["item"], "A book for storms.", "--review", "--json").json
    assert [row["kind"] for row in one_book("notes", "The Salt Road", "--json").json] == ["note", "review"]

    assert one_book("note", "--edit", review["id"], "A book for", "calm days.", "--json").json["kind"] == "review"
    one_book("note", "--remove", written["id"])
    assert [row["text"] for row in one_book("notes", "--json").json] == ["A book for calm days."]
    one_book("note", "--undo")
    one_book("note", "--undo")
    assert [row["text"] for row in one_book("notes", "--json").json] == ["Slow, and *salty*.", "A book for storms."]

    one_book("feedback", "The Salt Road", "rating=3.5", "--date", "2024-03-02")
    one_book("profile", "export", tmp_path / "out")
    document = json.loads((tmp_path / "out" / "profile.json").read_text())
    assert [row["text"] for row in document["notes"]] == ["Slow, and *salty*.", "A book for storms."]
    assert [(row["value"], row["because"]) for row in document["feedback"]] == [(3.5, "A book for storms.")]
    assert "> A book for storms." in (tmp_path / "out" / "profile.md").read_text()

    assert one_book("backup", tmp_path / "all.backup").status == 0
    assert one_book("notes", "--erase", "--json").json == {"erased": 2}
    assert one_book("notes", "--json").json == []
    assert one_book("restore", tmp_path / "all.backup").status == 0
    assert len(one_book("notes", "--json").json) == 2


def test_the_text_may_come_from_standard_input(one_book: Program) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assistant.cli.main", "note", "The Salt Road", "-", "--json"],
        input="# Not a heading\n\n<b>bold\x00</b> & “quoted”\n".encode(),
        env={"ALCOVE_HOME": str(one_book.home), "ALCOVE_PASSPHRASE_FILE": str(one_book.passphrase), "PATH": ""},
        capture_output=True,
    )
    assert json.loads(done.stdout)["text"] == "# Not a heading\n\n<b>bold</b> & “quoted”"


def test_verdicts_of_the_interface_with_their_days(one_book: Program, tmp_path: Path) -> None:
    for verdict in ("reading", "aside", "rating=0.5", "finished"):
        done = one_book("feedback", "The Salt Road", verdict, "--date", "2023-05-14", "--json")
        assert done.json["changes"]["verdict"] == verdict.partition("=")[0], done.err
    one_book("profile", "export", tmp_path)
    acts = json.loads((tmp_path / "profile.json").read_text())["feedback"]
    assert {act["at"] for act in acts} == {1684022400.0} and len(acts) == 4


def test_clippings_come_in_once(one_book: Program, tmp_path: Path) -> None:
    stamp = "- Your Highlight on page 3 | Location 40-41 | Added on Sunday, May 14, 2023 3:40:12 PM"
    (tmp_path / "My Clippings.txt").write_text(f"The Salt Road (Marsh, Ada)\n{stamp}\n\nThe <grey> sea\n==========\n")
    assert [one_book("import", tmp_path / "My Clippings.txt", "--json").json["notes"] for _ in range(2)] == [1, 0]
    (row,) = one_book("notes", "The Salt Road", "--json").json
    assert (row["kind"], row["text"], row["place"], row["date"], row["source"]) == (
        ("highlight", "The <grey> sea", "page 3, location 40-41", "2023-05-14", "kindle")
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("feedback", "The Salt Road", "finished", "--date", "2999-01-01"),
        ("feedback", "The Salt Road", "finished", "--date", "yesterday"),
        ("feedback", "The Salt Road", "reading", "--date", "0001-01-01"),
        ("feedback", "The Salt Road", "rating=3.3"),
        ("feedback", "The Salt Road", "rating=0"),
        ("note", "The Salt Road"),
        ("note", "The Salt Road", "  \0 "[:2]),
        ("note", "The Salt Road", "words", "--date", "2024-13-01"),
        ("note", "--edit", "n1"),
        ("note", "--remove", "n1", "--undo"),
        ("notes", "The Salt Road", "--erase"),
    ],
)
def test_wrong_usage_is_told_before_anything_is_opened(fresh: Program, arguments: tuple[str, ...]) -> None:
    done = fresh(*arguments)
    assert done.status == 2 and "Traceback" not in done.err and not fresh.home.exists()


def test_a_note_that_is_not_there_can_be_mended(fresh: Program) -> None:
    assert fresh("note", "--remove", "n7").status == 1
    assert fresh("note", "No such book", "words").status == 1
    assert fresh("notes", "--json").json == []


def test_notes_are_found_and_raise_what_is_near_to_them(stocked: Program) -> None:
    quote = "To polish the hull of a starship among the stars is the crew's prayer."
    about = stocked("note", "Night Kitchen", quote, "--date", "2024-02-01", "--json").json
    found = stocked("search", "polish the hull", "--json").json[0]
    assert (found["id"], found["passage"], found["passage_from"]) == (about["item"], quote, "your note")
    assert "your note: " in stocked("search", "polish the hull").out

    near, placed = (
        next(pick for pick in stocked("recommend", "--no-llm", "--json").json if pick["title"] == title)
        for title in ("Orbit of Glass", "Tide Tables")
    )
    assert near["parts"]["noted"] > 0 and near["parts"]["noted"] > placed["parts"].get("noted", 0.0)
    told = [fact for fact in near["evidence"] if fact["type"] == "note"]
    assert [(fact["id"], fact["text"]) for fact in told] == [
        (about["id"], "About “Night Kitchen” by Paul Ferro you wrote “" + quote.rstrip(".") + "”")
    ]
    assert quote.rstrip(".") in stocked("why", "Orbit of Glass").out
    assert not any(fact["type"] == "note" for fact in placed["evidence"])

    asked = stocked("chat", "What did I write about Night Kitchen?", "--no-llm", "--json").json
    assert asked["cards"] == [about["item"]] and "You wrote “" + quote in asked["reply"]
    assert "neither written nor underlined" in stocked("chat", "Show me my highlights in Tide Tables", "--no-llm").out

    stocked("note", "--remove", about["id"])
    assert all("noted" not in pick["parts"] for pick in stocked("recommend", "--no-llm", "--json").json)
    assert not any("passage_from" in hit for hit in stocked("search", "polish the hull", "--json").json)
