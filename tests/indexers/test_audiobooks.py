"""An audiobook of several files is one book with chapters."""

from pathlib import Path

import pytest

from assistant.domain.entities import Feedback, Item, Kind, Verdict
from assistant.domain.notes import Note, NoteKind
from indexers.metadata.audiobooks import is_part_name
from indexers.shelve.wholes import put_together, take_apart
from tests.indexers import samples


def write_part(path: Path, number: int, title: str = "", seconds: float = 1.0, **frames: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    named = {"TIT2": title or f"Chapter {number}", "TRCK": str(number), "TCON": "Audiobook", "TPE1": "Ann Oak"}
    return samples.write_mp3(path, samples.id3(**{**named, **frames}), seconds)


def books(home) -> list[Item]:
    return [item for item in home.library.items.all() if item.kind is Kind.BOOK]


def write_book(folder: Path, title: str = "Salt Roads", count: int = 3) -> list[Path]:
    return [write_part(folder / f"{n:02}.mp3", n, seconds=n, TALB=title, TCOM="Jo Sand") for n in range(1, count + 1)]


def test_chapters_in_files_of_their_own_are_one_book(home, shelf) -> None:
    write_book(shelf / "Ann Oak" / "Salt Roads")
    assert home.sync(shelf).added == 3
    (book,) = books(home)
    assert (book.title, book.creators, book.narrators) == ("Salt Roads", ("Ann Oak",), ("Jo Sand",))
    assert book.duration == pytest.approx(6, abs=0.3) and book.path == shelf / "Ann Oak" / "Salt Roads" / "01.mp3"
    assert [name for name, _ in book.chapters] == ["Chapter 1", "Chapter 2", "Chapter 3"]
    assert [round(start) for _, start in book.chapters] == [0, 1, 3]
    assert home.sync(shelf).unchanged == 3


def test_a_book_follows_its_files(home, shelf) -> None:
    files = write_book(shelf / "Salt Roads")
    home.sync(shelf)
    (book,) = books(home)
    write_part(shelf / "Salt Roads" / "04.mp3", 4, TALB="Salt Roads")
    files[0].unlink()
    home.sync(shelf)
    (now,) = books(home)
    assert now.id == book.id and now.path == files[1]
    assert [name for name, _ in now.chapters] == ["Chapter 2", "Chapter 3", "Chapter 4"]
    (shelf / "Salt Roads").rename(shelf / "Elsewhere")
    home.sync(shelf)
    (moved,) = books(home)
    assert (moved.id, moved.path) == (book.id, shelf / "Elsewhere" / "02.mp3")
    for path in (shelf / "Elsewhere").iterdir():
        path.unlink()
    home.sync(shelf)
    assert books(home) == []


def test_discs_in_folders_and_untagged_files_are_told_by_names(home, shelf) -> None:
    for disc in (1, 2):
        for number in (1, 2):
            write_part(
                shelf / "Salt Roads" / f"CD{disc}" / f"{number}.mp3", number, f"Track {number}", TALB="Salt Roads"
            )
    for number in (2, 10):
        plain = shelf / "Audiobooks" / "Ben Elm" / "Grey Quay (2004)" / f"{number} - Part {number}.mp3"
        plain.parent.mkdir(parents=True, exist_ok=True)
        samples.write_mp3(plain)
    home.sync(shelf)
    grey, salt = sorted(books(home), key=lambda item: item.title)
    assert (salt.title, len(salt.chapters)) == ("Salt Roads", 4)
    assert (grey.title, grey.creators, grey.year) == ("Grey Quay", ("Ben Elm",), 2004)
    assert {"title", "creators"} <= grey.inferred
    assert [name for name, _ in grey.chapters] == ["Part 2", "Part 10"]


def test_books_that_share_a_folder_stay_apart(home, shelf) -> None:
    for number, title in enumerate(("Salt Roads", "Grey Quay"), 1):
        write_part(shelf / "Audiobooks" / f"{title}.mp3", number, title, TALB=title, TRCK="")
    home.sync(shelf)
    assert {item.title for item in books(home)} == {"Salt Roads", "Grey Quay"}


def test_what_was_said_of_a_chapter_is_said_of_the_book_and_can_be_parted_again(home, shelf) -> None:
    files = [write_part(shelf / str(n) / f"{n}.mp3", n, TALB="Salt Roads") for n in (1, 2)]
    home.sync(shelf)
    first, second = sorted(books(home), key=lambda item: item.path)
    home.journal.record(Feedback(first.id, Verdict.LIKED), 1.0)
    home.journal.record(Feedback(second.id, Verdict.FINISHED), 2.0)
    home.journal.hide(f"item:{second.id}")
    (shelf / "Salt Roads").mkdir()
    for path in files:
        path.rename(shelf / "Salt Roads" / path.name)
    home.sync(shelf)
    (book,) = books(home)
    assert book.id not in (first.id, second.id)
    assert [(act.item_id, act.verdict) for act in home.journal.interactions()] == [
        (book.id, Verdict.LIKED),
        (book.id, Verdict.FINISHED),
    ]
    assert f"item:{book.id}" in home.journal.hidden()
    assert home.library.items.by_id([first.id, book.id]) == {first.id: book, book.id: book}
    assert home.library.items.get(second.id) == home.library.items.find(second.id) == book
    home.journal.unhide(f"item:{book.id}")
    assert home.journal.hidden() == set()
    assert set(home.journal.joins.part(book.id)) == {first.id, second.id}
    assert [act.item_id for act in home.journal.interactions()] == [first.id, second.id]


def test_what_an_earlier_generation_read_is_read_again_and_keeps_its_items(home, shelf) -> None:
    samples.write_epub(shelf / "a.epub")
    home.sync(shelf)
    (item,) = books(home)
    home.journal.set("generation", None)
    home.journal.set("sync", None)
    record = home.library.files.get(shelf / "a.epub")
    report = home.sync(shelf)
    again = home.library.files.get(shelf / "a.epub")
    assert (report.unchanged, report.changed, books(home)) == (1, 0, [item])
    assert record is not None and again is not None and again.read_at > record.read_at
    home.sync(shelf)
    assert home.library.files.get(shelf / "a.epub") == again


@pytest.mark.parametrize(
    ("name", "book", "part"),
    [
        ("Chapter 3", "", True),
        ("Kapitel 12: Am Meer", "", True),
        ("03", "", True),
        ("Salt Roads", "Salt Roads", True),
        ("Salt Roads 02", "Salt Roads", True),
        ("Part Two", "", True),
        ("第三章", "", True),
        ("Prologue", "", True),
        ("2 of 9", "", True),
        ("Salt Roads", "Grey Quay", False),
        ("The Parting", "", False),
        ("Departed", "", False),
    ],
)
def test_names_of_parts(name: str, book: str, part: bool) -> None:
    assert is_part_name(name, book) is part


def test_notes_of_a_chapter_are_the_books(home) -> None:
    written = home.journal.notes.write(Note("", "b1", NoteKind.NOTE, "A fine opening."))
    home.journal.joins.join("b1", "b2")
    home.journal.joins.join("b2", "b3")
    assert home.journal.joins.all() == {"b1": "b3", "b2": "b3"}
    assert [(note.id, note.item_id) for note in home.journal.notes.all("b3")] == [(written.id, "b3")]
    assert home.journal.notes.all("b1") == []
    home.journal.joins.part("b3")
    assert [note.item_id for note in home.journal.notes.all()] == ["b1"]


def test_a_book_can_be_taken_apart_and_put_together_again(home, shelf) -> None:
    write_book(shelf / "Salt Roads", count=2)
    home.sync(shelf)
    (book,) = books(home)
    home.journal.record(Feedback(book.id, Verdict.LIKED), 1.0)
    assert take_apart(home.library, home.journal, [shelf / "Salt Roads"]) == 2
    home.sync(shelf)
    apart = books(home)
    assert {item.title for item in apart} == {"Chapter 1", "Chapter 2"} and book.id not in {item.id for item in apart}
    home.journal.record(Feedback(apart[0].id, Verdict.FINISHED), 2.0)
    assert put_together(home.library, home.journal, [shelf]) == 2
    home.sync(shelf)
    (again,) = books(home)
    assert (again.id, len(again.chapters)) == (book.id, 2)
    assert {(act.item_id, act.verdict) for act in home.journal.interactions()} == {
        (book.id, Verdict.LIKED),
        (book.id, Verdict.FINISHED),
    }
    take_apart(home.library, home.journal, [shelf])
    home.sync(shelf)
    assert {item.id for item in books(home)} == {item.id for item in apart}
    assert {act.item_id for act in home.journal.interactions()} == {book.id, apart[0].id}
