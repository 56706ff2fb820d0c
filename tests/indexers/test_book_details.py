"""Details of books that other programs write."""

import re
import zipfile
from pathlib import Path

import office_samples as office
import pytest

from indexers.readers.base import Reading
from indexers.worker.reading import read_file
from tests.indexers import samples


def read(path: Path) -> Reading:
    reading = read_file(path).reading
    assert reading is not None
    return reading


def write_package(path: Path, metadata: str, before: str = "") -> Path:
    opf = (
        f'<?xml version="1.0"?>{before}<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata><manifest>'
        '<item id="c0" href="c0.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="c0"/></spine></package>'
    )
    return samples.write_epub(path, more={"OEBPS/content.opf": opf})


def test_the_title_of_a_collection_is_not_the_books(tmp_path: Path) -> None:
    metadata = (
        '<dc:title id="k">The Collection</dc:title><meta refines="#k" property="title-type">collection</meta>'
        "<dc:title>Real Title</dc:title><dc:creator>Ann Smith &amp; Jo Quill</dc:creator>"
        "<dc:creator>Lee, Park; Max Sand</dc:creator>"
    )
    reading = read(write_package(tmp_path / "a.epub", metadata))
    assert reading.title == "Real Title"
    assert reading.creators == ("Ann Smith", "Jo Quill", "Park Lee", "Max Sand")


def test_letters_by_name_are_read_though_no_definition_is_followed(tmp_path: Path) -> None:
    before = '<!DOCTYPE package [<!ENTITY eacute "&#233;"><!ENTITY lol "trap">]>'
    reading = read(write_package(tmp_path / "a.epub", "<dc:title>Caf&eacute; &amp; Bar &lol;</dc:title>", before))
    assert reading.title.startswith("Café & Bar")
    assert "trap" not in reading.title


def test_a_comics_number_of_trade_is_its_isbn(tmp_path: Path) -> None:
    info = "<ComicInfo><Series>Sea</Series><Number>3</Number><GTIN>978-0-306-40615-7</GTIN></ComicInfo>"
    path = samples.write_zip(tmp_path / "a.cbz", {"ComicInfo.xml": info, "1.png": samples.picture()})
    assert read(path).identifiers == (("isbn", "9780306406157"),)


@pytest.mark.parametrize(
    ("name", "title", "series", "number"),
    [
        ("Sea Tales 004 (2021) (Digital) (Group).cbz", "Sea Tales #4", "Sea Tales", 4.0),
        ("Harbour v02.cbz", "Harbour #2", "Harbour", 2.0),
        ("Harbour #12.cbz", "Harbour #12", "Harbour", 12.0),
        ("The Whole Story [c2c].cbz", "The Whole Story", "", None),
    ],
)
def test_a_comics_name_tells_its_series(
    tmp_path: Path, name: str, title: str, series: str, number: float | None
) -> None:
    reading = read(samples.write_zip(tmp_path / name, {"1.png": samples.picture()}))
    assert (reading.title, reading.series, reading.series_index) == (title, series, number)
    assert "title" in reading.inferred


def test_what_converters_put_for_no_genre_is_none(tmp_path: Path) -> None:
    path = tmp_path / "a.fb2"
    path.write_bytes(office.fictionbook().replace(b"<title-info>", b"<title-info><genre>unrecognised</genre>"))
    assert "unrecognised" not in read(path).subjects


@pytest.mark.parametrize("spine", ["<spine></spine>", '<spine><itemref idref="gone"/></spine>', ""])
def test_pages_without_an_order_come_as_they_are_listed(tmp_path: Path, spine: str) -> None:
    path = samples.write_epub(tmp_path / "a.epub", chapters=("The first page.", "The second page."))
    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    opf = entries["OEBPS/content.opf"].decode()
    entries["OEBPS/content.opf"] = re.sub("<spine>.*</spine>", spine, opf).encode()
    answer = read_file(samples.write_zip(path, entries))
    assert [text.rpartition("\n")[2] for _, text in answer.passages] == ["The first page.", "The second page."]


def test_words_for_knowing_no_publisher_and_numbers_of_shelves_say_nothing(tmp_path: Path) -> None:
    metadata = "<dc:publisher>Unknown</dc:publisher><dc:subject>Seas</dc:subject><dc:subject>FIC028000</dc:subject>"
    reading = read(samples.write_epub(tmp_path / "a.epub", metadata=metadata))
    assert (reading.publisher, reading.subjects) == ("", ("Seas",))
