"""Settings that are changed at several places of the window, on the real stores with real models: none is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.app.app import App
from assistant.embedding.encoder import OnnxEmbedder
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths
from gui.pages.settings.models import ModelsPage
from gui.shell.main_window import MainWindow
from tests.gui.conftest import PASSPHRASE
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
    return make_window(lambda paths, passphrase: App.open(paths, passphrase=PASSPHRASE, embedder=encoder), paths)


def test_a_slider_leaves_the_chosen_model_and_its_layers(window: MainWindow, wait_until: Wait):
    shell, paths = window.shell, window.paths
    assert shell is not None
    shell.go("models")
    page = shell.pages["models"]
    assert isinstance(page, ModelsPage)
    wait_until(lambda: "second" in page.rows and page.rows["second"].buttons["use"].isVisible(), 30)
    page.rows["second"].buttons["use"].click()
    wait_until(lambda: page.rows["second"].in_use.isVisible() and page.gpu.isEnabled(), 60)
    page.gpu.choice.buttons["some"].click()
    page.gpu.layers.setValue(2)
    page.gpu.apply_button.click()
    wait_until(lambda: Settings.load(paths).gpu_layers == 2, 60)
    shell.go("for-you")
    shell.for_you.surprise.setValue(18)
    wait_until(lambda: Settings.load(paths).surprise == 0.9)
    shell.settings.looks.buttons["dark"].click()
    shell.settings.looks.buttons["light"].click()
    window.close()
    kept = Settings.load(paths)
    assert (kept.model, kept.gpu_layers, kept.surprise, kept.appearance) == ("second", 2, 0.9, "light")
