"""A QApplication that fails on any warning of Qt, windows on real stores, and a way to wait."""

import os
from pathlib import Path

if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
    # The offscreen platform's own screen is smaller than our windows.
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).with_name('screen.json')}"
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from assistant.app.app import App
from assistant.embedding.encoder import OnnxEmbedder
from assistant.llm.client import LanguageModel
from assistant.settings.paths import Paths
from gui.look.theme import theme
from gui.pages.for_you.page import ForYouPage
from gui.pages.library.page import LibraryPage
from gui.shell import app as gui_app
from gui.shell.acts.files import Opener
from gui.shell.main_window import MainWindow, OpenApp
from gui.shell.shell import Shell
from gui.workers.gc_scheduler import YoungGarbage
from tests.gui.looking import OpenFiles
from tests.gui.shelf import PASSPHRASE, OpenShelf, Wait, write_shelf


@pytest.fixture(scope="session")
def qapp(tmp_path_factory: pytest.TempPathFactory) -> QApplication:
    app = QApplication.instance() or QApplication(["alcove-tests"])
    assert isinstance(app, QApplication)
    gui_app.prepare(app, Paths(tmp_path_factory.mktemp("look")))
    theme().set_appearance("light")
    YoungGarbage(app)
    return app


@pytest.fixture(autouse=True)
def no_qt_warnings(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Every test fails on a warning of Qt and on what a slot raises, as qutebrowser's do."""
    said: list[str] = []

    def hear(kind: QtMsgType, context: object, message: str) -> None:
        # The offscreen platform says so of every menu; where no menu is, a widget was shown as a window by mistake.
        of_menu = message.startswith("This plugin does not support") and (
            qapp.activePopupWidget() is not None or "propagateSizeHints" not in message
        )
        if kind != QtMsgType.QtDebugMsg and not of_menu:
            said.append(message)

    before = qInstallMessageHandler(hear)
    # What a slot raises does not reach the test by itself.
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: said.append(f"{kind.__name__}: {error}"))
    yield said
    qapp.processEvents()
    qInstallMessageHandler(before)
    assert said == []


def turn(app: QApplication) -> None:
    """One round of the loop. Without exec() nobody else frees what was given to deleteLater()."""
    app.processEvents()
    app.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))


@pytest.fixture
def wait_until(qapp: QApplication) -> Callable[..., None]:
    """Let the event loop turn until something holds."""

    def wait(holds: Callable[[], Any], seconds: float = 10.0) -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, "it did not happen in time"
            turn(qapp)
            time.sleep(0.002)

    return wait


@pytest.fixture
def make_window(
    qapp: QApplication, tmp_path: Path, wait_until: Callable[..., None]
) -> Iterator[Callable[..., MainWindow]]:
    """Windows that are shown, opened, and closed again at the end."""
    made: list[MainWindow] = []

    def make(open_app: OpenApp, paths: Paths | None = None, *, wait: bool = True, **options: Any) -> MainWindow:
        window = MainWindow(paths or Paths(tmp_path / "home"), open_app, **options)
        made.append(window)
        window.show()
        window.activateWindow()
        wait_until(window.isActiveWindow)
        window.open()
        if wait:
            wait_until(lambda: window.shell is not None, 60)
        return window

    yield make
    for window in made:
        window.close()
        window.deleteLater()
    turn(qapp)


@pytest.fixture(scope="session")
def shelf_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shelf's files; see `write_shelf`."""
    return write_shelf(tmp_path_factory.mktemp("shelf"))


@pytest.fixture
def open_real(encoder: OnnxEmbedder, monkeypatch: pytest.MonkeyPatch) -> OpenApp:
    """Opens the real library on real stores, with the encoder of the set-up and no language model."""
    monkeypatch.delenv("ALCOVE_PASSPHRASE_FILE", raising=False)

    def open_app(paths: Paths, passphrase: str | None) -> App:
        return App.open(paths, passphrase=passphrase or PASSPHRASE, embedder=encoder, llm=False)

    return open_app


@pytest.fixture(scope="session")
def read_home(encoder: OnnxEmbedder, shelf_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose library holds the shelf, read once for the whole run."""
    home = tmp_path_factory.mktemp("read") / "home"
    app = App.open(Paths(home), passphrase=PASSPHRASE, embedder=encoder, llm=False)
    app.indexing.index([shelf_folder])
    app.close()
    return home


@pytest.fixture
def open_shelf(
    make_window: Callable[..., MainWindow], encoder: OnnxEmbedder, read_home: Path, tmp_path: Path
) -> OpenShelf:
    """The window on a copy of the home that holds the shelf."""

    def opened(
        before: Callable[[App], object] = lambda _: None,
        *,
        model: LanguageModel | None = None,
        opener: Opener | None = None,
    ) -> Shell:
        shutil.copytree(read_home, tmp_path / "real")

        def open_app(paths: Paths, passphrase: str | None) -> App:
            app = App.open(paths, passphrase=PASSPHRASE, embedder=encoder, language_model=model, llm=False)
            before(app)
            return app

        shell = make_window(open_app, Paths(tmp_path / "real"), opener=opener).shell
        assert shell is not None
        return shell

    return opened


@pytest.fixture
def open_files(tmp_path: Path, encoder: OnnxEmbedder, make_window: Callable[..., MainWindow]) -> OpenFiles:
    """The window on a library of these files."""

    def opened(*files: Path, opener: Opener | None = None) -> Shell:
        def open_app(paths: Paths, passphrase: str | None) -> App:
            app = App.open(paths, passphrase=PASSPHRASE, embedder=encoder, llm=False)
            app.indexing.index(list(files))
            return app

        shell = make_window(open_app, opener=opener).shell
        assert shell is not None
        return shell

    return opened


@pytest.fixture
def real_shell(open_shelf: OpenShelf, wait_until: Wait) -> Shell:
    """The window on real stores that hold the shelf, its library in front."""
    shell = open_shelf()
    shell.go("library")
    wait_until(lambda: len(shell.page(LibraryPage).model.rows) >= 9, 60)
    return shell


@pytest.fixture
def for_you(open_shelf: OpenShelf, wait_until: Wait) -> Shell:
    """The window on the shelf as it opens, its first list shown."""
    shell = open_shelf()
    wait_until(lambda: shell.page(ForYouPage).cards, 30)
    return shell
