"""Settings: folders that come, go and are away, how hard to read, and what is never recommended."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from assistant.domain.targets import Target
from assistant.recommend.packs.packs import Pack
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths
from gui.look.theme import theme
from gui.pages.settings import pack_card
from gui.pages.settings.folders_card import folders_of
from gui.pages.settings.page import SettingsPage
from gui.shell.shell import Shell
from gui.widgets.controls import SpinControl
from gui.widgets.text import Label
from tests.gui.fake_assistant import FakeAssistant

Wait = Callable[..., None]
BOOKS = Path("/home/ada/Books")


def test_taking_a_folder_out_says_first_what_leaves(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake_shell.go("settings")
    folders = fake_shell.page(SettingsPage).folders
    wait_until(lambda: BOOKS in folders.rows)
    row = folders.rows[BOOKS]
    assert [label.text() for label in row.findChildren(Label)] == ["away"]
    row.remove.click()
    wait_until(row.question.isVisible)
    assert row.words.text().startswith("16 items will leave your library.") and "is kept" in row.words.text()
    row.keep.click()
    assert not row.question.isVisible() and fake.folders == [BOOKS]
    row.remove.click()
    wait_until(lambda: row.sure.hasFocus())
    row.sure.click()
    wait_until(lambda: not fake.folders and not folders.rows)
    fake.steps = 1
    fake_shell.toast.notice.act()
    wait_until(lambda: fake.folders == [BOOKS])


def test_a_drive_that_answers_with_an_error_is_away():
    def exists(path: Path) -> bool:
        if path.name == "broken":
            raise OSError("input/output error")
        return True

    assert folders_of([Path("/a"), Path("/broken")], exists) == [(Path("/a"), True), (Path("/broken"), False)]


def test_how_hard_to_read_is_remembered(fake_shell: Shell, wait_until: Wait):
    paths = fake_shell.session.paths
    paths.create_home()
    fake_shell.page(SettingsPage).rows["pace"].control.buttons["slow"].click()
    wait_until(lambda: Settings.load(paths).pace == "slow")


def test_a_number_is_seen_inside_one_ring(fake_shell: Shell, wait_until: Wait):
    """The line inside a number's box is a line of text too: it must not be pressed to nothing nor draw its own ring."""
    fake_shell.go("settings")
    control = fake_shell.page(SettingsPage).rows["threads"].control
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


def test_what_is_hidden_is_listed_and_comes_back(fake_shell: Shell, fake: FakeAssistant, wait_until: Wait):
    fake.unwanted = set(map(Target.parse, ("item:i3", "item:gone", "folder:/home/ada/Work", "subject:horror")))
    fake_shell.go("settings")
    card = fake_shell.page(SettingsPage).hidden
    wait_until(lambda: len(card.buttons) == 4)
    assert card.buttons[Target.item("i3")].accessibleName() == "Recommend again: “The Turn of the Screw”"
    assert "no longer in your library" in card.buttons[Target.item("gone")].accessibleName()
    card.buttons[Target.subject("horror")].click()
    wait_until(lambda: Target.subject("horror") not in fake.unwanted and len(card.buttons) == 3)
    fake_shell.session.undo()
    wait_until(lambda: Target.subject("horror") in fake.unwanted and len(card.buttons) == 4)


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
