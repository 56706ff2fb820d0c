"""`alcove import` of lists of manga, loans of libraries, marks of Apple's Books, and of what holds addresses alone."""

import json
import sqlite3
from pathlib import Path

import pytest

from tests.cli.program import Program
from tests.cli.test_imports_of_other_languages import acts, brought

MANGA = """<?xml version="1.0" encoding="UTF-8" ?>
<myanimelist>
<myinfo><user_export_type>2</user_export_type></myinfo>
<manga><manga_mangadb_id>11</manga_mangadb_id><manga_title><![CDATA[Salt & Wire]]></manga_title>
<my_start_date>2021-03-01</my_start_date><my_finish_date>2021-04-02</my_finish_date><my_score>9</my_score>
<my_status>Completed</my_status><my_comments><![CDATA[The last chapter!]]></my_comments></manga>
<manga><manga_mangadb_id>12</manga_mangadb_id><manga_title><![CDATA[Slow Tide]]></manga_title>
<my_start_date>0000-00-00</my_start_date><my_finish_date>0000-00-00</my_finish_date><my_score>0</my_score>
<my_status>Plan to Read</my_status></manga>
<manga><manga_mangadb_id>13</manga_mangadb_id><manga_title><![CDATA[Grey Gate]]></manga_title>
<my_start_date>2022-00-00</my_start_date><my_score>4</my_score><my_status>Dropped</my_status></manga>
<anime><series_title><![CDATA[Salt & Wire]]></series_title><my_status>Completed</my_status></anime>
</myanimelist>"""


def test_manga_are_books_with_what_was_said_of_them(fresh: Program, tmp_path: Path) -> None:
    told = brought(fresh, tmp_path / "mangalist.xml", MANGA)
    assert (told["source"], told["notes"], told["left_out"]) == ("myanimelist", 1, {"television": 1})
    assert [work["title"] for work in told["unmatched_works"]] == ["Salt & Wire", "Slow Tide", "Grey Gate"]
    said = acts(fresh, tmp_path / "out")
    assert [row for row in said if row[2].startswith("2021-04-02")] == [
        ("finished", 1.0, "2021-04-02 00:00"), ("rating", 4.5, "2021-04-02 00:00"),
    ]  # fmt: skip
    assert sorted(row[:2] for row in said) == [("dropped", 1.0), ("finished", 1.0), ("rating", 2.0), ("rating", 4.5)]
    # A month that is not known is the first of its year.
    assert ("dropped", 1.0, "2022-01-01 00:00") in said
    assert brought(fresh, tmp_path / "mangalist.xml", MANGA)["interactions"] == 0


def on_anilist(status: str, score: float, form: str = "MANGA", **more: object) -> dict[str, object]:
    media = {"id": 30, "idMal": 13, "type": form, "title": {"romaji": f"{status.title()} Tide", "english": None}}
    staff = [("Translator (English)", "Ute Vogel"), ("Story & Art", "Aya Mori")]
    edges = [{"role": role, "node": {"name": {"full": name}}} for role, name in staff]
    return {"status": status, "score": score, "media": {**media, "staff": {"edges": edges}}, **more}


def test_lists_of_anilist_with_dates_marks_and_makers(fresh: Program, tmp_path: Path) -> None:
    done = {"notes": "The last chapter!", "completedAt": {"year": 2020, "month": 3, "day": 4}}
    entries = [
        on_anilist("COMPLETED", 85, **done),
        on_anilist("DROPPED", 20, completedAt={"year": 2021, "month": None}),
        on_anilist("PLANNING", 0),
        on_anilist("CURRENT", 100, form="ANIME"),
        {"status": "PAUSED", "media": {"title": {}}},
    ]
    lists = [{"name": "All", "entries": entries}]
    told = brought(fresh, tmp_path / "a.json", json.dumps({"data": {"MediaListCollection": {"lists": lists}}}))
    assert (told["source"], told["notes"], told["left_out"]) == ("anilist", 1, {"television": 1})
    works = told["unmatched_works"]
    assert [work["title"] for work in works] == ["Completed Tide", "Dropped Tide", "Planning Tide"]
    assert all(work["creators"] == ["Aya Mori"] for work in works) and len(told["problems"]) == 1
    said = acts(fresh, tmp_path / "out")
    assert [row for row in said if row[2].startswith("2020-03-04")] == [
        ("finished", 1.0, "2020-03-04 00:00"), ("rating", 4.25, "2020-03-04 00:00"),
    ]  # fmt: skip
    assert sorted(row[:2] for row in said) == [("dropped", 1.0), ("finished", 1.0), ("rating", 1.0), ("rating", 4.25)]


