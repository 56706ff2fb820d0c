"""Sync against real reader processes: what is counted, what stays, and what a person is told."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from assistant.domain.entities import Feedback, Kind, Verdict
from assistant.domain.errors import Cancelled, NothingReadable
from assistant.storage.library.files import FileState
from indexers.problems import ignore, retry
from indexers.worker import true_places
from tests.indexers import samples

MEASUREMENT_FILES = Path(__file__).resolve().parents[3] / "shared" / "data" / "files"
NO_PERMISSION_CHECKS = os.name != "posix" or os.geteuid() == 0


class Countdown:
    """Says "cancelled" when asked for the nth time."""

    def __init__(self, n: int) -> None:
        self._left = n

    def __call__(self) -> bool:
        self._left -= 1
        return self._left <= 0


def fill(shelf: Path) -> None:
    (shelf / "books").mkdir(exist_ok=True)
    samples.write_epub(shelf / "books" / "left.epub")
    samples.write_pdf(shelf / "harbours.pdf", ("Some harbours.",), Title="On Harbours")
    samples.write_mp3(shelf / "song.mp3", samples.id3(TIT2="Song", TPE1="Band"))
    (shelf / "notes.md").write_text("# Notes\n\n" + samples.prose(120))


def test_first_sync_adds_and_embeds_everything(home, shelf) -> None:
    fill(shelf)
    report = home.sync(shelf)
    assert (report.added, report.failed, report.skipped, report.problems) == (4, 0, 0, ())
    assert home.titles() == {"The Left Hand of Darkness", "On Harbours", "Song", "Notes"}
    assert home.library.vectors.waiting_items(9) == [] and home.library.vectors.unembedded_passages(9) == []
    assert home.library.items.cover(home.library.items.find("Left Hand").id) is not None
    assert [step.phase for step in home.progress][0] == "scanning"
    assert {step.phase for step in home.progress} == {"scanning", "reading", "items", "passages", "sound"}
    assert not any("left" in step.message for step in home.progress)


def test_second_sync_reads_nothing(home, shelf) -> None:
    fill(shelf)
    home.sync(shelf)
    calls, home.progress[:] = home.embedder.calls, []
    os.utime(shelf, (1, 1))
    for _ in range(2):
        report = home.sync(shelf)
        assert (report.unchanged, report.added, report.changed, report.gone) == (4, 0, 0, 0)
    assert {step.phase for step in home.progress} == {"scanning"}
    assert home.embedder.calls == calls


def test_a_touched_file_is_unchanged_and_a_new_text_is_changed(home, shelf) -> None:
    fill(shelf)
    home.sync(shelf)
    note = home.library.items.find("Notes")
    os.utime(shelf / "song.mp3", (10**9, 10**9))
    (shelf / "notes.md").write_text("# Other notes\n\n" + samples.prose(90, "summer"))
    report = home.sync(shelf)
    assert (report.changed, report.unchanged, report.added, report.gone) == (1, 3, 0, 0)
    assert home.library.items.get(note.id).title == "Other notes"
    assert "summer" in home.library.items.passages(note.id)[0].text


def test_a_move_keeps_the_item_and_its_feedback(home, shelf) -> None:
    fill(shelf)
    home.sync(shelf)
    book = home.library.items.find("Left Hand")
    home.journal.record(Feedback(book.id, Verdict.LIKED), 1.0)
    (shelf / "new").mkdir()
    (shelf / "books" / "left.epub").rename(shelf / "new" / "renamed.epub")
    report = home.sync(shelf)
    assert (report.moved, report.added, report.gone, report.unchanged) == (1, 0, 0, 3)
    assert home.library.items.get(book.id).path == shelf / "new" / "renamed.epub"


def test_a_move_with_a_new_inode_keeps_the_item_too(home, shelf) -> None:
    fill(shelf)
    home.sync(shelf)
    book = home.library.items.find("Left Hand")
    target = shelf / "copy.epub"
    target.write_bytes((shelf / "books" / "left.epub").read_bytes())
    (shelf / "books" / "left.epub").unlink()
    os.utime(target, (10**9, 10**9))
    report = home.sync(shelf)
    assert (report.moved, report.added, report.gone) == (1, 0, 0)
    assert home.library.items.get(book.id).path == target


def test_a_name_in_other_capitals_is_the_same_file(home, shelf) -> None:
    fill(shelf)
    home.sync(shelf)
    book = home.library.items.find("Left Hand")
    (shelf / "books").rename(shelf / "passing")
    (shelf / "passing").rename(shelf / "Books")
    (shelf / "Books" / "left.epub").rename(shelf / "Books" / "LEFT.EPUB")
    report = home.sync(shelf)
    assert (report.moved, report.added, report.gone, report.unchanged) == (1, 0, 0, 3)
    assert home.library.items.get(book.id).path == shelf / "Books" / "LEFT.EPUB"


def test_a_file_whose_rights_change_keeps_its_item(home, shelf) -> None:
    fill(shelf)
    home.sync(shelf)
    (shelf / "song.mp3").chmod(0o400)
    assert home.sync(shelf).unchanged == 4


@pytest.mark.skipif(NO_PERMISSION_CHECKS, reason="the system lets this user read everything")
def test_a_file_that_may_not_be_read_keeps_its_item(home, shelf) -> None:
    fill(shelf)
    home.sync(shelf)
    song = home.library.items.find("Song")
    (shelf / "song.mp3").chmod(0)
    os.utime(shelf / "song.mp3", (1, 1))
    report = home.sync(shelf)
    assert report.failed == 1 and home.library.items.get(song.id).title == "Song"
    (shelf / "song.mp3").chmod(0o600)
    assert home.sync(shelf).failed == 0


def test_a_renamed_file_gets_its_inferred_title_anew(home, shelf) -> None:
    samples.write_mp3(shelf / "Band - Old.mp3")
    home.sync(shelf)
    (item,) = home.library.items.all()
    (shelf / "Band - Old.mp3").rename(shelf / "Band - New.mp3")
    report = home.sync(shelf)
    assert (report.moved, report.gone, report.added) == (1, 0, 0)
    assert [(found.id, found.title) for found in home.library.items.all()] == [(item.id, "New")]


def test_a_deleted_file_is_gone_and_its_identity_comes_back(home, shelf) -> None:
    fill(shelf)
    home.sync(shelf)
    book = home.library.items.find("Left Hand")
    data = (shelf / "books" / "left.epub").read_bytes()
    (shelf / "books" / "left.epub").unlink()
    assert home.sync(shelf).gone == 1
    assert home.library.items.count() == 3
    (shelf / "back.epub").write_bytes(data)
    assert home.sync(shelf).added == 1
    assert home.library.items.find("Left Hand").id == book.id


def test_a_missing_root_is_away_and_comes_back(home, shelf, tmp_path) -> None:
    fill(shelf)
    other = tmp_path / "other"
    other.mkdir()
    (other / "stay.md").write_text("# Stay\n\ntext")
    home.sync(shelf, other)
    shelf.rename(tmp_path / "unplugged")
    report = home.sync(shelf, other)
    assert (report.gone, report.unchanged) == (0, 1)
    assert report.problems[0][0] == shelf
    assert home.library.items.count() == 5
    away = [record for record in home.library.files.all().values() if record.state is FileState.AWAY]
    assert len(away) == 4
    (tmp_path / "unplugged").rename(shelf)
    report = home.sync(shelf, other)
    assert (report.unchanged, report.added, report.problems) == (5, 0, ())


def test_nothing_readable_is_said(home, tmp_path) -> None:
    with pytest.raises(NothingReadable, match="not there"):
        home.sync(tmp_path / "nowhere")


def test_every_bad_file_has_a_reason_and_the_run_goes_on(home, shelf) -> None:
    fill(shelf)
    samples.write_locked_pdf(shelf / "locked.pdf")
    whole = samples.write_epub(shelf / "cut.epub").read_bytes()
    (shelf / "cut.epub").write_bytes(whole[: len(whole) // 2])
    (shelf / "empty.txt").touch()
    (shelf / "noise.txt").write_bytes(bytes((place * place * 31) % 253 for place in range(9000)))
    with open(shelf / "huge.txt", "wb") as file:
        file.truncate(3 << 30)
    (shelf / "broken.mp3").write_bytes(b"ID3\x04\x00\x00\x7f\x7f\x7f\x7f" + b"\0" * 60)
    (shelf / "link").symlink_to(shelf / "nowhere")
    report = home.sync(shelf)
    assert (report.added, report.failed) == (4, 6)
    assert "password" in home.reason(report, "locked.pdf")
    assert "damaged or cut short" in home.reason(report, "cut.epub")
    assert home.reason(report, "empty.txt") == "The file is empty."
    assert "binary" in home.reason(report, "noise.txt")
    assert home.reason(report, "huge.txt").startswith("Too large: 3.0 GB")
    assert "damaged" in home.reason(report, "broken.mp3")
    assert "leads nowhere" in home.reason(report, "link")
    home.progress.clear()
    again = home.sync(shelf)
    assert (again.unchanged, again.failed, again.added) == (4, 6, 0)
    assert {step.phase for step in home.progress} == {"scanning"}
    assert {path for path, _ in again.problems} == {path for path, _ in report.problems}


def test_a_file_that_broke_keeps_its_item(home, shelf) -> None:
    fill(shelf)
    home.sync(shelf)
    data = (shelf / "books" / "left.epub").read_bytes()
    (shelf / "books" / "left.epub").write_bytes(data[:900])
    report = home.sync(shelf)
    assert report.failed == 1 and home.library.items.count() == 4
    (shelf / "books" / "left.epub").write_bytes(data)
    assert home.sync(shelf).failed == 0


def test_two_editions_are_one_item(home, shelf) -> None:
    isbn = "<dc:identifier>urn:isbn:9780441478125</dc:identifier>"
    samples.write_epub(shelf / "a.epub", metadata=isbn)
    shutil.copy(shelf / "a.epub", shelf / "copy of a.epub")
    books = shelf / "books"
    books.mkdir()
    text = "\n".join(
        ["ISBN 0-441-47812-3", *["The harbour was cold that winter and nobody came to see it again."] * 40]
    )
    samples.write_pdf(books / "b.pdf", (text,) * 6, Title="The Left Hand of Darkness", Author="Ursula K. Le Guin")
    report = home.sync(shelf)
    assert report.added == 3
    (item,) = home.library.items.all()
    assert item.kind is Kind.BOOK and item.path in {shelf / "a.epub", shelf / "copy of a.epub"}
    (shelf / "a.epub").unlink()
    (shelf / "copy of a.epub").unlink()
    home.sync(shelf)
    assert home.library.items.count() == 1


def test_songs_of_one_name_stay_apart(home, shelf) -> None:
    for number, (album, seconds) in enumerate([("First", 1), ("Live", 1), ("First", 8)]):
        tag = samples.id3(TIT2="Song", TPE1="Band", TALB=album)
        samples.write_mp3(shelf / f"{number}.mp3", tag, seconds)
    samples.write_flac(shelf / "3.flac", 1, title="Song", artist="Band", album="First")
    report = home.sync(shelf)
    assert report.added == 4
    songs = [item for item in home.library.items.all() if not item.form]
    assert len(songs) == 3


def test_cancel_keeps_what_was_read(home, shelf) -> None:
    for number in range(30):
        (shelf / f"{number}.md").write_text(f"# Note {number}\n\n{samples.prose(40)}")
    with pytest.raises(Cancelled):
        home.sync(shelf, cancelled=Countdown(5))
    kept = home.library.items.count()
    assert 5 <= kept < 30
    report = home.sync(shelf)
    assert (report.added, report.unchanged) == (30 - kept, kept)


def test_loops_hidden_entries_and_our_own_home_are_left_out(home, shelf) -> None:
    fill(shelf)
    (shelf / "loop").symlink_to(shelf)
    (shelf / "books" / "up").symlink_to("..")
    (shelf / "self").symlink_to("self")
    (shelf / ".hidden.md").write_text("# hidden")
    (shelf / "~$report.docx").write_bytes(b"owner")
    (shelf / "Thumbs.db").write_bytes(b"pictures")
    (shelf / "@eaDir").mkdir()
    (shelf / "@eaDir" / "a.md").write_text("# of the storage")
    (shelf / ".folder").mkdir()
    (shelf / ".folder" / "a.md").write_text("# hidden")
    (home.paths.home / "a.md").write_text("# ours")
    report = home.sync(shelf, home.paths.home.parent)
    assert report.added == 4
    assert [path.name for path, _ in report.problems] == ["self"]


@pytest.mark.parametrize("root_is_link", [False, True])
def test_linked_folders_are_walked_once(home, shelf, tmp_path, root_is_link) -> None:
    inside = shelf / "real"
    inside.mkdir()
    fill(inside)
    (shelf / "to").symlink_to(inside)
    (shelf / "too").symlink_to(inside)
    root = tmp_path / "link"
    root.symlink_to(shelf)
    assert home.sync(root if root_is_link else shelf).added == 4


def test_links_out_of_a_root_are_listed_and_followed_once_their_folder_is_added(home, shelf, tmp_path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    fill(elsewhere)
    (shelf / "to").symlink_to(elsewhere)
    (shelf / "one.md").symlink_to(next(elsewhere.rglob("*.md")))
    report = home.sync(shelf)
    assert report.added == 0 and {path.name for path, _ in report.problems} == {"to", "one.md"}
    assert str(elsewhere) in home.reason(report, "to")
    assert home.sync(shelf, elsewhere).added == 5, "the linked file is one more of the same work"


@pytest.mark.skipif(sys.platform != "linux", reason="only here the system shows itself as files")
def test_the_system_s_own_folders_are_never_entered(home, shelf) -> None:
    fill(shelf)
    (shelf / "system").symlink_to("/proc/self")
    report = home.sync(shelf, Path("/proc/self/task"))
    assert report.added == 4 and {path.name for path, _ in report.problems} == {"system", "task"}


@pytest.mark.skipif(sys.platform != "linux", reason="Linux alone")
def test_what_the_system_shows_of_itself_within_a_folder_is_not_entered(home, shelf, tmp_path, monkeypatch) -> None:
    """The root of another system among the person's folders has a /proc of its own, of half a million files."""
    for place in ("another system/proc", "another system/home"):
        (shelf / place).mkdir(parents=True)
        (shelf / place / "a.txt").write_text(samples.prose(60))
    mounted = f"{shelf}/another system/proc".replace(" ", "\\040")
    (tmp_path / "mounts").write_text(
        f"36 25 0:32 / {mounted} rw,nosuid - proc proc rw\n37 25 0:33 / {shelf} rw - ext4 /dev/x rw\n\nodd\n"
    )
    monkeypatch.setattr(true_places, "MOUNTS", tmp_path / "mounts")
    report = home.sync(shelf)
    assert report.added == 1 and [path.name for path, _ in report.problems] == ["proc"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_names_that_are_no_text(home, shelf) -> None:
    name = os.fsencode(shelf) + b"/Caf\xe9 - Musik.mp3"
    with open(name, "wb") as file:
        file.write(samples.write_mp3(shelf / "x.mp3").read_bytes())
    (shelf / "x.mp3").unlink()
    assert home.sync(shelf).added == 1
    (item,) = home.library.items.all()
    assert (item.title, item.creators) == ("Musik", ("Café",))
    assert os.fsencode(item.path) == name
    assert home.sync(shelf).unchanged == 1


@pytest.mark.skipif(NO_PERMISSION_CHECKS, reason="the system lets this user read everything")
def test_folders_without_permission_are_listed_and_kept(home, shelf) -> None:
    fill(shelf)
    home.sync(shelf)
    (shelf / "books").chmod(0)
    report = home.sync(shelf)
    (shelf / "books").chmod(0o755)
    assert report.gone == 0 and "permission" in home.reason(report, "books")


def test_problems_can_be_retried_and_ignored(home, shelf) -> None:
    fill(shelf)
    (shelf / "empty.txt").touch()
    home.sync(shelf)
    assert ignore(home.library, [shelf / "empty.txt", shelf / "song.mp3", shelf / "unknown"]) == 2
    report = home.sync(shelf)
    assert (report.failed, report.skipped, report.unchanged, report.problems) == (0, 2, 3, ())
    assert "Song" not in home.titles()
    assert retry(home.library, [shelf / "empty.txt", shelf / "song.mp3"]) == 2
    report = home.sync(shelf)
    assert (report.failed, report.changed) == (1, 1)
    assert "Song" in home.titles()


def test_one_file_can_be_a_root(home, shelf) -> None:
    fill(shelf)
    assert home.sync(shelf / "notes.md").added == 1
    assert home.sync(shelf / "notes.md").unchanged == 1
    assert home.sync(shelf).added == 3


def test_other_roots_are_not_touched(home, shelf, tmp_path) -> None:
    fill(shelf)
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.md").write_text("# Other\n\ntext")
    home.sync(shelf)
    assert home.sync(other).added == 1
    assert home.library.items.count() == 5


def test_a_rebuilt_library_finds_its_items_again(home, shelf, tmp_path) -> None:
    fill(shelf)
    home.sync(shelf)
    before = {item.title: item.id for item in home.library.items.all()}
    home.library.close()
    for path in home.paths.home.glob("library.db*"):
        path.unlink()
    from assistant.storage.library.store import open_library
    from tests.indexers.conftest import KEY

    home.library = open_library(home.paths, KEY)
    (shelf / "notes.md").write_text("# Notes\n\nquite other words by now")
    assert home.sync(shelf).added == 4
    assert {item.title: item.id for item in home.library.items.all()} == before


@pytest.mark.skipif(not MEASUREMENT_FILES.is_dir(), reason="the files for measurement are not here")
def test_the_shared_measurement_files(home) -> None:
    files = MEASUREMENT_FILES
    report = home.sync(files, readers=2, scan_seconds=0.0)
    listed = {path for path, _ in report.problems}
    assert report.added > 200
    assert report.added + report.failed + report.skipped == sum(
        1 for path in files.rglob("*") if path.is_file() and not path.name.startswith(".")
    )
    assert all(reason for _, reason in report.problems)
    bad = [
        record
        for record in home.library.files.all().values()
        if record.state in ("failed", "skipped", "partly", "locked")
    ]
    assert {record.path for record in bad} == listed
    assert home.sync(files, scan_seconds=0.0).added == 0
