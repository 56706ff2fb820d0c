"""Imports from the outside in: through a reader process, twice, and with exports that mean harm."""

import json
import os
import zipfile
from pathlib import Path

import apsw
import pytest

from assistant.domain.entities import Verdict
from assistant.domain.errors import AssistantError
from indexers.importers.apply import import_file
from indexers.importers.base import NotAnImport
from indexers.importers.import_transfer import pack_work, read_works, unpack_work
from tests.indexers import samples

LISTEN = {
    "listened_at": 1600000000,
    "track_metadata": {"artist_name": "Band", "track_name": "One", "release_name": "Disc"},
}


def calibre(path: Path) -> Path:
    """A library with a book that is owned and has tags and a series, and one that a word marks as read."""
    connection = apsw.Connection(str(path))
    connection.execute("""
        CREATE TABLE books (id, title, pubdate, series_index, path);
        INSERT INTO books VALUES (1, 'The Left Hand of Darkness', '1969-01-01 00:00:00+00:00', 4, 'a'),
            (2, 'Other Tale', '0101-01-01 00:00:00+00:00', 1, 'b');
        CREATE TABLE authors (id, name); INSERT INTO authors VALUES (1, 'Ursula K. Le Guin'), (2, 'Ann Smith');
        CREATE TABLE books_authors_link (id, book, author); INSERT INTO books_authors_link VALUES (1, 1, 1), (2, 2, 2);
        CREATE TABLE tags (id, name); INSERT INTO tags VALUES (1, 'Ice');
        CREATE TABLE books_tags_link (id, book, tag); INSERT INTO books_tags_link VALUES (1, 1, 1);
        CREATE TABLE series (id, name); INSERT INTO series VALUES (1, 'Hainish Cycle');
        CREATE TABLE books_series_link (id, book, series); INSERT INTO books_series_link VALUES (1, 1, 1);
        CREATE TABLE publishers (id, name); CREATE TABLE books_publishers_link (id, book, publisher);
        CREATE TABLE ratings (id, rating); CREATE TABLE books_ratings_link (id, book, rating);
        CREATE TABLE comments (book, text); CREATE TABLE identifiers (book, type, val);
        CREATE TABLE data (book, name, format);
        CREATE TABLE custom_columns (id, label, datatype);
        INSERT INTO custom_columns VALUES (1, 'read_status', 'enumeration'), (2, 'date_read', 'datetime');
        CREATE TABLE custom_column_1 (id, value); INSERT INTO custom_column_1 VALUES (5, 'Read');
        CREATE TABLE books_custom_column_1_link (book, value); INSERT INTO books_custom_column_1_link VALUES (2, 5);
        CREATE TABLE custom_column_2 (book, value);
        INSERT INTO custom_column_2 VALUES (1, '2020-05-01 00:00:00+00:00');
    """)
    connection.close()
    return path


def test_a_library_of_another_program_fills_what_files_lack(home, shelf, tmp_path) -> None:
    samples.write_epub(shelf / "a.epub")
    home.sync(shelf)
    (book,) = home.library.items.all()
    calibre(tmp_path / "metadata.db")
    report = import_file(tmp_path, home.library, home.journal)
    assert (report.source, report.matched, report.filled, report.interactions) == ("calibre", 1, 1, 2)
    learned = home.library.items.get(book.id)
    assert (learned.series, learned.series_index, learned.subjects) == ("Hainish Cycle", 4.0, ("Ice",))
    acts = {(row.item_id == book.id, row.verdict, row.at) for row in home.journal.interactions()}
    assert (True, Verdict.FINISHED, 1588291200.0) in acts and len(acts) == 2
    again = import_file(tmp_path / "metadata.db", home.library, home.journal)
    assert (again.filled, again.interactions) == (0, 0)
    (shelf / "a.epub").rename(shelf / "b.epub")
    os.utime(shelf / "b.epub", (1, 1))
    home.sync(shelf)
    assert home.library.items.get(book.id).series == "Hainish Cycle"


def test_plays_grow_by_what_is_new(home, shelf, tmp_path) -> None:
    samples.write_flac(shelf / "1.flac", 30, title="One", artist="Band", album="Disc")
    home.sync(shelf)
    export = tmp_path / "listens.jsonl"
    for count, expected in ((2, 2.0), (2, 2.0), (5, 5.0)):
        export.write_text("\n".join(json.dumps(LISTEN | {"listened_at": 1_500_000_000 + n}) for n in range(count)))
        import_file(export, home.library, home.journal)
        assert sum(row.value for row in home.journal.interactions()) == expected


