"""The models' side of the façade: installed, taken into use, refused and removed, with the one before kept."""

import shutil
from pathlib import Path

import pytest

from assistant.app import models
from assistant.app.app import App
from assistant.domain.errors import ModelError
from assistant.llm.client import Sampling
from assistant.llm.models import install
from assistant.llm.models.catalogue import Backend, row_of
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths
from tests.llm.gguf_files import sound, tiny_model
from tests.stand_ins import HashEmbedder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where models lie, with nothing of this machine in it."""
    place = tmp_path / "share"
    for module in ("assistant.app.models", "assistant.llm.models.catalogue"):
        monkeypatch.setattr(f"{module}.models_folder", lambda: place)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home of the person")
    return place / "models"


@pytest.fixture
def app(tmp_path: Path, folder: Path):
    one = App.open(Paths(tmp_path / "alcove"), passphrase="one two three four", embedder=HashEmbedder())
    yield one
    one.close()


def in_use(app: App) -> str:
    return next((row["name"] for row in app.models.all(detected=True) if row["in_use"]), "")


def test_the_first_model_installed_is_taken_into_use(app, folder, tmp_path):
    assert app.models.current is None and app.models.facts() == {}
    row = app.models.install(str(tiny_model(tmp_path / "small.gguf", "llama"))).row
    assert row["in_use"] and in_use(app) == "small" and (folder / "small.gguf").exists()
    assert app.models.facts()["architecture"] == "llama"
    app.models.remove("small")
    assert app.models.current is None and in_use(app) == "" and not (folder / "small.gguf").exists()


def test_a_model_that_does_not_open_leaves_the_one_before(app, folder, tmp_path):
    app.models.install(str(tiny_model(tmp_path / "small.gguf", "llama")))
    (folder / "empty.gguf").write_bytes(sound())
    for name, told in (("empty", "empty.gguf"), ("nowhere", "is not on this machine")):
        with pytest.raises(ModelError, match=told) as error:
            app.models.use(name)
        assert "\n" not in str(error.value)
        assert in_use(app) == "small" and Settings.load(app.stores.paths).model in ("", "small")
    assert "".join(app.models.current.stream([], Sampling(max_tokens=2))) is not None


def test_another_programs_model_is_used_where_it_lies(app, tmp_path):
    theirs = tmp_path / "home of the person" / ".lmstudio" / "models" / "theirs.gguf"
    theirs.parent.mkdir(parents=True)
    shutil.copyfile(tiny_model(tmp_path / "theirs.gguf", "llama"), theirs)
    before = theirs.stat().st_mtime_ns
    app.models.use("lm-studio/theirs")
    assert in_use(app) == "lm-studio/theirs" and theirs.stat().st_mtime_ns == before
    with pytest.raises(ModelError, match="belongs to another program"):
        app.models.remove("lm-studio/theirs")


def test_layers_are_kept_and_a_build_without_a_gpu_says_how_to_get_one(app, tmp_path, monkeypatch):
    monkeypatch.setattr(models, "describe_backend", lambda: Backend("", "Build it again: CMAKE_ARGS=…"))
    app.models.install(str(tiny_model(tmp_path / "small.gguf", "llama")))
    assert "CMAKE_ARGS" in app.models.set_gpu_layers(None).row
    assert Settings.load(app.stores.paths).gpu_layers == models.ALL_LAYERS
    assert app.models.set_gpu_layers(0).row == "No layer runs on a GPU."
    assert Settings.load(app.stores.paths).gpu_layers == 0 and in_use(app) == "small"


def test_what_is_offered_is_said_before_it_is_fetched(app):
    row = row_of(install.offered("qwen2.5-0.5b"))
    assert (row["bytes"], row["licence"], row["installed"]) == (491_400_032, "Apache-2.0", False)
    with pytest.raises(ModelError, match="helper that is not running"):
        app.models.install("smollm2-135m")