def test_a_list_as_the_interface_of_myanimelist_gives_it(fresh: Program, tmp_path: Path) -> None:
    author = {"node": {"first_name": "Aya", "last_name": "Mori"}, "role": "Story & Art"}
    status = {"status": "completed", "score": 4, "finish_date": "2020-03-04"}
    data = [
        {"node": {"id": 13, "title": "Salt & Wire", "authors": [author]}, "list_status": status},
        {"node": {"id": 14, "title": "Slow Tide"}, "list_status": {"status": "on_hold", "score": 0}},
        {"node": {"id": 15, "title": "Fog"}, "list_status": {"status": "completed", "num_episodes_watched": 12}},
    ]
    told = brought(fresh, tmp_path / "m.json", json.dumps({"data": data, "paging": {}}))
    assert [(work["title"], work["creators"]) for work in told["unmatched_works"]] == [
        ("Salt & Wire", ["Aya Mori"]), ("Slow Tide", []),
    ]  # fmt: skip
    assert told["left_out"] == {"television": 1}
    said = sorted(row[:2] for row in acts(fresh, tmp_path / "out"))
    assert said == [("aside", 1.0), ("finished", 1.0), ("rating", 2.0)]


def test_marks_of_apple_s_books_with_the_library_beside_them(fresh: Program, tmp_path: Path) -> None:
    marks = tmp_path / "AEAnnotation_v1_local.sqlite"
    database(marks, "ZAEANNOTATION", ("ZANNOTATIONASSETID", "ZANNOTATIONSELECTEDTEXT", "ZANNOTATIONNOTE",
             "ZANNOTATIONCREATIONDATE", "ZANNOTATIONDELETED", "ZFUTUREPROOFING5"),
             ("A1", "A grey line.", "So true.", 600000000.0, 0, "Three"), ("A1", "Gone.", "", 600000000.0, 1, ""),
             ("A9", "Of another.", "", 600000000.0, 0, ""), ("A1", None, None, 1.0, 0, ""))  # fmt: skip
    alone = fresh("import", marks, "--json")
    assert alone.status == 0 and len(alone.json["problems"]) == 2
    assert all("BKLibrary" in problem["reason"] for problem in alone.json["problems"])
    names = ("ZASSETID", "ZTITLE", "ZAUTHOR")
    database(tmp_path / "BKLibrary-1.sqlite", "ZBKLIBRARYASSET", names, ("A1", "The Salt Road", "Ada Marsh"))
    told = fresh("import", marks, "--json").json
    assert (told["source"], told["notes"], told["left_out"]) == ("apple books", 2, {"deleted": 1})
    assert [work["title"] for work in told["unmatched_works"]] == ["The Salt Road"] and len(told["problems"]) == 1
    notes = fresh("notes", "--json").json
    assert sorted((note["kind"], note["text"], note["place"]) for note in notes) == [
        ("highlight", "A grey line.", "Three"), ("note", "So true.", "Three"),
    ]  # fmt: skip


def database(path: Path, table: str, names: tuple[str, ...], *rows: tuple[object, ...]) -> None:
    made = sqlite3.connect(path)
    made.execute(f"CREATE TABLE {table} ({', '.join(names)})")
    made.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", rows)
    made.commit()
    made.close()


