"""Locking the window, changing what opens the library, and backups by the calendar, by the controls of a person."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from assistant.app.app import App
from assistant.embedding.encoder import OnnxEmbedder
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths
from assistant.storage.home_lock import lock_of
from gui.pages.settings.page import SettingsPage
from gui.shell.main_window import MainWindow
from gui.workers.locking import IdleLock
from tests.gui.shelf import PASSPHRASE

Wait = Callable[..., None]


@pytest.fixture
def window(
    make_window: Callable[..., MainWindow], encoder: OnnxEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> MainWindow:
    """An open window on a machine without a keyring; whoever unlocks it has to type."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    App.open(Paths(tmp_path / "real"), passphrase=PASSPHRASE, llm=False).close()

    def open_app(paths: Paths, passphrase: str | None) -> App:
        return App.open(paths, passphrase=passphrase, embedder=encoder, llm=False)

    window = make_window(open_app, Paths(tmp_path / "real"), wait=False)
    return window


def unlock(window: MainWindow, wait_until: Wait, words: str = PASSPHRASE) -> None:
    wait_until(lambda: window.stack.currentWidget() is window.vault, 30)
    window.vault.first.setText(words)
    window.vault.button.click()
    wait_until(lambda: window.shell is not None, 30)


def test_locked_it_holds_nothing_and_comes_back_to_where_it_was(window: MainWindow, wait_until: Wait) -> None:
    unlock(window, wait_until)
    window.shell.go("profile")
    journal = window.session.app.stores.journal.database
    QTest.keyClick(window.shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: window.stack.currentWidget() is window.vault, 30)
    assert window.shell is None and window.session is None and journal._key == ""
    with lock_of(window.paths).alone():
        pass  # The command line may restore now.
    window.vault.first.setText("something else")
    window.vault.button.click()
    wait_until(lambda: window.vault.problem.text() and window.vault.first.isEnabled())
    unlock(window, wait_until)
    wait_until(lambda: window.shell.place == "profile" and window.session.lanes.library.idle)
    assert window.shell.place == "profile"


def test_it_locks_after_a_while_without_a_key(window: MainWindow, wait_until: Wait) -> None:
    unlock(window, wait_until)
    window.session.settings.lock_after = 1
    quick = IdleLock(window.session, window.shell, minute=150)
    for _ in range(6):
        QTest.qWait(60)
        QTest.mouseMove(window.shell)
        QTest.keyClick(window.shell, Qt.Key.Key_Shift)
    assert window.shell is not None
    del quick
    wait_until(lambda: window.stack.currentWidget() is window.vault, 30)


def test_the_passphrase_is_changed_in_the_settings(window: MainWindow, wait_until: Wait) -> None:
    unlock(window, wait_until)
    window.shell.go("settings")
    card = window.shell.page(SettingsPage).security
    wait_until(lambda: "passphrase" in card.ways.text(), 30)
    assert card.keyring.isHidden(), "there is none here"
    card.change.click()
    for current, words, problem in (
        ("something else", "another few words", "does not open"),
        (PASSPHRASE, "short", "at least"),
        (PASSPHRASE, "another few words", ""),
    ):
        card.current.setText(current)
        card.first.setText(words)
        card.second.setText(words)
        card.save.click()
        wait_until(lambda problem=problem: problem in card.problem.text() if problem else card.fields.isHidden(), 30)
    card.lock.click()
    unlock(window, wait_until, "another few words")


def test_a_backup_that_is_due_is_written_by_the_window(window: MainWindow, wait_until: Wait, tmp_path: Path) -> None:
    unlock(window, wait_until)
    (tmp_path / "kept").mkdir()
    window.shell.go("settings")
    rows = window.shell.page(SettingsPage).rows
    rows["backups"].control.buttons["weekly"].click()
    rows["backup_folder"].control.line.setText(str(tmp_path / "kept"))
    rows["backup_folder"].control.line.editingFinished.emit()
    wait_until(lambda: Settings.load(window.paths).backups == "weekly")

    def written() -> list[Path]:
        window.shell.backups.look()
        return list((tmp_path / "kept").glob("alcove-*.alcove"))

    wait_until(written, 30)
    QTest.qWait(300)
    assert len(written()) == 1


def test_what_keeps_a_backup_from_being_written_is_said_once(window: MainWindow, wait_until: Wait) -> None:
    unlock(window, wait_until)
    told: list[Any] = []
    window.session.noticed.connect(told.append)
    window.session.settings.backups, window.session.settings.backup_folder = "daily", "/nowhere/at/all"

    def said() -> list[Any]:
        window.shell.backups.look()
        return told

    wait_until(said, 30)
    QTest.qWait(300)
    window.shell.backups.look()
    QTest.qWait(300)
    assert len(told) == 1 and "is not there" in told[0].text
