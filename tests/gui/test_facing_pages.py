"""Comics as they lie open: two pages beside each other, a cover or a wide page alone, and manga from right to left."""

import zipfile
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from gui.pages.reader.pages_page import PagesPage
from tests.gui.looking import OpenFiles, looked_at, only, shows
from tests.gui.shelf import Wait, at_rest
from tests.indexers.ocr.pages import write_comic

LEFT = Qt.MouseButton.LeftButton
PAGES = (("red", 600), ("lime", 600), ("blue", 600), ("yellow", 1200), ("white", 600), ("cyan", 600))
MANGA = "<?xml version='1.0'?><ComicInfo><Title>Moth</Title><Manga>YesAndRightToLeft</Manga></ComicInfo>"


def comic(path: Path, told: str = "") -> Path:
    """Six pages of one colour each; the fourth is wide."""
    write_comic(path, *(Image.new("RGB", (wide, 900), colour) for colour, wide in PAGES))
    if told:
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("ComicInfo.xml", told)
    return path


def lie(page: PagesPage, left: str, right: str) -> bool:
    """Whether these two are seen beside each other."""
    image = page.view.viewport().grab().toImage()
    at = image.rect().center()
    colours = [image.pixelColor(at + QPoint(aside, 0)) for aside in (-60, 60)]
    return [one.rgb() for one in colours] == [QColor(left).rgb(), QColor(right).rgb()]


def test_two_pages_lie_beside_each_other_but_for_the_cover_and_a_wide_one(
    tmp_path: Path, open_files: OpenFiles, wait_until: Wait
) -> None:
    shell = open_files(comic(tmp_path / "moth.cbz"))
    page = looked_at(shell, wait_until)
    wait_until(lambda: shows(page, "red"))
    QTest.keyClick(page, Qt.Key.Key_2)
    assert page.two.isChecked() and page.place.text() == "1 of 6"
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    wait_until(lambda: lie(page, "lime", "blue"))
    assert page.place.text() == "2–3 of 6" and page.view.accessibleName() == "Pages 2 and 3 of 6"
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    wait_until(lambda: lie(page, "yellow", "yellow"))
    assert page.place.text() == "4 of 6"
    QTest.keyClick(page.view, Qt.Key.Key_Right)
    wait_until(lambda: lie(page, "white", "cyan"))
    assert not page.after.isEnabled()
    for left, right in (("yellow", "yellow"), ("lime", "blue"), ("red", "red")):
        QTest.keyClick(page.view, Qt.Key.Key_Left)
        wait_until(lambda left=left, right=right: lie(page, left, right))
    QTest.keyClick(page.view, Qt.Key.Key_End)
    wait_until(lambda: lie(page, "white", "cyan"))
    at_rest(shell, wait_until)
    page.wanted = ""
    shell.back()
    looked_at(shell, wait_until)
    assert page.two.isChecked(), "as it was left"
    QTest.keyClick(page.view, Qt.Key.Key_End)
    wait_until(lambda: lie(page, "white", "cyan"))
    QTest.mouseClick(page.two, LEFT)
    wait_until(lambda: shows(page, "white") and page.place.text() == "5 of 6")


def test_manga_runs_from_right_to_left_until_somebody_says_otherwise(
    tmp_path: Path, open_files: OpenFiles, wait_until: Wait
) -> None:
    shell = open_files(comic(tmp_path / "moth.cbz", MANGA))
    assert "manga" in only(shell).subjects
    page = looked_at(shell, wait_until)
    wait_until(lambda: shows(page, "red"))
    assert page.leftwards.isChecked() and page.slider.invertedAppearance()
    QTest.keyClick(page, Qt.Key.Key_2)
    QTest.keyClick(page.view, Qt.Key.Key_Left)
    wait_until(lambda: lie(page, "blue", "lime"))
    room = page.view.viewport()
    QTest.mouseClick(room, LEFT, pos=QPoint(20, 40))
    wait_until(lambda: lie(page, "yellow", "yellow"))
    QTest.mouseClick(room, LEFT, pos=QPoint(room.width() - 20, 40))
    wait_until(lambda: lie(page, "blue", "lime"))
    QTest.keyClick(page.view, Qt.Key.Key_Space)
    wait_until(lambda: lie(page, "yellow", "yellow"))
    QTest.keyClick(page.view, Qt.Key.Key_Backspace)
    QTest.keyClick(page, Qt.Key.Key_R)
    wait_until(lambda: lie(page, "lime", "blue"))
    at_rest(shell, wait_until)
    page.wanted = ""
    shell.back()
    looked_at(shell, wait_until)
    assert not page.leftwards.isChecked(), "what was said of this one holds"
