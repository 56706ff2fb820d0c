"""A PDF, a MOBI or a plain text beside the EPUB of the same book is another edition of it, not a work beside it."""

from pathlib import Path

import pytest

from assistant.domain.entities import Feedback, Verdict
from indexers.shelve.wholes import put_together, take_apart
from tests.indexers.conftest import Home
from tests.indexers.samples import prose, write_epub, write_pdf

TEXT = prose(2400)
PAGES = tuple(TEXT[start : start + 1500].replace(". ", ".\n") for start in range(0, len(TEXT), 1500))


def novel(path: Path, title: str = "Low Water", author: str = "Holm, Vera") -> Path:
    return write_epub(path, title, (author,), chapters=(TEXT[: len(TEXT) // 2], TEXT[len(TEXT) // 2 :]))


def works(home: Home) -> list[tuple[str, str, set[str]]]:
    return sorted(
        (item.title, str(item.kind), {record.path.suffix for record in home.library.files.of_item(item.id)})
        for item in home.library.items.all()
    )


@pytest.mark.parametrize(
    ("book", "other"),
    [
        ("Low Water - Vera Holm.epub", "Low Water - Vera Holm.pdf"),
        ("Low Water.epub", "Vera Holm - Low Water.pdf"),
        ("lw.epub", "Holm, Vera - [North 1.5] - Low Water.txt"),
        ("Vera Holm - Low Water.epub", "vera_holm_-_low_water.txt"),
    ],
)
def test_the_same_book_in_another_format_is_one_work(home, shelf, book: str, other: str) -> None:
    """Whichever comes first, and with what was said of the one that came first."""
    path = shelf / other
    write_pdf(path, PAGES, Title="untitled") if path.suffix == ".pdf" else path.write_text(TEXT)
    home.sync(shelf)
    (early,) = home.library.items.all()
    home.journal.record(Feedback(early.id, Verdict.LIKED), 1_700_000_000)
    novel(shelf / book)
    home.sync(shelf)
    assert works(home) == [("Low Water", "book", {".epub", path.suffix})]
    (one,) = home.library.items.all()
    assert [act.item_id for act in home.journal.interactions()] == [one.id]
    assert home.sync(shelf).unchanged == 2 and len(works(home)) == 1


def test_what_only_looks_like_it_stays_a_work_of_its_own(home, shelf) -> None:
    novel(shelf / "Low Water.epub")
    (shelf / "Low Water.txt").write_text(prose(300))  # notes on it
    (shelf / "elsewhere").mkdir()
    write_pdf(shelf / "elsewhere" / "Low Water.pdf", PAGES)
    novel(shelf / "ebb.epub", "Ebb")
    write_pdf(shelf / "ebb.pdf", PAGES, Title="Letters", Author="Otto Venn")
    home.sync(shelf)
    assert [files for _, _, files in works(home)].count({".epub"}) == 2 and len(works(home)) == 5


def test_editions_can_be_parted_put_together_and_lost(home, shelf) -> None:
    epub, pdf = novel(shelf / "Low Water.epub"), write_pdf(shelf / "Low Water.pdf", PAGES)
    home.sync(shelf)
    assert len(works(home)) == 1
    assert take_apart(home.library, home.journal, [pdf]) == 1
    home.sync(shelf)
    home.sync(shelf)
    assert len(works(home)) == 2
    put_together(home.library, home.journal, [shelf])
    home.sync(shelf)
    assert len(works(home)) == 1
    epub.unlink()
    home.sync(shelf)
    assert [files for _, _, files in works(home)] == [{".pdf"}]
