"""Backup, restore and erasure from the settings, on real stores without books."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.settings.paths import Paths
from gui.pages.settings import upkeep_card
from gui.pages.settings.page import SettingsPage
from gui.shell.main_window import MainWindow

PASSPHRASE = "four small words here"
Wait = Callable[..., None]


@pytest.fixture
def window(make_window: Callable[..., MainWindow], open_real: Callable[..., Any], tmp_path: Path) -> MainWindow:
    window = make_window(open_real, Paths(tmp_path / "real"))
    assert window.shell is not None
    window.shell.go("settings")
    return window


def sentences(window: MainWindow) -> list[str]:
    assert window.session is not None
    return [one.text for one in window.session.app.profile.statements()]


def notice(window: MainWindow) -> str:
    shell = window.shell
    return shell.toast.notice.text if shell is not None and shell.toast.notice is not None else ""


def reopened(window: MainWindow, before: Any) -> bool:
    return window.shell is not None and window.shell is not before


def test_a_backup_brings_back_what_was(window: MainWindow, wait_until: Wait, monkeypatch, tmp_path: Path):
    file = tmp_path / "kept.alcove"
    monkeypatch.setattr(upkeep_card.QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    monkeypatch.setattr(upkeep_card.QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    window.session.app.profile.add("I like short books")
    window.shell.page(SettingsPage).upkeep.buttons["backup"].click()
    wait_until(lambda: "kept.alcove is written" in notice(window), 30)
    window.session.app.profile.add("I like long books")
    card, before = window.shell.page(SettingsPage).upkeep, window.shell
    card.buttons["check"].click()
    card.checking.field.setText(PASSPHRASE)
    card.checking.yes.click()
    wait_until(lambda: notice(window) == "kept.alcove restores: 1 sentence and 0 pieces of feedback.", 30)
    card.buttons["restore"].click()
    card.restoring.field.setText(PASSPHRASE)
    card.restoring.yes.click()
    wait_until(lambda: reopened(window, before), 30)
    assert sentences(window) == ["I like short books"]
    wait_until(lambda: notice(window).startswith("Restored: 1 sentence and 0 pieces of feedback."))


def test_a_file_that_is_no_backup_changes_nothing(window: MainWindow, wait_until: Wait, monkeypatch, tmp_path: Path):
    file = tmp_path / "other.alcove"
    file.write_bytes(b"no backup at all")
    monkeypatch.setattr(upkeep_card.QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    window.session.app.profile.add("I like short books")
    card, before = window.shell.page(SettingsPage).upkeep, window.shell
    card.buttons["restore"].click()
    card.restoring.yes.click()
    wait_until(lambda: reopened(window, before), 30)
    assert sentences(window) == ["I like short books"]
    wait_until(lambda: window.shell.toast.notice is not None and window.shell.toast.notice.error)


def test_erasing_wants_a_word_typed_and_leaves_nothing(window: MainWindow, wait_until: Wait, tmp_path: Path):
    window.session.app.profile.add("I like short books")
    card, before = window.shell.page(SettingsPage).upkeep, window.shell
    card.buttons["erase"].click()
    assert card.erasing.isVisible() and not card.erasing.yes.isEnabled()
    card.erasing.field.setText("Erase ")
    card.erasing.yes.click()
    wait_until(lambda: reopened(window, before), 30)
    assert sentences(window) == []
    wait_until(lambda: "Everything is erased." in notice(window))


def test_leaving_it_does_nothing(window: MainWindow, wait_until: Wait):
    card = window.shell.page(SettingsPage).upkeep
    card.buttons["erase"].click()
    # The question stands at the foot of the page, which comes into view.
    wait_until(lambda: not card.erasing.visibleRegion().isEmpty())
    card.erasing.no.click()
    assert not card.erasing.isVisible() and window.session is not None
