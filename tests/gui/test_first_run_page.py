"""The first page of a fresh library: the folders it finds, and where a person stands after the first reading."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from assistant.domain.entities import Verdict
from assistant.settings.paths import Paths
from gui.pages.first_run.page import FirstRunPage
from gui.pages.for_you.page import ForYouPage
from gui.pages.library.page import LibraryPage
from gui.shell.main_window import OpenApp
from gui.shell.shell import Shell
from tests.gui.shelf import Wait, at_rest
from tests.gui.test_tour import marks

OpenHome = Callable[[], Shell]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "user"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return home


@pytest.fixture
def open_fresh(make_window, open_real: OpenApp, home: Path, tmp_path: Path, wait_until: Wait) -> OpenHome:
    def opened() -> Shell:
        shell = make_window(open_real, Paths(tmp_path / "fresh")).shell
        wait_until(lambda: shell.place == "first-run")
        at_rest(shell, wait_until)
        return shell

    return opened


def test_folders_are_found_and_one_press_reads_those_that_are_ticked(
    open_fresh: OpenHome, home: Path, shelf_folder: Path, wait_until: Wait
):
    shutil.copytree(shelf_folder, home / "Books", ignore=shutil.ignore_patterns("tides"))
    shutil.copytree(shelf_folder / "tides", home / "Sounds")
    shutil.copytree(shelf_folder, home / "Downloads")
    (home / "Documents").mkdir()
    (home / "code").mkdir()
    for number in range(4):
        (home / "Documents" / f"{number}.md").write_text("# A note\n\nOf the harbour.\n")
        (home / "code" / f"{number}.md").write_text("# A note\n\nOf a program.\n")
    (home / ".hidden").mkdir()
    shutil.copytree(shelf_folder, home / ".hidden" / "Books")
    shell = open_fresh()
    found = shell.page(FirstRunPage).found
    assert found.read.hasFocus(), "Enter does what most people want"
    assert found.isVisible() and not marks(shell), "nothing was read yet, so there is nothing to tour"
    ticked = {path.name: switch.isChecked() for path, switch in found.switches.items()}
    assert ticked == {"Books": True, "Sounds": True, "Documents": True, "Downloads": False}
    QTest.mouseClick(found.switches[home / "Documents"], Qt.MouseButton.LeftButton)
    assert found.ticked() == [home / "Books", home / "Sounds"]
    QTest.mouseClick(found.read, Qt.MouseButton.LeftButton)
    shell.go("for-you")
    picks = shell.page(ForYouPage)
    assert picks.empty.isVisible() and picks.empty.heading.text() == "Reading your files"
    wait_until(lambda: marks(shell), 60)
    wait_until(lambda: picks.cards and not picks.empty.isVisible(), 60)
    assert shell.place == "for-you"
    assert set(shell.session.app.indexing.roots()) == {home / "Books", home / "Sounds"}


def test_the_questions_are_offered_though_the_library_was_too_small_for_them_at_first(
    open_fresh: OpenHome, home: Path, shelf_folder: Path, wait_until: Wait
):
    (home / "one").mkdir()
    shutil.copy(shelf_folder / "book0.epub", home / "one")
    shell = open_fresh()
    shell.index([home / "one"])
    wait_until(lambda: marks(shell), 60)
    QTest.keyClick(marks(shell)[0].skip, Qt.Key.Key_Space)
    at_rest(shell, wait_until)
    offer = shell.page(ForYouPage).offer
    assert not offer.isVisible()
    shell.index([shelf_folder])
    at_rest(shell, wait_until)
    shell.go("library")
    shell.go("for-you")
    wait_until(offer.isVisible)
    at_rest(shell, wait_until)
    card = shell.page(ForYouPage).cards[0]
    card.verdicts.buttons[Verdict.LIKED].click()
    wait_until(lambda: shell.session.app.feedback.verdicts())
    at_rest(shell, wait_until)
    assert offer.isVisible(), "it does not draw the cards away from the pointer"
    shell.go("library")
    shell.go("for-you")
    wait_until(lambda: not offer.isVisible())


def test_a_home_without_works_offers_nothing_and_a_quiet_look_is_no_first_reading(
    open_fresh: OpenHome, shelf_folder: Path, wait_until: Wait
):
    shell = open_fresh()
    page = shell.page(FirstRunPage)
    assert page.found.isHidden() and page.zone.button.isVisible()
    shell.indexing.look()
    at_rest(shell, wait_until)
    assert shell.place == "first-run" and not marks(shell)
    shell.index([shelf_folder])
    wait_until(lambda: marks(shell), 60)
    assert shell.place == "for-you"


def test_a_folder_of_bad_files_says_so_and_the_next_good_one_is_the_first_reading(
    open_fresh: OpenHome, home: Path, shelf_folder: Path, wait_until: Wait
):
    bad = home / "bad"
    bad.mkdir()
    for number in range(3):
        (bad / f"{number}.epub").write_bytes(b"PK\x03\x04 this is no archive at all")
    shell = open_fresh()
    shell.index([bad])
    library = shell.page(LibraryPage)
    wait_until(lambda: shell.strip.problems.isVisible(), 60)
    at_rest(shell, wait_until)
    assert shell.place == "library" and not marks(shell)
    assert "none could be read" in library.empty.sentence.text()
    QTest.mouseClick(library.empty.button, Qt.MouseButton.LeftButton)
    assert shell.place == "problems"
    shell.index([shelf_folder])
    shell.go("library")
    wait_until(lambda: marks(shell), 60)
    assert shell.place == "for-you"


def test_enter_asks_for_a_folder_where_none_was_found(
    open_fresh: OpenHome, shelf_folder: Path, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
):
    shell = open_fresh()
    button = shell.page(FirstRunPage).zone.button
    assert button.hasFocus()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(shelf_folder))
    QTest.keyClick(button, Qt.Key.Key_Return)
    wait_until(lambda: shell.session.app.indexing.roots() == [shelf_folder], 30)
    at_rest(shell, wait_until)
