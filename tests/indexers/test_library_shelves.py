"""The library and what comes into it, as the window and the command line use them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.app.app import App
from assistant.app.stores import Stores
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
def app(tmp_path: Path) -> Iterator[App]:
    paths = Paths(tmp_path / "home")
    stores = Stores(paths, open_library(paths, KEY), open_journal(paths, KEY))
    opened = App(stores, Settings.load(paths), embedder=HashEmbedder())
    yield opened
    opened.close()


def fill(shelf: Path) -> None:
    samples.write_epub(shelf / "left.epub")
    for number, title in enumerate(("One", "Two"), 1):
        tags = {"title": title, "artist": "Band", "album": "Disc", "tracknumber": str(number)}
        samples.write_flac(shelf / f"{number}.flac", 1.0 + number, **tags)


def test_a_long_history_waits_for_the_vectors_of_its_first_wishes_only(app, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("assistant.app.indexing.WISHES_AT_ONCE", 64)
    export = tmp_path / "goodreads.csv"
    rows = (f'{n},Harbour {n},Ann Smith,="",="",4,Ace,1971,1971,2020/01/03,,"read",read\n' for n in range(100))
    export.write_text(GOODREADS.partition("\n")[0] + "\n" + "".join(rows))
    assert len(app.indexing.import_file(export).row.unmatched) == 100
    vectors = app.stores.library.vectors
    assert vectors.count_unembedded_items() == 36 and len(app.library.items()) == 100
    app.indexing.index([tmp_path])
    assert vectors.count_unembedded_items() == 0


def test_wishes_stand_beside_what_is_owned_until_they_are_fulfilled(app, shelf, tmp_path) -> None:
    fill(shelf)
    app.indexing.index([shelf])
    export = tmp_path / "goodreads.csv"
    export.write_text(GOODREADS)
    report = app.indexing.import_file(export).row
    assert (report.matched, len(report.unmatched)) == (0, 2)
    wishes = {item.title: item for item in app.library.items() if not item.owned}
    assert set(wishes) == {"Winter Harbour", "Summer Harbour"} and all(not item.path for item in wishes.values())
    assert set(app.stores.library.vectors.item_vectors()[0]) == {item.id for item in app.library.items()}
    winter = wishes["Winter Harbour"]
    assert [hit.item.id for hit in app.library.search("winter harbour", n=1)] == [winter.id]
    picks = [
        pick.item
        for pick in app.recommendations.recommend(app.recommendations.request(n=10, kind=Kind.BOOK), llm=False)
    ]
    assert winter in picks and not winter.owned
    assert app.indexing.import_file(export).row.matched == 0 and len(app.library.items()) == 6
    app.feedback.record(Feedback(winter.id, Verdict.LIKED))
    samples.write_epub(shelf / "winter.epub", "Winter Harbour", ("Ann Smith",))
    app.indexing.index()
    owned = app.library.item(winter.id)
    assert owned.owned and owned.path == shelf / "winter.epub"
    assert [item.title for item in app.stores.journal.wishes()] == ["Summer Harbour"]
    app.library.remove_wish(wishes["Summer Harbour"].id)
    assert all(item.owned for item in app.library.items())
    with pytest.raises(UnknownItem):
        app.library.remove_wish(winter.id)


def test_a_folder_that_is_removed_takes_its_items_out(app, shelf, tmp_path) -> None:
    fill(shelf)
    (shelf / "inner").mkdir()
    samples.write_epub(shelf / "inner" / "b.epub", "Kept", ("Ann Smith",))
    app.indexing.index([shelf, shelf / "inner"])
    book = app.library.find("Left Hand")
    app.feedback.record(Feedback(book.id, Verdict.LIKED))
    assert app.indexing.remove_root(shelf).row == 4
    assert [item.title for item in app.library.items()] == ["Kept"] and app.indexing.roots() == [shelf / "inner"]
    assert [row.item_id for row in app.stores.journal.interactions()] == [book.id]
    app.indexing.index([shelf])
    assert app.library.find("Left Hand").id == book.id


def test_problems_are_ignored_taken_back_and_tried_again(app, shelf) -> None:
    fill(shelf)
    (shelf / "empty.txt").touch()
    app.indexing.index([shelf])
    assert [(record.path.name, record.state) for record in app.indexing.problems()] == [("empty.txt", "failed")]
    assert app.indexing.file_states() == {"indexed": 3, "failed": 1}
    assert app.indexing.ignore([shelf / "empty.txt", shelf / "2.flac"]).row == 2
    assert app.indexing.problems() == [] and {record.path.name for record in app.indexing.ignored()} == {
        "empty.txt",
        "2.flac",
    }
    assert {item.title for item in app.library.items(Kind.MUSIC)} == {"One"}
    assert app.indexing.stop_ignoring([shelf / "2.flac", shelf / "left.epub"]).row == 1
    app.indexing.index()
    assert {item.title for item in app.library.items(Kind.MUSIC)} == {"One", "Two", "Disc"}
    (shelf / "empty.txt").write_text("Now it holds something that can be read.")
    assert app.indexing.retry([shelf / "empty.txt"]).row == 1
    app.indexing.index()
    assert app.indexing.ignored() == [] == app.indexing.problems()


def test_an_album_has_tracks_and_a_track_has_files_and_sound(app, shelf) -> None:
    fill(shelf)
    app.indexing.index([shelf])
    album = app.library.find("Disc")
    assert album.form == "album" and [track.title for track in app.library.tracks(album.id)] == ["One", "Two"]
    one = app.library.find("One")
    assert app.library.tracks(one.id) == [] and [file.path for file in app.library.files(one.id)] == [shelf / "1.flac"]
    assert app.library.sound(one.id) is not None and app.library.sound(album.id) is None
    assert [item.title for item in app.library.similar_sound(one.id)] == ["Two"]
    with pytest.raises(UnknownItem):
        app.library.similar_sound("nothing")


def test_no_list_holds_an_album_and_its_tracks(app, shelf) -> None:
    fill(shelf)
    app.indexing.index([shelf])
    for text in ("", "disc", "one", "two by band"):
        picks = [
            pick.item for pick in app.recommendations.recommend(app.recommendations.request(n=10, text=text), llm=False)
        ]
        album = [item for item in picks if item.form == "album"]
        tracks = [item for item in picks if item.album == "Disc"]
        assert bool(album) != bool(tracks) and len(picks) >= 2
    assert app.recommendations.why(app.library.find("Disc").id).recommendation.item.form == "album"


def test_an_edit_is_seen_everywhere_at_once(app, shelf) -> None:
    fill(shelf)
    app.indexing.index([shelf])
    book = app.library.find("Left Hand")
    changed: Item = app.library.edit(book.id, "subjects", ["Glaciers"]).row
    assert changed.subjects == ("Glaciers",) and app.library.edits(book.id) == {"subjects": ["Glaciers"]}
    assert app.stores.library.vectors.waiting_items(1) == []
    assert app.library.items(query="glaciers") == [changed]
    one = app.library.find("One")
    app.library.edit(one.id, "title", "Overture")
    assert "Overture" in app.library.find("Disc").description
    album = app.library.edit(app.library.find("Disc").id, "year", 1971).row
    samples.write_flac(shelf / "3.flac", 4, title="Three", artist="Band", album="Disc", tracknumber="3")
    app.indexing.index()
    assert app.library.item(album.id).year == 1971 and len(app.library.tracks(album.id)) == 3
    assert app.library.edit(book.id, "subjects", None).row.subjects == ()
    assert app.library.edits(book.id) == {}
    with pytest.raises(UsageError):
        app.library.edit(book.id, "path", "/etc/passwd")
    with pytest.raises(UnknownItem):
        app.library.edit("nothing", "title", "x")
