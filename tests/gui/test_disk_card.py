"""Room on the disk: told by part in the settings, and cleared by the button beside it."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.app.upkeep.disk_use import Part, disk_use
from assistant.security.home import enter_home
from gui.pages.settings.page import SettingsPage
from gui.widgets.text import Label
from tests.gui.shelf import OpenShelf, Wait

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
    wait_until(lambda: shell.toast.isVisible(), 30)
    hold.release()
    assert demo.library.exists(), "somebody has it open"
    QTest.mouseClick(page.disk.buttons[Part.DEMO], LEFT)
    wait_until(lambda: Part.DEMO not in page.disk.buttons)
    assert not demo.library.exists() and paths.library.exists()
    QTest.mouseClick(page.disk.buttons[Part.LOG], LEFT)
    wait_until(lambda: Part.LOG not in page.disk.buttons and not paths.log.exists())
