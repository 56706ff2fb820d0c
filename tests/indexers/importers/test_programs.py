"""Other programs' libraries: recognised by content, matched with care, and twice is once."""

import json
import plistlib
from pathlib import Path

import apsw
import pytest

from assistant.domain.entities import Item, Kind, Verdict
from assistant.domain.errors import AssistantError
from assistant.storage.library.files import FileRecord, FileState
from indexers.importers.apply import import_file
from indexers.importers.base import ImportedAct, ImportedWork, NotAnImport, find_importer
from indexers.importers.import_transfer import read_works
from indexers.importers.matching import Matcher

GOODREADS = (
    "Book Id,Title,Author,Additional Authors,ISBN,ISBN13,My Rating,Publisher,Year Published,Original Publication Year,"
    "Date Read,Date Added,Bookshelves,Exclusive Shelf\n"
    '1,"The Tombs of Atuan (Earthsea Cycle, #2)",Ursula K. Le Guin,,"=""0689845367""","=""9780689845369""",5,Atheneum,'
    '2001,1971,2020/05/01,2020/04/01,"fantasy, read",read\n'
    '2,"Unread Book",Ann Smith,,"=""""","=""""",0,,,,,2021/01/01,to-read,to-read\n'
)


def works(path: Path) -> tuple[str, list[ImportedWork]]:
    importer = find_importer(path)
    return importer.source.name, [entry for entry in importer.read(path) if isinstance(entry, ImportedWork)]


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def database(path: Path, script: str) -> Path:
    connection = apsw.Connection(str(path))
    connection.execute(script)
    connection.close()
    return path


def test_goodreads(tmp_path) -> None:
    name, (first, second) = works(write(tmp_path / "export.csv", GOODREADS))
    assert name == "goodreads"
    assert (first.title, first.series, first.series_index) == ("The Tombs of Atuan", "Earthsea Cycle", 2.0)
    assert first.identifiers == (("isbn", "9780689845369"), ("goodreads", "1"))
    assert (first.year, first.subjects) == (1971, ("fantasy",))
    assert [(act.verdict, act.value) for act in first.acts] == [(Verdict.FINISHED, 1.0), (Verdict.RATED, 5.0)]
    assert first.acts[0].at == 1588291200.0
    assert second.wanted and second.acts == ()


def test_storygraph_and_librarything(tmp_path) -> None:
    text = "Title,Authors,ISBN/UID,Read Status,Star Rating,Last Date Read,Tags\n"
    text += "Sea,Ann Smith,0441478123,did-not-finish,2.5,,\n"
    name, (work,) = works(write(tmp_path / "a.csv", text))
    assert name == "storygraph"
    assert [(act.verdict, act.value) for act in work.acts] == [(Verdict.DROPPED, 1.0), (Verdict.RATED, 2.5)]
    text = "Title\tPrimary Author\tISBNs\tRating\tTags\tDate Read\tCollections\n"
    text += "Sea\tSmith, Ann\t[0441478123]\t4\tsea\t\tYour library\n"
    name, (work,) = works(write(tmp_path / "a.tsv", text))
    assert (name, work.creators) == ("librarything", ("Ann Smith",))
    assert work.acts == (ImportedAct(Verdict.RATED, 4.0, None, exact=False),)


