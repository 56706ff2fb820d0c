"""`alcove import` of tables and answers that real programs write in ways of their own."""

import json
import sqlite3
from pathlib import Path

from tests.cli.program import Program
from tests.cli.test_imports_of_other_languages import acts, brought
from tests.indexers import samples

GOODREADS = "Book Id,Title,Author,Additional Authors,My Rating,Exclusive Shelf,Date Read\n"


def test_rows_that_a_spreadsheet_quoted_as_a_whole(fresh: Program, tmp_path: Path) -> None:
    rows = (
        '"7,""Salt, and Wire"",Ada Pell,""Otto Venn, Ute Vogel"",5,read,2020/01/02"\n'
        '8,Plain Wire,Ada Pell,,3,read,2020/02/03\n"9,Third Wire,Ada Pell,,4,read,2020/03/04"\n'
    )
    for number, head in enumerate((GOODREADS, '"' + GOODREADS.strip() + '"\n')):
        told = brought(fresh, tmp_path / f"{number}.csv", head + rows)
        assert [work["title"] for work in told["unmatched_works"]] == ["Salt, and Wire", "Plain Wire", "Third Wire"]
        assert told["unmatched_works"][0]["creators"] == ["Ada Pell", "Otto Venn", "Ute Vogel"]
    dates = {"2020-01-02 00:00": 5.0, "2020-02-03 00:00": 3.0, "2020-03-04 00:00": 4.0}
    assert {at: value for verdict, value, at in acts(fresh, tmp_path / "out") if verdict == "rating"} == dates


def test_the_day_on_which_a_reading_began_that_goes_on_is_no_end(fresh: Program, tmp_path: Path) -> None:
    rows = (
        "Title,Authors,Read Status,Star Rating,Date Added,Dates Read\n"
        "Fog,Ada Pell,currently-reading,,2021/01/01,2021/05/02\n"
        "Ebb,Ada Pell,currently-reading,,2021/01/01,2020/02/03-2020/02/20\n"
        "Ice,Ada Pell,read,,2021/01/01,2021/06/07\n"
    )
    brought(fresh, tmp_path / "sg.csv", rows)
    assert sorted(acts(fresh, tmp_path / "out")) == [
        ("finished", 1.0, "2020-02-20 00:00"), ("finished", 1.0, "2021-06-07 00:00"),
        ("reading", 1.0, "2021-01-01 00:00"), ("reading", 1.0, "2021-05-02 00:00"),
    ]  # fmt: skip


def test_a_month_without_its_day(fresh: Program, tmp_path: Path) -> None:
    rows = "Название;Автор;Моя оценка;Дата прочтения\nСоль;Вера Холм;5;март 2020\n"
    brought(fresh, tmp_path / "a.csv", rows, "cp1251")
    assert {at for _, _, at in acts(fresh, tmp_path / "out")} == {"2020-03-01 00:00"}


def test_highlights_in_a_table_with_what_was_noted(fresh: Program, tmp_path: Path) -> None:
    rows = (
        "Book Title,Author,Annotation,Note,Date Created,Chapter\n"
        "Kelp,Ada Pell,A grey wave,deep,2020-03-01T10:00:00.000,Two\n"
        "Kelp,Ada Pell,Foam,,2020-03-02T10:00:00.000,Three\n"
    )
    told = brought(fresh, tmp_path / "marks.csv", rows)
    assert (told["notes"], told["problems"]) == (3, [])
    found = sorted((row["kind"], row["text"], row["place"], row["date"]) for row in fresh("notes", "--json").json)
    assert found == [
        ("highlight", "A grey wave", "Two", "2020-03-01"), ("highlight", "Foam", "Three", "2020-03-02"),
        ("note", "deep", "Two", "2020-03-01"),
    ]  # fmt: skip
    french = brought(fresh, tmp_path / "notes.csv", "Titre,Auteur,Note,Date de lecture\nNadine,Anne Roc,4,2021-03-12\n")
    assert (french["notes"], french["interactions"]) == (0, 2)


