"""Office files, letters, and the books and music of other programs, under the same contract."""

import zipfile
from pathlib import Path

import office_samples as office
import pytest

from assistant.domain.entities import Kind
from indexers.readers.books.palmdoc import unpack_palmdoc
from indexers.worker.reading import read_file
from tests.indexers import samples
from tests.indexers.reader_contract import ReaderContract


class TestDocx(ReaderContract):
    name, kind, title, suffix = "Word", Kind.DOCUMENT, "A Quiet Harbour", ".docx"

    def write(self, path: Path) -> Path:
        return office.write_docx(path)


class TestDoc(ReaderContract):
    name, kind, title, suffix = "old Office", Kind.DOCUMENT, "A Quiet Harbour", ".doc"

    def write(self, path: Path) -> Path:
        return office.write_doc(path)


class TestPpt(ReaderContract):
    name, kind, title, suffix = "old Office", Kind.DOCUMENT, "Plans", ".ppt"

    def write(self, path: Path) -> Path:
        return office.write_ppt(path)


class TestPptx(ReaderContract):
    name, kind, title, suffix = "PowerPoint", Kind.DOCUMENT, "Harbour plans", ".pptx"

    def write(self, path: Path) -> Path:
        return office.write_pptx(path)


class TestXlsx(ReaderContract):
    name, kind, title, suffix = "Excel", Kind.DOCUMENT, "Boats of the harbour", ".xlsx"

    def write(self, path: Path) -> Path:
        return office.write_xlsx(path)


class TestCsv(ReaderContract):
    name, kind, title, suffix = "CSV", Kind.DOCUMENT, "sample", ".csv"

    def write(self, path: Path) -> Path:
        path.write_text("name;metres\nGull;12\n" * 30)
        return path


class TestOdt(ReaderContract):
    name, kind, title, suffix = "OpenDocument", Kind.DOCUMENT, "A Quiet Harbour", ".odt"

    def write(self, path: Path) -> Path:
        return office.write_odt(path)


class TestRtf(ReaderContract):
    name, kind, title, suffix = "RTF", Kind.DOCUMENT, "A Quiet Häfen", ".rtf"

    def write(self, path: Path) -> Path:
        return office.write_rtf(path)


class TestMail(ReaderContract):
    name, kind, title, suffix = "e-mail", Kind.DOCUMENT, "About the harbour", ".eml"

    def write(self, path: Path) -> Path:
        return office.write_eml(path)


class TestLatex(ReaderContract):
    name, kind, title, suffix = "LaTeX", Kind.DOCUMENT, "A Quiet Härbour", ".tex"

    def write(self, path: Path) -> Path:
        return office.write_tex(path)


class TestFictionBook(ReaderContract):
    name, kind, title, suffix = "FictionBook", Kind.BOOK, "A Quiet Harbour", ".fb2"

    def write(self, path: Path) -> Path:
        path.write_bytes(office.fictionbook())
        return path


class TestComic(ReaderContract):
    name, kind, title, suffix = "comic", Kind.BOOK, "Harbour #3", ".cbz"
    partial = "The text of 3 pages is still to be read off their pictures."

    def write(self, path: Path) -> Path:
        return office.write_cbz(path)


class TestMobi(ReaderContract):
    name, kind, title, suffix = "MOBI", Kind.BOOK, "A Quiet Harbour", ".mobi"

    def write(self, path: Path) -> Path:
        return office.write_mobi(path)


class TestWavPack(ReaderContract):
    name, kind, title, suffix = "audio", Kind.MUSIC, "Quiet Harbour", ".wv"

    def write(self, path: Path) -> Path:
        return office.write_wavpack(path)


class TestMonkey(ReaderContract):
    name, kind, title, suffix = "audio", Kind.MUSIC, "Quiet Harbour", ".ape"

    def write(self, path: Path) -> Path:
        return office.write_ape(path)


class TestWma(ReaderContract):
    name, kind, title, suffix = "audio", Kind.MUSIC, "Quiet Harbour", ".wma"

    def write(self, path: Path) -> Path:
        return office.write_wma(path)


def read(path: Path):
    answer = read_file(path)
    assert answer.reading is not None, answer.reason
    return answer, answer.reading


