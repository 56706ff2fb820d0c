"""Paths as other programs write them."""

import zipfile
from pathlib import Path

import pytest

from indexers.paths import find_path, inside, last_part, path_key, spellings
from indexers.readers.base import Reading
from indexers.readers.zipped import SafeZip
from indexers.worker.reading import read_file
from tests.indexers import samples


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Blue%20Sea/01.mp3", "Blue Sea/01.mp3"),
        ("file:///Blue%20Sea/01.mp3", "/Blue Sea/01.mp3"),
        ("file://localhost/Blue%20Sea/01.mp3", "/blue sea/01.mp3"),
        ("Blue Sea\\01.mp3", "Blue Sea/01.mp3"),
        ("100%25 Sea.mp3", "100% Sea.mp3"),
        ("100%25 Sea.mp3", "100%25 Sea.mp3"),
        ("Cafe\u0301.mp3", "Café.mp3"),
        ("CAFÉ.MP3", "café.mp3"),
        ("./a/./b.mp3", "a/b.mp3"),
        ("file:///C:/Music/a%23b.mp3", "c:/Music/a#b.mp3"),
    ],
)
def test_a_path_is_found_however_it_is_spelt(written: str, meant: str) -> None:
    assert find_path(written, ["other.mp3", meant]) == meant


def test_a_literal_name_wins_over_a_decoded_one_and_what_is_not_there_is_not_found() -> None:
    assert find_path("a%20b.mp3", ["a b.mp3", "a%20b.mp3"]) == "a%20b.mp3"
    assert find_path("file:a%20b.mp3", ["a%20b.mp3", "a b.mp3"]) == "a b.mp3"
    assert find_path("c.mp3", ["a/c.mp3"]) == ""
    assert spellings("plain.mp3") == ("plain.mp3",)
    assert path_key("C:\\a") == path_key("/c:/A")
    assert last_part("C:\\Music\\Disc.wav") == "Disc.wav"


@pytest.mark.parametrize(
    ("folder", "written", "name"),
    [
        ("OEBPS", "c1.xhtml", "OEBPS/c1.xhtml"),
        ("OEBPS/text", "../pictures/a.png", "OEBPS/pictures/a.png"),
        ("OEBPS", "../../../etc/passwd", "etc/passwd"),
        ("OEBPS", "/c1.xhtml", "c1.xhtml"),
        ("", "text\\c1.xhtml", "text/c1.xhtml"),
    ],
)
def test_a_reference_stays_inside(folder: str, written: str, name: str) -> None:
    assert inside(folder, written) == name


def read(path: Path) -> Reading:
    reading = read_file(path).reading
    assert reading is not None
    return reading


def write_book(path: Path, stated: str, names: tuple[str, str, str], hrefs: tuple[str, str]) -> Path:
    """An EPUB whose package, chapter and contents are called `names`, and are referred to by `stated` and `hrefs`."""
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="2.0"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Odd Paths</dc:title></metadata><manifest>'
        f'<item id="c" href="{hrefs[0]}" media-type="application/xhtml+xml"/>'
        f'<item id="n" href="{hrefs[1]}" media-type="application/x-dtbncx+xml"/></manifest>'
        '<spine><itemref idref="c"/></spine></package>'
    )
    point = f'<navLabel><text>The Quay</text></navLabel><content src="{hrefs[0]}#x"/>'
    entries = {
        "META-INF/container.xml": samples.CONTAINER.replace("OEBPS/content.opf", stated),
        names[0]: package,
        names[1]: f"<html><body><p>{samples.prose(300)}</p></body></html>",
        names[2]: f"<ncx><navPoint>{point}</navPoint></ncx>",
    }
    return samples.write_zip(path, entries, "application/epub+zip")


@pytest.mark.parametrize(
    ("stated", "names", "hrefs"),
    [
        ("OEBPS/my%20sea.opf", ("OEBPS/my sea.opf", "OEBPS/a b.xhtml", "OEBPS/toc.ncx"), ("a%20b.xhtml", "toc.ncx")),
        ("/OEBPS\\c.opf", ("oebps/C.opf", "OEBPS/Text/a.xhtml", "OEBPS/toc.ncx"), ("text\\A.xhtml", "./toc.ncx")),
        ("c.opf", ("c.opf", "Cafe\u0301.xhtml", "toc.ncx"), ("Caf%C3%A9.xhtml", "/toc.ncx")),
        ("x/c.opf", ("x/c.opf", "t\\a.xhtml", "x/toc.ncx"), ("../t/a.xhtml", "toc.ncx")),
        ("gone.opf", ("x/c.opf", "x/100%25.xhtml", "x/toc.ncx"), ("100%25.xhtml", "toc.ncx")),
    ],
)
def test_an_epub_finds_its_parts(
    tmp_path: Path, stated: str, names: tuple[str, str, str], hrefs: tuple[str, str]
) -> None:
    answer = read_file(write_book(tmp_path / "a.epub", stated, names, hrefs))
    assert answer.reading is not None and answer.reading.title == "Odd Paths"
    assert answer.passages and answer.passages[0][0] == "The Quay"


def test_names_that_an_old_packer_wrote_are_found(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("XXXXX.xhtml", "text")
    path.write_bytes(path.read_bytes().replace(b"XXXXX", "Глава".encode("cp866")))
    with SafeZip(path) as opened:
        assert opened.read("глава.xhtml") == b"text"
        assert opened.locate("nowhere.xhtml") == "nowhere.xhtml"
