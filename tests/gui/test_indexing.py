"""Reading files from the window: pausing, what waits, the quiet runs of the watch, and folders that come and go."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gui.pages.library.page import LibraryPage
from gui.shell.shell import Shell
from tests.gui.fake_assistant import FakeAssistant

Wait = Callable[..., None]


@pytest.fixture
def reading(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait, tmp_path: Path) -> Shell:
    """The window in the middle of a long reading."""
    fake.pause, fake.steps = 0.002, 5000
    fake_shell.index([tmp_path])
    wait_until(lambda: "of 5,000" in fake_shell.strip.words.text())
    return fake_shell


def finish(shell: Shell, fake: FakeAssistant, wait_until: Wait) -> None:
    fake.pause, fake.steps = 0.0, 3
    if shell.index_job is not None:
        shell.index_job.stop()
    wait_until(lambda: shell.index_job is None and shell.session.lanes.index.idle)


def test_reading_pauses_and_goes_on(reading: Shell, fake: FakeAssistant, wait_until: Wait):
    strip = reading.strip
    strip.pause.click()
    assert strip.words.text().startswith("Paused. Reading") and strip.pause.accessibleName() == "Resume"
    said = strip.words.text()
    wait_until(lambda: reading.index_job.paused)
    assert strip.words.text() == said
    strip.pause.click()
    wait_until(lambda: not strip.words.text().startswith("Paused") and strip.words.text() not in said)
    strip.pause.click()
    strip.cancel.click()
    wait_until(lambda: reading.index_job is None)
    assert not strip.pause.isVisible() and strip.again.isVisible()
    fake.pause, fake.steps = 0.0, 3
    strip.again.click()
    wait_until(lambda: reading.index_job is None and strip.words.text() == "3 new files read")
    assert not strip.again.isVisible()


def test_an_empty_library_says_that_it_is_being_filled(make_window, wait_until: Wait, tmp_path: Path):
    fresh = FakeAssistant(pause=0.002, steps=2000)
    shell = make_window(lambda paths, passphrase: fresh).shell
    wait_until(lambda: shell.place == "first-run")
    shell.index([tmp_path])
    wait_until(lambda: shell.page(LibraryPage).empty.heading.text() == "Reading your files")
    finish(shell, fresh, wait_until)
    shell.go("library")
    wait_until(lambda: shell.page(LibraryPage).empty.heading.text() == "Your library is empty")


def test_a_folder_added_meanwhile_comes_next(reading: Shell, fake: FakeAssistant, wait_until: Wait, tmp_path: Path):
    other = tmp_path / "other"
    reading.index([other])
    assert "is next" in reading.toast.notice.text
    finish(reading, fake, wait_until)
    wait_until(lambda: other in fake.folders)


def test_a_change_of_the_folders_is_read_quietly(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    wait_until(lambda: fake.watchers)
    fake.steps = 3
    fake_shell.session.settings.pace = "slow"
    fake.watchers[-1].changed()
    wait_until(lambda: fake_shell.toast.isVisible() and fake_shell.toast.notice.text == "3 new items")
    assert not fake_shell.strip.isVisible() and fake.throttle > 0
    fake_shell.toast.notice.act()
    assert fake_shell.place == "library"


def test_a_quiet_reading_that_takes_long_shows_itself(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    wait_until(lambda: fake.watchers)
    fake.pause, fake.steps = 0.002, 5000
    fake_shell.indexing._appear.setInterval(30)
    fake.watchers[-1].changed()
    wait_until(lambda: fake_shell.strip.isVisible() and fake_shell.strip.pause.isVisible())
    finish(fake_shell, fake, wait_until)


def test_a_drive_that_is_away_is_no_error_of_a_quiet_reading(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    from assistant.domain.errors import NothingReadable

    wait_until(lambda: fake.watchers)
    fake.index_error = NothingReadable("/mnt/away cannot be read.")
    fake_shell.indexing.look()
    wait_until(lambda: fake_shell.index_job is None)
    assert not fake_shell.strip.isVisible() and not fake_shell.toast.isVisible()


def test_the_watch_ends_with_the_window(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    wait_until(lambda: fake.watchers)
    fake_shell.window().close()
    assert fake.watchers[0].closed and len(fake.watchers) == 1
