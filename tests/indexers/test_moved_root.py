"""A folder that is on another disk or machine now: everything known of it goes along."""

import shutil
from pathlib import Path

from assistant.domain.entities import Feedback, Verdict
from assistant.storage.journal.moved_folder import move_folder as move_places
from assistant.storage.library.moved_folder import move_folder as move_files
from assistant.storage.library.moved_folder import moved_key, moved_path
from tests.indexers import samples
from tests.indexers.test_audiobooks import write_book


def test_a_path_or_key_below_a_folder_moves_and_others_stay() -> None:
    assert moved_path("/a/b", "/a", "/x") == "/x/b"
    assert moved_path("/a", "/a", "/x") == "/x"
    assert moved_path("/ab", "/a", "/x") == "/ab"
    assert moved_key("album-tracks:sea|/a/b", "/a", "/x") == "album-tracks:sea|/x/b"
    assert moved_key("work:book|sea|oak", "/a", "/x") == "work:book|sea|oak"


def test_everything_goes_along(home, shelf, tmp_path: Path) -> None:
    (shelf / "books").mkdir()
    samples.write_epub(shelf / "books" / "a.epub", title="Salt")
    for number in (1, 2):
        samples.write_flac(shelf / f"{number}.flac", number, title=f"Song {number}", artist="Ann", album="Harbours")
    write_book(shelf / "Roads", "Salt Roads", 2)
    home.journal.add_root(shelf)
    home.journal.hide(f"folder:{shelf / 'books'}")
    home.sync(shelf)
    before = {item.id: item for item in home.library.items.all()}
    home.journal.record(Feedback(home.library.items.find("Salt Roads").id, Verdict.LIKED), 1.0)
    there = tmp_path / "disk" / "shelf"
    # Another disk: other inodes, and a time that a copy did not keep.
    shutil.copytree(shelf, there, copy_function=shutil.copy)
    shutil.rmtree(shelf)
    assert move_files(home.library.database, shelf, there) == 5
    move_places(home.journal.database, shelf, there)
    assert home.journal.roots() == [there]
    assert home.journal.hidden() == {f"folder:{there / 'books'}"}
    report = home.sync(*home.journal.roots())
    assert (report.added, report.gone, report.unchanged, report.problems) == (0, 0, 5, ())
    after = {item.id: item for item in home.library.items.all()}
    assert after.keys() == before.keys()
    assert {item.path for item in after.values()} == {there / item.path.relative_to(shelf) for item in before.values()}
    write_book(there / "Roads", "Salt Roads", 3)
    home.sync(there)
    (book,) = [item for item in home.library.items.all() if item.title == "Salt Roads"]
    assert len(book.chapters) == 3 and book.id in before


def test_what_was_indexed_at_the_new_place_already_is_kept_once(home, shelf, tmp_path: Path) -> None:
    samples.write_epub(shelf / "a.epub", title="Salt")
    home.sync(shelf)
    there = tmp_path / "there"
    shutil.copytree(shelf, there)
    home.sync(shelf, there)
    (item,) = home.library.items.all()
    move_files(home.library.database, shelf, there)
    move_places(home.journal.database, shelf, there)
    assert [record.path for record in home.library.files.of_item(item.id)] == [there / "a.epub"]
    assert home.library.items.get(item.id).path == there / "a.epub"
