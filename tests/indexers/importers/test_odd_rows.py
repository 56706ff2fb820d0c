"""Rows that programs write beside the usual ones: without a title, of another kind, in the plural, in the future."""

import json
from datetime import UTC, datetime

from indexers.importers.apply import import_file
from tests.indexers.conftest import Home
from tests.indexers.importers.conftest import Entries, left_out, problems, works
from tests.indexers.importers.test_doors import told


def test_chapters_and_episodes_among_the_tracks_of_a_history(entries: Entries) -> None:
    heard = {"ts": "2020-01-02T03:04:05Z", "ms_played": 60_000, "master_metadata_track_name": "Ice",
             "master_metadata_album_artist_name": "Holm"}  # fmt: skip
    rows = [heard, {**heard, "audiobook_title": "Salt"}, {**heard, "episode_name": "E"}, dict.fromkeys(heard)]
    found = entries("Streaming_History_Audio_1.json", json.dumps(rows), "spotify")
    assert [told(work) for work in works(found)] == [[("played", 1.0, "2020-01-02")]]
    assert (left_out(found), problems(found)) == (["audiobook", "podcast"], [])


def test_markup_in_titles_and_who_composed(entries: Entries) -> None:
    venn = [{"family": "Venn", "given": "Otto"}]
    title = "On <i>Larus</i> &amp; H<sub>2</sub>O, 3 < 4"
    listed = [{"id": "a", "type": "song", "title": "Ice", "composer": venn, "issued": {"date-parts": [["1999"]]}},
              {"id": "b", "type": "book", "title": title, "author": venn}]  # fmt: skip
    assert [(work.title, work.creators) for work in works(entries("a.json", json.dumps(listed), "csl json"))] == [
        ("Ice", ("Otto Venn",)), ("On Larus & H2O, 3 < 4", ("Otto Venn",)),
    ]  # fmt: skip
    (fog,) = works(entries("a.bib", r"@book{a, author={Otto Venn}, title={Fog at 5\,\textdegree C\ldots}}"))
    assert fog.title == "Fog at 5 °C…"


def test_a_clipping_of_a_heading_alone_is_listed(entries: Entries) -> None:
    one = "Ice (Holm, Vera)\n- Your Highlight on page 2 | Added on Monday, 2 March 2020 10:00:00\n\nCold.\n==========\n"
    found = entries("My Clippings.txt", f"{one}torn off\n==========\n{one.replace('Cold', 'Wet')}", "kindle")
    assert [(work.title, len(work.notes)) for work in works(found)] == [("Ice", 2)]
    assert [problem.entry for problem in problems(found)] == ["torn off"]


def test_kobo_pages_saved_for_later_and_notes_of_books_that_were_deleted(entries: Entries) -> None:
    script = """
        CREATE TABLE content (ContentID, ContentType, Title, Attribution, ReadStatus, ___PercentRead, DateLastRead,
            MimeType);
        INSERT INTO content VALUES ('1', 6, 'A page', 'Quay News', 2, 100, '', 'application/x-kobo-html+pocket');
        CREATE TABLE Bookmark (VolumeID, ContentID, Text, Annotation, DateCreated, Type, Hidden);
        INSERT INTO Bookmark VALUES ('file:///mnt/onboard/Vera Holm - Ice.kepub.epub', 'x', 'Cold.', NULL, '', 'h', 0),
            ('0b3e', 'y', 'Wet.', NULL, '', 'h', 0);
    """
    found = entries("KoboReader.sqlite", script, "kobo")
    page, ice = works(found)
    assert (page.kind, ice.title, ice.creators, ice.notes[0].text) == ("document", "Ice", ("Vera Holm",), "Cold.")
    assert [problem.entry for problem in problems(found)] == ["0b3e"]


