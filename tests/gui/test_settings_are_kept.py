"""Settings that are changed at several places of the window, on the real stores with real models: none is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.app.app import App
from assistant.embedding.encoder import OnnxEmbedder
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths
from gui.look.theme import theme
from gui.pages.for_you.page import ForYouPage
from gui.pages.settings.models import ModelsPage
from gui.pages.settings.page import SettingsPage
from gui.shell.main_window import MainWindow
from tests.gui.shelf import PASSPHRASE
from tests.llm.gguf_files import tiny_model

Wait = Callable[..., None]


@pytest.fixture
def window(
    make_window: Callable[..., MainWindow], encoder: OnnxEmbedder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> MainWindow:
    """On a library without items, with two small models installed and none chosen."""
    folder = tmp_path / "share"
    for module in ("assistant.app.models", "assistant.llm.models.catalogue"):
        monkeypatch.setattr(f"{module}.models_folder", lambda: folder)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home of the person")
    (folder / "models").mkdir(parents=True)
    for name in ("first", "second"):
        tiny_model(folder / "models" / f"{name}.gguf", "llama")
    paths = Paths(tmp_path / "alcove")
    monkeypatch.setattr("gui.shell.session.WATCH_EVERY", 200)
    return make_window(lambda paths, passphrase: App.open(paths, passphrase=PASSPHRASE, embedder=encoder), paths)


@pytest.fixture
def page(window: MainWindow, wait_until: Wait) -> ModelsPage:
    """The page of the models, both of them to be seen."""
    assert window.shell is not None
    window.shell.go("models")
    page = window.shell.page(ModelsPage)
    assert isinstance(page, ModelsPage)
    wait_until(lambda: "second" in page.rows and page.rows["second"].buttons["use"].isVisible(), 30)
    return page


def test_a_slider_leaves_the_chosen_model_and_its_layers(window: MainWindow, page: ModelsPage, wait_until: Wait):
    shell, paths = window.shell, window.paths
    assert shell is not None
    page.rows["second"].buttons["use"].click()
    wait_until(lambda: page.rows["second"].in_use.isVisible() and page.gpu.isEnabled(), 60)
    page.gpu.choice.buttons["some"].click()
    page.gpu.layers.setValue(2)
    page.gpu.apply_button.click()
    wait_until(lambda: Settings.load(paths).gpu_layers == 2, 60)
    shell.go("for-you")
    shell.page(ForYouPage).bar.steering.sliders["surprise"].slider.setValue(18)
    wait_until(lambda: Settings.load(paths).surprise == 0.9)
    shell.page(SettingsPage).rows["appearance"].control.buttons["dark"].click()
    shell.page(SettingsPage).rows["appearance"].control.buttons["light"].click()
    window.close()
    kept = Settings.load(paths)
    assert (kept.model, kept.gpu_layers, kept.surprise, kept.appearance) == ("second", 2, 0.9, "light")


def test_what_the_command_line_sets_is_in_force_in_the_open_window(
    window: MainWindow, page: ModelsPage, wait_until: Wait
):
    assert window.session is not None
    models = window.session.app.models
    assert models.current.name == "first" and page.rows["first"].in_use.isVisible()
    elsewhere = Settings.load(window.paths)
    elsewhere.model, elsewhere.appearance = "second", "dark"
    elsewhere.flush()
    wait_until(lambda: page.rows["second"].in_use.isVisible(), 30)
    assert models.current.name == "second" and theme().tokens.dark
    elsewhere.model, elsewhere.appearance = "gone", "light"
    elsewhere.flush()
    wait_until(
        lambda: window.shell.toast.notice is not None and "is not on this machine" in window.shell.toast.notice.text
    )
    assert models.current.name == "second" and not theme().tokens.dark


def test_settings_that_cannot_be_written_are_told_and_kept_in_force(window: MainWindow, wait_until: Wait):
    shell = window.shell
    assert shell is not None
    window.paths.settings.unlink(missing_ok=True)
    window.paths.settings.mkdir()
    shell.page(ForYouPage).bar.steering.sliders["variety"].slider.setValue(20)
    wait_until(lambda: shell.toast.notice is not None and shell.toast.notice.error)
    assert "settings.toml" in shell.toast.notice.text and shell.session.settings.variety == 1.0
    window.paths.settings.rmdir()
    window.close()
    assert Settings.load(window.paths).variety == 1.0
