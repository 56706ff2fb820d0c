"""Tables of apps for readers and listeners, whose columns and cells are each app's own."""

import json

from assistant.domain.entities import Kind, Verdict
from tests.indexers.importers.conftest import Entries, left_out, problems, works


def test_readings_of_apps_with_a_begin_an_end_and_minutes(entries: Entries) -> None:
    (book,) = works(entries("o.csv", (
        "title,author,status,rating,tags,readings\n"
        "Brine,Ann Lee,finished,4.5,sea|||salt,"
        "2024-01-01T00:00:00.000|2024-01-09T00:00:00.000|90;2024-02-01T00:00:00.000|2024-02-05T00:00:00.000|\n"
    )))  # fmt: skip
    finished = [act.at for act in book.acts if act.verdict is Verdict.FINISHED]
    assert finished == [1704758400.0, 1707091200.0]
    assert book.subjects == ("sea", "salt")


def test_a_day_under_finished_reading_and_one_under_started_reading(entries: Entries) -> None:
    done, begun, untouched = works(entries("r.csv", (
        "Title,Authors,Started Reading,Finished Reading\n"
        'Brine,"Lee, Ann; Ray, Bo",2024-01-01,2024-01-09\n'
        'Drift,"Lee, Ann",2024-02-01,\n'
        'Ebb,"Lee, Ann",,\n'
    )))  # fmt: skip
    assert done.creators == ("Ann Lee", "Bo Ray")
    assert [(act.verdict, act.at) for act in done.acts] == [(Verdict.FINISHED, 1704758400.0)]
    assert [(act.verdict, act.at) for act in begun.acts] == [(Verdict.READING, 1706745600.0)]
    assert untouched.acts == ()


def test_a_day_of_reading_beside_a_yes(entries: Entries) -> None:
    read, unread = works(entries("c.csv", (
        "Author;Title;Read It;Reading Date;My Rating\nLee, Ann;Brine;Yes;Jan 09, 2024;9\nLee, Ann;Drift;No;;0\n"
    )))  # fmt: skip
    assert [(act.verdict, act.value) for act in read.acts] == [(Verdict.FINISHED, 1.0), (Verdict.RATED, 4.5)]
    assert unread.acts == ()


def test_the_first_of_several_series(entries: Entries) -> None:
    (book,) = works(entries("h.csv", 'Title,Author,Series\nBrine,Ann Lee,"Ferry #2, Harbour #1"\n'))
    assert (book.series, book.series_index) == ("Ferry", 2.0)


def test_reviews_under_the_names_of_other_apps(entries: Entries) -> None:
    table = "title,author_text,shelf,rating,review_name,review_content\nBrine,Ann Lee,read,4.0,Nice,Very salty\n"
    (book,) = works(entries("b.csv", table))
    assert [(note.kind, note.text) for note in book.notes] == [("review", "Very salty")]
    (book,) = works(entries("d.csv", "标题,作者,豆瓣评分,我的评分,评论,创建时间\n盐水,李安,8.1,4,好,2024/01/09\n"))
    assert [(act.verdict, act.value) for act in book.acts] == [(Verdict.RATED, 4.0)]
    assert [note.text for note in book.notes] == ["好"]


def test_cells_spelt_out_as_in_html_or_python(entries: Entries) -> None:
    found = works(entries("r.csv", (
        "Title,Artist,Rating\n&Aacute;g&aelig;tis,Sigur R&oacute;s,5\nHounds &amp; Love,Kate Bush,3\n"
    )))  # fmt: skip
    assert [(song.title, song.creators) for song in found] == [
        ("Ágætis", ("Sigur Rós",)), ("Hounds & Love", ("Kate Bush",)),
    ]  # fmt: skip
    found = works(entries("k.csv", (
        "title,authors,rating\nBrine,\"['Ann Lee', 'Bo Ray']\",4\n[Untitled],\"[\"\"Ann Lee\"\", \"\"Bo Ray\"\"]\",3\n"
    )))  # fmt: skip
    assert [(book.title, book.creators) for book in found] == [
        ("Brine", ("Ann Lee", "Bo Ray")), ("[Untitled]", ("Ann Lee", "Bo Ray")),
    ]  # fmt: skip


def test_a_row_that_holds_a_name_of_a_column_is_no_header(entries: Entries) -> None:
    found = works(entries("f.csv", (
        "Favorite Type,Item Reference,Item Description,Last Modified,Preference\n"
        "SONG,1,Zul - Low Water,2020-01-09T10:00:00Z,LIKE\nSONG,2,Zul - Brine,2020-01-09T10:00:00Z,DISLIKE\n"
    ), "apple music"))  # fmt: skip
    assert [(song.title, song.acts[0].verdict) for song in found] == [
        ("Low Water", Verdict.LIKED), ("Brine", Verdict.DISLIKED),
    ]  # fmt: skip


def test_counts_and_stars_of_players_are_no_single_plays(entries: Entries) -> None:
    (song,) = works(entries("mm.csv", (
        "Artist,Title,Album,Rating,Last Played,Play Counter\nZul,Low Water,Reeds,80,2020-01-09 10:00:00,12\n"
    )))  # fmt: skip
    assert [(act.verdict, act.value) for act in song.acts] == [(Verdict.PLAYED, 12.0), (Verdict.RATED, 4.0)]
    (song,) = works(entries("Music.txt", (
        "Name\tArtist\tAlbum\tPlays\tLast Played\nLow Water\tZul\tReeds\t12\t1/10/20, 10:00 AM\n"
    ), encoding="utf-16"))  # fmt: skip
    assert song.acts[0].at == 1578650400.0


