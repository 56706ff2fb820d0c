"""Settings: folders that come, go and are away, how hard to read, and what is never recommended."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from assistant.app.app import App
from assistant.domain.targets import Target
from assistant.recommend.packs.packs import Pack
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths
from gui.look.theme import theme
from gui.pages.settings import pack_card
from gui.pages.settings.folders_card import folders_of
from gui.pages.settings.page import SettingsPage
from gui.shell.shell import Shell
from gui.widgets import controls
from gui.widgets.controls import FolderControl, SpinControl
from gui.widgets.text import Label
from tests.gui.shelf import OpenShelf, Wait, titled


def test_taking_a_folder_out_says_first_what_leaves(open_shelf: OpenShelf, shelf_folder: Path, wait_until: Wait):
    shell = open_shelf(lambda app: app.stores.journal.add_root(Path("/media/away")))
    app = shell.session.app
    shell.go("settings")
    folders = shell.page(SettingsPage).folders
    wait_until(lambda: len(folders.rows) == 2)
    assert [label.text() for label in folders.rows[Path("/media/away")].findChildren(Label)] == ["away"]
    row, before = folders.rows[shelf_folder], {item.title for item in app.library.items()}
    assert not row.findChildren(Label)
    row.remove.click()
    wait_until(row.question.isVisible)
    words = f"{len(before)} items will leave your library."
    assert row.words.text().startswith(words) and "is kept" in row.words.text()
    row.keep.click()
    assert not row.question.isVisible() and shelf_folder in app.indexing.roots()
    row.remove.click()
    wait_until(lambda: row.sure.hasFocus())
    row.sure.click()
    wait_until(lambda: shelf_folder not in folders.rows and app.library.size() == 0)
    wait_until(lambda: shell.toast.notice is not None and words.split()[0] in shell.toast.notice.text)
    shell.toast.notice.act()
    wait_until(lambda: shell.index_job is None and {item.title for item in app.library.items()} == before, 60)
    assert shelf_folder in app.indexing.roots()


def test_a_folder_that_is_elsewhere_now_is_pointed_to(
    open_shelf: OpenShelf, shelf_folder: Path, tmp_path: Path, wait_until: Wait
):
    there = tmp_path / "another disk"
    shell = open_shelf(lambda _: None)
    app = shell.session.app
    before = {item.id for item in app.library.items()}
    shelf_folder.rename(there)
    shell.go("settings")
    card = shell.page(SettingsPage).folders
    wait_until(lambda: shelf_folder in card.rows and not card.rows[shelf_folder].there)
    card.ask_place = lambda _: there
    card.rows[shelf_folder].elsewhere.click()
    wait_until(lambda: app.indexing.roots() == [there])
    wait_until(
        lambda: shell.index_job is None and all(item.path.exists() for item in app.library.items() if item.path), 60
    )
    assert {item.id for item in app.library.items()} == before
    there.rename(shelf_folder)


def test_a_drive_that_answers_with_an_error_is_away():
    def exists(path: Path) -> bool:
        if path.name == "broken":
            raise OSError("input/output error")
        return True

    assert folders_of([Path("/a"), Path("/broken")], exists) == [(Path("/a"), True), (Path("/broken"), False)]


def test_how_hard_to_read_is_remembered(real_shell: Shell, wait_until: Wait):
    paths = real_shell.session.paths
    real_shell.page(SettingsPage).rows["pace"].control.buttons["slow"].click()
    wait_until(lambda: Settings.load(paths).pace == "slow")


def test_a_number_is_seen_inside_one_ring(real_shell: Shell, wait_until: Wait):
    """The line inside a number's box is a line of text too: it must not be pressed to nothing nor draw its own ring."""
    real_shell.go("settings")
    control = real_shell.page(SettingsPage).rows["threads"].control
    assert isinstance(control, SpinControl)
    spin = control.spin
    spin.setFocus(Qt.FocusReason.TabFocusReason)
    wait_until(spin.hasFocus)
    spin.lineEdit().deselect()
    image = spin.grab().toImage()
    row = [image.pixelColor(x, image.height() // 2).name() for x in range(image.width())]
    ring = [x for x, colour in enumerate(row) if colour == QColor(theme().tokens.accent).name()]
    assert ring and all(x < 4 or x >= len(row) - 4 for x in ring)
    assert spin.lineEdit().width() > 24 + spin.fontMetrics().horizontalAdvance(spin.text())


def test_what_is_hidden_is_listed_and_comes_back(open_shelf: OpenShelf, wait_until: Wait):
    def hide(app: App) -> None:
        for target in (f"item:{titled(app, 'Cold Hearth').id}", "item:gone", "folder:/home/ada/Work", "subject:horror"):
            app.feedback.hide(Target.parse(target))

    shell = open_shelf(hide)
    hidden = shell.session.app.feedback.hidden
    shell.go("settings")
    card = shell.page(SettingsPage).hidden
    wait_until(lambda: len(card.buttons) == 4)
    assert {button.accessibleName() for button in card.buttons.values()} >= {"Recommend again: “Cold Hearth”"}
    assert "no longer in your library" in card.buttons[Target.item("gone")].accessibleName()
    card.buttons[Target.subject("horror")].click()
    wait_until(lambda: Target.subject("horror") not in hidden() and len(card.buttons) == 3)
    shell.session.undos.undo()
    wait_until(lambda: Target.subject("horror") in hidden() and len(card.buttons) == 4)


def test_a_pack_is_taken_into_use_and_dropped(make_window, open_real, wait_until, tmp_path, monkeypatch):
    file, broken = tmp_path / "crowd.pack", tmp_path / "broken.pack"
    none = np.zeros((3, 2), np.float32)
    Pack(("a", "b", "c"), ("x", "y", "z"), none[:, 0], none, np.zeros((385, 2), np.float32)).save(file)
    broken.write_bytes(file.read_bytes()[:-5])
    chosen = [str(broken)]
    monkeypatch.setattr(pack_card.QFileDialog, "getOpenFileName", lambda *_: (chosen[0], ""))
    shell = make_window(open_real, Paths(tmp_path / "real")).shell
    shell.go("settings")
    card = shell.page(SettingsPage).packs
    wait_until(lambda: card.words.text() == "No pack is in use.", 30)
    card.use.click()
    wait_until(lambda: shell.toast.notice is not None and shell.toast.notice.error, 30)
    assert "not a usable pack" in shell.toast.notice.text
    chosen[0] = str(file)
    card.use.click()
    wait_until(lambda: card.words.text().startswith("A pack of 3 works is in use; your library holds 0"), 30)
    card.drop.click()
    wait_until(lambda: card.words.text() == "No pack is in use." and card.drop.isHidden(), 30)


def test_settings_are_searched(real_shell: Shell):
    shell = real_shell
    shell.go("settings")
    page = shell.page(SettingsPage)
    QTest.keyClick(shell, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    QTest.keyClicks(page.search, "passphrase change")
    seen = [card for card in page.cards if card.isVisible()]
    assert [card.isAncestorOf(page.security) for card in seen] == [True]
    for words, row in (("dark mode", "appearance"), ("font", "text_size"), ("timeout", "lock_after")):
        page.search.setText(words)
        (card,) = [card for card in page.cards if card.isVisible()]
        assert card.isAncestorOf(page.rows[row])
    page.search.setFocus()
    QTest.keyClicks(page.search, " nowhere")
    assert not any(card.isVisible() for card in page.cards) and page.nothing.isVisible()
    page.search.clear()
    assert all(card.isVisible() for card in page.cards) and not page.nothing.isVisible()


def test_letters_are_as_large_as_was_chosen_from_the_next_start_on(open_shelf: OpenShelf, wait_until: Wait):
    """Started as the window is: Qt is told before it starts, and draws more pixels for each of ours."""
    shell = open_shelf(lambda _: None)
    shell.go("settings")
    QTest.mouseClick(shell.page(SettingsPage).rows["text_size"].control.buttons["130"], Qt.MouseButton.LeftButton)
    wait_until(lambda: Settings.load(shell.session.paths).text_size == "130")
    program = (
        "import sys; from pathlib import Path; from assistant.settings.paths import Paths; "
        "from gui.look.text_size import use_chosen_size; "
        "use_chosen_size(Paths(Path(sys.argv[1]))); from PySide6.QtWidgets import QApplication, QWidget; "
        "started = QApplication([]); print(QWidget().devicePixelRatio())"
    )
    environment = {name: value for name, value in os.environ.items() if name != "QT_SCALE_FACTOR"}
    command = [sys.executable, "-c", program, str(shell.session.paths.home)]
    assert subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout == "1.3\n"


def test_the_folder_of_backups_is_chosen_with_the_systems_dialog(
    real_shell: Shell, wait_until: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_shell.go("settings")
    control = real_shell.page(SettingsPage).rows["backup_folder"].control
    assert isinstance(control, FolderControl)
    answers = ["", str(tmp_path)]
    monkeypatch.setattr(controls.QFileDialog, "getExistingDirectory", lambda *_: answers.pop(0))
    for wanted in ("", str(tmp_path)):
        control.choose.click()
        wait_until(lambda wanted=wanted: real_shell.session.settings.backup_folder == wanted)
    assert control.line.text() == str(tmp_path)
