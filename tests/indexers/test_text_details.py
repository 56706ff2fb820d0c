"""Encodings, words and names of plain texts."""

from pathlib import Path

import pytest

from indexers.readers.base import Section, count_words
from indexers.readers.plain.html import read_page
from indexers.worker.reading import read_file


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("吾輩は猫である\n\n吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。\n", "cp932"),
        ("吾輩は猫である\n\n吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。\n", "euc_jp"),
        (
            "Der Größte Bär\n\nEs war einmal ein größter Bär, der früh über die Brücke lief. Schön war es nicht.\n",
            "latin-1",
        ),
        ("Война и мир\n\nЛев Толстой написал роман о войне и мире, и это очень длинная книга про людей.\n", "koi8-r"),
    ],
)
def test_old_encodings_of_a_text(tmp_path: Path, text: str, codec: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode(codec))
    reading = read_file(tmp_path / "a.txt").reading
    assert reading is not None and reading.title == text.partition("\n")[0]


def test_texts_without_blanks_have_words_too() -> None:
    assert count_words([Section("one two three"), Section("吾輩は猫である 犬")]) == 3 + 2 + 3


@pytest.mark.parametrize(
    ("stated", "creators"),
    [
        (r"Ann Smith\thanks{University of X} \and Jo Quill\\ Some Institute", ("Ann Smith", "Jo Quill")),
        (r"Ann Smith, Jo Quill, and Lee Park\\Department of Harbours", ("Ann Smith", "Jo Quill", "Lee Park")),
        (r"Ann~Smith$^{1,2}$ \and Jos\'e Garc\'{\i}a", ("Ann Smith", "José García")),
        (r"Ann Smith\\ Jo Quill", ("Ann Smith", "Jo Quill")),
    ],
)
def test_authors_of_latex(tmp_path: Path, stated: str, creators: tuple[str, ...]) -> None:
    body = r"\begin{document}A text about harbours.\end{document}"
    (tmp_path / "a.tex").write_text(rf"\documentclass{{article}}\title{{T}}\author{{{stated}}}{body}")
    reading = read_file(tmp_path / "a.tex").reading
    assert reading is not None and reading.creators == creators


def test_the_cells_of_a_table_keep_their_row() -> None:
    table = "<table><tr><th>what<th>price</tr><tr><td><p>a rake</p><td>12<tr><td>twine<td></table><p>No credit."
    (section,) = read_page(table).sections
    assert section.text.split("\n") == [
        "| what | price |",
        "|---|---|",
        "| a rake | 12 |",
        "| twine | |",
        "",
        "No credit.",
    ]
    # What only lays out a page has no named columns.
    assert "|" not in read_page("<table><tr><td>one<td>two</table>").sections[0].text
