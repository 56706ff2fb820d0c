"""Language models: asked about, downloaded, paused, given up, used and removed, with small files as models."""

import hashlib
import shutil
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant.app.app import App
from assistant.domain.errors import Cancelled
from assistant.embedding.encoder import OnnxEmbedder
from assistant.llm.models import catalogue, entries, install
from assistant.llm.models.catalogue import Backend
from assistant.llm.models.entries import ModelEntry
from assistant.security.helper.orders import landing
from assistant.security.network_helper import Courier
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths
from gui.pages.settings import models
from gui.pages.settings.gpu_card import facts_words
from gui.pages.settings.model_row import fact_words, install_question
from gui.pages.settings.models import ModelsPage
from gui.shell.main_window import MainWindow
from gui.shell.shell import Shell
from tests.gui.shelf import PASSPHRASE, Wait
from tests.llm.crashing_gpu import build
from tests.llm.gguf_files import tiny_model


class Downloads(Courier):
    """Brings `content` in a hundred steps while `gate` is open, and goes on where it was stopped."""

    def __init__(self, content: bytes, target: Path) -> None:
        super().__init__()
        self.content, self.target, self.gate = content, target, threading.Event()
        self.gate.set()

    def download(
        self,
        name: str,
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> None:
        target = landing(self.target.parent, self.target.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f"{target.name}.part")
        step = len(self.content) // 100 + 1
        while (here := part.stat().st_size if part.exists() else 0) < len(self.content):
            with part.open("ab") as file:
                file.write(self.content[here : here + step])
            if progress is not None:
                progress(here, len(self.content))
            while True:
                if cancelled is not None and cancelled():
                    raise Cancelled("Stopped.")
                if self.gate.wait(0.005) or here < len(self.content) // 2:
                    break
        part.rename(target)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where models lie: one of the catalogue is there, and another program has one too."""
    share, home = tmp_path / "share", tmp_path / "home of the person"
    for module in ("assistant.app.models", "assistant.llm.models.catalogue"):
        monkeypatch.setattr(f"{module}.models_folder", lambda: share)
    monkeypatch.setattr(Path, "home", lambda: home)
    (share / "models").mkdir(parents=True)
    (home / ".cache/llama.cpp").mkdir(parents=True)
    tiny_model(share / "models" / "small.gguf", "llama")
    tiny_model(home / ".cache/llama.cpp" / "theirs.gguf", "llama")
    return share / "models"


@pytest.fixture
def downloads(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Downloads:
    content = tiny_model(tmp_path / "big.gguf", "llama").read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    big = ModelEntry("big", Path("big.gguf"), len(content), digest, "mit", 1_000_000, 2048, "a test", url="x")
    for module in (catalogue, entries, install):
        monkeypatch.setattr(module, "catalogue", lambda: (big,))
    return Downloads(content, folder / "big.gguf")


@pytest.fixture
def window(
    make_window: Callable[..., MainWindow], downloads: Downloads, encoder: OnnxEmbedder, tmp_path: Path
) -> MainWindow:
    def open_app(paths: Paths, passphrase: str | None) -> App:
        return App.open(paths, passphrase=PASSPHRASE, embedder=encoder, courier=downloads)

    return make_window(open_app, Paths(tmp_path / "alcove"))


@pytest.fixture
def page(window: MainWindow, wait_until: Wait, monkeypatch: pytest.MonkeyPatch) -> ModelsPage:
    monkeypatch.setattr(catalogue, "describe_backend", lambda: Backend("", "The processor alone."))
    shell = window.shell
    assert shell is not None
    shell.go("models")
    page = shell.page(ModelsPage)
    assert isinstance(page, ModelsPage)
    wait_until(lambda: len(page.rows) == 3 and offered(page, "big") == ["install"], 30)
    return page


def shell_of(page: ModelsPage) -> Shell:
    shell = page.window().findChild(Shell)
    assert isinstance(shell, Shell)
    return shell


def offered(page: ModelsPage, name: str) -> list[str]:
    return [words for words, button in page.rows[name].buttons.items() if button.isVisible()]


def theirs(page: ModelsPage) -> str:
    return next(name for name in page.rows if "/" in name)


def test_each_model_offers_what_can_be_done(page: ModelsPage):
    assert offered(page, "small") == ["remove"] and page.rows["small"].in_use.isVisible()
    assert offered(page, "big") == ["install"] and offered(page, theirs(page)) == ["use"]


def test_a_download_is_asked_about_and_runs_to_its_end(
    page: ModelsPage, downloads: Downloads, folder, wait_until: Wait
):
    downloads.gate.clear()
    row = page.rows["big"]
    row.buttons["install"].click()
    assert row.question.isVisible() and "big" not in page._jobs
    assert "under the licence mit? It needs 1 MB of memory" in row.asks.text()
    row.yes.click()
    wait_until(lambda: row.bar.value() > 100)
    assert offered(page, "big") == ["pause"] and " of " in row.state.text()
    downloads.gate.set()
    wait_until(lambda: offered(page, "big") == ["use", "remove"])
    assert (page._session.app.models.all()[0]["file"]).endswith("big.gguf")


def test_it_can_be_paused_gone_on_with_and_given_up(page: ModelsPage, downloads: Downloads, folder, wait_until: Wait):
    part = landing(folder, "big.gguf").with_name("big.gguf.part")
    downloads.gate.clear()
    page.install("big")
    wait_until(lambda: page.rows["big"].bar.value() > 30)
    page.rows["big"].buttons["pause"].click()
    wait_until(lambda: offered(page, "big") == ["resume", "give up"])
    came = part.stat().st_size
    page.rows["big"].buttons["resume"].click()
    wait_until(lambda: part.stat().st_size > came)
    page.rows["big"].buttons["pause"].click()
    wait_until(lambda: offered(page, "big") == ["resume", "give up"])
    page.rows["big"].buttons["give up"].click()
    wait_until(lambda: offered(page, "big") == ["install"] and not part.exists())


def test_what_cannot_be_installed_says_why(page: ModelsPage, wait_until: Wait, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(install, "free_memory", lambda: 1_000)
    page.install("big")
    wait_until(lambda: page.rows["big"].state.text().startswith("big needs about "))


def test_another_model_is_used_or_refused(page: ModelsPage, folder: Path, wait_until: Wait):
    shell, name = shell_of(page), theirs(page)
    page.rows[name].buttons["use"].click()
    wait_until(lambda: page.rows[name].in_use.isVisible(), 60)
    assert offered(page, name) == [] and Settings.load(shell.session.paths).model == name
    (folder / "small.gguf").unlink()
    page.rows["small"].buttons["use"].click()
    wait_until(lambda: shell.toast.notice is not None and shell.toast.notice.error)
    assert "is not on this machine" in shell.toast.notice.text and shell.session.app.models.current.name == name


def test_removing_asks_first(page: ModelsPage, folder: Path, wait_until: Wait):
    row = page.rows["small"]
    row.buttons["remove"].click()
    assert "This frees " in row.asks.text() and (folder / "small.gguf").exists()
    row.yes.click()
    wait_until(lambda: not (folder / "small.gguf").exists() and "small" not in page.rows)


def test_a_file_of_ones_own(page: ModelsPage, folder: Path, tmp_path: Path, wait_until: Wait, monkeypatch):
    own = tiny_model(tmp_path / "own.gguf", "llama")
    monkeypatch.setattr(models.QFileDialog, "getOpenFileName", lambda *_: (str(own), ""))
    page.add_button.click()
    wait_until(lambda: "own" in page.rows and (folder / "own.gguf").exists())


def test_the_processor_alone_is_said(page: ModelsPage, wait_until: Wait):
    wait_until(lambda: page.gpu.detail.text() == "The processor alone.")
    assert not page.gpu.layers.isEnabled()
    page.gpu.choice.buttons["some"].click()
    wait_until(page.gpu.layers.isEnabled)


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("cc") is None, reason="stands in for a library")
def test_a_gpu_over_which_llama_cpp_dies_is_told_of(page: ModelsPage, tmp_path: Path, wait_until: Wait, monkeypatch):
    monkeypatch.setenv("LLAMA_CPP_LIB_PATH", str(build(tmp_path)))
    page.gpu.choice.buttons["auto"].click()
    wait_until(lambda: "llama.cpp stopped when it used the GPU" in page.gpu.facts.text(), 30)
    assert "GPU" not in page.gpu.detail.text()


def test_facts_in_words():
    model = {"bytes": 98_000_000, "licence": "MIT", "memory": 400_000_000, "origin": "here"}
    assert fact_words(model) == "98 MB  ·  MIT  ·  needs about 400 MB of memory"
    assert install_question(model, 100_000_000).endswith("only 100 MB is free now.")
    assert install_question(model, None) == "Download 98 MB under the licence MIT?"
    assert facts_words({}) == "No model is in use."
    assert facts_words({"layers": 30, "layers_offloaded": 30}) == "30 of the model's 30 layers run on the GPU."