def test_a_track_without_a_name_is_listed_and_a_line_of_a_list_is_none(entries: Entries) -> None:
    dicts = "<key>1</key><dict><key>Track ID</key><integer>7</integer><key>Artist</key><string>Holm</string></dict>"
    items = "<array><dict><key>Track ID</key><integer>7</integer></dict></array>"
    lists = f"<key>Playlists</key><array><dict><key>Playlist Items</key>{items}</dict></array>"
    text = f"<plist><dict><key>Tracks</key><dict>{dicts}</dict>{lists}</dict></plist>"
    assert [problem.entry for problem in problems(entries("Library.xml", text, "itunes"))] == ["7"]


def test_names_in_the_plural_and_counts_in_thousands(entries: Entries) -> None:
    table = 'Song Title,Album Title,Artist Names\nIce,North,"Holm, Aas"\nFog,North,"Rain, Reed & Rope"\n'
    more = 'Sea,North,"Holm, The Tern"\n'
    assert [work.creators for work in works(entries("a.csv", table + more))] == [
        ("Holm", "Aas"), ("Rain, Reed & Rope",), ("Holm, The Tern",),
    ]  # fmt: skip
    table = "Songtitel,Albumtitel,Name des Künstlers 1,Name des Künstlers 2\nIce,North,Holm,Aas\n"
    assert [(work.title, work.creators) for work in works(entries("b.csv", table))] == [("Ice", ("Holm", "Aas"))]
    (ice,) = works(entries("c.csv", "Titel;Künstler;Album;Wiedergaben\nIce;Holm;North;1.234\n"))
    assert told(ice) == [("played", 1234.0, "")]


def test_what_a_wrong_clock_dated_in_the_future_was_done_today(home: Home, tmp_path) -> None:
    path = tmp_path / "g.csv"
    path.write_text(
        "Book Id,Title,Author,My Rating,Exclusive Shelf,Bookshelves,Date Read\n1,Ice,Vera Holm,4,read,,2199/01/02\n"
    )
    heard = tmp_path / "l.jsonl"
    names = {"artist_name": "Holm", "track_name": "Fog"}
    heard.write_text(json.dumps({"listened_at": 7_000_000_000, "track_metadata": names}) + "\n")
    for count in (3, 0):
        assert sum(import_file(one, home.library, home.journal).interactions for one in (path, heard)) == count
    assert all(row.at <= datetime.now(UTC).timestamp() for row in home.journal.interactions())


def test_what_programs_write_for_nothing_is_nothing(entries: Entries) -> None:
    head = "Book Id,Title,Author,My Rating,Date Read,Date Added,Bookshelves,Exclusive Shelf\n"
    dates = ["0000-00-00", "0001-01-01", "1601-01-01T00:00:00Z", "1899-12-30", "12/30/1899 0:00", "-2209161600"]
    rows = "".join(f"{n},Ice {n},Vera Holm,-1,{date},,,read\n" for n, date in enumerate(dates))
    found = entries("g.csv", head + rows, "goodreads")
    assert problems(found) == [] and len(works(found)) == len(dates)
    assert all([told(work) == [("finished", 1.0, "")] for work in works(found)])


def test_of_two_columns_of_one_name_the_first_that_says_something_counts(entries: Entries) -> None:
    (ice,) = works(entries("a.csv", "Title,Author,Title,Author,Rating\nIce,,Ice (2),Vera Holm,4\n"))
    assert (ice.title, ice.creators) == ("Ice", ("Vera Holm",))


def test_a_damaged_first_entry_on_one_line_loses_no_other(entries: Entries) -> None:
    text = '[{"title":"Ice","author":"Vera Holm","rating":4,},{"title":"Fog","author":"Vera Holm","rating":4}]'
    found = entries("a.json", text)
    assert [work.title for work in works(found)] == ["Fog"] and [one.entry for one in problems(found)] == ["1"]


def test_references_with_the_line_ends_of_old_macintoshes(entries: Entries) -> None:
    text = "TY  - BOOK\rTI  - Ice\rAU  - Holm, Vera\rPY  - 2001///\rER  - \r"
    (ice,) = works(entries("a.ris", text, "ris"))
    assert (ice.title, ice.creators, ice.year) == ("Ice", ("Vera Holm",), 2001)
