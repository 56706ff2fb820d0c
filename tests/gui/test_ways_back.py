"""Alt+Left and Escape, pressed where a person would press them: in whatever holds the keyboard."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.pages.for_you.page import ForYouPage
from gui.pages.item.page import ItemPage
from gui.pages.library.page import LibraryPage
from gui.pages.lists.page import ListsPage
from gui.pages.profile.page import ProfilePage
from gui.pages.settings.page import SettingsPage
from gui.shell.shell import Shell

Wait = Callable[..., None]
LEFT = Qt.MouseButton.LeftButton


def press(shell: Shell, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key goes to what has the focus, not to the window."""
    QTest.keyClick(QApplication.focusWidget() or shell, key, modifier)


def back(shell: Shell) -> None:
    press(shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)


def shown(shell: Shell, item_id: str) -> bool:
    return shell.place == "item" and shell.page(ItemPage).item is not None and shell.page(ItemPage).item.id == item_id


def test_from_item_to_item_and_back_one_at_a_time(real_shell: Shell, wait_until: Wait):
    first, second, third = (item.id for item in real_shell.page(LibraryPage).model.rows[:3])
    for item_id in (first, second, third):
        real_shell.session.item_wanted.emit(item_id)
        wait_until(lambda item_id=item_id: shown(real_shell, item_id))
    for item_id in (second, first):
        back(real_shell)
        wait_until(lambda item_id=item_id: shown(real_shell, item_id))
    back(real_shell)
    assert real_shell.place == "library"
    back(real_shell)
    assert real_shell.place == "for-you"


def test_from_a_list_to_all_lists_and_on_to_the_page_before(real_shell: Shell, wait_until: Wait):
    page = real_shell.page(ListsPage)
    real_shell.go("for-you")
    QTest.mouseClick(real_shell.rail.buttons["lists"], LEFT)
    QTest.keyClicks(page.field, "a reading plan for two weeks")
    QTest.keyClick(page.field, Qt.Key.Key_Return)
    wait_until(lambda: page.detail and page.view.rows)
    item_id = page.view.rows[0].item.id
    QTest.mouseClick(page.view.rows[0], LEFT)
    wait_until(lambda: shown(real_shell, item_id))
    back(real_shell)
    wait_until(lambda: real_shell.place == "lists" and page.detail)
    back(real_shell)
    assert real_shell.place == "lists" and not page.detail
    back(real_shell)
    assert real_shell.place == "for-you"


def test_escape_in_its_box_puts_the_floating_conversation_away(real_shell: Shell, wait_until: Wait):
    window = real_shell.window()
    real_shell.go("for-you")
    window.resize(1024, 600)
    wait_until(lambda: real_shell.width() == 1024)
    press(real_shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert real_shell.chat.isVisible() and real_shell.chat.edit.hasFocus()
    press(real_shell, Qt.Key.Key_Escape)
    assert not real_shell.chat.isVisible()
    assert real_shell.page(ForYouPage).isAncestorOf(QApplication.focusWidget())
    press(real_shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.mouseClick(real_shell.chat.earlier_button, LEFT)
    press(real_shell, Qt.Key.Key_Escape)
    assert real_shell.chat.isVisible() and real_shell.chat.pages.currentIndex() == 0
    press(real_shell, Qt.Key.Key_Escape)
    assert not real_shell.chat.isVisible()


def test_escape_leaves_the_form_that_erases(real_shell: Shell, wait_until: Wait):
    real_shell.go("settings")
    upkeep = real_shell.page(SettingsPage).upkeep
    QTest.mouseClick(upkeep.buttons["erase"], LEFT)
    assert upkeep.erasing.field.hasFocus()
    QTest.keyClicks(upkeep.erasing.field, "erase")
    press(real_shell, Qt.Key.Key_Escape)
    assert not upkeep.erasing.isVisible() and upkeep.erasing.field.text() == ""
    assert real_shell.place == "settings"


def test_escape_keeps_the_profile(real_shell: Shell, wait_until: Wait):
    real_shell.go("profile")
    tools = real_shell.page(ProfilePage).tools
    QTest.mouseClick(tools.buttons["erase"], LEFT)
    assert tools.question.isVisible()
    press(real_shell, Qt.Key.Key_Escape)
    assert not tools.question.isVisible() and real_shell.place == "profile"


_OPEN = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from assistant.settings.paths import Paths
from gui.shell.app import prepare
from gui.shell.main_window import MainWindow
app, paths = QApplication([]), Paths(Path(sys.argv[1]))
paths.create_home()
prepare(app, paths)
window = MainWindow(paths, lambda paths, passphrase: None)
window.show()
def done():
    frame, room = window.frameGeometry(), window.screen().availableGeometry()
    print(frame.width(), frame.height(), room.contains(frame))
    window.close()
QTimer.singleShot(400, done)
app.exec()
"""


def screen(folder: Path, width: int, height: int) -> dict[str, str]:
    """The environment of a program that runs on a screen of that size."""
    entry = {"name": "one", "x": 0, "y": 0, "width": width, "height": height, "dpr": 1}
    entry |= {"logicalDpi": 96, "logicalBaseDpi": 96}
    file = folder / f"{width}.json"
    file.write_text(json.dumps({"windowFrameMargins": True, "screens": [entry]}))
    return {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={file}"}


@pytest.mark.parametrize("first", [(2560, 1440), (1280, 800)])
def test_a_window_is_fitted_to_a_smaller_screen(tmp_path: Path, first: tuple[int, int]):
    for size in (first, (1024, 600), (1024, 600)):
        command = [sys.executable, "-c", _OPEN, str(tmp_path / "home")]
        done = subprocess.run(command, env=screen(tmp_path, *size), capture_output=True, text=True, timeout=60)
        wide, tall, inside = done.stdout.split()
        assert inside == "True", (size, done.stdout, done.stderr)
        assert int(wide) <= size[0] and int(tall) <= size[1]
        assert int(wide) >= min(size[0], 1280) - 8
