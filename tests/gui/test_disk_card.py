"""Room on the disk: told by part in the settings, and cleared by the button beside it."""

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest

from assistant.app.upkeep.disk_use import Part, disk_use
from assistant.security.home import enter_home
from gui.pages.settings.page import SettingsPage
from gui.widgets.text import Label
from tests.gui.shelf import OpenShelf, Wait, at_rest

LEFT = Qt.MouseButton.LeftButton


def test_room_is_told_by_part_and_what_may_go_is_cleared(open_shelf: OpenShelf, wait_until: Wait) -> None:
    shell = open_shelf()
    paths = shell.session.paths
    demo = paths.demo()
    demo.create_home()
    demo.library.write_bytes(b"x" * 3_000_000)
    paths.log.write_bytes(b"y" * 2_000)
    taken = {use.part: use.size for use in disk_use(paths)}
    assert taken[Part.DEMO] == 3_000_000 and taken[Part.LOG] == 2_000
    assert taken[Part.LIBRARY] >= paths.library.stat().st_size and Part.PACK not in taken
    page = shell.page(SettingsPage)
    shell.go("settings")
    wait_until(lambda: page.disk.buttons)

    def sizes() -> list[str]:
        return [one.text() for one in page.disk.findChildren(Label) if one.isVisible() and one.width() > 20]

    wait_until(lambda: "3 MB" in sizes())
    assert set(page.disk.buttons) == {Part.DEMO, Part.LOG}, "the person's own is not cleared from here"
    hold = enter_home(demo)
    QTest.mouseClick(page.disk.buttons[Part.DEMO], LEFT)
    assert page.disk.buttons[Part.DEMO].text().strip() == "Clearing…" and not page.disk.buttons[Part.DEMO].isEnabled()
    wait_until(lambda: shell.toast.isVisible(), 30)
    wait_until(lambda: page.disk.buttons[Part.DEMO].isEnabled())
    hold.release()
    assert demo.library.exists(), "somebody has it open"
    QTest.mouseClick(page.disk.buttons[Part.DEMO], LEFT)
    wait_until(lambda: Part.DEMO not in page.disk.buttons)
    assert not demo.library.exists() and paths.library.exists()
    assert shell.toast.notice.text == "Cleared: The sample library, 3 MB"
    wait_until(lambda: "2 KB" in sizes())
    QTest.mouseClick(page.disk.buttons[Part.LOG], LEFT)
    wait_until(lambda: Part.LOG not in page.disk.buttons and not paths.log.exists())


def test_a_card_that_shrinks_leaves_no_shadow_behind(open_shelf: OpenShelf, wait_until: Wait) -> None:
    shell = open_shelf(lambda app: Path(app.stores.paths.log).write_bytes(b"y" * 2_000))
    page, window = shell.page(SettingsPage), shell.window()
    shell.go("settings")
    QTest.keyClicks(page.search, "disk")
    wait_until(lambda: page.disk.buttons)
    at_rest(shell, wait_until)
    tall = page.disk.height()
    QTest.mouseClick(page.disk.buttons[Part.LOG], LEFT)
    wait_until(lambda: not page.disk.buttons and page.disk.height() < tall)
    shell.toast.hide()
    at_rest(shell, wait_until)
    place = QRect(page.mapTo(window, QPoint(0, 200)), QSize(page.width(), page.height() - 200))
    on_screen = window.screen().grabWindow(window.winId()).toImage().copy(place)
    assert on_screen == window.grab().toImage().convertToFormat(on_screen.format()).copy(place)
