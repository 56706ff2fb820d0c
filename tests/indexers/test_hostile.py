"""Files made to harm: each is stopped by a limit and listed with its reason."""

import io
import os
import zipfile
import zlib
from pathlib import Path

import pytest

from assistant.domain.errors import UnreadableFile
from indexers.metadata.covers import encode, pixels, thumbnail
from indexers.readers.markup import iter_xml, parse_xml
from indexers.readers.zipped import SafeZip
from indexers.worker.pool import ReaderPool, ReaderProcess
from indexers.worker.reading import read_file
from tests.indexers import samples

_DEFINITIONS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 9}">' for n in range(1, 10))
BILLION = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "lol">{_DEFINITIONS}]><a>&a9;</a>'


def test_a_zip_bomb_is_stopped(tmp_path) -> None:
    bomb = samples.write_epub(tmp_path / "bomb.epub", more={"OEBPS/c0.xhtml": b"\0" * (90 << 20)})
    reader = ReaderProcess()
    answer = reader.read(bomb)
    reader.close()
    assert answer.state == "failed" and "stopped" in answer.reason


def test_a_size_lied_about_in_the_header_does_not_help(tmp_path) -> None:
    path = samples.write_zip(tmp_path / "a.zip", {"big": b"\0" * (70 << 20)})
    data = path.read_bytes().replace((70 << 20).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    path.write_bytes(data)
    with SafeZip(path) as archive, pytest.raises(UnreadableFile):
        archive.read("big")


def test_many_entries_add_up(tmp_path) -> None:
    noise = zlib.compress(b"x" * 1000) * 3000
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number in range(3):
            archive.writestr(str(number), noise)
    with SafeZip(path) as archive:
        archive._total = (400 << 20) - 10
        with pytest.raises(UnreadableFile, match="stopped"):
            archive.read("0")


def test_entries_beyond_number_are_not_listed(tmp_path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20_001):
            archive.writestr(str(number), b"")
    with pytest.raises(UnreadableFile, match="more than 20,000 parts"):
        SafeZip(path)


@pytest.mark.parametrize(
    "document",
    [
        BILLION,
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY % d SYSTEM "http://127.0.0.1:9/x.dtd"> %d;]><a>&x;</a>',
    ],
)
def test_entities_are_never_expanded(tmp_path, document) -> None:
    named = document[document.rindex("&") : document.rindex(";") + 1]
    assert "".join(parse_xml(document.encode()).itertext()) in ("", named)
    whole = document.replace("<a>", "<a><b>before</b>").replace("</a>", "<b>after</b></a>")
    path = samples.write_zip(tmp_path / "a.zip", {"a.xml": whole})
    with SafeZip(path) as archive, archive.open("a.xml") as stream:
        found = [element.text for element in iter_xml(stream, "b", "It")]
    assert found in (["before"], ["before", "after"])


def test_an_epub_cannot_reach_outside_itself(tmp_path) -> None:
    opf = '<package><metadata><title>T</title></metadata><manifest><item id="a" href="../../../etc/passwd"/></manifest>'
    more = {"OEBPS/content.opf": opf + '<spine><itemref idref="a"/></spine></package>'}
    answer = read_file(samples.write_epub(tmp_path / "a.epub", more=more))
    assert (answer.state, answer.reason) == ("partly", "1 of its 1 chapters is missing or damaged.")
    assert answer.passages == ()


def test_a_pdf_that_loops_ends(tmp_path) -> None:
    path = samples.write_pdf(tmp_path / "a.pdf", ("x",))
    data = path.read_bytes()
    assert b"/Kids[5 0 R]" in data
    path.write_bytes(data.replace(b"/Kids[5 0 R]", b"/Kids[2 0 R]"))
    reader = ReaderProcess()
    answer = reader.read(path)
    reader.close()
    assert answer.state in ("failed", "partly") and answer.reason


def test_a_pdf_that_claims_a_million_pages_ends(tmp_path) -> None:
    path = samples.write_pdf(tmp_path / "a.pdf", ("x",))
    path.write_bytes(path.read_bytes().replace(b"/Count 1", b"/Count 9999999"))
    with ReaderPool(1, seconds=10) as pool:
        ((_, answer),) = pool.read_all([(path, b"")])
    assert answer.reading is not None and answer.reading.pages == 1
    assert answer.passages == (("page 1", "x"),)


def test_a_cover_of_a_hundred_megapixels_is_dropped() -> None:
    header = b"\x89PNG\r\n\x1a\n"

    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")

    size = (10_000).to_bytes(4, "big")
    picture = header + chunk(b"IHDR", size + size + b"\x08\x02\0\0\0") + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
    assert thumbnail(picture) is None
    assert thumbnail(b"GIF89a" + b"\0" * 40) is None


def test_covers_become_small() -> None:
    small = thumbnail(samples.picture(2000, 3000))
    assert small is not None
    from PIL import Image

    with Image.open(io.BytesIO(encode(small))) as image:
        assert (image.format, image.size) == ("JPEG", (341, 512))
    with Image.open(io.BytesIO(encode(pixels(Image.new("RGBA", (30, 20)))))) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "RGBA", (30, 20))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_special_files_are_not_opened(home, shelf) -> None:
    os.mkfifo(shelf / "pipe.txt")
    assert home.sync(shelf).failed == 0
    assert home.library.files.all() == {}


def test_memory_is_limited(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xe9" + b"word " * (12 << 20))
    reader = ReaderProcess()
    answer = reader.read(path)
    reader.close()
    assert answer.state == "failed" and "more than 1 GB of memory" in answer.reason


@pytest.mark.parametrize("suffix", ["mp3", "aac", "flac", "ogg", "m4a", "wav", "ape", "wma", "pdf", "txt", "epub"])
def test_three_gigabytes_of_nothing_take_no_time(tmp_path: Path, suffix: str) -> None:
    import time

    path = tmp_path / f"a.{suffix}"
    with open(path, "wb") as file:
        file.truncate(3 << 30)
    start = time.process_time()
    answer = read_file(path)
    assert answer.state == "failed" and answer.reason
    assert time.process_time() - start < 10