def test_clippings_headed_by_the_names_of_files(fresh: Program, tmp_path: Path) -> None:
    stamp = "- Your Highlight on page 7 | Added on Friday, January 05, 2024 10:42:22 PM\n\n"
    heads = ("Salt_ A Way of Life - Pell, Ada", "Grey Harbour - Vera Holm", "Tides - A Short History")
    blocks = "".join(f"{head}\n{stamp}Words {number}\n==========\n" for number, head in enumerate(heads))
    told = brought(fresh, tmp_path / "My Clippings.txt", blocks)
    assert [(work["title"], work["creators"]) for work in told["unmatched_works"]] == [
        ("Salt: A Way of Life", ["Ada Pell"]), ("Grey Harbour", ["Vera Holm"]), ("Tides - A Short History", []),
    ]  # fmt: skip


def test_streams_of_tidal_and_deezer_with_how_long_each_was_heard(fresh: Program, tmp_path: Path) -> None:
    tidal = (
        "artist_name,product_title,track_title,stream_duration_ms,entry_date\n"
        "Otto Venn,Reeds,Grey Ferry,200000,2021-03-01T10:00:00.000Z\n"
        "Otto Venn,Reeds,Blip,2000,2021-03-01T10:05:00.000Z\n"
    )
    told = brought(fresh, tmp_path / "streaming.csv", tidal)
    assert [work["title"] for work in told["unmatched_works"]] == ["Grey Ferry"]
    deezer = (
        "Song Title,Artist,Album Title,Listening Time,Date\nSalt Song,Otto Venn,Reeds,187,2021-03-02 10:00:00\n"
        "Skipped,Otto Venn,Reeds,3,2021-03-02 10:05:00\n"
    )
    assert brought(fresh, tmp_path / "history.csv", deezer)["plays"] == 1
    assert {at for _, _, at in acts(fresh, tmp_path / "out")} == {"2021-03-01 10:00", "2021-03-02 10:00"}


def test_bands_that_a_catalogue_sorts_by_their_second_word(fresh: Program, tmp_path: Path) -> None:
    rows = 'Artist,Title,Album,Play Count\n"Pilots, The",Low Water,Charts,2\n"Tyler, The Keeper",Foam,Charts,1\n'
    told = brought(fresh, tmp_path / "a.csv", rows)
    assert [work["creators"] for work in told["unmatched_works"]] == [["The Pilots"], ["Tyler, The Keeper"]]


def test_answers_of_servers(fresh: Program, tmp_path: Path) -> None:
    track = {"type": "track", "title": "Grey Ferry", "grandparentTitle": "Otto Venn", "parentTitle": "Reeds"}
    heard = {
        "viewCount": 3,
        "lastViewedAt": 1_583_056_800,
        "userRating": 8,
        "Media": [{"Part": [{"file": "/m/a.flac"}]}],
    }
    listed = [{**track, **heard}, {"type": "movie", "title": "A Film", "viewCount": 1}]
    told = brought(fresh, tmp_path / "plex.json", json.dumps({"MediaContainer": {"size": 2, "Metadata": listed}}))
    assert (told["source"], told["plays"], told["left_out"]) == ("plex", 3, {"film": 1})
    made = [{"name": "Fia Ohm", "role": "penciller"}, {"name": "Ben Kay", "role": "writer"}]
    comic = {
        "id": "1", "seriesId": "2", "seriesTitle": "Gulls", "name": "Gulls 004",
        "metadata": {"title": "The Nest", "number": "4", "authors": made},
        "readProgress": {"page": 40, "completed": True, "readDate": "2020-04-05T10:00:00Z"},
    }  # fmt: skip
    told = brought(
        fresh, tmp_path / "books.json", json.dumps({"content": [comic, {**comic, "metadata": {}, "name": ""}]})
    )
    assert told["unmatched_works"] == [{"kind": "book", "title": "The Nest", "creators": ["Ben Kay"]}]
    assert (told["source"], len(told["problems"])) == ("komga", 1)
    about = {
        "title": "Ice Words",
        "authorName": "Vera Holm, Otto Venn",
        "narratorName": "Ann Reader",
        "seriesName": "North #2",
    }
    item = {"mediaType": "book", "media": {"metadata": about, "duration": 7200.5},
            "userMediaProgress": {"isFinished": True, "progress": 1, "finishedAt": 1_588_327_200_000}}  # fmt: skip
    podcast = {"mediaType": "podcast", "media": {"metadata": {"title": "A Talk"}}}
    told = brought(fresh, tmp_path / "items.json", json.dumps({"results": [item, podcast]}))
    assert told["unmatched_works"] == [{"kind": "book", "title": "Ice Words", "creators": ["Vera Holm", "Otto Venn"]}]
    assert (told["source"], told["left_out"]) == ("audiobookshelf", {"podcast": 1})
    assert sorted(acts(fresh, tmp_path / "out")) == [
        ("finished", 1.0, "2020-04-05 10:00"), ("finished", 1.0, "2020-05-01 10:00"),
        ("played", 3.0, "2020-03-01 10:00"), ("rating", 4.0, "2020-03-01 10:00"),
    ]  # fmt: skip