def test_calibre(tmp_path) -> None:
    script = """
        CREATE TABLE books (id, title, pubdate, series_index, path);
        INSERT INTO books VALUES (1, 'The Sea', '1971-01-01 00:00:00+00:00', 2, 'Ann Smith/The Sea (1)');
        CREATE TABLE authors (id, name); INSERT INTO authors VALUES (7, 'Smith| Ann');
        CREATE TABLE books_authors_link (id, book, author); INSERT INTO books_authors_link VALUES (1, 1, 7);
        CREATE TABLE tags (id, name); CREATE TABLE books_tags_link (id, book, tag);
        CREATE TABLE series (id, name); INSERT INTO series VALUES (1, 'Harbours');
        CREATE TABLE books_series_link (id, book, series); INSERT INTO books_series_link VALUES (1, 1, 1);
        CREATE TABLE publishers (id, name); CREATE TABLE books_publishers_link (id, book, publisher);
        CREATE TABLE ratings (id, rating); INSERT INTO ratings VALUES (1, 8);
        CREATE TABLE books_ratings_link (id, book, rating); INSERT INTO books_ratings_link VALUES (1, 1, 1);
        CREATE TABLE comments (book, text); INSERT INTO comments VALUES (1, '<p>About gulls.</p>');
        CREATE TABLE identifiers (book, type, val); INSERT INTO identifiers VALUES (1, 'isbn', '9780441478125');
        CREATE TABLE data (book, name, format); INSERT INTO data VALUES (1, 'The Sea - Ann Smith', 'EPUB');
        CREATE TABLE custom_columns (id, label, datatype); INSERT INTO custom_columns VALUES (3, 'read', 'bool');
        CREATE TABLE custom_column_3 (book, value); INSERT INTO custom_column_3 VALUES (1, 1);
    """
    name, (work,) = works(database(tmp_path / "metadata.db", script))
    assert name == "calibre"
    assert (work.title, work.year, work.series, work.series_index) == ("The Sea", 1971, "Harbours", 2.0)
    assert (work.creators, work.description) == (("Ann Smith",), "About gulls.")
    assert work.path == tmp_path / "Ann Smith/The Sea (1)" / "The Sea - Ann Smith.epub"
    assert [(act.verdict, act.value) for act in work.acts] == [(Verdict.FINISHED, 1.0), (Verdict.RATED, 4.0)]


def test_histories_of_listening(tmp_path) -> None:
    listen = {
        "listened_at": 1600000000,
        "track_metadata": {"artist_name": "Band", "track_name": "Song", "release_name": "A"},
    }
    later = {**listen, "listened_at": 1600000500}
    lines = "\n".join(json.dumps(entry) for entry in (listen, later))
    for name, text in (("a.jsonl", lines), ("a.json", json.dumps([listen, later]))):
        source, (work,) = works(write(tmp_path / name, text))
        assert source == "listenbrainz"
        assert work.acts == (ImportedAct(Verdict.PLAYED, 2.0, 1600000500.0, True, 1600000000.0),)
    source, (work,) = works(
        write(tmp_path / "lastfm.csv", 'Band,A,Song,"31 Dec 2020 23:59"\nBand,A,Song,"30 Dec 2020 23:59"\n')
    )
    assert (source, work.title, work.album, work.acts[0].value) == ("last.fm", "Song", "A", 2.0)
    source, (work,) = works(write(tmp_path / "b.csv", "uts,utc_time,artist,album,track\n1600000000,x,Band,A,Song\n"))
    assert (source, work.acts[0].at) == ("last.fm", 1600000000.0)
    streams = [
        {"ts": "2020-01-01T10:00:00Z", "ms_played": 200000, "master_metadata_track_name": "Song",
         "master_metadata_album_artist_name": "Band", "master_metadata_album_album_name": "A"},
        {"ts": "2020-01-01T10:00:00Z", "ms_played": 2000, "master_metadata_track_name": "Skipped",
         "master_metadata_album_artist_name": "Band", "master_metadata_album_album_name": "A"},
    ]  # fmt: skip
    source, found = works(write(tmp_path / "Streaming_History_Audio_0.json", json.dumps(streams)))
    assert source == "spotify" and [work.title for work in found] == ["Song"]


def test_players(tmp_path) -> None:
    track = {
        "Name": "Song",
        "Artist": "Band",
        "Play Count": 3,
        "Rating": 80,
        "Loved": True,
        "Location": "file:///m/a%20b.mp3",
    }
    with open(tmp_path / "Library.xml", "wb") as file:
        plistlib.dump({"Tracks": {"1": track}}, file)
    name, (work,) = works(tmp_path / "Library.xml")
    assert (name, work.path) == ("itunes", Path("/m/a b.mp3"))
    assert [(act.verdict, act.value) for act in work.acts] == [
        (Verdict.PLAYED, 3.0), (Verdict.RATED, 4.0), (Verdict.LIKED, 1.0),
    ]  # fmt: skip
    text = (
        '<?xml version="1.0"?><rhythmdb version="2.0"><entry type="song"><title>Song</title><artist>Band</artist>'
        "<rating>5</rating><play-count>2</play-count><location>file:///m/a.mp3</location></entry></rhythmdb>"
    )
    name, (work,) = works(write(tmp_path / "rhythmdb.xml", text))
    assert name == "rhythmbox" and work.acts[1].value == 5.0
    script = """
        CREATE TABLE directories (a); CREATE TABLE schema_version (a);
        CREATE TABLE songs (title, artist, album, year, genre, playcount, lastplayed, rating, url);
        INSERT INTO songs VALUES ('Song', 'Band', 'A', 1999, 'Jazz', 4, 1600000000, 0.8, 'file:///m/a.mp3');
    """
    name, (work,) = works(database(tmp_path / "strawberry.db", script))
    assert name == "strawberry" and work.acts == (
        ImportedAct(Verdict.PLAYED, 4.0, 1.6e9),
        ImportedAct(Verdict.RATED, 4.0, 1.6e9),
    )
    script = """
        CREATE TABLE albums (a); CREATE TABLE item_attributes (entity_id, key, value);
        INSERT INTO item_attributes VALUES (1, 'rating', '0.6');
        CREATE TABLE items (id, title, artist, album, year, genre, length, path, mb_trackid);
        INSERT INTO items VALUES (1, 'Song', 'Band', 'A', 1999, 'Jazz', 200.5, CAST('/m/a.mp3' AS BLOB), 'abc');
    """
    name, (work,) = works(database(tmp_path / "library.db", script))
    assert name == "beets" and work.acts == (ImportedAct(Verdict.RATED, 3.0, None),)
    assert (work.path, work.identifiers, work.duration) == (Path("/m/a.mp3"), (("musicbrainz", "abc"),), 200.5)