def test_docx_properties_headings_and_notes(tmp_path) -> None:
    answer, reading = read(office.write_docx(tmp_path / "a.docx"))
    assert (reading.creators, reading.year, reading.subjects) == (("Ann Smith",), 2011, ("sea", "boats"))
    places = dict.fromkeys(place for place, _ in answer.passages)
    assert list(places) == ["", "Beginnings", "Endings", "footnotes"]
    assert "deleted" not in str(answer.passages) and "gulls" in str(answer.passages)


def test_locked_office_files_say_so(tmp_path) -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    for suffix in (".docx", ".pptx", ".xlsx"):
        (tmp_path / f"a{suffix}").write_bytes(locked)
        assert "password" in read_file(tmp_path / f"a{suffix}").reason
    assert "password" in read_file(office.write_odt(tmp_path / "a.odt", encrypted=True)).reason


def test_a_table_of_a_letter_keeps_its_rows_and_one_that_lays_out_a_page_does_not(tmp_path) -> None:
    path = office.write_docx(tmp_path / "a.docx")
    with zipfile.ZipFile(path) as archive:
        entries: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}

    def table(*rows: tuple[str, ...]) -> str:
        cells = ("".join(f"<w:tc>{office.paragraph(cell)}</w:tc>" for cell in row) for row in rows)
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"

    tables = table(("Bread", "Price"), ("Rye", "4.60"), ("", "2.10")) + table(("Side", samples.prose(80)))
    document = str(entries["word/document.xml"], "utf-8")
    entries["word/document.xml"] = document.replace("</w:body>", f"{tables}</w:body>")
    answer, _ = read(samples.write_zip(path, entries))
    (text,) = [text for place, text in answer.passages if place == "Endings"]
    assert text.split("\n")[2:] == [
        "| Bread | Price |",
        "|---|---|",
        "| Rye | 4.60 |",
        "2.10",
        "Side",
        samples.prose(80).strip(),
    ]


def test_slides_come_in_the_order_of_the_show(tmp_path) -> None:
    answer, _ = read(office.write_pptx(tmp_path / "a.pptx"))
    assert [place for place, _ in answer.passages] == ["slide 1", "slide 2"]
    assert answer.passages[0][1].startswith("Harbour plans")


def test_sheets_give_their_rows_without_reading_aids(tmp_path) -> None:
    answer, _ = read(office.write_xlsx(tmp_path / "a.xlsx"))
    assert answer.passages == (("Boats", "name\n| Gull | 12 |"),)


