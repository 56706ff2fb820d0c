"""An encoder of one's own: exported by torch, compared, and kept only if the library can hold its vectors."""

import shutil
from pathlib import Path

import pytest

from assistant.domain.errors import ModelError
from assistant.embedding.encoder import OnnxEmbedder
from assistant.setup import encoder_export
from assistant.setup.build_encoder import is_current
from assistant.setup.default_models import ENCODER, install_encoder
from assistant.setup.encoder_export import install_own_encoder, main


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A sentence-transformers model of the person's: the default one under another name."""
    return shutil.copytree(ENCODER.find().parent, tmp_path / "my-encoder")


def test_it_takes_the_place_of_the_default_and_stays(
    own: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    encoder: OnnxEmbedder,
) -> None:
    monkeypatch.setattr(encoder_export, "models_folder", lambda: tmp_path / "share")
    assert main([str(own)]) == 0
    assert "mean cosine to the original 1.0000" in capsys.readouterr().out
    folder = tmp_path / "share" / "encoder"
    exported = OnnxEmbedder(folder)
    assert exported.name.startswith("my-encoder/")
    for text in ("A lighthouse keeper's diary.", "", "Rain on the roof all night. " * 90):
        assert encoder.embed(text) @ exported.embed(text) >= 0.99999
    assert is_current(folder) and not install_encoder(folder)


def test_a_folder_that_holds_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder_export, "models_folder", lambda: tmp_path / "share")
    assert main([str(tmp_path)]) == 1
    assert "tokenizer.json" in capsys.readouterr().err
    assert main([]) == 2
    assert not (tmp_path / "share").exists()


def test_other_dimensions_are_refused(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder_export, "DIMENSIONS", 768)
    with pytest.raises(ModelError, match="384 dimensions; the library keeps 768"):
        install_own_encoder(own, tmp_path / "encoder")
    assert not (tmp_path / "encoder").exists()