def test_references(tmp_path) -> None:
    text = '@book{a, title = {The {Sea} and H{\\"a}fen}, author = "Smith, Ann and Bob Jones",'
    text += "year = 1971, isbn={0441478123}}\n"
    name, (work,) = works(write(tmp_path / "a.bib", "% comment\n" + text))
    assert name == "bibtex"
    assert (work.title, work.creators, work.year) == ("The Sea and Häfen", ("Ann Smith", "Bob Jones"), 1971)
    assert work.identifiers == (("isbn", "9780441478125"),)
    text = '@string{ann = "Smith, Ann"}' + "\n@string(jh = {Journal of Harbours})\n"
    text += '@article{a, title = {One}, author = ann # " and Bob Jones", journal = JH, year = 1999}' + "\n"
    text += "@article{b, title = {Two}, title = {Three}\n@book{a, title={Four}}"
    _, found = works(write(tmp_path / "b.bib", text))
    assert [work.title for work in found] == ["One", "Three", "Four"]
    assert (found[0].creators, found[0].publisher) == (("Ann Smith", "Bob Jones"), "Journal of Harbours")
    script = """
        CREATE TABLE itemTypes (itemTypeID, typeName); INSERT INTO itemTypes VALUES (1, 'book');
        CREATE TABLE items (itemID, itemTypeID); INSERT INTO items VALUES (5, 1);
        CREATE TABLE fields (fieldID, fieldName); INSERT INTO fields VALUES (1, 'title'), (2, 'date');
        CREATE TABLE itemDataValues (valueID, value);
        INSERT INTO itemDataValues VALUES (1, 'The Sea'), (2, '1971-00-00 1971');
        CREATE TABLE itemData (itemID, fieldID, valueID); INSERT INTO itemData VALUES (5, 1, 1), (5, 2, 2);
        CREATE TABLE creators (creatorID, firstName, lastName); INSERT INTO creators VALUES (1, 'Ann', 'Smith');
        CREATE TABLE itemCreators (itemID, creatorID, orderIndex); INSERT INTO itemCreators VALUES (5, 1, 0);
        CREATE TABLE tags (tagID, name); CREATE TABLE itemTags (itemID, tagID);
    """
    name, (work,) = works(database(tmp_path / "zotero.sqlite", script))
    assert (name, work.kind, work.title, work.creators, work.year) == (
        "zotero",
        Kind.BOOK,
        "The Sea",
        ("Ann Smith",),
        1971,
    )


def test_notes_of_readers(tmp_path) -> None:
    text = (
        "The Sea (Smith, Ann)\n- Your Highlight on page 5 | Added on Monday\n\nwords\n==========\n"
        "The Sea (Smith, Ann)\n- Your Note on page 6 | Added on Monday\n\nmore\n==========\n"
    )
    name, (work,) = works(write(tmp_path / "My Clippings.txt", text))
    assert (name, work.title, work.creators) == ("kindle", "The Sea", ("Ann Smith",))
    lua = (
        'return {\n["doc_props"] = {\n["authors"] = "Ann Smith",\n["title"] = "The Sea",\n},\n'
        '["summary"] = {\n["rating"] = 4,\n["status"] = "complete",\n},\n}'
    )
    name, (work,) = works(write(tmp_path / "metadata.epub.lua", lua))
    assert name == "koreader"
    assert [(act.verdict, act.value) for act in work.acts] == [(Verdict.FINISHED, 1.0), (Verdict.RATED, 4.0)]


