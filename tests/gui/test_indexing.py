"""Reading files from the window: pausing, what waits, the quiet runs of the watch, and folders that come and go."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.domain.errors import Cancelled
from gui.pages.library.page import LibraryPage
from gui.shell.main_window import MainWindow, OpenApp
from gui.shell.shell import Shell
from gui.workers.indexing import IndexingRun
from tests.gui.shelf import OpenShelf, Wait, titled

MANY = 150


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder with more notes than are read in a moment."""
    folder = tmp_path / "notes"
    folder.mkdir()
    for number in range(MANY):
        (folder / f"{number}.md").write_text(f"# Note {number}\n\nOn the tide of day {number}.\n")
    return folder


@pytest.fixture
def reading(real_shell: Shell, notes: Path, wait_until: Wait) -> Shell:
    """The window in the middle of a long reading."""
    real_shell.index([notes])
    wait_until(lambda: f"of {MANY}" in real_shell.strip.words.text(), 30)
    return real_shell


def test_reading_pauses_and_goes_on(reading: Shell, wait_until: Wait):
    strip, library = reading.strip, reading.session.app.library
    strip.pause.click()
    assert strip.words.text().startswith("Paused. ") and strip.pause.accessibleName() == "Resume"
    wait_until(lambda: reading.index_job.paused)
    said, size = strip.words.text(), library.size()
    wait_until(lambda: reading.session.lanes.library.idle)
    assert (strip.words.text(), library.size()) == (said, size)
    strip.pause.click()
    wait_until(lambda: not strip.words.text().startswith("Paused") and strip.words.text() not in said)
    strip.cancel.click()
    wait_until(lambda: reading.index_job is None, 30)
    assert not strip.pause.isVisible() and strip.again.isVisible()
    strip.again.click()
    wait_until(lambda: reading.index_job is None, 60)
    assert not strip.again.isVisible() and library.size() == 13 + MANY


def test_what_was_stopped_does_not_begin_again_by_itself(reading: Shell, wait_until: Wait):
    strip, runs = reading.strip, reading.indexing
    strip.cancel.click()
    runs.look()
    wait_until(lambda: reading.index_job is None, 30)
    runs.look()
    assert reading.index_job is None and strip.words.text().startswith("Stopped.")
    strip.close_button.click()
    runs.look()
    assert reading.index_job is not None
    strip.cancel_wanted.emit()
    wait_until(lambda: reading.index_job is None, 30)


def test_a_quiet_reading_does_not_cover_the_result_before(reading: Shell, wait_until: Wait):
    strip, runs = reading.strip, reading.indexing
    strip.cancel.click()
    wait_until(lambda: reading.index_job is None, 30)
    strip.show_failure("Two problems.")
    looks: list[None] = []

    def until_stopped(cancelled: Callable[[], bool], progress: object) -> None:
        while not cancelled():
            time.sleep(0.01)
        raise Cancelled

    runs._appear.setInterval(20)
    runs.run(until_stopped, quiet=True, cancelled="cancelled")
    runs._appear.timeout.connect(lambda: looks.append(None))
    wait_until(lambda: len(looks) > 1)
    assert strip.words.text() == "Two problems."
    strip.close_button.click()
    wait_until(strip.bar.isVisible)
    strip.cancel.click()
    wait_until(lambda: reading.index_job is None)


def test_an_empty_library_says_that_it_is_being_filled(make_window, open_real: OpenApp, notes: Path, wait_until: Wait):
    window: MainWindow = make_window(open_real)
    shell = window.shell
    wait_until(lambda: shell.place == "first-run")
    shell.index([notes])
    wait_until(lambda: shell.page(LibraryPage).empty.heading.text() == "Reading your files")
    shell.strip.cancel.click()
    wait_until(lambda: shell.index_job is None, 30)


def test_a_folder_added_meanwhile_comes_next(reading: Shell, tmp_path: Path, wait_until: Wait):
    other = tmp_path / "other"
    other.mkdir()
    (other / "one.md").write_text("# Knots\n\nHow to tie them.\n")
    reading.index([other])
    assert "is next" in reading.toast.notice.text
    app = reading.session.app
    wait_until(lambda: reading.index_job is None and "Knots" in {one.title for one in app.library.items()}, 60)
    assert other in app.indexing.roots() and app.library.size() == 14 + MANY


def test_asking_twice_is_told(reading: Shell, wait_until: Wait):
    reading.index()
    assert "already" in reading.toast.notice.text
    reading.strip.cancel.click()
    wait_until(lambda: reading.index_job is None, 30)
    assert not reading.strip.cancel.isVisible()


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "one.md").write_text("# Knots\n\nHow to tie them.\n")
    return folder


def test_a_change_of_the_folders_is_read_quietly(open_shelf: OpenShelf, own_folder: Path, wait_until: Wait):
    shell = open_shelf(lambda app: app.indexing.index([own_folder]))
    wait_until(lambda: shell.indexing._watcher is not None)
    (own_folder / "two.md").write_text("# Sails\n\nHow to mend them.\n")
    wait_until(lambda: shell.toast.isVisible() and shell.toast.notice.text == "1 new item", 30)
    assert not shell.strip.isVisible() and titled(shell.session.app, "Sails")
    shell.toast.notice.act()
    assert shell.place == "library"


def test_a_quiet_reading_that_takes_long_shows_itself(real_shell: Shell, notes: Path, wait_until: Wait):
    real_shell.session.app.stores.journal.add_root(notes)
    real_shell.indexing._appear.setInterval(30)
    real_shell.session.reading_wanted.emit()
    wait_until(lambda: real_shell.strip.isVisible() and real_shell.strip.pause.isVisible())
    real_shell.strip.cancel.click()
    wait_until(lambda: real_shell.index_job is None, 30)


def test_a_drive_that_is_away_is_no_error_of_a_quiet_reading(make_window, open_real: OpenApp, wait_until: Wait):
    shell = make_window(open_real).shell
    shell.session.app.stores.journal.add_root(Path("/mnt/away"))
    runs: IndexingRun = shell.indexing
    runs.look()
    wait_until(lambda: shell.index_job is None)
    assert not shell.strip.isVisible() and not shell.toast.isVisible()


def test_the_watch_ends_with_the_window(real_shell: Shell, wait_until: Wait):
    wait_until(lambda: real_shell.indexing._watcher is not None)
    assert "folder watcher" in {thread.name for thread in threading.enumerate()}
    real_shell.window().close()
    # That of a window before this one may still be on its way out.
    wait_until(lambda: "folder watcher" not in {thread.name for thread in threading.enumerate()})
