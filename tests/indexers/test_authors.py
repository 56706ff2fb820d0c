"""Authors are people and bodies; programs, accounts and placeholders never are."""

from pathlib import Path

import office_samples as office
import pytest

from indexers.metadata.authors import sane_names, stated_names
from indexers.worker.reading import read_file
from tests.indexers import samples


@pytest.mark.parametrize(
    "name",
    [
        "Administrator", "unknown", "Unknown Author", "Microsoft Word", "Microsoft Office Word 2016",
        "Adobe InDesign CS6",
        "LaTeX", "pdfTeX-1.40", "LibreOffice 7.4", "calibre", "calibre (5.0.1)",
        "HP Scanjet Pro", "Scanner", "python-docx",
        "win user", "Windows ユーザー", "Preferred Customer", "jsmith", "jane.doe", "DPerrone",
        "EJ04325S", "a@b.example",
    ],
)  # fmt: skip
def test_what_is_nobody(name: str) -> None:
    assert sane_names([name]) == ()


@pytest.mark.parametrize(
    "name",
    [
        "Ann Oak", "Rajiv", "McCartney", "DeLillo", "IEEE", "Microsoft Corporation", "Adobe Systems Incorporated",
        "U.S. Government Printing Office", "Prince Harry", "Guest Smith", "Ronan O'Sullivan",
        "henry oak", "Иван Петров",
    ],
)  # fmt: skip
def test_what_is_somebody(name: str) -> None:
    assert sane_names([name]) == (name,)


def test_a_list_was_written_by_a_person_and_a_pen_name_may_look_like_an_account() -> None:
    assert sane_names(["Ann Oak", "author2"]) == ("Ann Oak", "author2")
    assert stated_names(["banksy", "Unknown"]) == ("banksy",)


def test_books_and_documents_ask_the_same(tmp_path: Path) -> None:
    epub = read_file(samples.write_epub(tmp_path / "a.epub", creators=("Unknown",))).reading
    pdf = read_file(samples.write_pdf(tmp_path / "a.pdf", ("Some text.",), Author="Acrobat PDFMaker 11")).reading
    tex = read_file(samples.write_pdf(tmp_path / "b.pdf", ("A text.",), Author="LaTeX with hyperref package")).reading
    assert tex is not None and tex.creators == ()
    docx = read_file(office.write_docx(tmp_path / "a.docx", creator="jsmith")).reading
    assert epub is not None and pdf is not None and docx is not None
    assert epub.creators == pdf.creators == docx.creators == ()


def test_a_mailbox_is_about_what_all_its_letters_are(tmp_path: Path) -> None:
    def letter(subject: str, sender: str) -> str:
        head = f"From x@y Wed Jul 20 17:35:09 2016\nFrom: {sender}\nSubject: {subject}\nTo: b@c.example"
        return f"{head}\n\nThe boat is late.\n\n"

    ann, ben = "Ann Oak <a@b.example>", "Ben Elm <b@c.example>"
    (tmp_path / "a.mbox").write_text(letter("The boat", ann) + letter("Re: The boat", ben))
    (tmp_path / "b.mbox").write_text(letter("The boat", ann) + letter("The quay", ann))
    one, two = read_file(tmp_path / "a.mbox").reading, read_file(tmp_path / "b.mbox").reading
    assert one is not None and two is not None
    assert (one.title, one.creators) == ("The boat", ())
    assert ("title" in two.inferred, two.creators) == (True, ("Ann Oak",))