def test_films_among_songs_are_left_out(entries: Entries) -> None:
    found = entries("t.json", (
        '[{"Content Type": "Song", "Title": "Low Water", "Artist": "Zul", "Album": "Reeds", "Track Play Count": 12},'
        ' {"Content Type": "Music Video", "Title": "Low Water", "Artist": "Zul", "Album": "Reeds"}]'
    ))  # fmt: skip
    assert [song.kind for song in works(found)] == [Kind.MUSIC]
    assert left_out(found) == ["film"]


def test_lists_of_songs_with_commas_in_their_marks_and_long_dashes(entries: Entries) -> None:
    found = works(entries("p.m3u", (
        '#EXTM3U\n#EXTINF:200 tvg-id="a,b" group="x",Zul - Low Water\nlow.mp3\n#EXTINF:90,Zul – Brine\nbrine.mp3\n'
    )))  # fmt: skip
    assert [(song.title, song.creators, song.duration) for song in found] == [
        ("Low Water", ("Zul",), 200.0), ("Brine", ("Zul",), 90.0),
    ]  # fmt: skip


def test_marks_in_columns_named_for_a_status(entries: Entries) -> None:
    heard, begun = works(entries("audible.csv", (
        "Title,Authors,Narrators,Finished,ASIN\n"
        "Brine,Ann Lee,Ott Esk,True,B00ABC1234\nDrift,Ann Lee,,False,B00ABC1235\n"
    )))  # fmt: skip
    assert [act.verdict for act in heard.acts] == [Verdict.FINISHED] and begun.acts == ()
    (book,) = works(entries("catalog.csv", (
        "author_sort,authors,comments,title,title_sort,#read\n\"Lee, Ann\",Ann Lee,,Brine,Brine,True\n"
    ), "calibre"))  # fmt: skip
    assert [act.verdict for act in book.acts] == [Verdict.FINISHED]
    (book,) = works(entries("s.csv", "titulo,autor,status\nDeriva,Ann Lee,abandonei\n"))
    assert [act.verdict for act in book.acts] == [Verdict.DROPPED]


def test_what_librarything_keeps_besides_books(entries: Entries) -> None:
    found = entries("lt.tsv", (
        "Book Id\tTitle\tPrimary Author\tMedia\tISBNs\tEntry Date\n"
        "1\tBrine\tLee, Ann\tPaper Book\t\t2023-01-01\n2\tTides\tDir, A.\tDVD\t\t2023-01-01\n"
        "3\tReeds\tZul\tMusic Recording\t\t2023-01-01\n4\tQuays\tX\tGame\t\t2023-01-01\n"
    ), "librarything", encoding="utf-16")  # fmt: skip
    assert [(work.kind, work.title) for work in works(found)] == [(Kind.BOOK, "Brine"), (Kind.MUSIC, "Reeds")]
    assert left_out(found) == ["film", "game"]
    told = {"1": {"books_id": "1", "title": "Tides", "primaryauthor": "Dir, A.", "format": [{"text": "DVD"}]}}
    assert left_out(entries("lt.json", json.dumps(told), "librarything")) == ["film"]


def test_loved_tracks_and_thumbs_are_likes(entries: Entries) -> None:
    track = {"artist": {"name": "Zul"}, "name": "Low", "date": {"uts": "1287713131", "#text": "22 Oct 2010, 02:05"}}
    (song,) = works(entries("loved.json", json.dumps({"lovedtracks": {"track": [track]}}), "last.fm"))
    assert [(act.verdict, act.at) for act in song.acts] == [(Verdict.LIKED, 1287713131.0)]
    up, down = works(entries("t.csv", "Title,Artist,Thumbs\nLow,Zul,👍\nBrine,Zul,👎\n"))
    assert [up.acts[0].verdict, down.acts[0].verdict] == [Verdict.LIKED, Verdict.DISLIKED]


def test_a_list_of_plays_in_json_keeps_when_each_was_heard(entries: Entries) -> None:
    """As Spotify's interface gives what was played lately, and as others write milliseconds."""
    track = {"name": "Ferry", "artists": [{"name": "Zul"}], "album": {"name": "Grey"}}
    days = ["2020-01-02T03:04:05.123Z", "2020-01-03T03:04:05.123Z"]
    items = [{"track": track, "played_at": day} for day in days]
    (work,) = works(entries("recent.json", json.dumps({"items": items})))
    assert (work.title, work.creators, work.kind) == ("Ferry", ("Zul",), Kind.MUSIC)
    assert [(act.verdict, act.value, round(act.at)) for act in work.acts] == [(Verdict.PLAYED, 2.0, 1578020645)]
    rows = [{"title": "Fog", "artist": "Zul", "played_at": 1577934245000}]
    (work,) = works(entries("plays.json", json.dumps(rows)))
    assert [(act.verdict, act.at) for act in work.acts] == [(Verdict.PLAYED, 1577934245.0)]


def test_a_word_in_place_of_stars_is_what_was_done(entries: Entries) -> None:
    table = "Title,Author,My Rating\nSalt,Ada Marsh,3.5\nFog,Oru Kand,DNF\nEbb,Jo Grau,so so\n"
    found = entries("books.csv", table)
    one, other, third = works(found)
    assert [act.verdict for act in one.acts] == [Verdict.RATED]
    assert [act.verdict for act in other.acts] == [Verdict.DROPPED]
    assert third.acts == () and len(problems(found)) == 1
