"""`alcove import` of lists of manga, loans of libraries, and of what holds addresses alone."""

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
    assert brought(fresh, tmp_path / "mangalist.xml", MANGA)["interactions"] == 0


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
    ],
)  # fmt: skip
def test_what_holds_addresses_alone_is_left_out_and_said(
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
