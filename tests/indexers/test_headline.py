"""A PDF's title by its largest letters."""

from pathlib import Path

import pytest

from indexers.worker.reading import read_file


def write_page(path: Path, *lines: tuple[int, str], title: str = "") -> Path:
    """A page with one line of text for each (size in points, text), and a stated title."""
    shown = "".join(f"/F {size} Tf ({text}) Tj 0 -{size + 6} Td " for size, text in lines)
    stream = f"BT 40 780 Td {shown}ET"
    path.write_text(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        f"4 0 obj<</Length {len(stream)}>>stream\n{stream}\nendstream endobj\n"
        f"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n6 0 obj<</Title({title})>>endobj\n"
        "trailer<</Root 1 0 R/Info 6 0 R>>\n%%EOF"
    )
    return path


PAGE = (
    (9, "Journal of Imaginary Results 12, 33-48"),
    (20, "A Study of Quiet Harbours"),
    (20, "in Winter"),
    (11, "Ann Smith and Jo Quill"),
    (10, "We look at harbours that lie still, and at those who look back at us."),
)


@pytest.mark.parametrize("junk", ["", "untitled", "Microsoft Word - paper_final2.doc", "thesis.dvi"])
def test_the_largest_letters_are_the_title(tmp_path: Path, junk: str) -> None:
    reading = read_file(write_page(tmp_path / "scan0042.pdf", *PAGE, title=junk)).reading
    assert reading is not None
    assert (reading.title, "title" in reading.inferred) == ("A Study of Quiet Harbours in Winter", True)


def test_a_stated_title_counts_more(tmp_path: Path) -> None:
    reading = read_file(write_page(tmp_path / "a.pdf", *PAGE, title="Harbours")).reading
    assert reading is not None
    assert (reading.title, reading.inferred) == ("Harbours", frozenset())


def test_where_all_letters_are_alike_the_first_line_is_taken(tmp_path: Path) -> None:
    alike = ((11, "Minutes of the garden club"), (11, "Seeds and fences were spoken of at some length."))
    reading = read_file(write_page(tmp_path / "a.pdf", *alike)).reading
    assert reading is not None and reading.title == "Minutes of the garden club"
