"""The façade's shelves, as the window and the command line use them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.app import Assistant
from assistant.domain.entities import Feedback, Item, Kind, Verdict
from assistant.domain.errors import UnknownItem, UsageError
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths
from assistant.storage.journal.store import open_journal
from assistant.storage.library.store import open_library
from tests.indexers import samples
from tests.indexers.conftest import KEY, HashEmbedder

GOODREADS = (
    "Book Id,Title,Author,ISBN,ISBN13,My Rating,Publisher,Year Published,Original Publication Year,Date Read,"
    "Date Added,Bookshelves,Exclusive Shelf\n"
    '7,Winter Harbour,Ann Smith,="",="",0,Ace,1971,1971,,2020/01/03,"to-read",to-read\n'
    '8,Summer Harbour,Ann Smith,="",="",4,Ace,1975,1975,2021/02/03,2020/01/03,"read",read\n'
)


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    paths = Paths(tmp_path / "home")
    opened = Assistant(
        paths, open_library(paths, KEY), open_journal(paths, KEY), Settings.load(paths), embedder=HashEmbedder()
    )
    yield opened
    opened.close()


def fill(shelf: Path) -> None:
    samples.write_epub(shelf / "left.epub")
    for number, title in enumerate(("One", "Two"), 1):
        tags = {"title": title, "artist": "Band", "album": "Disc", "tracknumber": str(number)}
        samples.write_flac(shelf / f"{number}.flac", 1.0 + number, **tags)


def test_wishes_stand_beside_what_is_owned_until_they_are_fulfilled(assistant, shelf, tmp_path) -> None:
    fill(shelf)
    assistant.index([shelf])
    export = tmp_path / "goodreads.csv"
    export.write_text(GOODREADS)
    report = assistant.import_file(export)
    assert (report.matched, len(report.unmatched)) == (0, 2)
    wishes = {item.title: item for item in assistant.items() if not item.owned}
    assert set(wishes) == {"Winter Harbour", "Summer Harbour"} and all(not item.path for item in wishes.values())
    assert set(assistant.library.item_vectors()[0]) == {item.id for item in assistant.items()}
    winter = wishes["Winter Harbour"]
    assert [hit.item.id for hit in assistant.search("winter harbour", n=1)] == [winter.id]
    picks = [pick.item for pick in assistant.recommend(assistant.request(n=10, kind=Kind.BOOK), llm=False)]
    assert winter in picks and not winter.owned
    assert assistant.import_file(export).matched == 0 and len(assistant.items()) == 6
    assistant.record(Feedback(winter.id, Verdict.LIKED))
    samples.write_epub(shelf / "winter.epub", "Winter Harbour", ("Ann Smith",))
    assistant.index()
    owned = assistant.item(winter.id)
    assert owned.owned and owned.path == shelf / "winter.epub"
    assert [item.title for item in assistant.journal.wishes()] == ["Summer Harbour"]
    assistant.remove_wish(wishes["Summer Harbour"].id)
    assert all(item.owned for item in assistant.items())
    with pytest.raises(UnknownItem):
        assistant.remove_wish(winter.id)


def test_a_folder_that_is_removed_takes_its_items_out(assistant, shelf, tmp_path) -> None:
    fill(shelf)
    (shelf / "inner").mkdir()
    samples.write_epub(shelf / "inner" / "b.epub", "Kept", ("Ann Smith",))
    assistant.index([shelf, shelf / "inner"])
    book = assistant.find("Left Hand")
    assistant.record(Feedback(book.id, Verdict.LIKED))
    assert assistant.remove_root(shelf) == 4
    assert [item.title for item in assistant.items()] == ["Kept"] and assistant.roots() == [shelf / "inner"]
    assert [row.item_id for row in assistant.journal.interactions()] == [book.id]
    assistant.index([shelf])
    assert assistant.find("Left Hand").id == book.id


def test_problems_are_ignored_taken_back_and_tried_again(assistant, shelf) -> None:
    fill(shelf)
    (shelf / "empty.txt").touch()
    assistant.index([shelf])
    assert [(record.path.name, record.state) for record in assistant.problems()] == [("empty.txt", "failed")]
    assert assistant.file_states() == {"indexed": 3, "failed": 1}
    assert assistant.ignore_problems([shelf / "empty.txt", shelf / "2.flac"]) == 2
    assert assistant.problems() == [] and {record.path.name for record in assistant.ignored()} == {
        "empty.txt",
        "2.flac",
    }
    assert {item.title for item in assistant.items(Kind.MUSIC)} == {"One"}
    assert assistant.stop_ignoring([shelf / "2.flac", shelf / "left.epub"]) == 1
    assistant.index()
    assert {item.title for item in assistant.items(Kind.MUSIC)} == {"One", "Two", "Disc"}
    (shelf / "empty.txt").write_text("Now it holds something that can be read.")
    assert assistant.retry_problems([shelf / "empty.txt"]) == 1
    assistant.index()
    assert assistant.ignored() == [] == assistant.problems()


def test_an_album_has_tracks_and_a_track_has_files_and_sound(assistant, shelf) -> None:
    fill(shelf)
    assistant.index([shelf])
    album = assistant.find("Disc")
    assert album.form == "album" and [track.title for track in assistant.tracks(album.id)] == ["One", "Two"]
    one = assistant.find("One")
    assert assistant.tracks(one.id) == [] and [file.path for file in assistant.files(one.id)] == [shelf / "1.flac"]
    assert assistant.sound(one.id) is not None and assistant.sound(album.id) is None
    assert [item.title for item in assistant.similar_sound(one.id)] == ["Two"]
    with pytest.raises(UnknownItem):
        assistant.similar_sound("nothing")


def test_no_list_holds_an_album_and_its_tracks(assistant, shelf) -> None:
    fill(shelf)
    assistant.index([shelf])
    for text in ("", "disc", "one", "two by band"):
        picks = [pick.item for pick in assistant.recommend(assistant.request(n=10, text=text), llm=False)]
        album = [item for item in picks if item.form == "album"]
        tracks = [item for item in picks if item.album == "Disc"]
        assert bool(album) != bool(tracks) and len(picks) >= 2
    assert assistant.why(assistant.find("Disc").id).recommendation.item.form == "album"


def test_an_edit_is_seen_everywhere_at_once(assistant, shelf) -> None:
    fill(shelf)
    assistant.index([shelf])
    book = assistant.find("Left Hand")
    changed: Item = assistant.edit_item(book.id, "subjects", ["Glaciers"])
    assert changed.subjects == ("Glaciers",) and assistant.edits(book.id) == {"subjects": ["Glaciers"]}
    assert assistant.library.unembedded_items(1) == []
    assert assistant.items(query="glaciers") == [changed]
    one = assistant.find("One")
    assistant.edit_item(one.id, "title", "Overture")
    assert "Overture" in assistant.find("Disc").description
    album = assistant.edit_item(assistant.find("Disc").id, "year", 1971)
    samples.write_flac(shelf / "3.flac", 4, title="Three", artist="Band", album="Disc", tracknumber="3")
    assistant.index()
    assert assistant.item(album.id).year == 1971 and len(assistant.tracks(album.id)) == 3
    assert assistant.edit_item(book.id, "subjects", None).subjects == ()
    assert assistant.edits(book.id) == {}
    with pytest.raises(UsageError):
        assistant.edit_item(book.id, "path", "/etc/passwd")
    with pytest.raises(UnknownItem):
        assistant.edit_item("nothing", "title", "x")
