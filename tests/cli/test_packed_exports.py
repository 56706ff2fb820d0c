"""`alcove import` of exports that were packed on their way: once, twice, compressed, cut short."""

import bz2
import gzip
import io
import json
import lzma
import tarfile
import warnings
import zipfile
from pathlib import Path

import apsw
import pytest

from tests.cli.program import Program

HEAD = "Book Id,Title,Author,My Rating,Exclusive Shelf,Bookshelves,Date Read\n"
BOOKS = HEAD + "7,Foam,Ada Pell,4,read,,2020/01/02\n8,Sand,Ola Ek,5,read,,2021/03/04\n"
HEARD = [
    {
        "ts": "2020-03-01T10:00:00Z",
        "ms_played": 200_000,
        "master_metadata_track_name": "Grey Ferry",
        "master_metadata_album_artist_name": "Otto Venn",
        "spotify_track_uri": "spotify:track:1",
    }
]


def zipped(**parts: str | bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return held.getvalue()


def tarred(name: str, content: bytes) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w:gz") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return held.getvalue()


def reader_of_books(folder: Path) -> bytes:
    path = folder / "KoboReader.sqlite"
    with apsw.Connection(str(path)) as db:
        db.execute(
            "CREATE TABLE content (ContentID, ContentType, MimeType, BookID, BookTitle, Title, Attribution,"
            " DateLastRead, ReadStatus, ___PercentRead); CREATE TABLE Bookmark (BookmarkID, VolumeID, ContentID, Text,"
            " Annotation, DateCreated, Type, ChapterProgress, Hidden); INSERT INTO content VALUES ('file:///mnt/a.epub',"
            " '6', 'application/epub+zip', NULL, NULL, 'Kelp', 'Ada Pell', '2020-03-01T10:00:00Z', 2, 100)"
        )
    db.close()
    return path.read_bytes()


def test_an_export_is_found_however_it_is_packed(fresh: Program, tmp_path: Path) -> None:
    books, heard = BOOKS.encode(), json.dumps(HEARD)
    history = zipped(**{"My Data__Streaming_History_Audio_2020_0.json": heard})
    packed = {
        "books.csv.gz": (gzip.compress(books), "goodreads", 2),
        "books.csv.bz2": (bz2.compress(books), "goodreads", 2),
        "books.csv.xz": (lzma.compress(books), "goodreads", 2),
        "takeout.tgz": (tarred("Takeout/books.csv", books), "goodreads", 2),
        "mail.zip": (
            zipped(**{"read me.txt": "hello", "__MACOSX__._books.csv": "x", "books.csv": books}),
            "goodreads",
            2,
        ),
        "download.zip": (zipped(**{"my_spotify_data.zip": history}), "spotify", 1),
        "KoboReader.sqlite.gz": (gzip.compress(reader_of_books(tmp_path)), "kobo", 1),
    }
    for name, (content, source, count) in packed.items():
        (tmp_path / name).write_bytes(content)
        told = fresh("import", tmp_path / name, "--json").json
        assert (told["source"], told["unmatched"], told["problems"]) == (source, count, []), name


def test_all_tables_of_one_kind_are_read_and_others_are_named(fresh: Program, tmp_path: Path) -> None:
    second = HEAD + "9,Kelp,Ada Pell,3,read,,2022/01/02\n"
    loved = "Title,Author\nEbbe,Ola Ek\n"
    (tmp_path / "all.zip").write_bytes(zipped(**{"a.csv": BOOKS, "b.csv": second, "others.csv": loved}))
    told = fresh("import", tmp_path / "all.zip", "--json").json
    assert [work["title"] for work in told["unmatched_works"]] == ["Foam", "Sand", "Kelp"]
    assert [problem["entry"] for problem in told["problems"]] == ["others.csv"]


def test_what_is_cut_short_brings_what_came_before(fresh: Program, tmp_path: Path) -> None:
    rows = "".join(f"{n},Book {n * 7919 % 100_003},Ada Pell,{n % 5 + 1},read,,2020/01/02\n" for n in range(2000))
    (tmp_path / "cut.csv.gz").write_bytes(gzip.compress((HEAD + rows).encode())[:-400])
    told = fresh("import", tmp_path / "cut.csv.gz", "--json").json
    assert 1000 < told["unmatched"] < 2000 and "cut.csv.gz" in told["problems"][-1]["reason"]


@pytest.mark.parametrize(
    "content",
    [gzip.compress(BOOKS.encode() + b"0" * 40_000_000), gzip.compress(b"hello"), b"\x1f\x8b"],
    ids=["bomb", "no table", "two bytes"],
)
def test_what_holds_no_export_is_refused_in_one_line(fresh: Program, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "odd.csv.gz").write_bytes(content)
    done = fresh("import", tmp_path / "odd.csv.gz", "--json")
    assert done.status == 1 and done.err.count("\n") == 1 and "odd.csv.gz" in done.err


def test_a_table_of_thousands_of_columns_is_no_list_of_works(fresh: Program, tmp_path: Path) -> None:
    names = ",".join(f"title {n},author {n}" for n in range(4000))
    (tmp_path / "wide.csv").write_text(f"{names}\n{'1,' * 7999}1\n")
    assert fresh("import", tmp_path / "wide.csv").status == 1


def test_of_two_parts_of_one_name_the_last_counts_once(fresh: Program, tmp_path: Path) -> None:
    with warnings.catch_warnings(), zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        warnings.simplefilter("ignore")
        for title in ("Ice", "Fog"):
            archive.writestr("a.csv", f"Title,Author\n{title},Holm\n")
    assert [work["title"] for work in fresh("import", tmp_path / "a.zip", "--json").json["unmatched_works"]] == ["Fog"]


def test_an_archive_of_more_parts_than_anybody_packs_is_refused_at_once(fresh: Program, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(20_001):
            archive.writestr(f"{number}.txt", "")
    done = fresh("import", tmp_path / "a.zip")
    assert done.status == 1 and "more than 20,000 parts" in done.err and done.err.count("\n") == 1


def test_lists_and_objects_in_the_place_of_names_are_listed_as_problems(fresh: Program, tmp_path: Path) -> None:
    heard = {"artistName": "Holm", "trackName": "Ice", "msPlayed": 100_000, "endTime": "2020-01-01 00:00"}
    rows = [heard, {**heard, "artistName": ["Holm"]}, {**heard, "trackName": {"a": 1}}]
    (tmp_path / "StreamingHistory0.json").write_text(json.dumps(rows))
    told = fresh("import", tmp_path / "StreamingHistory0.json", "--json").json
    assert [work["title"] for work in told["unmatched_works"]] == ["Ice"] and len(told["problems"]) == 2
