"""The sentence encoder that set-up made: its vectors, its manners, and what it says where it cannot be used."""

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.errors import ModelError, ModelMissing
from assistant.embedding.encoder import (
    BATCH_TEXTS,
    BATCH_TOKENS,
    OnnxEmbedder,
    batches_by_length,
    batches_of_equals,
    padded,
    passage_vectors,
)
from assistant.settings.paths import models_folder

ENCODER = models_folder() / "encoder"
TEXTS = ("A lighthouse keeper's diary.", "", "jazz", "Rain on the roof all night. " * 90, "日本の短編小説", "ok")


def run(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Runs `code` as a program of its own with nothing in its environment but a home and the way to this package."""
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)}
    environment |= {name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)


def test_vectors_have_unit_length_and_keep_the_order(encoder: OnnxEmbedder) -> None:
    vectors = encoder.embed_batch(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimensions) == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    for text, vector in zip(TEXTS, vectors, strict=True):
        np.testing.assert_allclose(encoder.embed(text), vector, atol=1e-5)


def test_no_text_gives_no_vector(encoder: OnnxEmbedder) -> None:
    assert encoder.embed_batch([]).shape == (0, 384)


@pytest.mark.parametrize("text", ["", " \n\t", "\x00\x01", "caf\udce9.txt", "\ud800", "x" * 100_000, "🎷" * 3000])
def test_any_text_is_taken(encoder: OnnxEmbedder, text: str) -> None:
    vector = encoder.embed(text)
    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_what_lies_beyond_256_tokens_is_cut_off(encoder: OnnxEmbedder) -> None:
    long = "sea " * 254
    np.testing.assert_allclose(encoder.embed(long), encoder.embed(long + "desert " * 50), atol=1e-5)


def test_nearness_follows_meaning(encoder: OnnxEmbedder) -> None:
    about, other, query = encoder.embed_batch(
        ("A novel about sailors lost in the Arctic ice.", "Tax rules for small bakeries.", "polar expedition story")
    )
    assert about @ query > other @ query + 0.2


def test_threads_may_share_it(encoder: OnnxEmbedder) -> None:
    alone = encoder.embed_batch(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        for vectors in pool.map(encoder.embed_batch, [TEXTS] * 8):
            np.testing.assert_allclose(vectors, alone, atol=1e-5)


def test_it_takes_no_time_while_it_waits(encoder: OnnxEmbedder) -> None:
    encoder.embed("warm")
    before = time.process_time()
    time.sleep(0.5)
    assert time.process_time() - before < 0.05


def test_its_name_tells_one_export_from_another(encoder: OnnxEmbedder, tmp_path: Path) -> None:
    folder = shutil.copytree(ENCODER, tmp_path / "encoder")
    card = folder / "encoder.toml"
    card.write_text(card.read_text().replace('\ndigest = "', '\ndigest = "0'))
    assert encoder.name.startswith("all-MiniLM-L6-v2/")
    assert OnnxEmbedder(folder).name != encoder.name


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "encoder.toml"])
def test_a_missing_file_is_named(tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(ENCODER, tmp_path / "encoder")
    (folder / name).unlink()
    with pytest.raises(ModelMissing, match=name):
        OnnxEmbedder(folder)


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("model.onnx", lambda whole: whole[:-1]),
        ("model.onnx", lambda whole: bytes(len(whole))),
        ("tokenizer.json", lambda whole: whole[:100]),
        ("encoder.toml", lambda whole: b"\xff\xfe"),
        ("encoder.toml", lambda whole: b"model = 1"),
    ],
)
def test_damage_is_said_in_one_line(tmp_path: Path, name: str, damage: object) -> None:
    assert callable(damage)
    folder = shutil.copytree(ENCODER, tmp_path / "encoder")
    (folder / name).write_bytes(damage((folder / name).read_bytes()))
    with pytest.raises(ModelError, match="make setup"):
        OnnxEmbedder(folder).embed("anything")


@given(st.lists(st.integers(1, 256), max_size=200))
def test_every_row_is_in_one_batch_of_bounded_size(lengths: list[int]) -> None:
    batches = list(batches_by_length(lengths))
    assert sorted(row for batch in batches for row in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len(batch) <= BATCH_TEXTS
        assert len(batch) * max(lengths[row] for row in batch) <= BATCH_TOKENS


def test_short_texts_are_filled_with_zeros() -> None:
    ids, mask = padded([[101, 102], [101, 7, 102]])
    assert ids.tolist() == [[101, 102, 0], [101, 7, 102]]
    assert mask.tolist() == [[1, 1, 0], [1, 1, 1]]


def test_importing_it_loads_nothing_slow(tmp_path: Path) -> None:
    slow = {"onnxruntime", "tokenizers", "torch"}
    code = f"import sys, assistant.embedding.encoder; print(sorted({slow} & set(sys.modules)))"
    assert run(code, tmp_path).stdout.strip() == "[]"


def test_embedding_tells_nobody(tmp_path: Path) -> None:
    """With CI unset (which hides it), onnxruntime would write a device id below the home and ask a name server."""
    code = f"""
import socket, sys
from pathlib import Path
reached = []
sys.addaudithook(lambda event, args: reached.append(event) if event.startswith("socket.") else None)
from assistant.embedding.encoder import OnnxEmbedder
OnnxEmbedder(Path({str(ENCODER)!r})).embed("private")
own = Path("/proc/self/fd")
if own.exists():
    links = [str(file.readlink()) for file in own.iterdir() if file.is_symlink()]
    inodes = {{link[8:-1] for link in links if link.startswith("socket:")}}
    tables = [Path("/proc/self/net") / name for name in ("tcp", "tcp6", "udp", "udp6")]
    open_now = {{row.split()[9] for table in tables if table.exists() for row in table.read_text().splitlines()[1:]}}
    reached += sorted(inodes & open_now)
print(reached)
"""
    assert run(code, tmp_path).stdout.strip() == "[]"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_passages_get_nearly_the_same_vectors(encoder: OnnxEmbedder) -> None:
    exact, quick = encoder.embed_batch(TEXTS), passage_vectors(encoder, TEXTS)
    np.testing.assert_allclose(np.linalg.norm(quick, axis=1), 1, atol=1e-5)
    cosines = np.sum(exact * quick, axis=1)
    assert cosines.mean() > 0.98 and cosines.min() > 0.95
    assert np.dot(passage_vectors(encoder, TEXTS[:1])[0], quick[0]) > 0.98
    assert passage_vectors(encoder, []).shape == (0, 384)


def test_without_the_eight_bit_form_passages_are_embedded_exactly(tmp_path: Path) -> None:
    folder = shutil.copytree(ENCODER, tmp_path / "encoder")
    (folder / "passages.onnx").unlink(missing_ok=True)
    card = folder / "encoder.toml"
    lines = card.read_text().splitlines(keepends=True)
    card.write_text("".join(line for line in lines if not line.startswith("passage_")))
    embedder = OnnxEmbedder(folder)
    np.testing.assert_array_equal(embedder.embed_passages(TEXTS[:3]), embedder.embed_batch(TEXTS[:3]))


@given(st.lists(st.integers(1, 256), max_size=200))
def test_batches_of_equals_need_no_filling(lengths: list[int]) -> None:
    batches = list(batches_of_equals(lengths))
    assert sorted(row for batch in batches for row in batch) == list(range(len(lengths)))
    assert all(len({lengths[row] for row in batch}) == 1 and len(batch) <= BATCH_TEXTS for batch in batches)
