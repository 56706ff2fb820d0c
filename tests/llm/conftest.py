"""The real default model, started once for the whole folder, and tiny ones with random weights."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.llm.client import ModelClient, Prompt
from assistant.llm.models.catalogue import model_in_use
from assistant.settings.paths import models_folder
from assistant.settings.threads import default_threads
from tests.llm.gguf_files import tiny_model


@pytest.fixture(scope="session")
def model_file() -> Path:
    """The default model, put there by `make setup`."""
    entry = model_in_use("", models_folder() / "models")
    assert entry is not None, "run `make setup` first"
    return entry.file


@pytest.fixture(scope="session")
def model(model_file: Path) -> Iterator[ModelClient]:
    """The default model, open."""
    client = ModelClient(model_file, threads=default_threads(), context=2048, name="default")
    client.start()
    yield client
    client.close()


@pytest.fixture
def own_model(model_file: Path) -> Iterator[ModelClient]:
    """A client for one test alone, which may do to its process what it likes; not started."""
    client = ModelClient(model_file, threads=default_threads(), context=1024)
    yield client
    client.close()


@pytest.fixture(scope="session")
def tiny_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """By architecture."""
    folder = tmp_path_factory.mktemp("tiny")
    return {name: tiny_model(folder / f"{name}.gguf", name) for name in ("llama", "mamba")}


@pytest.fixture(params=["llama", "mamba"])
def tiny(request: pytest.FixtureRequest, tiny_files: dict[str, Path]) -> Iterator[ModelClient]:
    """A client of a tiny model: one whose memory can be cut and shared, and one whose memory cannot."""
    client = ModelClient(tiny_files[request.param], threads=1, context=512)
    yield client
    client.close()


def prompt_tokens(model: ModelClient, prompt: Prompt) -> int:
    """Tokens of a prompt, as the cost of a call with it tells them; also a sign that the process answers."""
    model.score(prompt, ["a"])
    return model.last_stats.evaluated + model.last_stats.reused


def runs(pid: int) -> bool:
    """Whether a process is there and is more than the record of its death."""
    try:
        os.kill(pid, 0)
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except ProcessLookupError:
        return False
    except FileNotFoundError:
        # No /proc here: the signal's answer stands.
        return os.name != "posix" or not Path("/proc").exists()
