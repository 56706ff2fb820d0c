"""The window opens and closes: locks, a damaged store, a first run, its size, and work that is under way."""

import json
import os
import shutil
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from assistant.app.app import App
from assistant.embedding.encoder import OnnxEmbedder
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths
from gui.pages.first_run.page import FirstRunPage
from gui.pages.settings.page import SettingsPage
from gui.shell.main_window import OpenApp
from tests.gui.shelf import PASSPHRASE, OpenShelf, Wait, titled
from tests.gui.stand_ins import Talker


@pytest.fixture
def open_locked(encoder: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch) -> OpenApp:
    """Opens a library on a machine without a keyring: somebody has to type the passphrase."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

    def open_app(paths: Paths, passphrase: str | None) -> App:
        return App.open(paths, passphrase=passphrase, embedder=encoder, llm=False)

    return open_app


def test_the_window_is_up_before_the_library_is(make_window, open_real: OpenApp, wait_until: Wait):
    gate = threading.Event()

    def slow(paths: Paths, passphrase: str | None) -> App:
        gate.wait(5)
        return open_real(paths, passphrase)

    window = make_window(slow, wait=False)
    assert window.isVisible() and window.stack.currentWidget() is window.skeleton
    gate.set()
    wait_until(lambda: window.shell is not None and window.shell.place == "first-run")


def test_a_locked_vault_asks_and_a_wrong_passphrase_is_told(
    make_window, open_locked: OpenApp, read_home: Path, tmp_path: Path, wait_until: Wait
):
    shutil.copytree(read_home, tmp_path / "locked")
    window = make_window(open_locked, Paths(tmp_path / "locked"), wait=False)
    wait_until(lambda: window.stack.currentWidget() is window.vault)
    assert not window.vault.second.isVisible()
    QTest.keyClicks(window.vault.first, "wrong words here")
    QTest.keyClick(window.vault.first, Qt.Key.Key_Return)
    wait_until(lambda: "does not open" in window.vault.problem.text())
    window.vault.first.setText(PASSPHRASE)
    window.vault.button.click()
    wait_until(lambda: window.shell is not None)
    assert window.vault.first.text() == "" and titled(window.session.app, "The Sea Road")


def test_a_fresh_home_without_a_keyring_asks_twice(make_window, open_locked: OpenApp, wait_until: Wait):
    window = make_window(open_locked, wait=False)
    wait_until(lambda: window.vault.second.isVisible())
    window.vault.first.setText("short")
    window.vault.button.click()
    assert "at least" in window.vault.problem.text()
    window.vault.first.setText("long enough words")
    window.vault.second.setText("other words, also long")
    window.vault.button.click()
    assert "differ" in window.vault.problem.text()
    window.vault.second.setText("long enough words")
    QTest.keyClick(window.vault.second, Qt.Key.Key_Return)
    wait_until(lambda: window.shell is not None)
    paths = window.paths
    QTest.keyClick(window.shell, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: window.session is None)
    open_locked(paths, "long enough words").close()


def test_a_damaged_store_is_told_and_can_be_tried_again(
    make_window, open_real: OpenApp, read_home: Path, tmp_path: Path, wait_until: Wait
):
    shutil.copytree(read_home, tmp_path / "damaged")
    paths = Paths(tmp_path / "damaged")
    whole = paths.journal.read_bytes()
    paths.journal.write_bytes(os.urandom(len(whole)))
    window = make_window(open_real, paths, wait=False)
    wait_until(lambda: window.stack.currentWidget() is window.trouble)
    assert window.trouble.sentence.text()
    paths.journal.write_bytes(whole)
    window.trouble.acted.emit()
    wait_until(lambda: window.shell is not None)


def test_the_first_run_asks_for_a_folder_and_takes_one_that_is_dropped(
    make_window, open_real: OpenApp, wait_until: Wait, tmp_path: Path
):
    folder = tmp_path / "dropped"
    folder.mkdir()
    (folder / "one.md").write_text("# Knots\n\nHow to tie them.\n")
    shell = make_window(open_real).shell
    wait_until(lambda: shell.place == "first-run")
    assert not shell.chat.isVisible()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder)), QUrl("https://example.org/x")])
    event = QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    shell.page(FirstRunPage).zone.dropEvent(event)
    assert shell.strip.isVisible() and shell.strip.cancel.isVisible() and shell.place == "library"
    wait_until(lambda: shell.index_job is None, 30)
    assert shell.session.app.indexing.roots() == [folder] and titled(shell.session.app, "Knots")


def test_size_and_look_are_remembered(make_window, open_real: OpenApp, wait_until: Wait, tmp_path: Path):
    paths = Paths(tmp_path / "kept")
    window = make_window(open_real, paths)
    window.resize(1000, 640)
    window.shell.page(SettingsPage).rows["appearance"].control.buttons["dark"].click()
    wait_until(lambda: Settings.load(paths).appearance == "dark")
    window.shell.page(SettingsPage).rows["appearance"].control.buttons["light"].click()
    window.close()
    assert Settings.load(paths).appearance == "light"
    assert set(json.loads((paths.home / "window.json").read_text())) == {"geometry", "chat"}
    assert make_window(open_real, paths).height() == 640


@pytest.mark.parametrize("text", ["[]", "{}", '{"geometry": 3}', "no json"])
def test_a_touched_geometry_file_does_no_harm(make_window, open_real: OpenApp, tmp_path: Path, text: str):
    paths = Paths(tmp_path / "odd")
    paths.create_home()
    (paths.home / "window.json").write_text(text)
    assert make_window(open_real, paths, wait=False).width() == 1280


def test_closing_in_the_middle_of_everything(open_shelf: OpenShelf, tmp_path: Path, monkeypatch):
    shell = open_shelf(model=Talker("word " * 80, pause=0.1))
    folder, app, window, closed = tmp_path / "many", shell.session.app, shell.window(), list[bool]()
    folder.mkdir()
    for number in range(100):
        (folder / f"{number}.md").write_text(f"# Note {number}\n\nOn the tide of day {number}.\n")
    close = app.close
    monkeypatch.setattr(app, "close", lambda: closed.append(close() is None))
    shell.index([folder])
    shell.chat.ask("a ghost story please")
    shell.go("library")
    started = time.monotonic()
    window.close()
    assert closed == [True] and time.monotonic() - started < 15