LOANS = """cover,title,author,publisher,isbn,timestamp,activity,details,library
,Low Water,Vera Holm,Quay Press,9780441478125,"March 02, 2024 09:10",Borrowed,21 days,City Library
,Low Water,Vera Holm,Quay Press,9780441478125,"January 05, 2023 18:00",Borrowed,21 days,City Library
,Ebb,Otto Venn,Quay Press,,"January 04, 2023 18:00",Placed on hold,,City Library
"""
TIMELINE = """{"version": 1, "timeline": [{"title": {"text": "Reeds", "titleId": "9"}, "author": "Ada Pell", "isbn": "",
"timestamp": 1709370600000, "activity": "Borrowed", "library": {"text": "City Library"}},
{"title": {"text": ""}, "timestamp": 1709370600000, "activity": "Borrowed"}]}"""


def test_loans_of_a_library_are_books_that_were_opened(fresh: Program, tmp_path: Path) -> None:
    told = brought(fresh, tmp_path / "libbytimeline.csv", LOANS)
    assert (told["source"], told["unmatched"], told["interactions"]) == ("libby", 2, 2)
    told = brought(fresh, tmp_path / "libbytimeline.json", TIMELINE)
    assert [work["creators"] for work in told["unmatched_works"]] == [["Ada Pell"]] and len(told["problems"]) == 1
    days = ["2023-01-05", "2024-03-02", "2024-03-02"]
    assert [(verdict, at[:10]) for verdict, _, at in acts(fresh, tmp_path / "out")] == [("opened", at) for at in days]


@pytest.mark.parametrize(
    ("name", "text", "left_out"),
    [
        ("pods.opml", '<?xml version="1.0"?><opml version="1.0"><body><outline text="feeds">'
         '<outline type="rss" text="Tide Talk" xmlUrl="https://a.example/f"/><outline text="B" xmlurl="b"/>'
         "</outline></body></opml>", {"subscription": 2}),
        ("pocket.csv", "title,url,time_added,tags,status\nEbb,https://a.example,1700000000,sea,unread\n", {"page": 1}),
        ("instapaper.csv", "URL,Title,Selection,Folder,Timestamp\nhttps://a.example,Ebb,,Unread,1700000000\n",
         {"page": 1}),
        ("reader.csv", "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
         "Ebb,https://a.example,01,[],2024-01-01,0.5,archive,True\n", {"page": 1}),
        ("ril_export.html", "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>"
         '<li><a href="https://a.example" time_added="1" tags="">Ebb</a></li></ul></body></html>', {"page": 1}),
        ("diary.csv", "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n"
         "2021-02-03,Ebb,1994,https://boxd.it/a,4.5,,,2021-02-02\n", {"film": 1}),
        ("watched.csv", "Date,Name,Year,Letterboxd URI\n2021-02-03,Ebb,1994,https://boxd.it/a\n", {"film": 1}),
        ("imdb.csv", "Const,Your Rating,Date Rated,Title,URL,Title Type,Year,Directors\n"
         "tt1,9,2020-01-02,Ebb,u,Movie,1994,J\n"
         "tt2,7,2020-01-03,Tide,u,TV Mini Series,2010,\ntt3,8,2020-01-03,Ebb II,u,Video Game,2010,\n",
         {"film": 1, "television": 1, "game": 1}),
    ],
)  # fmt: skip
def test_what_holds_addresses_or_films_alone_is_left_out_and_said(
    fresh: Program, tmp_path: Path, name: str, text: str, left_out: dict[str, int]
) -> None:
    told = brought(fresh, tmp_path / name, text)
    assert (told["left_out"], told["unmatched"], told["problems"]) == (left_out, 0, [])
    assert "left out" in fresh("import", tmp_path / name).out


def test_an_unknown_file_is_told_what_can_be_read(fresh: Program, tmp_path: Path) -> None:
    (tmp_path / "save.dat").write_bytes(bytes(range(256)) * 8)
    done = fresh("import", tmp_path / "save.dat")
    assert done.status == 1 and len(done.err.strip().splitlines()) == 1
    assert all(name in done.err for name in ("save.dat", "Goodreads", "Spotify", "BibTeX"))
