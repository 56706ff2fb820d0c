"""The header parser: what it reads, and every way a file can be something else than a model."""

import contextlib
import ctypes
import importlib.util
import random
import struct
import time
from pathlib import Path

import numpy as np
import pytest

from assistant.domain.errors import ModelError, ModelMissing
from assistant.llm.models.gguf import read_header
from assistant.llm.models.gguf_tables import ARCHITECTURES, BLOCKS, NOT_FOR_CHAT
from tests.llm.gguf_files import cut, gguf, sound, text, value


def test_reads_what_the_default_model_says_of_itself(model_file: Path) -> None:
    header = read_header(model_file)
    assert (header.architecture, header.context, header.layers, header.licence) == ("llama", 8192, 30, "apache-2.0")
    assert header.has_template
    assert header.cache_bytes_per_token == 30 * 3 * 64 * 2 * 2
    assert 0 < model_file.stat().st_size - header.tensor_bytes < 4 << 20
    assert 2.5e8 < header.memory(4096) < 4.5e8


def test_a_header_is_read_in_a_moment(model_file: Path) -> None:
    began = time.process_time()
    read_header(model_file)
    assert time.process_time() - began < 2


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "it is empty"),
        (b"GG", "not a GGUF file"),
        (b"Once upon a time there was no model here.\n" * 40, "not a GGUF file"),
        (b"GGUF", "cut off"),
        (b"GGUF" + struct.pack(">I", 3) + bytes(40), "big-endian"),
        (b"GGUF" + struct.pack("<IQQ", 1, 0, 0), "GGUF 1"),
        (b"GGUF" + struct.pack("<IQQ", 4, 0, 0), "GGUF 4"),
        (b"GGUF" + struct.pack("<IQQ", 3, 2**63, 0), "claims to hold 9,223,372,036,854,775,808 tensors"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 2**40), "values"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + struct.pack("<Q", 2**60), "claims"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("") + value(1), "has no name"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 2) + (text("a") + value(1)) * 2, "twice"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("a") + struct.pack("<I", 99), "unknown type 99"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("a") + struct.pack("<IQ", 8, 2**62), "claims"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("a") + struct.pack("<IIQ", 9, 8, 2**50), "claims to hold"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("a") + struct.pack("<IIQ", 9, 8, 1000), "cut off"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("a") + struct.pack("<IIQQ", 9, 8, 1, 2**63), "cut off"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("a") + struct.pack("<IIQ", 9, 9, 1), "list of the type 9"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + text("a") + struct.pack("<IIQ", 9, 10, 3_999_999), "cut off"),
        (sound("bert"), "not a model that writes text"),
        (sound("martian9"), "newer than this Alcove"),
        (gguf({"general.name": "x"}, {"w": np.zeros(32)}), "of which architecture"),
        (gguf({"general.architecture": 7}, {"w": np.zeros(32)}), "of which architecture"),
        (gguf({"general.architecture": "llama"}, {}), "no weights"),
        (sound(**{"llama.embedding_length": 2**31}), "embedding length"),
        (sound(**{"llama.attention.head_count": "many"}), "head count"),
        (sound(**{"general.alignment": 3}), "alignment"),
        (sound(**{"general.alignment": 1 << 30}), "alignment"),
        (sound()[:-40], "of its bytes are missing"),
    ],
)
def test_refuses_in_plain_words(tmp_path: Path, content: bytes, complaint: str) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=complaint) as caught:
        read_header(path)
    assert "model.gguf" in str(caught.value)


@pytest.mark.parametrize(
    ("shape", "kind", "offset", "complaint"),
    [
        ([1, 1, 1, 1, 1], 0, 0, "5 dimensions"),
        ([32], 4, 0, r"does not know \(4\)"),
        ([33], 2, 0, "fill its blocks"),
        ([2**62], 0, 0, "absurd size"),
        ([2**39, 2**39], 0, 0, "absurd size"),
        ([2**39, 8], 0, 0, "missing"),
        ([32], 0, 7, "does not stand where"),
        ([32], 0, 2**60, "missing"),
    ],
)
def test_refuses_tensors_that_cannot_be(
    tmp_path: Path, shape: list[int], kind: int, offset: int, complaint: str
) -> None:
    path = tmp_path / "model.gguf"
    tensor = text("w") + struct.pack(f"<I{len(shape)}QIQ", len(shape), *shape, kind, offset)
    pairs = text("general.architecture") + value("llama")
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 1, 1) + pairs + tensor + bytes(4096))
    with pytest.raises(ModelError, match=complaint):
        read_header(path)


def test_a_tensor_named_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    tensor = text("w") + struct.pack("<IQIQ", 1, 32, 0, 0)
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 2, 0) + tensor * 2 + bytes(512))
    with pytest.raises(ModelError, match="twice"):
        read_header(path)


def test_every_truncation_and_many_damages_end_in_a_clear_error_or_a_header(tmp_path: Path) -> None:
    content = sound(**{"tokenizer.ggml.tokens": ["a", "b", "c"], "tokenizer.ggml.scores": [0.5, 0.5]})
    path = tmp_path / "model.gguf"
    for piece in cut(content, range(0, len(content), 3)):
        path.write_bytes(piece)
        with pytest.raises(ModelError):
            read_header(path)
    dice = random.Random(7)
    for _ in range(500):
        damaged = bytearray(content)
        for _ in range(dice.randrange(1, 6)):
            damaged[dice.randrange(len(damaged))] = dice.randrange(256)
        path.write_bytes(damaged)
        with contextlib.suppress(ModelError):
            read_header(path)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="alcove models use"):
        read_header(tmp_path / "none.gguf")
    with pytest.raises(ModelError, match="cannot be read"):
        read_header(tmp_path)


def test_tables_agree_with_the_library() -> None:
    found = importlib.util.find_spec("llama_cpp")
    assert found is not None and found.submodule_search_locations
    folder = Path(next(iter(found.submodule_search_locations))) / "lib"
    base = ctypes.CDLL(str(next(path for path in folder.iterdir() if "ggml-base" in path.name)))
    base.ggml_type_size.restype, base.ggml_blck_size.restype = ctypes.c_size_t, ctypes.c_int64
    for kind, (elements, size) in BLOCKS.items():
        assert (base.ggml_blck_size(kind), base.ggml_type_size(kind)) == (elements, size)
    llama = next(path for path in folder.iterdir() if path.stem in ("libllama", "llama")).read_bytes()
    absent = [name for name in ARCHITECTURES if len(name) > 7 and name.encode() not in llama]
    assert not absent
    assert not ARCHITECTURES & NOT_FOR_CHAT


def test_a_sound_header_tells_its_name(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(sound())
    assert read_header(path).name == "Tiny"
