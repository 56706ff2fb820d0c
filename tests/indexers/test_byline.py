"""Who wrote a paper, by its first page."""

from pathlib import Path

import pytest

from indexers.readers.books.byline import byline
from indexers.worker.reading import read_file
from tests.indexers.test_headline import write_page

TITLE = "On Quiet Harbours"
LONG = (
    "Counting the Boats of Quiet Harbours",
    "under Changing Winds and Currents:",
    "A Comparison of Three Northern Islands",
    "and the Ferries between Them",
)


@pytest.mark.parametrize(
    ("below", "found"),
    [
        ("Ann Smith1,2*, Jo Quill1 and Li Wei3\n1University of Mull\nAbstract\nBoats.", "Ann Smith, Jo Quill, Li Wei"),
        ("Ann M. Holm\nDepartment of the Sea\nann@example.org\nAbstract. Boats.", "Ann M. Holm"),
        ("Ann Smith, Member, IEEE, and Jo Quill\nAbstract—Boats.", "Ann Smith, Jo Quill"),
        ("Ann Smith∗\nJo van der Quill†\nMull\nAbstract\nBoats.", "Ann Smith, Jo van der Quill"),
        ("Jürgen Möwe a, José Peña b\na Mull\nZusammenfassung\nBoote.", "Jürgen Möwe, José Peña"),
        ("G. B. Holm, É. Dupont\nCNRS\nRésumé\nDes bateaux.", "G. B. Holm, É. Dupont"),
        ("Quiet Winter Story\nAbstract\nA line of three capitals is not yet a person.", ""),
        ("Ann Smith and Jo Quill\nWithout an abstract it is no paper.", ""),
        ("March 2024\nAbstract\nBoats.", ""),
        ("Your Name\nUniversity of Mull\nAbstract\nA template's own name.", ""),
    ],
)
def test_names_between_title_and_abstract(below: str, found: str) -> None:
    assert ", ".join(byline(f"Mull Letters 12\n{TITLE}\n{below}", TITLE)) == found


def test_a_title_that_is_not_on_the_page_says_nothing() -> None:
    assert byline("Ann Smith, Jo Quill\nAbstract\nBoats.", TITLE) == ()


def test_a_template_names_neither_title_nor_author(tmp_path: Path) -> None:
    page = (
        *((20, line) for line in LONG),
        (11, "Ann Smith and Jo Quill"),
        (10, "Abstract"),
        *[(10, "We count boats, and boats count on us, day by day and night by night, in every wind.")] * 3,
    )
    stated = "Paper Title \\(use style: paper title\\)"
    reading = read_file(write_page(tmp_path / "a.pdf", *page, title=f"{stated})/Author(Boat Society")).reading
    assert reading is not None
    assert reading.title == " ".join(LONG)
    assert (reading.creators, reading.inferred) == (("Ann Smith", "Jo Quill"), frozenset({"title", "creators"}))
