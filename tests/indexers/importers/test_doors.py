"""Other programs' libraries that came later, and tables and lists of programs that nobody knows."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from indexers.importers.apply import import_file
from indexers.importers.base import find_importer
from indexers.importers.import_transfer import read_works
from tests.indexers.importers.conftest import Entries, left_out, problems, works


def told(work) -> list[tuple[str, float, str]]:
    return [
        (str(act.verdict), act.value, datetime.fromtimestamp(act.at, UTC).strftime("%Y-%m-%d") if act.at else "")
        for act in work.acts
    ]


def test_calibres_own_columns_of_any_name(entries: Entries) -> None:
    script = """
        CREATE TABLE books (id, title, pubdate, series_index, path);
        INSERT INTO books VALUES (1, 'Ice', '2010-12-31T23:00:00+00:00', 1, 'a'), (2, 'Fog', '', 1, 'b'), (3,
            'Sea', '', 1, 'c');
        CREATE TABLE authors (id, name); INSERT INTO authors VALUES (7, 'Holm| Vera| Jr.');
        CREATE TABLE books_authors_link (id, book, author); INSERT INTO books_authors_link VALUES (1, 1, 7), (2, 2, 7);
        CREATE TABLE comments (book, text); CREATE TABLE identifiers (book, type, val);
        CREATE TABLE data (book, name, format);
        CREATE TABLE custom_columns (id, label, name, datatype);
        INSERT INTO custom_columns VALUES (1, 'meine_note', 'Meine Wertung', 'int'), (2, 'wann', 'Ausgelesen am',
            'datetime'),
            (3, 'stand', 'Stand', 'text'), (4, 'gr_rating', 'Goodreads rating', 'rating'), (5, 'dnf', 'DNF', 'bool'),
            (6, 'acquired', 'Bought', 'datetime'), (7, 'pct', 'Progress %', 'int');
        CREATE TABLE custom_column_1 (book, value); INSERT INTO custom_column_1 VALUES (1, 9), (2, 2);
        CREATE TABLE custom_column_2 (book, value); INSERT INTO custom_column_2 VALUES (1, '2020-02-29T12:00:00+00:00');
        CREATE TABLE custom_column_3 (id, value); INSERT INTO custom_column_3 VALUES (1, 'pausiert'), (2,
            'will ich lesen');
        CREATE TABLE books_custom_column_3_link (book, value); INSERT INTO books_custom_column_3_link VALUES (2,
            1), (3, 2);
        CREATE TABLE custom_column_4 (id, value); INSERT INTO custom_column_4 VALUES (1, 2);
        CREATE TABLE books_custom_column_4_link (book, value); INSERT INTO books_custom_column_4_link VALUES (1, 1);
        CREATE TABLE custom_column_5 (book, value); INSERT INTO custom_column_5 VALUES (1, 0);
        CREATE TABLE custom_column_6 (book, value); INSERT INTO custom_column_6 VALUES (3, '2001-01-01T00:00:00+00:00');
        CREATE TABLE custom_column_7 (book, value);
    """
    ice, fog, sea = works(entries("metadata.db", script, "calibre"))
    assert (ice.creators, ice.year) == (("Vera Holm, Jr.",), 2011)
    assert told(ice) == [("finished", 1.0, "2020-02-29"), ("rating", 4.5, "2020-02-29")]
    assert [act[:2] for act in told(fog)] == [("aside", 1.0), ("rating", 1.0)]
    assert sea.wanted and sea.acts == ()


def test_kobo_and_apple_books(entries: Entries) -> None:
    script = """
        CREATE TABLE Bookmark (a); CREATE TABLE Shelf (a);
        CREATE TABLE content (ContentID, ContentType, Title, Attribution, ReadStatus, ___PercentRead, DateLastRead,
            LastTimeFinishedReading, Series, SeriesNumber, ISBN);
        INSERT INTO content VALUES ('file:///mnt/onboard/Ice.epub', 6, 'Ice', 'Vera Holm, Piet Aas', 2, 100,
            '2024-03-01T10:00:00Z', '2024-02-29T09:00:00Z', 'North', '2', '9780441478125'),
            ('x', 9, 'Chapter', '', 0, 0, '', '', '', '', ''), ('y', 6, 'Fog', 'Vera Holm', 1, 30,
                '2024-01-05T00:00:00Z',
            '', '', '', '');
        CREATE TABLE ratings (ContentID, Rating, DateModified);
        INSERT INTO ratings VALUES ('file:///mnt/onboard/Ice.epub', 4, '2024-03-02T00:00:00Z');
    """
    ice, fog = works(entries("KoboReader.sqlite", script, "kobo"))
    assert (ice.creators, ice.series, ice.path) == (("Vera Holm", "Piet Aas"), "North", Path("/mnt/onboard/Ice.epub"))
    assert told(ice) == [("finished", 1.0, "2024-02-29"), ("rating", 4.0, "2024-03-02")]
    assert told(fog) == [("reading", 1.0, "2024-01-05")]
    script = """
        CREATE TABLE ZBKLIBRARYASSET (ZTITLE, ZAUTHOR, ZISFINISHED, ZDATEFINISHED, ZLASTOPENDATE, ZREADINGPROGRESS,
            ZRATING);
        INSERT INTO ZBKLIBRARYASSET VALUES ('Ice', 'Holm, Vera', 1, 730857600.0, 730857700.0, 1.0, 5);
    """
    (ice,) = works(entries("BKLibrary.sqlite", script, "apple books"))
    assert told(ice) == [("finished", 1.0, "2024-02-29"), ("rating", 5.0, "2024-02-29")]


def test_servers(entries: Entries, tmp_path: Path) -> None:
    script = """
        CREATE TABLE books (id, title, publishedYear, publisher, isbn, asin, duration, tags, genres);
        INSERT INTO books VALUES ('b', 'Ice', '2011', 'Quay', '', 'B00ABC1234', 3600.5, '[]', '["Sea"]');
        CREATE TABLE libraryItems (mediaId, path); INSERT INTO libraryItems VALUES ('b', '/books/Vera Holm/Ice');
        CREATE TABLE mediaProgresses (mediaItemId, mediaItemType, isFinished, finishedAt, currentTime, duration,
            updatedAt, userId);
        INSERT INTO mediaProgresses VALUES ('b', 'book', 1, '2024-02-29 10:00:00.000 +00:00', 3600, 3600, '', 'me'),
            ('e', 'podcastEpisode', 0, NULL, 5, 9, '', 'me'), ('b', 'book', 0, NULL, 5, 9, '', 'other');
        CREATE TABLE authors (id, name); INSERT INTO authors VALUES ('a', 'Vera Holm');
        CREATE TABLE bookAuthors (bookId, authorId); INSERT INTO bookAuthors VALUES ('b', 'a');
        CREATE TABLE series (id, name); CREATE TABLE bookSeries (bookId, seriesId, sequence);
    """
    found = entries("absdatabase.sqlite", script, "audiobookshelf")
    (ice,) = works(found)
    assert (ice.creators, ice.duration, ice.subjects) == (("Vera Holm",), 3600.5, ("Sea",))
    assert told(ice) == [("finished", 1.0, "2024-02-29")] and left_out(found) == ["podcast"]
    with zipfile.ZipFile(tmp_path / "2024-03-01T0130.audiobookshelf", "w", zipfile.ZIP_DEFLATED) as backup:
        backup.writestr("details", "1\nme\n2024-03-01")
        backup.write(tmp_path / "absdatabase.sqlite", "absdatabase.sqlite")
    written = Path(backup.filename or "")
    assert list(find_importer(written).read(written)) == found
    script = """
        CREATE TABLE BOOK (ID, NAME, URL, SERIES_ID); INSERT INTO BOOK VALUES ('1', 'ice',
            'file:/books/Ice%201.cbz', 's');
        CREATE TABLE BOOK_METADATA (BOOK_ID, TITLE, ISBN, RELEASE_DATE, NUMBER);
        INSERT INTO BOOK_METADATA VALUES ('1', 'Ice', '', '2011-01-02', '3');
        CREATE TABLE SERIES_METADATA (SERIES_ID, TITLE, PUBLISHER); INSERT INTO SERIES_METADATA VALUES ('s',
            'North', 'Quay');
        CREATE TABLE BOOK_METADATA_AUTHOR (BOOK_ID, NAME, ROLE);
        INSERT INTO BOOK_METADATA_AUTHOR VALUES ('1', 'Piet Aas', 'translator'), ('1', 'Vera Holm', 'writer');
        CREATE TABLE READ_PROGRESS (BOOK_ID, USER_ID, PAGE, COMPLETED, READ_DATE);
        INSERT INTO READ_PROGRESS VALUES ('1', 'u', 20, 1, '2024-02-29 10:00:00');
    """
    (ice,) = works(entries("komga.sqlite", script, "komga"))
    assert (ice.creators, ice.series, ice.series_index, ice.path) == (
        ("Vera Holm",),
        "North",
        3.0,
        Path("/books/Ice 1.cbz"),
    )
    assert told(ice) == [("finished", 1.0, "2024-02-29")]
    script = """
        CREATE TABLE Series (Id, Name); INSERT INTO Series VALUES (1, 'Ice'); CREATE TABLE Volume (Id, SeriesId);
        INSERT INTO Volume VALUES (2, 1); CREATE TABLE Chapter (Id, VolumeId, TitleName, Pages);
        INSERT INTO Chapter VALUES (3, 2, '', 200); CREATE TABLE MangaFile (ChapterId, FilePath);
        INSERT INTO MangaFile VALUES (3, '/books/Ice.epub');
        CREATE TABLE AppUserProgresses (ChapterId, PagesRead, LastModifiedUtc, AppUserId);
        INSERT INTO AppUserProgresses VALUES (3, 60, '2024-02-29 10:00:00', 1);
        CREATE TABLE AppUserRating (SeriesId, Rating, AppUserId); INSERT INTO AppUserRating VALUES (1, 3.5, 1);
        CREATE TABLE Person (Id, Name); INSERT INTO Person VALUES (9, 'Vera Holm'), (8, 'Piet Aas');
        CREATE TABLE ChapterPeople (ChapterId, PersonId, Role); INSERT INTO ChapterPeople VALUES (3, 9, 3), (3, 8, 12);
    """
    (ice,) = works(entries("kavita.db", script, "kavita"))
    assert (ice.title, ice.creators, told(ice)[0]) == ("Ice", ("Vera Holm",), ("reading", 1.0, "2024-02-29"))
    assert ice.acts[1].value == 3.5


def test_takeouts_of_music(entries: Entries) -> None:
    watched = {"header": "YouTube Music", "title": "Watched Ice", "titleUrl": "https://x",
               "time": "2024-02-29T10:00:00Z",
               "subtitles": [{"name": "Vera Holm - Topic"}]}  # fmt: skip
    film = {**watched, "header": "YouTube", "subtitles": [{"name": "Films"}]}
    found = entries("watch-history.json", json.dumps([watched, film, {**watched, "subtitles": 5}]), "youtube music")
    assert [(work.title, work.creators) for work in works(found)] == [("Ice", ("Vera Holm",))]
    assert left_out(found) == ["video"] and problems(found)[0].entry == "3"
    text = "Album Name,Artist Name,Song Name,Event Start Timestamp,Play Duration Milliseconds,Media Type\n"
    text += "North,Vera Holm,Ice,2024-02-29T10:00:00Z,90000,AUDIO\nNorth,Vera Holm,Fog,2024-02-29T10:00:00Z,900,AUDIO\n"
    assert [work.title for work in works(entries("activity.csv", text, "apple music"))] == ["Ice"]
    text = "Track Description,Play Count,Date Played\nVera Holm - Ice,2,20240229\n"
    (work,) = works(entries("daily.csv", text, "apple music"))
    assert told(work) == [("played", 2.0, "2024-02-29")]
    text = "Preference,Created,Item Description\nDISLIKE,2024-02-29T10:00:00Z,Vera Holm - Ice\n"
    (work,) = works(entries("judged.csv", text, "apple music"))
    assert told(work) == [("dislike", 1.0, "2024-02-29")]


def test_playlists_of_every_kind(entries: Entries) -> None:
    xspf = (
        '<?xml version="1.0"?><playlist xmlns="http://xspf.org/ns/0/"><trackList><track><location>file:///m/01%20Ice.mp3'
        "</location><title>Ice</title><creator>Vera Holm feat. Piet</creator><duration>200000</duration></track>"
        "</trackList>"
        "</playlist>"
    )
    (work,) = works(entries("a.xspf", xspf, "xspf"))
    assert (work.title, work.creators, work.duration, work.path) == (
        "Ice",
        ("Vera Holm",),
        200.0,
        Path("/m/01 Ice.mp3"),
    )
    jellyfin = "<Item><PlaylistItems><PlaylistItem><Path>/m/Holm/Ice.mp3</Path></PlaylistItem></PlaylistItems></Item>"
    assert [work.path for work in works(entries("playlist.xml", jellyfin, "jellyfin"))] == [Path("/m/Holm/Ice.mp3")]
    plex = (
        '<MediaContainer><Track title="Ice" grandparentTitle="Vera Holm" parentTitle="North" duration="200000"><Media>'
        '<Part file="/m/Ice.mp3"/></Media></Track><Track title="Fog"/></MediaContainer>'
    )
    assert [work.title for work in works(entries("plex.xml", plex, "plex"))] == ["Ice", "Fog"]
    pls = "[playlist]\nFile2=b.mp3\nTitle2=Holm - Fog\nFile1=http://radio.example/\nLength1=-1\n"
    found = entries("a.pls", pls, "pls")
    assert [work.title for work in works(found)] == ["Fog"] and left_out(found) == ["stream"]


def test_a_list_names_what_nobody_owns_and_makes_no_wish(home, tmp_path) -> None:
    (tmp_path / "a.m3u").write_text("#EXTM3U\n#EXTINF:9,Vera Holm - Ice\nHolm/Ice.mp3\n")
    report = import_file(tmp_path / "a.m3u", home.library, home.journal)
    assert [work.title for work in report.unmatched] == ["Ice"]
    assert home.journal.wishes() == [] and report.playlist == ()


def test_references_as_programs_hand_them_on(entries: Entries) -> None:
    ris = """TY  - BOOK
