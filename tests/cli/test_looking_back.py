"""`alcove digest` and `alcove year`, as a person types them: figures, reasons, a picture, and what cannot be."""

import os
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.program import Program, make_program
from tests.indexers.samples import prose, write_epub

PUMPS = "Bleed the pump, close the valve, and check the pressure of the boiler before the heating season."
THIS_YEAR = datetime.now().year


def day(ago: int) -> str:
    return (datetime.now() - timedelta(days=ago)).strftime("%Y-%m-%d")


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Two years ago a manual was written; this year a book was finished, and notes like the manual were opened."""
    folder = tmp_path_factory.mktemp("past")
    (folder / "manual.md").write_text(f"# Boiler manual\n\n{PUMPS * 3}\n")
    (folder / "notes.md").write_text(f"# Heating notes\n\n{PUMPS * 2} Call the plumber.\n")
    (folder / "diary.md").write_text(f"# Garden diary\n\n{prose(60, 'roses')}\n")
    for title in ("The Salt Road", "Harbour Lights"):
        write_epub(folder / f"{title}.epub", title, ("Ada Marsh",), metadata="<dc:subject>Sea</dc:subject>")
    long_ago = time.time() - 730 * 86_400
    for name in ("manual.md", "diary.md"):
        os.utime(folder / name, (long_ago, long_ago))
    program = make_program(tmp_path_factory.mktemp("alcove"))
    assert program("index", folder).status == 0
    for item, verdict, when in (
        ("Heating notes", "opened", day(0)),
        ("The Salt Road", "finished", day(0)),
        ("Harbour Lights", "like", day(0)),
        ("Garden diary", "opened", day(400)),
    ):
        assert program("feedback", item, verdict, "--date", when).status == 0
    return program


def test_what_is_new_has_a_reason_each(past: Program) -> None:
    found = past("digest", "--json").json
    assert found["count"] == 5 and found["until"] == day(0)
    assert found["new"] and all(row["explanation"] and row["added"] == day(0) for row in found["new"])
    # What is finished or judged is new to nobody.
    assert not {"The Salt Road", "Harbour Lights"} & {row["title"] for row in found["new"]}


def test_a_document_that_lay_long_comes_back_beside_what_it_is_near_to(past: Program) -> None:
    found = past("digest", "--json").json
    first = found["worth"][0]
    assert first["title"] == "Boiler manual" and not first["opened"]
    assert first["near"] == past("search", "Heating notes", "--json").json[0]["id"]
    assert first["reason"] == (
        "Its file has not changed for 2 years. It is close to “Heating notes”, which you opened."
    )
    assert "Heating notes" not in [row["title"] for row in found["worth"]]
    assert "Worth returning to" in past("digest").out


def test_since_a_day_and_none_to_come(past: Program) -> None:
    assert past("digest", "--since", "2001-02-03", "--json").json["since"] == "2001-02-03"
    for wrong in ("soon", f"{THIS_YEAR + 2}-01-01"):
        failed = past("digest", "--since", wrong)
        assert failed.status == 2 and failed.out == "" and len(failed.err.strip().splitlines()) == 1


def test_a_year_is_counted_and_drawn(past: Program, tmp_path: Path) -> None:
    out = tmp_path / "year.png"
    found = past("year", THIS_YEAR, "--out", out, "--json").json
    assert (found["works"], found["finished"], found["opened"], found["liked"]) == (3, 1, 1, 1)
    month = datetime.now().month - 1
    assert (found["months"]["book"][month], found["months"]["document"][month]) == (2, 1)
    assert sum(map(sum, found["months"].values())) == 3
    assert found["creators"] == [{"name": "Ada Marsh", "works": 2, "times": 2}]
    assert found["first"]["title"] == "The Salt Road" and found["last"] is None and not found["whole"]
    with Image.open(out) as picture:
        assert picture.format == "PNG" and picture.size == (2160, 2700)
        assert len(picture.convert("RGB").getcolors(1 << 22) or ()) > 100
    assert out.stat().st_mode & 0o077 == 0


def test_an_earlier_year_is_whole_and_says_how_little_it_rests_on(past: Program) -> None:
    earlier = datetime.now() - timedelta(days=400)
    found = past("year", earlier.year, "--json").json
    assert found["whole"] and found["works"] == 1 and found["last"] is None and found["longest"] is None


def test_what_cannot_be_is_said_in_one_line(past: Program, tmp_path: Path) -> None:
    wrong = (("year", THIS_YEAR + 1), ("year", "MMXX"), ("year", THIS_YEAR, "--out", tmp_path / "year.jpg"))
    for arguments in wrong:
        failed = past(*arguments)
        assert failed.status == 2 and failed.out == "" and len(failed.err.strip().splitlines()) == 1
    nothing = past("year", 1987)
    assert nothing.status == 1 and "1987" in nothing.err and list(tmp_path.iterdir()) == []


@pytest.fixture(scope="module")
def mover(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Crime for a year, then four works of history; two more of each were never opened."""
    folder = tmp_path_factory.mktemp("moving")
    for subject, titles in (("Crime", "ABCDEFGHIJ"), ("History", "KLMNOP")):
        for letter in titles:
            title = f"{subject} {letter}"
            write_epub(
                folder / f"{title}.epub",
                title,
                (f"Author {letter}",),
                metadata=f"<dc:subject>{subject}</dc:subject><dc:subject>Books</dc:subject>",
                chapters=(prose(60, subject),),
            )
    program = make_program(tmp_path_factory.mktemp("alcove"))
    assert program("index", folder).status == 0
    for number, letter in enumerate("ABCDEFGH"):
        assert program("feedback", f"Crime {letter}", "finished", "--date", day(400 - 30 * number)).status == 0
    for number, letter in enumerate("KLMN"):
        assert program("feedback", f"History {letter}", "finished", "--date", day(60 - 10 * number)).status == 0
    return program


def test_a_taste_that_turns_is_told_and_the_list_follows_when_asked(mover: Program) -> None:
    found = mover("timeline", "--json").json
    # What all of it is about says nothing of the time.
    assert len(found["months"]) == 12 and set(found["subjects"]) == {"History", "Crime"}
    assert sum(found["subjects"]["History"]) == 4 == sum(found["subjects"]["History"][-4:])
    more, less = found["turns"]
    assert (more["subject"], more["lately"], more["before"]) == ("History", [4, 4], [0, 8])
    assert (less["subject"], less["lately"], less["proposal"]) == ("Crime", [0, 4], None)
    said = mover("timeline").out
    assert "4 of 4 works in the last three months, 0 of 8 in the year before" in said and more["proposal"] in said
    assert mover("profile", "revise", "--json").json[0]["id"] == more["proposal"]
    assert mover("profile", "accept", more["proposal"]).status == 0
    parts = mover("why", "History O", "--json").json["parts"]
    assert any(more["proposal"] in name and value > 0 for name, value in parts.items())
    assert more["proposal"] not in mover("timeline").out


def test_one_month_tells_of_no_change(past: Program, tmp_path: Path) -> None:
    assert past("timeline", "--json").json["turns"] == []
    empty = make_program(tmp_path)
    assert "too little" in empty("timeline").out and empty("timeline", "--json").json["months"] == []
