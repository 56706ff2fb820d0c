"""Comics and scans: their pages by keyboard, mouse and wheel, at the place where one stopped."""

import zipfile
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from assistant.domain.entities import Verdict
from assistant.domain.shelf_rows import Purpose
from assistant.domain.whole_text import Bookmark
from assistant.storage.library.files import FileState
from gui.pages.item.item_menu import item_menu
from gui.pages.item.page import ItemPage
from gui.pages.reader import sitting
from gui.pages.reader.page import ReaderPage
from gui.pages.reader.pages_page import PagesPage
from tests.gui.looking import OpenFiles, looked_at, only, shows
from tests.gui.shelf import Wait, at_rest
from tests.gui.stand_ins import FileManager
from tests.indexers.ocr.pages import LETTER, write_comic, write_scan
from tests.indexers.ocr.pages import page as picture
from tests.indexers.samples import write_pdf

LEFT = Qt.MouseButton.LeftButton
COLOURS = ("red", "lime", "blue", "yellow", "white")


@pytest.fixture(autouse=True)
def no_glances(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is opened counts at once."""
    monkeypatch.setattr(sitting, "GLANCE", 0)


def coloured(path: Path, *, broken: int = -1) -> Path:
    """A comic of one colour a page, each 600 × 900; one of them may be no picture."""
    write_comic(path, *(Image.new("RGB", (600, 900), colour) for colour in COLOURS))
    if broken >= 0:
        with zipfile.ZipFile(path) as archive:
            held = {name: archive.read(name) for name in archive.namelist()}
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in held.items():
                archive.writestr(name, b"no picture" if name == f"{broken}.png" else data)
    return path


def test_a_comic_is_read_by_keys_and_the_place_is_kept(tmp_path: Path, open_files: OpenFiles, wait_until: Wait) -> None:
    shell = open_files(coloured(tmp_path / "moth.cbz"))
    app, page = shell.session.app, looked_at(shell, wait_until)
    wait_until(lambda: shows(page, "red"))
    assert page.place.text() == "1 of 5" and not page.before.isEnabled()
    assert page.view.accessibleName() == "Page 1 of 5" and page.view.hasFocus()
    for key, colour in (
        (Qt.Key.Key_Right, "lime"), (Qt.Key.Key_Space, "blue"), (Qt.Key.Key_PageUp, "lime"), (Qt.Key.Key_End, "white"),
        (Qt.Key.Key_Right, "white"), (Qt.Key.Key_Left, "yellow"),
    ):  # fmt: skip
        QTest.keyClick(page.view, key)
        wait_until(lambda colour=colour: shows(page, colour))
    assert page.place.text() == "4 of 5" and page.slider.value() == 4
    QTest.keyClick(page.view, Qt.Key.Key_Escape)
    assert shell.place == "item"
    wait_until(lambda: app.reader.bookmark(only(shell).id) == Bookmark(3, 0, 0.8))
    wait_until(lambda: app.feedback.verdicts().get(only(shell).id) is Verdict.OPENED)
    begun = next(row for row in app.shelf_rows.all() if row.purpose is Purpose.GO_ON)
    assert begun.items == (only(shell),), "one goes on with it from the first page of the window"
    page.wanted = ""
    looked_at(shell, wait_until)
    wait_until(lambda: shows(page, "yellow") and page.place.text() == "4 of 5")


def test_pages_turn_by_mouse_and_come_nearer(tmp_path: Path, open_files: OpenFiles, wait_until: Wait) -> None:
    shell = open_files(coloured(tmp_path / "moth.cbz"))
    page = looked_at(shell, wait_until)
    wait_until(lambda: shows(page, "red"))
    view, room = page.view, page.view.viewport()
    QTest.mouseClick(room, LEFT, pos=QPoint(room.width() - 20, 40))
    wait_until(lambda: shows(page, "lime"))
    QTest.mouseClick(room, LEFT, pos=QPoint(20, 40))
    wait_until(lambda: shows(page, "red"))
    QTest.mouseClick(page.after, LEFT)
    wait_until(lambda: shows(page, "lime"))
    page.slider.setValue(4)
    wait_until(lambda: shows(page, "yellow"))
    assert view.shown.height() == room.height() and view.verticalScrollBar().maximum() == 0
    QTest.keyClick(page, Qt.Key.Key_W)
    assert page.wide.isChecked() and view.shown.width() == room.width() and view.verticalScrollBar().maximum() > 0
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.verticalScrollBar().value() > 0 and page.at == 3, "what is not in view yet comes first"
    wide = view.shown.width()
    QTest.keyClick(page, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.shown.width() > wide
    QTest.keyClick(page, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert view.shown.width() == wide
    QTest.keyClick(view, Qt.Key.Key_End)
    wait_until(lambda: shell.toast.isVisible() and "moth" in shell.toast.notice.text)
    assert shell.toast.notice.action == "Finished"


def test_a_page_that_is_no_picture_is_said_and_stands_in_nobodys_way(
    tmp_path: Path, open_files: OpenFiles, wait_until: Wait
) -> None:
    (tmp_path / "bad.cbz").write_bytes(b"PK\x03\x04 this is no archive at all")
    desktop = FileManager()
    shell = open_files(coloured(tmp_path / "moth.cbz", broken=1), tmp_path / "bad.cbz", opener=desktop)
    problems = {record.path.name: record.state for record in shell.session.app.indexing.problems()}
    assert problems["bad.cbz"] is FileState.FAILED
    page = looked_at(shell, wait_until)
    wait_until(lambda: shows(page, "red"))
    page.after.click()
    wait_until(page.empty.isVisible)
    assert page.empty.sentence.text() == "This picture is damaged or cut short." and page.place.text() == "2 of 5"
    page.empty.button.click()
    wait_until(lambda: desktop.opened == [tmp_path / "moth.cbz"])
    page.after.click()
    wait_until(lambda: page.view.isVisible() and shows(page, "blue"))
    away = (tmp_path / "moth.cbz").rename(tmp_path / "moth.away")
    page.go_to(4)
    wait_until(page.empty.isVisible)
    assert page.empty.sentence.text() == "Its file is not where it was." and away.exists()


def test_a_scan_is_looked_at_and_what_was_recognised_in_it_is_read_from_the_menu(
    tmp_path: Path, open_files: OpenFiles, wait_until: Wait
) -> None:
    shell = open_files(write_scan(tmp_path / "letter.pdf", picture(LETTER)))
    assert only(shell).recognised
    page = looked_at(shell, wait_until)
    wait_until(lambda: page.view.shown.width() > 300)
    assert page.pages == 1 and not page.foot.isVisible()
    shell.back()
    item_page = shell.page(ItemPage)
    at_rest(shell, wait_until)
    menu = item_menu(item_page, shell.session, item_page.details)
    next(act for act in menu.actions() if act.text() == "Read the recognised text").trigger()
    reader = shell.page(ReaderPage)
    wait_until(lambda: reader.text is not None and "bassoon" in reader.text.parts[0].text)


def test_the_pages_of_a_pdf_with_text_are_looked_at_from_the_menu(
    tmp_path: Path, open_files: OpenFiles, wait_until: Wait
) -> None:
    write_pdf(tmp_path / "tides.pdf", pages=("The tide comes in. " * 40, "The tide goes out. " * 40))
    shell = open_files(tmp_path / "tides.pdf")
    shell.session.item_wanted.emit(only(shell).id)
    item_page = shell.page(ItemPage)
    wait_until(lambda: item_page.item is not None and item_page.details is not None)
    menu = item_menu(item_page, shell.session, item_page.details)
    next(act for act in menu.actions() if act.text() == "Look at its pages").trigger()
    page = shell.page(PagesPage)
    wait_until(lambda: shell.place == "pages" and page.pages == 2, 60)