AU  - Holm, Vera
A2  - Aas, Piet
TI  - Ice of the
 North
PY  - 2011/03
SN  - 9780441478125
N1  - <p>Mine</p>
ER  -
TY  - VIDEO
TI  - Film
ER  -
TY  - JOUR
A1  - Lund, Ada
T1  - Cut
"""
    found = entries("a.ris", ris, "ris")
    ice, cut = works(found)
    assert (ice.kind, ice.title, ice.creators, ice.year) == ("book", "Ice of the North", ("Vera Holm",), 2011)
    assert [note.text for note in ice.notes] == ["Mine"] and (cut.kind, cut.title) == ("document", "Cut")
    assert left_out(found) == ["film"] and [problem.line for problem in problems(found)] == [13]
    csl = [
        {"type": "book", "title": "Ice", "author": [{"family": "Berg", "given": "Jan", "non-dropping-particle": "van"}],
         "issued": {"date-parts": [[1999, 2]]}},
        {"type": "motion_picture", "title": "Film"},
        {"type": "book", "title": "Bad", "author": 3},
    ]  # fmt: skip
    found = entries("b.json", json.dumps(csl), "csl json")
    assert [(work.title, work.creators, work.year) for work in works(found)] == [("Ice", ("Jan van Berg",), 1999)]
    assert left_out(found) == ["film"] and [problem.entry for problem in problems(found)] == ["3"]
    table = (
        "Key,Item Type,Publication Year,Author,Title,Manual Tags,Editor,Translator\n"
        'A,book,2011,"Holm, Vera; Aas, Piet",Ice,ice; sea,,"Lund, Ada"\nB,tvBroadcast,2011,,Show,,,\n'
    )
    found = entries("c.csv", table, "zotero")
    assert [(work.creators, work.subjects) for work in works(found)] == [(("Vera Holm", "Piet Aas"), ("ice", "sea"))]
    assert left_out(found) == ["television"]


def test_what_readwise_and_kindle_write_besides(entries: Entries, tmp_path) -> None:
    table = "Highlight,Book Title,Book Author,Amazon Book ID\nA,Post,@holm on Twitter,\nB,Essay,quay.example.org,\n"
    assert [(work.kind, work.creators) for work in works(entries("r.csv", table, "readwise"))] == [("document", ())] * 2
    answer = {"results": [
        {"user_book_id": 1, "title": "Ice", "author": "Vera Holm", "category": "books",
         "highlights": [{"text": "Grey.", "note": "why", "location": 3, "location_type": "page"}]},
        {"user_book_id": 2, "title": "Talk", "category": "podcasts", "highlights": []},
    ]}  # fmt: skip
    found = entries("r.json", json.dumps(answer), "readwise")
    assert [(note.text, note.place) for note in works(found)[0].notes] == [("Grey.", "page 3"), ("why", "page 3")]
    assert left_out(found) == ["podcast"]
    page = (
        '<div class="bodyContainer"><div class="bookTitle">Ice (North, #2)</div><div class="authors">Holm, Vera</div>'
        '<div class="sectionHeading">One</div><div class="noteHeading">Highlight (<span>yellow</span>) - Page 12</div>'
        '<div class="noteText">Grey.</div><div class="noteHeading">Note - Page 13</div>'
        '<div class="noteText">why</div></div>'
    )
    (ice,) = works(entries("notebook.html", page, "kindle"))
    assert (ice.title, ice.series, ice.creators) == ("Ice", "North", ("Vera Holm",))
    assert [(note.kind, note.text, note.place) for note in ice.notes] == [
        ("highlight", "Grey.", "page 12, One"), ("note", "why", "page 13, One")
    ]  # fmt: skip
    (tmp_path / "u.csv").write_text("Title,Author,Rating\nIce,Unknown,4\nFog,Anonymous,4\n")
    assert [work.creators for work in read_works(tmp_path / "u.csv").works] == [(), ("Anonymous",)]


def test_librarything_as_json(entries: Entries) -> None:
    told_ = {
        "7": {"books_id": "7", "title": "Ice", "primaryauthor": "Holm, Vera", "rating": 4.5,
              "isbn": {"2": "9780441478125"},
              "authors": [{"lf": "Holm, Vera"}, {"lf": "Lund, Ada", "role": "Translator"}, {"lf": "Aas, Piet"}],
              "collections": ["Your library"], "tags": ["sea"], "dateread": "2024-02-29", "review": "Cold."},
        "8": {"books_id": "8", "title": "Fog", "primaryauthor": "Holm, Vera", "collections": {"1": "Wishlist"}},
    }  # fmt: skip
    ice, fog = works(entries("lt.json", json.dumps(told_), "librarything"))
    assert (ice.creators, ice.subjects, told(ice)[-1]) == (
        ("Vera Holm", "Piet Aas"),
        ("sea",),
        ("rating", 4.5, "2024-02-29"),
    )
    assert [note.text for note in ice.notes] == ["Cold."] and fog.wanted and not fog.subjects
