"""The models' side of the façade: installed, taken into use, refused and removed, with the one before kept."""

import shutil
from pathlib import Path

import pytest

from assistant.app import Assistant, models
from assistant.domain.errors import ModelError
from assistant.llm.models.catalogue import Backend
from assistant.settings.declarations import ALL_LAYERS, Settings
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
def assistant(tmp_path: Path, folder: Path):
    one = Assistant.open(Paths(tmp_path / "alcove"), passphrase="one two three four", embedder=HashEmbedder())
    yield one
    one.close()


def in_use(assistant: Assistant) -> str:
    return next((row["name"] for row in assistant.models(detected=True) if row["in_use"]), "")


def test_the_first_model_installed_is_taken_into_use(assistant, folder, tmp_path):
    assert assistant.model is None and assistant.model_facts() == {}
    row = assistant.install_model(str(tiny_model(tmp_path / "small.gguf", "llama")))
    assert row["in_use"] and in_use(assistant) == "small" and (folder / "small.gguf").exists()
    assert assistant.model_facts()["architecture"] == "llama"
    assistant.remove_model("small")
    assert assistant.model is None and in_use(assistant) == "" and not (folder / "small.gguf").exists()


def test_a_model_that_does_not_open_leaves_the_one_before(assistant, folder, tmp_path):
    assistant.install_model(str(tiny_model(tmp_path / "small.gguf", "llama")))
    (folder / "empty.gguf").write_bytes(sound())
    for name, told in (("empty", "empty.gguf"), ("nowhere", "is not on this machine")):
        with pytest.raises(ModelError, match=told) as error:
            assistant.use_model(name)
        assert "\n" not in str(error.value)
        assert in_use(assistant) == "small" and Settings.load(assistant.paths).model in ("", "small")
    assert "".join(assistant.model.stream([], max_tokens=2)) is not None


def test_another_programs_model_is_used_where_it_lies(assistant, tmp_path):
    theirs = tmp_path / "home of the person" / ".lmstudio" / "models" / "theirs.gguf"
    theirs.parent.mkdir(parents=True)
    shutil.copyfile(tiny_model(tmp_path / "theirs.gguf", "llama"), theirs)
    before = theirs.stat().st_mtime_ns
    assistant.use_model("lm-studio/theirs")
    assert in_use(assistant) == "lm-studio/theirs" and theirs.stat().st_mtime_ns == before
    with pytest.raises(ModelError, match="belongs to another program"):
        assistant.remove_model("lm-studio/theirs")


def test_layers_are_kept_and_a_build_without_a_gpu_says_how_to_get_one(assistant, tmp_path, monkeypatch):
    monkeypatch.setattr(models, "describe_backend", lambda: Backend("", "Build it again: CMAKE_ARGS=…"))
    assistant.install_model(str(tiny_model(tmp_path / "small.gguf", "llama")))
    assert "CMAKE_ARGS" in assistant.set_gpu_layers(None)
    assert Settings.load(assistant.paths).gpu_layers == ALL_LAYERS
    assert assistant.set_gpu_layers(0) == "No layer runs on a GPU."
    assert Settings.load(assistant.paths).gpu_layers == 0 and in_use(assistant) == "small"


def test_what_is_offered_is_said_before_it_is_fetched(assistant):
    row = assistant.offered_model("qwen2.5-0.5b")
    assert (row["bytes"], row["licence"], row["installed"]) == (491_400_032, "Apache-2.0", False)
    with pytest.raises(ModelError, match="helper that is not running"):
        assistant.install_model("smollm2-135m")
