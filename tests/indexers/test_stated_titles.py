"""Titles and authors as programs state them: twice, escaped, or not at all."""

from pathlib import Path

import office_samples as office
import pytest

from indexers.metadata.titles import is_of_template, sane_title
from indexers.worker.reading import read_file
from tests.indexers import samples
from tests.indexers.test_xmp import PACKET


@pytest.mark.parametrize(
    "title",
    [
        "Paper Title (use style: paper title)",
        "[Document title]",
        "Type your title here",
        "Click to add title",
        "Title of the Paper",
        "Main title (Bold, 14 pt)",
        "Klicken Sie, um Titel hinzuzufügen",
        "Cliquez pour ajouter un titre",
    ],
)
def test_what_a_template_wants_is_no_title(title: str) -> None:
    assert is_of_template(title)
    assert sane_title(title) == ""


@pytest.mark.parametrize("title", ["Title of Honour", "Land Title (in England)", "A Title Too Far", "Document title"])
def test_titles_may_speak_of_titles(title: str) -> None:
    assert sane_title(title) == title


def test_xmp_with_the_escapes_of_pdf(tmp_path: Path) -> None:
    escaped = "\\376\\377" + "".join(
        f"\\{byte:03o}" if not 32 <= byte < 127 else chr(byte) for byte in "Möwen".encode("utf-16-be")
    )
    path = samples.write_pdf(tmp_path / "a.pdf", ("Some text.",))
    path.write_bytes(path.read_bytes() + b"\n" + PACKET.replace("On Harbours", escaped).encode("latin-1"))
    reading = read_file(path).reading
    assert reading is not None and reading.title == "Möwen"


def slide(*boxes: tuple[int, str], place: str = "") -> str:
    shapes = "".join(
        f'<p:sp>{place}<a:p><a:r><a:rPr sz="{size}"/><a:t>{text}</a:t></a:r></a:p></p:sp>' for size, text in boxes
    )
    return f'<p:sld xmlns:p="http://p" xmlns:a="http://a">{shapes}</p:sld>'


@pytest.mark.parametrize(
    ("place", "title"), [("", "Boats of the north"), ('<p:nvPr><p:ph type="ctrTitle"/></p:nvPr>', "Mull, 12 May")]
)
def test_the_largest_box_is_the_title_where_a_slide_leaves_no_place_for_one(
    tmp_path: Path, place: str, title: str
) -> None:
    path = office.write_pptx(
        tmp_path / "talk.pptx", slide((1200, "Mull, 12 May"), (4400, "Boats of the north"), place=place)
    )
    reading = read_file(path).reading
    assert reading is not None and reading.title == title


def test_rtf_states_a_title_twice(tmp_path: Path) -> None:
    twice = r"{\upr{\title ??????}{\*\ud{\title \u12513\'3f\u12540\'3f\u12523\'3f}}}{\author Ann Smith}"
    (tmp_path / "a.rtf").write_text(rf"{{\rtf1\ansi{{\info{twice}}} The harbour was cold.\par}}")
    reading = read_file(tmp_path / "a.rtf").reading
    assert reading is not None
    assert (reading.title, reading.creators) == ("メール", ("Ann Smith",))


def test_a_letter_to_a_newsgroup_is_one_whatever_its_name(tmp_path: Path) -> None:
    head = (
        "Path: mull!sea!boats\nFrom: Ann Smith <ann@example.org>\nNewsgroups: rec.boats\nSubject: Ferries in winter\n"
    )
    (tmp_path / "saved.txt").write_text(f"{head}Lines: 2\n\nThe ferry did not come.\n")
    reading = read_file(tmp_path / "saved.txt").reading
    assert reading is not None
    assert (reading.title, reading.creators) == ("Ferries in winter", ("Ann Smith",))


@pytest.mark.parametrize(
    ("name", "pages", "title"),
    [
        (
            "a.epub",
            ("<h1>Cover</h1>", "<h1>Ada Pell</h1><h2>Salt and Rope</h2><p>A novel.</p>"),
            "Salt and Rope",
        ),
        ("a.epub", ("<p>Salt and Rope</p><p>Ada Pell</p>", "<h1>Chapter 1</h1><p>It froze.</p>"), "Salt and Rope"),
        ("Salt and Rope.epub", ("<h1>Chapter 1</h1><p>It froze.</p>", "<h1>The Ferry</h1><p>No.</p>"), "Salt and Rope"),
        ("Ada Pell - Salt and Rope.epub", ("<h1>The Ferry</h1><p>It froze.</p>",), "Salt and Rope"),
    ],
)
def test_a_book_without_a_title_has_its_first_heading_or_its_name(
    tmp_path: Path, name: str, pages: tuple[str, ...], title: str
) -> None:
    more = {f"OEBPS/c{n}.xhtml": f"<html><body>{page}</body></html>" for n, page in enumerate(pages)}
    for stated in ("untitled", "[Unknown]", "Ohne Titel 2", ""):
        path = samples.write_epub(tmp_path / name, stated, ("Ada Pell",), chapters=pages, more=dict(more))
        reading = read_file(path).reading
        assert reading is not None and (reading.title, "title" in reading.inferred) == (title, True)
    path = samples.write_epub(tmp_path / name, "1984", ("Ada Pell",), chapters=pages, more=dict(more))
    reading = read_file(path).reading
    assert reading is not None and (reading.title, reading.inferred) == ("1984", frozenset())


@pytest.mark.parametrize("stated", ["10.1000/xyz123", "doi:10.1016/j.salt.2001.05.001", "PII: S0140-6736(05)1"])
def test_the_number_of_a_paper_is_no_title(tmp_path: Path, stated: str) -> None:
    path = samples.write_pdf(tmp_path / "Low Water.pdf", ("x",), Title=stated)
    reading = read_file(path).reading
    assert reading is not None and reading.title == "Low Water"


def test_letters_spelt_out_in_a_name_part_nobody(tmp_path: Path) -> None:
    reading = read_file(samples.write_epub(tmp_path / "a.epub", creators=("O&amp;#39;Brien, Flann",))).reading
    assert reading is not None and reading.creators == ("Flann O'Brien",)