def test_playlists(tmp_path) -> None:
    text = "#EXTM3U\n#EXTINF:200,Band - Song\nBand/Song.mp3\nBand\\Other.mp3\nhttp://radio.example/stream\n"
    name, found = works(write(tmp_path / "a.m3u8", text))
    assert name == "m3u"
    assert [(work.title, work.duration) for work in found] == [("Song", 200.0), ("Other", None)]
    assert found[1].path == Path("Band/Other.mp3")
    cue = (
        'PERFORMER "Band"\nTITLE "Disc"\nREM DATE 1999\nFILE "disc.flac" WAVE\n  TRACK 01 AUDIO\n    TITLE "One"\n'
        '  TRACK 02 AUDIO\n    TITLE "Two"\n    PERFORMER "Guest"\n'
    )
    name, found = works(write(tmp_path / "a.cue", cue))
    assert [(work.title, work.creators, work.album, work.year) for work in found] == [
        ("One", ("Band",), "Disc", 1999),
        ("Two", ("Guest",), "Disc", 1999),
    ]


@pytest.mark.parametrize("text", ["", "just words", "a,b,c\n1,2,3\n", "{}"])
def test_what_is_no_export_is_refused(tmp_path, text) -> None:
    with pytest.raises(NotAnImport):
        find_importer(write(tmp_path / "a.csv", text))


def test_damaged_exports_are_named(tmp_path) -> None:
    (tmp_path / "Library.xml").write_text("<plist><dict><key>Tracks</key><dict><key>")
    with pytest.raises(AssistantError, match="damaged"):
        read_works(tmp_path / "Library.xml")


def book(key: str, title: str, *creators: str, **more) -> Item:
    return Item(key, Kind.BOOK, title, creators, **more)


def test_matching_is_careful() -> None:
    sea = book("1", "The Sea: A Novel", "Ann B. Smith", identifiers=(("isbn", "9780441478125"),))
    matcher = Matcher([sea, book("2", "Sea", "Bob Jones"), book("3", "Twin", "Ann"), book("4", "Twin", "Ann")])

    def found(title: str, *creators: str, **more) -> str | None:
        match = matcher.match(ImportedWork(Kind.BOOK, title, creators, **more))
        return match.item_id if match else None

    assert found("Anything", identifiers=(("isbn", "9780441478125"),)) == "1"
    assert found("Sea", "A. Smith") == "1"
    assert found("The Sea", "Jones, Bob") == "2"
    assert found("Sea", "Carla Miller") is None
    assert found("Sea") is None
    assert found("Twin", "Ann") is None
    assert found("Lake", "Ann B. Smith") is None
    assert found("Sea", "Bo Jon") is None


def test_importing_twice_changes_nothing(home, tmp_path) -> None:
    atuan = book("b1", "Tombs of Atuan", "Ursula K. Le Guin", path=tmp_path / "a.epub")
    record = FileRecord(tmp_path / "a.epub", 1, 1, 1, b"d", "b1", FileState.INDEXED)
    home.library.items.put(atuan, [], None, record)
    export = write(tmp_path / "export.csv", GOODREADS)
    first = import_file(export, home.library, home.journal)
    assert (first.source, first.matched, first.interactions) == ("goodreads", 1, 2)
    assert [work.title for work in first.unmatched] == ["Unread Book"]
    (wish,) = home.journal.wishes()
    assert (wish.title, wish.owned) == ("Unread Book", False)
    assert {row.item_id for row in home.journal.interactions()} == {"b1"}
    again = import_file(export, home.library, home.journal)
    assert (again.matched, again.interactions) == (1, 0)
    assert len(home.journal.interactions()) == 2 and home.journal.wishes() == [wish]


def test_a_wish_becomes_the_item_once_it_is_owned(home, shelf, tmp_path) -> None:
    import samples

    import_file(write(tmp_path / "export.csv", GOODREADS), home.library, home.journal)
    wish = next(item for item in home.journal.wishes() if item.title == "Unread Book")
    samples.write_epub(shelf / "a.epub", "Unread Book", ("Ann Smith",))
    home.sync(shelf)
    assert home.library.items.find("Unread Book").id == wish.id