def test_a_cell_that_names_a_text_out_of_reach_is_empty(tmp_path) -> None:
    path = office.write_xlsx(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as archive:
        entries: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    cells = "".join(f'<c t="s"><v>{number}</v></c>' for number in ("0", "2", "99999999999999999999", "-1", "²", "1"))
    entries["xl/worksheets/sheet1.xml"] = f"<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>"
    answer, _ = read(samples.write_zip(path, entries))
    assert answer.passages == (("Boats", "| name | | | | | Gull |"),)


def test_a_sheet_is_unpacked_no_further_than_it_is_kept(tmp_path) -> None:
    path = office.write_xlsx(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as archive:
        entries: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    rows = "".join(f"<row><c><v>{number}</v></c></row>" for number in range(300))
    entries["xl/worksheets/sheet1.xml"] = f"<worksheet><sheetData>{rows}{' ' * (90 << 20)}</sheetData></worksheet>"
    answer, _ = read(samples.write_zip(path, entries))
    assert answer.state == "indexed"
    assert " ".join(text for _, text in answer.passages).split() == [str(number) for number in range(200)]


def test_rtf_characters(tmp_path) -> None:
    answer, reading = read(office.write_rtf(tmp_path / "a.rtf"))
    assert "Café and € there." in answer.passages[0][1]
    assert (reading.creators, reading.year) == (("Ann Smith",), 2011)


def test_letters(tmp_path) -> None:
    answer, reading = read(office.write_eml(tmp_path / "a.eml"))
    assert (reading.creators, reading.year) == (("Ann Smïth",), 2011)
    assert answer.passages == (("", "The harbour is quiet."),)


def test_mailboxes_are_read_letter_by_letter(tmp_path) -> None:
    letter = office.write_eml(tmp_path / "a.eml").read_bytes()
    (tmp_path / "a.mbox").write_bytes(b"From ann Wed May 04 10:00:00 2011\n" + letter + b"\n\nFrom bob Thu\n" + letter)
    answer, _ = read(tmp_path / "a.mbox")
    assert [place for place, _ in answer.passages] == ["About the harbour"] * 2


def test_latex_authors_and_sections(tmp_path) -> None:
    answer, reading = read(office.write_tex(tmp_path / "a.tex"))
    assert (reading.creators, reading.year, reading.description) == (("Ann Smith", "Bob Jones"), 2011, "On harbours.")
    assert {place for place, _ in answer.passages} >= {"Beginnings", "Endings"}
    text = "".join(text for _, text in answer.passages)
    assert "comment" not in text and "\\" not in text


@pytest.mark.parametrize("name", ["a.fb2", "a.fb2.zip"])
def test_fictionbooks_plain_and_zipped(tmp_path, name) -> None:
    path = tmp_path / name
    if name.endswith("zip"):
        samples.write_zip(path, {"a.fb2": office.fictionbook()})
    else:
        path.write_bytes(office.fictionbook())
    answer, reading = read(path)
    assert (reading.title, reading.creators, reading.year) == ("A Quiet Harbour", ("Ann Smith",), 2011)
    assert (reading.series, reading.series_index, reading.description) == ("Harbours", 2.0, "About gulls.")
    assert {place for place, _ in answer.passages} == {"Beginnings", "Endings"}


def test_comics(tmp_path) -> None:
    _, reading = read(office.write_cbz(tmp_path / "a.cbz"))
    assert (reading.creators, reading.pages, reading.series_index) == (("Ann Smith", "Bob Jones"), 3, 3.0)
    assert reading.cover is not None


@pytest.mark.parametrize("huffman", [False, True])
def test_mobi_text_and_metadata(tmp_path, huffman) -> None:
    answer, reading = read(office.write_mobi(tmp_path / "a.mobi", huffman=huffman))
    assert (reading.creators, reading.year, reading.language) == (("Ann Smith",), 2011, "en")
    assert reading.identifiers == (("isbn", "9780441478125"),)
    assert reading.cover is not None
    assert answer.passages[0][0] == "Beginnings" and "old captain" in answer.passages[0][1]


def test_mobi_with_copy_protection_says_so(tmp_path) -> None:
    assert "DRM" in read_file(office.write_mobi(tmp_path / "a.azw3", locked=True)).reason


def test_palmdoc_refers_back() -> None:
    assert unpack_palmdoc(b"abc" + bytes((0x80, 3 << 3 | 3)) + b"\xe1\x02\xc3\xa9", 100) == b"abcabcabc a\xc3\xa9"


def test_ape_tags(tmp_path) -> None:
    _, wavpack = read(office.write_wavpack(tmp_path / "a.wv"))
    assert (wavpack.duration, wavpack.track, wavpack.year) == (10.0, 3, 1999)
    assert wavpack.cover is not None
    _, monkey = read(office.write_ape(tmp_path / "a.ape"))
    assert monkey.duration == pytest.approx((4 * 100_000 + 41_000) / 44_100, abs=0.001)


def test_wma_tags(tmp_path) -> None:
    _, reading = read(office.write_wma(tmp_path / "a.wma"))
    assert (reading.creators, reading.album, reading.duration) == (("The Captains",), "Sea", 10.0)


def test_old_word_text(tmp_path) -> None:
    answer, reading = read(office.write_doc(tmp_path / "a.doc"))
    assert answer.passages[0][1].startswith("The härbour was quiet.\nCafé €.")
    assert reading.creators == ("Ann Smith",)
    assert "password" in read_file(office.write_doc(tmp_path / "b.doc", encrypted=True)).reason


def test_old_slides(tmp_path) -> None:
    answer, _ = read(office.write_ppt(tmp_path / "a.ppt"))
    assert [text for _, text in answer.passages] == ["Harbour plans", "Quays and boats"]


def test_rtf_that_its_library_stumbles_over_is_named(tmp_path) -> None:
    (tmp_path / "a.rtf").write_text(r"{\rtf1\ansi\ansicpg99999 \uc x \f1 text}")
    assert read_file(tmp_path / "a.rtf").reason == "This RTF file is damaged."


def test_who_writes_with_the_last_name_first_is_put_in_order(tmp_path) -> None:
    letter = (
        b'From: "Holm, Vera" <v@x.example>\nSubject: Fog bells\nDate: Sun, 1 Mar 2020 10:00:00 +0100\n\nThey ring.\n'
    )
    (tmp_path / "a.eml").write_bytes(letter)
    _, reading = read(tmp_path / "a.eml")
    assert reading.creators == ("Vera Holm",)
