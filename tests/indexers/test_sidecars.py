"""Files beside a work belong to it: they tell of it, and are neither items nor problems."""

import json
from pathlib import Path

import pytest

from assistant.domain.entities import Item, Kind
from tests.indexers import samples

OPF = (
    '<package xmlns="http://www.idpf.org/2007/opf" version="2.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:opf="http://www.idpf.org/2007/opf"><dc:title>Tidal Charts</dc:title><dc:creator opf:role="aut">Ann Oak'
    '</dc:creator><dc:subject>Sea</dc:subject><meta name="calibre:series" content="Charts"/>'
    '<meta name="calibre:series_index" content="2,5"/></metadata></package>'
)


def only(home) -> Item:
    (item,) = home.library.items.all()
    return item


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.mark.parametrize("name", ["metadata.opf", "scan 12.opf"])
def test_an_opf_tells_of_the_scan_beside_it(home, shelf, name: str) -> None:
    samples.write_pdf(shelf / "scan 12.pdf", ("",))
    write(shelf / name, OPF)
    (shelf / "cover.jpg").write_bytes(samples.picture(form="JPEG"))
    report = home.sync(shelf)
    item = only(home)
    assert (item.kind, item.title, item.creators, item.subjects) == (Kind.BOOK, "Tidal Charts", ("Ann Oak",), ("Sea",))
    assert (item.series, item.series_index, report.skipped) == ("Charts", 2.5, 0)
    assert [path.name for path, _ in report.problems] == ["scan 12.pdf"]


def test_a_sidecar_that_comes_changes_or_goes_is_heeded(home, shelf) -> None:
    samples.write_pdf(shelf / "scan.pdf", ("A line of text in a scan of some length.",))
    home.sync(shelf)
    before = only(home)
    write(shelf / "metadata.opf", OPF)
    home.sync(shelf)
    assert (only(home).title, only(home).kind) == ("Tidal Charts", Kind.BOOK)
    write(shelf / "metadata.opf", OPF.replace("Tidal", "Newer"))
    home.sync(shelf)
    assert only(home).title == "Newer Charts"
    (shelf / "metadata.opf").unlink()
    home.sync(shelf)
    assert only(home).title == before.title


def test_one_opf_among_several_works_tells_of_none(home, shelf) -> None:
    samples.write_pdf(shelf / "a.pdf", ("A line about boats.",), Title="Boats")
    samples.write_pdf(shelf / "b.pdf", ("A line about quays.",), Title="Quays")
    write(shelf / "metadata.opf", OPF)
    assert home.sync(shelf).skipped == 0
    assert home.titles() == {"Boats", "Quays"}


def test_a_comics_description_may_lie_beside_it(home, shelf) -> None:
    samples.write_zip(shelf / "a.cbz", {"1.png": samples.picture()})
    write(
        shelf / "ComicInfo.xml", "<ComicInfo><Series>Sea</Series><Number>4</Number><Writer>Ann Oak</Writer></ComicInfo>"
    )
    assert home.sync(shelf).skipped == 0
    assert (only(home).title, only(home).creators) == ("Sea #4", ("Ann Oak",))


def test_audiobookshelfs_description_is_that_of_the_book(home, shelf) -> None:
    (shelf / "b").mkdir()
    for number in (1, 2):
        samples.write_mp3(shelf / "b" / f"{number}.mp3")
    told = {
        "title": "Salt Roads", "subtitle": "A Voyage", "authors": ["Ann Oak"], "narrators": ["Jo Sand"],
        "series": ["Roads #3"], "genres": ["Travel"], "publishedYear": "1999", "language": "English", "chapters": [],
    }  # fmt: skip
    write(shelf / "b" / "metadata.json", json.dumps(told))
    write(shelf / "b" / "desc.txt", "A long way along the coast.")
    (shelf / "b" / "folder.png").write_bytes(samples.picture())
    assert home.sync(shelf).skipped == 0
    book = only(home)
    assert (book.title, book.creators, book.narrators) == ("Salt Roads: A Voyage", ("Ann Oak",), ("Jo Sand",))
    assert (book.series, book.series_index, book.year, book.language) == ("Roads", 3.0, 1999, "en")
    assert book.description == "A long way along the coast." and len(book.chapters) == 2
    assert home.library.items.cover(book.id) is not None


def test_words_and_covers_of_music_belong_to_it(home, shelf) -> None:
    for disc in (1, 2):
        (shelf / f"CD{disc}").mkdir()
        samples.write_flac(shelf / f"CD{disc}" / "1 Quay.flac", title=f"Quay {disc}", artist="Ann", album="Sea")
    words = "".join(f"[00:0{n}.00]The boats come home at night, line {n}\n" for n in range(3))
    write(shelf / "CD1" / "1 Quay.lrc", f"[ar:Ann]\n{words}")
    write(shelf / "CD2" / "album.nfo", "<album><title>Sea</title><genre>Folk</genre><year>1987</year></album>")
    (shelf / "cover.jpg").write_bytes(samples.picture(form="JPEG"))
    (shelf / "holiday.jpg").write_bytes(samples.picture(form="JPEG"))
    report = home.sync(shelf)
    assert [path.name for path, _ in report.problems] == ["holiday.jpg"]
    first = home.library.items.find("Quay 1")
    second = home.library.items.find("Quay 2")
    assert [passage.text.count("line") for passage in home.library.items.passages(first.id)] == [3]
    assert "00:0" not in home.library.items.passages(first.id)[0].text
    assert (second.subjects, second.year) == (("Folk",), 1987)
    assert home.library.items.cover(first.id) is not None


def test_a_damaged_or_lonely_sidecar_costs_nothing(home, shelf) -> None:
    (shelf / "a").mkdir()
    samples.write_epub(shelf / "a" / "a.epub", title="Whole")
    write(shelf / "a" / "metadata.opf", "<package><meta")
    write(shelf / "a" / "metadata.json", "[1, {")
    write(shelf / "b" / "metadata.opf", OPF)
    report = home.sync(shelf)
    assert only(home).title == "Whole"
    assert [path.parent.name for path, _ in report.problems] == ["b"]


def test_what_a_library_lent_is_told_with_its_people(home, shelf) -> None:
    (shelf / "b").mkdir()
    for number in (1, 2):
        samples.write_mp3(shelf / "b" / f"Part {number}.mp3", seconds=number)
    told = {
        "title": "Salt Roads", "description": {"full": "<b>Along</b> the coast.", "short": "Coast."},
        "creator": [{"name": "Ann Oak", "role": "author"}, {"name": "Jo Sand", "role": "narrator"}],
    }  # fmt: skip
    write(shelf / "b" / "metadata.json", json.dumps(told))
    assert home.sync(shelf).skipped == 0
    book = only(home)
    assert (book.title, book.creators, book.narrators) == ("Salt Roads", ("Ann Oak",), ("Jo Sand",))
    assert book.description == "Along the coast."


def test_an_albums_description_says_nothing_of_a_text_beside_it(home, shelf) -> None:
    samples.write_flac(shelf / "1.flac", title="Quay", artist="Ann")
    write(shelf / "notes.txt", samples.prose())
    write(shelf / "album.nfo", "<album><title>Sea</title><genre>Folk</genre><year>1987</year></album>")
    home.sync(shelf)
    text, song = sorted(home.library.items.all(), key=lambda item: item.kind)
    assert (text.kind, text.subjects, text.year) == (Kind.DOCUMENT, (), None)
    assert (song.album, song.subjects, song.year) == ("Sea", ("Folk",), 1987)
