"""The whole screen: what is read has it for itself, and everything comes back."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.pages.reader.page import ReaderPage
from gui.shell.shell import Shell
from tests.gui.shelf import Wait, titled


def test_what_is_read_has_the_whole_screen_and_all_comes_back(real_shell: Shell, wait_until: Wait) -> None:
    window = real_shell.window()
    window.resize(1280, 800)
    wait_until(lambda: real_shell.chat.isVisible() and not real_shell.chat_side.floating)
    real_shell.session.files.open(titled(real_shell.session.app, "The Sea Road"))
    page = real_shell.page(ReaderPage)
    wait_until(lambda: page.item is not None and page.view.place() is not None)
    QTest.keyClick(real_shell, Qt.Key.Key_F11)
    wait_until(window.isFullScreen)
    assert not real_shell.rail.isVisible() and not real_shell.chat.isVisible() and page.view.isVisible()
    # Elsewhere one goes about as ever, on the whole screen.
    real_shell.back()
    assert window.isFullScreen() and real_shell.rail.isVisible() and real_shell.chat.isVisible()
    real_shell.go("reader")
    assert not real_shell.rail.isVisible()
    QTest.keyClick(real_shell, Qt.Key.Key_Escape)
    wait_until(lambda: not window.isFullScreen())
    assert real_shell.place == "reader" and real_shell.rail.isVisible() and real_shell.chat.isVisible()
    # A conversation that was shut before stays shut.
    real_shell.chat_side.toggle()
    page.bar.full_screen_wanted.emit()
    page.bar.full_screen_wanted.emit()
    assert not window.isFullScreen() and not real_shell.chat.isVisible() and real_shell.rail.isVisible()