def test_pages_saved_with_raindrop_and_places_written_as_addresses(fresh: Program, tmp_path: Path) -> None:
    rows = (
        "id,title,note,excerpt,url,folder,tags,created,cover,highlights,favorite\n"
        "1,An essay,my note,x,https://example.org/a,Unsorted,sea,2021-03-01T10:00:00.000Z,,,true\n"
    )
    assert brought(fresh, tmp_path / "raindrop.csv", rows)["left_out"] == {"page": 1}
    track = "<track><location>Holm%20North%2F01%20-%20Grey%20Ferry.flac</location></track>"
    xspf = f'<?xml version="1.0"?><playlist version="1"><trackList>{track}</trackList></playlist>'
    (song,) = brought(fresh, tmp_path / "a.xspf", xspf)["unmatched_works"]
    assert song["title"] == "Grey Ferry"


def test_a_list_that_puts_the_title_before_the_artist(fresh: Program, tmp_path: Path) -> None:
    (tmp_path / "shelf").mkdir()
    samples.write_flac(tmp_path / "shelf" / "a.flac", TITLE="Grey Ferry", ARTIST="Otto Venn")
    assert fresh("index", tmp_path / "shelf").status == 0
    lines = "#EXTM3U\n#EXTINF:257,Grey Ferry - Otto Venn\n/Users/me/Music/Media/Otto Venn/Reeds/06 Grey Ferry.m4a\n"
    assert brought(fresh, tmp_path / "a.m3u8", lines)["matched"] == 1
    other = lines.replace("Grey Ferry - Otto Venn", "Otto Venn - Grey Ferry")
    assert brought(fresh, tmp_path / "b.m3u8", other)["matched"] == 1


def test_ratings_that_are_shares_of_one(fresh: Program, tmp_path: Path) -> None:
    rows = "title,artist,album,~#playcount,~#rating,~#lastplayed\n"
    rows += "Ferry,Otto,Reeds,7,0.8,1583056800\nReed,Otto,Reeds,1,1.0,1583056800\n"
    brought(fresh, tmp_path / "songs.csv", rows)
    told = sorted(acts(fresh, tmp_path / "out"))
    assert [row[1] for row in told if row[0] == "rating"] == [4.0, 5.0]
    assert {row[2] for row in told} == {"2020-03-01 10:00"}


def test_a_book_was_finished_when_its_end_was_read_not_when_it_was_last_opened(fresh: Program, tmp_path: Path) -> None:
    path = tmp_path / "statistics.sqlite3"
    with sqlite3.connect(path) as db:
        db.executescript(
            "CREATE TABLE book (id INTEGER PRIMARY KEY, title, authors, last_open, pages, series, total_read_pages);"
            "CREATE TABLE page_stat_data (id_book, page, start_time, duration, total_pages);"
            "INSERT INTO book VALUES (1, 'Tide Clock', 'Vera Holm', 1609495200, 40, 'N/A', 40);"
            "INSERT INTO book VALUES (2, 'Half Tide', 'Vera Holm', 1609495200, 40, 'N/A', 9);"
        )
        read = [(1, page, 1_583_056_800 + 60 * page, 60, 40) for page in range(1, 41)]
        db.executemany("INSERT INTO page_stat_data VALUES (?, ?, ?, ?, ?)", [*read, (1, 39, 1_609_495_200, 20, 40)])
    db.close()
    assert fresh("import", path, "--json").json["source"] == "koreader"
    assert sorted(acts(fresh, tmp_path / "out")) == [
        ("finished", 1.0, "2020-03-01 10:38"), ("opened", 1.0, "2021-01-01 10:00"),
    ]  # fmt: skip
