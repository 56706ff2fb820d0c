"""What the window may have opened by other programs, asked of real stores and real links."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.app.media.handover import Handover
from assistant.app.stores import Stores
from assistant.domain.errors import AssistantError
from assistant.settings.paths import Paths


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder with a book, a file elsewhere, and links of every kind between them."""
    folder, away = tmp_path / "shelf", tmp_path / "away"
    for place in (folder / "poems", away):
        place.mkdir(parents=True)
    for file in (folder / "poems" / "odes.epub", away / "letter.pdf", away / "alone.pdf"):
        file.touch()
    (tmp_path / "door").symlink_to(folder)
    (folder / "within.epub").symlink_to(folder / "poems" / "odes.epub")
    (folder / "out.pdf").symlink_to(away / "letter.pdf")
    (folder / "round.pdf").symlink_to(folder / "round.pdf")
    (folder / "way out").symlink_to(away)
    return tmp_path


@pytest.fixture
def handover(shelf: Path) -> Iterator[Handover]:
    stores = Stores.open(Paths(shelf / "home"), "four small words here")
    stores.journal.add_root(shelf / "door")
    stores.journal.add_root(shelf / "away" / "alone.pdf")
    yield Handover(stores)
    stores.close()


def test_only_what_lies_in_the_folders_is_handed_over(handover: Handover, shelf: Path) -> None:
    book = shelf / "shelf" / "poems" / "odes.epub"
    for path in (book, shelf / "door" / "poems" / "odes.epub", shelf / "shelf" / "within.epub"):
        assert handover.file(path) == book
    for path in (book, shelf / "door" / "poems" / "gone.epub"):
        assert handover.folder_of(path) == book.parent
    assert handover.file(shelf / "away" / "alone.pdf").name == "alone.pdf"
    assert handover.folder_of(shelf / "away" / "alone.pdf") == shelf / "away"
    assert handover.folder_of(shelf / "shelf") == shelf


@pytest.mark.parametrize(
    "place",
    ["away/letter.pdf", "shelf/out.pdf", "door/out.pdf", "shelf/way out/letter.pdf",
     "shelf/poems/../../away/letter.pdf", "home/vault.json", "shelf/way out"],
)  # fmt: skip
def test_what_lies_elsewhere_is_not(handover: Handover, shelf: Path, place: str) -> None:
    with pytest.raises(AssistantError, match="outside your folders"):
        handover.file(shelf / place)


def test_neither_is_its_folder(handover: Handover, shelf: Path) -> None:
    for place in ("away/letter.pdf", "shelf/way out/letter.pdf", "home/vault.json"):
        with pytest.raises(AssistantError, match="outside your folders"):
            handover.folder_of(shelf / place)


def test_what_leads_nowhere_is_called_so(handover: Handover, shelf: Path) -> None:
    for name in ("gone.pdf", "round.pdf", "a\0b.pdf"):
        with pytest.raises(AssistantError, match="no longer where it was"):
            handover.file(shelf / "shelf" / name)
