"""Excel's sheets from before 2007."""

import struct
from pathlib import Path

import office_samples as office
import pytest

from assistant.domain.entities import Kind
from indexers.worker.reading import read_file
from tests.indexers.reader_contract import ReaderContract


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def shared(text: str, wide: bool = False) -> bytes:
    return struct.pack("<HB", len(text), wide) + text.encode("utf-16-le" if wide else "latin-1")


def write_xls(path: Path, *, locked: bool = False) -> Path:
    """One sheet: a heading, a text that two records share, numbers in three forms, a formula with a text."""
    start = record(0x809, struct.pack("<HHHHLL", 0x600, 0x5, 0, 0, 0, 0))
    lock = record(0x2F, b"\1\0") if locked else b""
    # "Quiet harbour" is cut in two, and goes on in wide characters.
    table = (
        struct.pack("<LL", 3, 3) + shared("Name") + shared("Größe 日本", True) + struct.pack("<HB", 13, 0) + b"Quiet "
    )
    texts = record(0xFC, table) + record(0x3C, b"\1" + "harbour".encode("utf-16-le"))
    named = shared("Boats")[0:1] + b"\0" + b"Boats"
    end = record(0x0A, b"")
    size = len(start + lock + texts + end) + 4 + 6 + len(named)
    sheet = record(0x85, struct.pack("<LH", size, 0) + named)
    cells = [
        record(0xFD, struct.pack("<HHHL", 0, 0, 0, 0)),
        record(0xFD, struct.pack("<HHHL", 0, 1, 0, 1)),
        record(0xFD, struct.pack("<HHHL", 1, 0, 0, 2)),
        record(0x203, struct.pack("<HHHd", 1, 1, 0, 12.5)),
        record(0x27E, struct.pack("<HHHL", 2, 0, 0, 42 << 2 | 2)),
        record(0xBD, struct.pack("<HHHLHLH", 2, 1, 0, 1250 << 2 | 3, 0, (-7 << 2 | 2) & 0xFFFFFFFF, 2)),
        record(0x06, struct.pack("<HHH", 3, 0, 0) + bytes(14)),
        record(0x207, shared("a result")),
    ]
    book = start + lock + sheet + texts + end + start + b"".join(cells) + end
    path.write_bytes(
        office.compound({"Workbook": book, "\x05SummaryInformation": office.summary("Boats", "Ann Smith")})
    )
    return path


class TestOldExcelFiles(ReaderContract):
    name, kind, title, suffix = "old Office", Kind.DOCUMENT, "Boats", ".xls"

    def write(self, path: Path) -> Path:
        return write_xls(path)


def test_cells_come_in_rows(tmp_path: Path) -> None:
    answer = read_file(write_xls(tmp_path / "a.xls"))
    assert answer.reading is not None and answer.reading.creators == ("Ann Smith",)
    place, text = answer.passages[0]
    assert place == "Boats"
    assert text.split("\n") == [
        "| Name | Größe 日本 |", "|---|---|", "| Quiet harbour | 12.5 |", "| 42 | 12.5 | -7 |", "a result",
    ]  # fmt: skip


@pytest.mark.parametrize(("content", "reason"), [(b"PK\3\4 no", "not a file of Word, Excel"), (b"", "empty")])
def test_what_is_no_sheet_says_so(tmp_path: Path, content: bytes, reason: str) -> None:
    (tmp_path / "a.xls").write_bytes(content)
    assert reason in read_file(tmp_path / "a.xls").reason


def test_a_locked_sheet_says_so(tmp_path: Path) -> None:
    assert "password" in read_file(write_xls(tmp_path / "a.xls", locked=True)).reason


def test_a_sheet_named_as_a_text_is_read(tmp_path: Path) -> None:
    assert read_file(write_xls(tmp_path / "a.doc")).passages[0][0] == "Boats"
