"""The tour of the first run: five marks, shown once, left at any of them, and shown again when asked for."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from assistant.domain.errors import Cancelled
from assistant.messages import use_language
from assistant.settings.paths import Paths
from gui.pages.first_run.tour import MARKS, TourMark
from gui.shell.commands import commands_of
from gui.shell.main_window import OpenApp
from gui.shell.shell import Shell
from gui.shell.shortcuts import KeyList
from tests.gui.shelf import Wait, at_rest


def marks(shell: Shell) -> list[TourMark]:
    QApplication.processEvents()
    return [one for one in shell.window().findChildren(TourMark) if one.isVisible()]


def test_the_first_reading_ends_with_a_tour_that_comes_once(
    make_window, open_real: OpenApp, shelf_folder: Path, tmp_path: Path, wait_until: Wait
):
    paths = Paths(tmp_path / "fresh")
    window = make_window(open_real, paths)
    shell = window.shell
    wait_until(lambda: shell.place == "first-run")
    assert not marks(shell)
    shell.index([shelf_folder])
    wait_until(lambda: marks(shell), 60)
    assert shell.place == "for-you"
    for number in range(len(MARKS)):
        (shown,) = marks(shell)
        assert shown.next.hasFocus() and shown.skip.isVisible() == (number + 1 < len(MARKS))
        QTest.keyClick(shown.next, Qt.Key.Key_Space)
    assert not marks(shell) and len(MARKS) <= 5
    at_rest(shell, wait_until)
    window.close()
    again = make_window(open_real, paths).shell
    at_rest(again, wait_until)
    again.index([shelf_folder])
    at_rest(again, wait_until)
    assert not marks(again)


def test_a_first_reading_that_is_stopped_ends_with_the_tour_beside_the_way_to_go_on(
    make_window, open_real: OpenApp, shelf_folder: Path, tmp_path: Path, wait_until: Wait
):
    shell = make_window(open_real, Paths(tmp_path / "fresh")).shell
    wait_until(lambda: shell.place == "first-run")
    shell.go("library")

    def stopped_at_the_last_file(**_: object) -> None:
        shell.session.app.indexing.index([shelf_folder])
        raise Cancelled

    shell.indexing.run(stopped_at_the_last_file)
    wait_until(lambda: marks(shell), 60)
    assert shell.place == "library" and shell.indexing.strip.offers_again


def test_whoever_is_busy_elsewhere_meets_the_tour_on_the_way_back(
    make_window, open_real: OpenApp, shelf_folder: Path, tmp_path: Path, wait_until: Wait
):
    shell = make_window(open_real, Paths(tmp_path / "fresh")).shell
    wait_until(lambda: shell.place == "first-run")
    shell.index([shelf_folder])
    shell.go("profile")
    wait_until(lambda: shell.index_job is None and shell.session.app.library.size(), 60)
    at_rest(shell, wait_until)
    assert shell.place == "profile" and not marks(shell)
    shell.go("settings")
    at_rest(shell, wait_until)
    assert not marks(shell)
    shell.go("for-you")
    wait_until(lambda: marks(shell))


def test_nothing_of_a_mark_is_cut_off_where_words_are_longer(real_shell: Shell, wait_until: Wait):
    use_language("de")
    try:
        real_shell.tour.begin()
    finally:
        use_language("en")
    (shown,) = marks(real_shell)
    at_rest(real_shell, wait_until)
    assert shown.skip.text() != "Skip the tour"
    for button in (shown.skip, shown.next):
        assert button.visibleRegion().boundingRect() == button.rect()


def test_it_is_left_at_any_mark_and_shown_again_from_the_keys_and_the_commands(real_shell: Shell, wait_until: Wait):
    at_rest(real_shell, wait_until)
    QTest.keyClick(real_shell, Qt.Key.Key_F1)
    (keys,) = [one for one in real_shell.window().findChildren(KeyList) if one.isVisible()]
    QTest.mouseClick(keys.tour, Qt.MouseButton.LeftButton)
    (first,) = marks(real_shell)
    QTest.mouseClick(first.next, Qt.MouseButton.LeftButton)
    (second,) = marks(real_shell)
    QTest.mouseClick(second.skip, Qt.MouseButton.LeftButton)
    assert not marks(real_shell)
    next(one for one in commands_of(real_shell) if one.words == "Show the tour").act()
    (first,) = marks(real_shell)
    QTest.keyClick(first.next, Qt.Key.Key_Escape)
    wait_until(lambda: not marks(real_shell))
