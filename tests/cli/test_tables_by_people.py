"""`alcove import` of lists that people keep themselves, with what they write beside works; and of Discogs."""

from pathlib import Path

import pytest

from indexers.importers.base import find_importer
from tests.cli.program import Program
from tests.cli.test_imports_of_other_languages import acts, brought
from tests.indexers.importers.conftest import works


def said(told: dict) -> list[tuple[str, list[str]]]:
    return [(work["title"], work["creators"]) for work in told["unmatched_works"]]


def test_a_rating_above_its_scale_is_a_problem_and_no_five_stars(fresh: Program, tmp_path: Path) -> None:
    told = brought(fresh, tmp_path / "a.csv", "Title,Author,Rating (out of 10)\nIce,Holm,11\nFog,Holm,10\nSea,Aas,7\n")
    assert [(row["line"], row["reason"]) for row in told["problems"]] == [(2, "Its rating cannot be read (11).")]
    told = brought(fresh, tmp_path / "b.csv", "Title,Author,Rating\nRope,Holm,12/10\nReed,Holm,8/10\n")
    assert [row["line"] for row in told["problems"]] == [2]
    assert sorted(row[:2] for row in acts(fresh, tmp_path / "out")) == [
        ("rating", 3.5),
        ("rating", 4.0),
        ("rating", 5.0),
    ]


def test_one_slip_among_many_ratings_does_not_change_their_scale(fresh: Program, tmp_path: Path) -> None:
    rows = [f"Book {number},Holm,{1 + number % 5}\n" for number in range(25)]
    told = brought(fresh, tmp_path / "a.csv", "".join(["Title,Author,Rating\n", *rows, "Slip,Holm,45\n"]))
    assert [row["line"] for row in told["problems"]] == [27]
    assert sorted(row[1] for row in acts(fresh, tmp_path / "out")) == sorted([1.0, 2.0, 3.0, 4.0, 5.0] * 5)


@pytest.mark.parametrize(
    "total", ["Total,,500,9", "Summe: 2 Bücher,,500,", "Average,,,9.5", "Total books read: 2,,,", "Moyenne (2),,250,"]
)
def test_a_row_that_adds_up_the_others_is_no_book(fresh: Program, tmp_path: Path, total: str) -> None:
    told = brought(fresh, tmp_path / "a.csv", f"Title,Author,Pages,Rating\nTotal,Holm,300,4\nFog,Aas,200,3\n{total}\n")
    assert said(told) == [("Total", ["Holm"]), ("Fog", ["Aas"])] and told["left_out"] == {"sum": 1}
    assert sorted(row[1] for row in acts(fresh, tmp_path / "out")) == [3.0, 4.0]


def test_years_before_christ_date_nothing_that_a_person_did(fresh: Program, tmp_path: Path) -> None:
    table = "Title,Author,Finished,Year\nIce,Holm,1999 BC,2001\nFog,Holm,12 Mar 44 BCE,1200 v. Chr.\n"
    told = brought(fresh, tmp_path / "a.csv", f"{table}Sea,Holm,2020-03-01,Vancouver BC 1999\n")
    assert len(told["unmatched_works"]) == 3
    assert acts(fresh, tmp_path / "out") == [("finished", 1.0, "2020-03-01 00:00")]
    assert [work.year for work in works(list(find_importer(tmp_path / "a.csv").read(tmp_path / "a.csv")))] == [
        2001, None, 1999,
    ]  # fmt: skip


def test_artists_as_discogs_marks_them(fresh: Program, tmp_path: Path) -> None:
    names = "Catalog#,Artist,Title,Label,Format,Rating,Released,release_id,CollectionFolder,Date Added\n"
    rows = [
        ('"Holm*, Aas"', "Ice"), ("Tern (2)", "Fog"), ("Tern (2) & Reed (14)", "Sea"), ("Holm* And Aas (2)", "Rope"),
        ('"Rain, Reed & Rope"', "Sand"), ("Holm* Feat. Aas", "Salt"), ("*TERN", "Wire"),
    ]  # fmt: skip
    table = "".join(f"A1,{artist},{title},L,LP,,2003,1,All,2019-05-06 10:11:12\n" for artist, title in rows)
    assert said(brought(fresh, tmp_path / "a.csv", names + table)) == [
        ("Ice", ["Holm", "Aas"]), ("Fog", ["Tern"]), ("Sea", ["Tern", "Reed"]), ("Rope", ["Holm", "Aas"]),
        ("Sand", ["Rain, Reed & Rope"]), ("Salt", ["Holm", "Aas"]), ("Wire", ["*TERN"]),
    ]  # fmt: skip
    assert {work.year for work in works(list(find_importer(tmp_path / "a.csv").read(tmp_path / "a.csv")))} == {2003}


def test_stars_with_a_date_and_artists_between_dots(fresh: Program, tmp_path: Path) -> None:
    table = "title,artist,album,starred_at,play_count\nIce,Holm • Aas,North,2020-01-03T10:11:12Z,0\nFog,Holm,North,,2\n"
    assert said(brought(fresh, tmp_path / "a.csv", table)) == [("Ice", ["Holm", "Aas"]), ("Fog", ["Holm"])]
    assert [row[:2] for row in acts(fresh, tmp_path / "out") if row[2] == "2020-01-03 10:11"] == [("like", 1.0)]


def test_words_for_knowing_no_title_are_no_title(fresh: Program, tmp_path: Path) -> None:
    table = "Title,Author,ISBN\nN/A,N/A,\nUnknown,,\nUntitled,Holm,\nUnknown,,9780441478125\n"
    told = brought(fresh, tmp_path / "a.csv", table)
    assert [row["reason"] for row in told["problems"]] == ["This entry has no title."] * 2
    assert said(told) == [("Untitled", ["Holm"]), ("Unknown", [])]


def test_years_of_two_digits_and_days_as_spreadsheets_count_them(fresh: Program, tmp_path: Path) -> None:
    table = "Title,Author,Date Read\nIce,Holm,13/02/98\nFog,Holm,1-Mar-24\nSea,Holm,45292\nReed,Holm,45292.5\n"
    brought(fresh, tmp_path / "a.csv", table)
    assert acts(fresh, tmp_path / "out") == [
        ("finished", 1.0, "1998-02-13 00:00"), ("finished", 1.0, "2024-01-01 00:00"),
        ("finished", 1.0, "2024-01-01 12:00"), ("finished", 1.0, "2024-03-01 00:00"),
    ]  # fmt: skip
