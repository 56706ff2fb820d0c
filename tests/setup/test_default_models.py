"""Set-up of the models: found in their wheels, checked, exported, and never left half done."""

import hashlib
import shutil
from pathlib import Path
from typing import Any

import pytest

from assistant.domain.errors import ModelError
from assistant.embedding.encoder import OnnxEmbedder, Vectors
from assistant.settings.paths import models_folder
from assistant.setup import encoder_export
from assistant.setup.default_models import (
    ENCODER,
    ENCODER_TOKENIZER,
    LANGUAGE_MODEL,
    PackagedFile,
    install_language_model,
)
from assistant.setup.encoder_export import (
    CHECK_SENTENCES,
    add_passage_form,
    check,
    is_verified,
    load_original,
    make_encoder,
)

# A small file of a package that is always there stands for a model.
SMALL = PackagedFile("pytest", "pytest/py.typed", hashlib.sha256(b"").hexdigest())


@pytest.fixture(scope="module")
def original() -> Any:
    """The encoder as sentence-transformers runs it."""
    return load_original(ENCODER.find().parent)


class Stranger:
    """An encoder that answers the opposite of `original`, though its parts are the same."""

    def __init__(self, original: Any) -> None:
        self.original = original

    def __getitem__(self, index: int) -> Any:
        return self.original[index]

    def encode(self, texts: list[str], **settings: Any) -> Vectors:
        opposite: Vectors = -self.original.encode(texts, **settings)
        return opposite


@pytest.mark.parametrize("file", [ENCODER, ENCODER_TOKENIZER, LANGUAGE_MODEL])
def test_the_wheels_carry_what_was_pinned(file: PackagedFile) -> None:
    assert file.find().is_file()


def test_another_file_is_refused(tmp_path: Path) -> None:
    other = PackagedFile(SMALL.package, SMALL.file, "0" * 64)
    with pytest.raises(ModelError, match="not the file that was checked"):
        install_language_model(tmp_path, other)
    assert list(tmp_path.iterdir()) == []


def test_an_absent_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no-such-weights"):
        install_language_model(tmp_path, PackagedFile("no-such-weights", "x.gguf", "0" * 64))


def test_a_model_is_installed_once_and_mended(tmp_path: Path) -> None:
    folder = tmp_path / "models"
    assert install_language_model(folder, SMALL)
    assert not install_language_model(folder, SMALL)
    (folder / "py.typed").unlink()
    (folder / "py.typed").write_bytes(b"damaged")
    assert install_language_model(folder, SMALL)
    assert (folder / "py.typed").read_bytes() == b""
    assert [path.name for path in folder.iterdir()] == ["py.typed"]


def test_the_installed_encoder_answers_like_the_original(original: Any) -> None:
    assert len(CHECK_SENTENCES) >= 20
    assert is_verified(models_folder() / "encoder")
    assert check(original, models_folder() / "encoder") >= 0.999


def test_an_encoder_that_answers_otherwise_is_not_kept(original: Any, tmp_path: Path) -> None:
    folder = shutil.copytree(models_folder() / "encoder", tmp_path / "encoder")
    (folder / "encoder.toml").unlink()
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    with pytest.raises(ModelError, match="mean cosine"):
        make_encoder(ENCODER.find().parent, folder, load=lambda source: Stranger(original))
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["encoder"]


def test_an_encoder_without_its_eight_bit_form_is_made_anew(tmp_path: Path) -> None:
    folder = shutil.copytree(models_folder() / "encoder", tmp_path / "encoder")
    card = folder / "encoder.toml"
    card.write_text("".join(line for line in card.read_text().splitlines(True) if not line.startswith("passage_")))
    assert not is_verified(folder)


def test_a_processor_that_overflows_keeps_the_exact_form(
    original: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shutil.copytree(models_folder() / "encoder", tmp_path / "encoder")
    monkeypatch.setattr(encoder_export, "LEAST_PASSAGE_COSINE", 1.1)
    add_passage_form(original, folder)
    assert not (folder / "passages.onnx").exists()
    assert is_verified(folder) and OnnxEmbedder(folder).embed_passages(["sea"]).shape == (1, 384)


def test_a_damaged_encoder_is_made_anew(original: Any, tmp_path: Path) -> None:
    folder = shutil.copytree(models_folder() / "encoder", tmp_path / "encoder")
    (folder / "tokenizer.json").write_bytes(b"{}")
    assert make_encoder(ENCODER.find().parent, folder, load=lambda source: original)
    assert not make_encoder(ENCODER.find().parent, folder, load=lambda source: original)
    assert OnnxEmbedder(folder).embed("sea").shape == (384,)