def test_archives_are_read_where_they_lie(tmp_path) -> None:
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr("user.json", "{}")
        archive.writestr("listens/2020/9.jsonl", json.dumps(LISTEN))
    export = read_works(tmp_path / "export.zip")
    assert (export.source.name, [work.title for work in export.works]) == ("listenbrainz", ["One"])
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("listens/2020/9.jsonl", b"0" * 80_000_000)
    with pytest.raises(AssistantError, match="stopped"):
        read_works(tmp_path / "bomb.zip")


def test_a_reader_of_books_keeps_statistics(tmp_path) -> None:
    connection = apsw.Connection(str(tmp_path / "statistics.sqlite3"))
    connection.execute("""
        CREATE TABLE page_stat_data (id_book);
        CREATE TABLE book (title, authors, last_open, pages, series, total_read_pages);
        INSERT INTO book VALUES ('Sea', 'Ann' || char(10) || 'Bo', 1600000000, 100, 'Waters #2', 95),
            ('Lake', 'N/A', 1600000000, 100, 'N/A', 3), ('Never', 'Ann', 0, 100, 'N/A', 0);
    """)
    connection.close()
    export = read_works(tmp_path / "statistics.sqlite3")
    sea, lake, never = export.works
    assert (
        export.source.name == "koreader"
        and sea.creators == ("Ann", "Bo")
        and (sea.series, sea.series_index) == ("Waters", 2.0)
    )
    assert [work.acts[0].verdict for work in (sea, lake)] == [Verdict.FINISHED, Verdict.OPENED] and never.acts == ()


@pytest.mark.parametrize("levels", [3, 40])
def test_macros_that_double_do_not_grow_without_end(tmp_path, levels) -> None:
    macros = "".join(f"@string{{a{n} = a{n - 1} # a{n - 1}}}\n" for n in range(1, levels))
    (tmp_path / "a.bib").write_text(
        f'@string{{a0 = "word "}}\n{macros}@book{{k, title = {{T}}, publisher = a{levels - 1}}}'
    )
    (work,) = read_works(tmp_path / "a.bib").works
    assert work.publisher.startswith("word word")


def hostile(folder: Path) -> dict[str, Path]:
    whole = calibre(folder / "whole.db").read_bytes()
    entities = (
        '<!DOCTYPE plist [<!ENTITY a "aaaaaaaaaa">]><plist version="1.0"><dict><key>Tracks</key><dict><key>1</key>'
    )
    made = {
        "noise.db": whole[:4096] + bytes(range(256)) * 64 + whole[20480:],
        "bomb.xml": f'<?xml version="1.0"?>{entities}<string>&a;</string></dict></dict></plist>'.encode(),
        "cut.json": json.dumps([LISTEN])[:-9].encode(),
        "deep.json": b'[{"track_metadata": 1, "listened_at": ' + b"[" * 100_000,
        "words.txt": b"nothing of note",
        "empty.csv": b"",
    }
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return {name: folder / name for name in made}


def test_hostile_exports_give_one_clear_line(tmp_path) -> None:
    for name, path in hostile(tmp_path).items():
        with pytest.raises(AssistantError) as told:
            read_works(path)
        assert "\n" not in str(told.value) and name in str(told.value)
    with pytest.raises(NotAnImport):
        read_works(tmp_path / "words.txt")
    with pytest.raises(AssistantError, match="cannot be read"):
        read_works(tmp_path / "missing.csv")


def test_a_history_whose_entries_all_lack_the_same_says_what(tmp_path) -> None:
    path = tmp_path / "endsong_0.json"
    heard = {"ts": "2020-01-02T03:04:05Z", "ms_played": 60000, "master_metadata_track_name": "Ice"}
    path.write_text(json.dumps([heard, {**heard, "master_metadata_track_name": "Fog"}]))
    with pytest.raises(AssistantError, match="names an artist"):
        read_works(path)
    listen = {"listened_at": 1600000000, "track_metadata": {"artist_name": "Holm", "track_name": ""}}
    path.write_text(json.dumps([listen]))
    with pytest.raises(AssistantError, match="has a title"):
        read_works(path)


def test_works_cross_the_wire_unchanged(tmp_path) -> None:
    calibre(tmp_path / "metadata.db")
    for work in read_works(tmp_path).works:
        assert unpack_work(json.loads(json.dumps(pack_work(work)))) == work
