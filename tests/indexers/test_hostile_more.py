"""More files made to harm: archives inside archives, entries that overlap, entities, drawings without end."""

import io
import struct
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from assistant.domain.errors import UnreadableFile
from indexers.metadata.covers import thumbnail
from indexers.readers.zipped import SafeZip
from indexers.worker.pool import ReaderPool
from indexers.worker.reading import read_file
from tests.indexers import samples

MEGABYTE = 1 << 20


def nested(levels: int, copies: int = 8) -> bytes:
    """An archive of archives of …: each level holds the one below `copies` times, the last one zeros."""
    data = b"\0" * MEGABYTE
    for level in range(levels):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(copies if level else 1):
                archive.writestr(f"{number}.{'zip' if level else 'png'}", data)
        data = out.getvalue()
    return data


@pytest.mark.parametrize("suffix", ["epub", "cbz", "docx", "xlsx", "odt", "fbz"])
def test_archives_in_archives_are_not_opened(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(nested(7))
    started = time.process_time()
    answer = read_file(path)
    assert answer.state in ("failed", "skipped") and answer.reason
    assert time.process_time() - started < 2


def self_reproducing() -> bytes:
    """An archive whose one entry has its own name, as those have that unpack to themselves."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("r/r.epub", b"PK\3\4" + bytes(200))
    return out.getvalue()


def test_an_archive_that_holds_itself_ends(tmp_path: Path) -> None:
    (tmp_path / "r.epub").write_bytes(self_reproducing())
    assert "no list of contents" in read_file(tmp_path / "r.epub").reason


def overlapping(path: Path, names: list[str], size: int) -> Path:
    """Entries that all share the same packed bytes (D. Fifield, A better zip bomb, 2019)."""
    zeros = bytes(size)
    packed, check = zlib.compress(zeros, 9)[2:-4], zlib.crc32(zeros)
    body = b"PK\3\4" + struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 0, check, len(packed), size, len(names[0]), 0)
    body += names[0].encode() + packed
    listing = b"".join(
        b"PK\1\2"
        + struct.pack("<HHHHHHLLLHHHHHLL", 20, 20, 0, 8, 0, 0, check, len(packed), size, len(name), 0, 0, 0, 0, 0, 0)
        + name.encode()
        for name in names
    )
    end = struct.pack("<HHHHLLH", 0, 0, len(names), len(names), len(listing), len(body), 0)
    path.write_bytes(body + listing + b"PK\5\6" + end)
    return path


def test_entries_that_share_their_bytes_are_stopped(tmp_path: Path) -> None:
    path = overlapping(tmp_path / "a.cbz", [f"{number}.png" for number in range(500)], 20 * MEGABYTE)
    with SafeZip(path) as archive, pytest.raises(UnreadableFile):
        for name in archive.names:
            archive.read(name)
    assert read_file(path).state in ("failed", "partly")


@pytest.mark.parametrize("name", ["../../../evil.png", "/etc/evil.png", "..\\..\\evil.png", "C:\\evil.png"])
def test_names_in_archives_lead_nowhere(tmp_path: Path, name: str) -> None:
    inside = tmp_path / "a" / "b" / "c"
    inside.mkdir(parents=True)
    samples.write_zip(inside / "a.cbz", {name: samples.picture()})
    assert read_file(inside / "a.cbz").state in ("indexed", "partly")
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["a.cbz"]


def test_one_large_entity_named_often_is_not_expanded(tmp_path: Path) -> None:
    entity = f'<!DOCTYPE FictionBook [<!ENTITY a "{"A" * 200_000}">]>'
    path = tmp_path / "a.fb2"
    path.write_text(f"{entity}<FictionBook><body><section><p>{'&a;' * 20_000} end</p></section></body></FictionBook>")
    answer = read_file(path)
    assert sum(len(text) for _, text in answer.passages) < 200_000


def test_a_real_cover_of_a_hundred_megapixels_is_dropped() -> None:
    packer, row = zlib.compressobj(1), bytes(30_001)
    rows = b"".join(packer.compress(row) for _ in range(10_000)) + packer.flush()

    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")

    head = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0)
    picture = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    started = time.process_time()
    assert thumbnail(picture) is None
    assert time.process_time() - started < 1


def write_drawing(path: Path, *forms: str) -> Path:
    """A PDF whose page draws the first of some forms; a form draws number N as /XN."""
    names = "".join(f"/X{number} {number + 5} 0 R" for number in range(len(forms)))
    resources = f"<</XObject<<{names}>>>>"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources{resources}>>",
        "<</Length 6>>stream\n/X0 Do\nendstream",
        *(
            f"<</Subtype/Form/BBox[0 0 9 9]/Resources{resources}/Length {len(form)}>>stream\n{form}\nendstream"
            for form in forms
        ),
    ]
    body = "".join(f"{number} 0 obj\n{text}\nendobj\n" for number, text in enumerate(objects, 1))
    path.write_text(f"%PDF-1.4\n{body}trailer<</Root 1 0 R>>\n%%EOF")
    return path


def test_a_pdf_that_draws_itself_again_and_again_ends(tmp_path: Path) -> None:
    path = write_drawing(tmp_path / "a.pdf", *(f"/X{number + 1} Do " * 10 for number in range(30)), "0 0 9 9 re f")
    with ReaderPool(1, seconds=1) as pool:
        ((_, answer),) = pool.read_all([(path, b"")])
    assert answer.state in ("failed", "partly") and answer.reason


def test_cells_repeated_without_end_count_once(tmp_path: Path) -> None:
    table = (
        '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>'
        '<table:table table:name="a"><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'table:number-columns-repeated="16384"><text:p>x<text:s text:c="2000000000"/>y</text:p></table:table-cell>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    path = samples.write_zip(
        tmp_path / "a.ods", {"content.xml": table}, "application/vnd.oasis.opendocument.spreadsheet"
    )
    answer = read_file(path)
    assert answer.state == "indexed" and len(answer.passages) == 1


@pytest.mark.parametrize("text", ["[" * 100_000, "![" * 60_000, "*a" * 60_000, "`" * 100_001, "**a" * 40_000])
def test_marks_that_never_close_take_no_time(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_text(f"# Title\n\n{text}")
    started = time.process_time()
    answer = read_file(tmp_path / "a.md")
    assert answer.state == "indexed"
    assert time.process_time() - started < 5
