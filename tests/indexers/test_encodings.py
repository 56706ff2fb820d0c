"""Text in whatever encoding: declared first, measured second, never garbage in silence."""

from pathlib import Path

import pytest

from indexers.readers.charsets import single_byte_encoding
from indexers.readers.decoding import decode_markup, decode_text, has_wide_letters, readable_share
from indexers.readers.markup import parse_xml
from indexers.worker.reading import read_file
from tests.indexers import samples

RUSSIAN = "Старый рыбак чинил сети у причала и ждал, когда вернётся его сын с большой лодкой."
WRITTEN = {
    "cp1251": RUSSIAN,
    "koi8_r": RUSSIAN,
    "cp866": RUSSIAN,
    "cp1252": "Le vieux pêcheur réparait ses filets près du quai, où la mer était déjà très calme.",
    "cp1250": "Starý rybář spravoval sítě u mola a čekal, až se vrátí jeho syn. Příliš žluťoučký.",
    "iso8859_2": "Stary rybak naprawiał sieci przy nabrzeżu i czekał, aż wróci jego syn, gęś też.",
    "cp1253": "Ο γέρος ψαράς διόρθωνε τα δίχτυα του στην προκυμαία και περίμενε τον γιο του.",
    "cp1254": "Yaşlı balıkçı rıhtımda ağlarını onarıyor ve oğlunun dönmesini bekliyordu. Şimdi gün ağardı.",
    "cp932": "年老いた漁師は桟橋で網を繕いながら、息子が帰るのを待っていた。",
    "gb18030": "老渔夫在码头上补网，等着儿子带着大船回来。海面很平静，天也快黑了。",
    "euc_kr": "늙은 어부는 부두에서 그물을 고치며 아들이 돌아오기를 기다렸다.",
    "iso2022_jp": "年老いた漁師は桟橋で網を繕っていた。",
    "utf-16-le": "The old fisherman mended his nets.",
}


@pytest.mark.parametrize(("codec", "text"), WRITTEN.items())
def test_an_undeclared_text_is_measured(codec: str, text: str) -> None:
    assert decode_text(text.encode(codec)) == text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [WRITTEN["cp1253"], "Капитан вернулся домой; море, 1912", "书名,作者\n活着,余华\n"])
def test_sixteen_bits_without_a_mark_in_alphabets_that_bring_few_zeros(codec: str, text: str) -> None:
    assert decode_text(text.encode(codec)) == text and has_wide_letters(text.encode(codec))
    assert not has_wide_letters(text.encode()) and not has_wide_letters(bytes(range(256)) * 9)


@pytest.mark.parametrize("text", ["Björk", "Größe: 5 €", "“Yes,” she said — it’s fine…", "© 2001", "Sigur Rós"])
def test_a_name_or_a_few_signs_are_western(text: str) -> None:
    assert decode_text(text.encode("cp1252")) == text
    assert single_byte_encoding(text.encode("cp1252")) == "cp1252"


def test_a_quotation_mark_pasted_from_elsewhere_does_not_cost_the_line() -> None:
    assert decode_text("Héloïse’s ".encode() + b"sea\x92s \xe9cho") == "Héloïse’s sea’s écho"
    assert decode_text("Это море".encode("cp1251")) == "Это море"


def test_xml_that_is_not_what_it_declares_and_bare_ampersands() -> None:
    text = '<?xml version="1.0" encoding="utf-8"?><a>Капитан спрятал старый барометр & тетрадь в сундуке</a>'
    assert parse_xml(text.encode("cp1251")).text == parse_xml(text.encode()).text == text[41:-4]
    assert parse_xml(text.replace("utf-8", "UTF-16").encode("utf-16")).text.startswith("Капитан")


def test_no_word_stands_in_two_alphabets() -> None:
    text = "Titel;Autor\nSalzstraße;Mara Ilves\nTee;Jón Kalman Stefánsson\n"
    assert decode_text(text.encode("cp1252")) == text


def test_lines_in_two_encodings_are_each_read_as_what_they_are() -> None:
    lines = [f"Größe {number}, Müller" for number in range(3)]
    data = "\n".join(lines).encode() + b"\n" + "Für Jürgen".encode("cp1252")
    assert decode_text(data).split("\n") == [*lines, "Für Jürgen"]


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"/>',
        "",
        '<meta charset="utf-8">',
        '<meta charset="iso-8859-1">',
        '<meta charset="x-unheard-of">',
    ],
)
def test_a_chapter_is_read_by_what_it_declares_unless_that_is_wrong(tmp_path: Path, head: str) -> None:
    page = f"<html><head>{head}</head><body><p>{RUSSIAN}</p></body></html>".encode("cp1251")
    path = samples.write_epub(tmp_path / "a.epub", chapters=("", ""), more={"OEBPS/c0.xhtml": page})
    passages = [text for _, text in read_file(path).passages]
    assert any(RUSSIAN in text for text in passages)
    assert RUSSIAN in decode_markup(b'<?xml version="1.0" encoding="windows-1251"?><p>' + RUSSIAN.encode("cp1251"))


def test_letters_headers_and_pages_say_what_they_are_in(tmp_path: Path) -> None:
    body = f"<html><meta charset=koi8-r><p>{RUSSIAN}</p></html>".encode("koi8-r")
    letter = b"From: a@b.example\nSubject: " + "Сети и лодки".encode("koi8-r") + b"\nContent-Type: text/html\n"
    (tmp_path / "a.eml").write_bytes(letter + b"Content-Transfer-Encoding: 8bit\n\n" + body)
    answer = read_file(tmp_path / "a.eml")
    assert answer.reading is not None and answer.reading.title == "Сети и лодки"
    assert RUSSIAN in answer.passages[0][1]


def test_what_no_one_can_read_is_listed_and_not_indexed(tmp_path: Path) -> None:
    noise = "".join(chr(0xE000 + number % 500) for number in range(4000))
    (tmp_path / "noise.md").write_text(f"# A title\n\n{noise}")
    answer = read_file(tmp_path / "noise.md")
    assert answer.state == "partly" and not answer.passages
    assert "cannot be made out" in answer.reason
    assert answer.reading is not None and answer.reading.title == "A title"


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [("", 1, 1), ("plain words", 1, 1), (RUSSIAN, 1, 1), ("Ñìîòðèòåëü ìàÿêà", 0, 0.1), ("ab\ufffd\ufffd", 0.5, 0.5)],
)
def test_how_much_a_person_could_read(text: str, least: float, most: float) -> None:
    assert least <= readable_share(text) <= most
