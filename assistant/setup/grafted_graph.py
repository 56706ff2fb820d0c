"""An encoder's graph cut below its last layers, with other layers set on top: they were trained for other tasks.

A graph that we wrote is a list of nodes, each named by what it makes; those that lead to the cut are kept as they
stand, so that the kept layers are the same in both and their weights lie in the same file.
"""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.domain.errors import ModelError
from assistant.embedding.encoder import MODEL_FILE, WEIGHTS_FILE
from assistant.embedding.outputs import state_name
from assistant.messages import tr
from assistant.setup.bert_graph import BertGraph
from assistant.setup.onnx_graph import MICROSOFT, Constant
from assistant.setup.weights import WeightFile

Weights = Mapping[str, Constant]
_GRAPH, _NODE, _TENSOR, _TENSOR_NAME = 7, 1, 5, 8
_INPUT, _OUTPUT = 1, 2


class GraftedGraph(BertGraph):
    """The layers of the encoder in `folder` below the layer `below`, and on them those of each of `branches`.

    Of a branch, for each product `P` of layer `L` the weights `L.P.w` (inputs, outputs) in eight bits with their scales
    `L.P.s` (outputs,) and biases `L.P.b`; P is read (query, key and value side by side), kept, wide or narrow; and
    `L.N.weight`, `L.N.bias` of the norms attended and thought. Raises ModelError for a graph of another kind.
    """

    def __init__(self, folder: Path, branches: Sequence[Weights], below: int, heads: int, dimensions: int) -> None:
        # Whatever is not in the file of weights, the graph brings itself.
        beside = {"embeddings.LayerNorm.weight": np.zeros(dimensions, np.float32)}
        super().__init__(WeightFile(folder / WEIGHTS_FILE, beside), heads)
        self._branches = branches
        self._cut = state_name(below - 1)
        self._adopt(folder / MODEL_FILE)

    def content(self) -> bytes:
        """`input_ids` (texts, tokens) → the states of the last layer of each branch, (texts, tokens, dimensions); those
        below the cut where there is none."""
        texts = ("texts", "tokens")
        ends = [self._branch(at) for at in range(len(self._branches))] or [self._cut]
        return self.graph.content("grafted", {"input_ids": texts}, {end: (*texts, self.dimensions) for end in ends})

    def _branch(self, at: int) -> str:
        states = self._cut
        for layer in sorted({int(name.split(".")[0]) for name in self._branches[at]}):
            states = self._grown(states, at, layer)
        return states

    def _adopt(self, path: Path) -> None:
        try:
            model = dict(_fields(path.read_bytes()))
            parts = list(_fields(model[_GRAPH]))
            nodes = [node for number, node in parts if number == _NODE]
            kept = _leading_to(self._cut, nodes)
            tensors = {
                dict(_fields(tensor))[_TENSOR_NAME].decode(): tensor for number, tensor in parts if number == _TENSOR
            }
        except (OSError, ValueError, KeyError, IndexError) as error:
            raise ModelError(tr("{model} cannot be loaded. Run `make setup` to make it again.", model=path)) from error
        read = {name for node in kept for name in _names(node, _INPUT)}
        self.graph.adopt(kept, {name: tensor for name, tensor in tensors.items() if name in read})

    def _grown(self, states: str, branch: int, layer: int) -> str:
        node = self.graph.node
        own = f"{branch}.{layer}"
        made = [f"{own}.{part}" for part in ("q", "k", "v")]
        read = self._product(states, f"{own}.read")
        node("Split", [read, self.numbers("thirds", *[self.dimensions] * 3)], made, axis=2)
        kept = self._product(self._attention(made, f"{own}."), f"{own}.kept")
        states = self._normed(kept, states, f"{own}.attended")
        wide = self._product(states, f"{own}.wide", biased=False)
        bent = node("BiasGelu", [wide, self._constant(f"{own}.wide.b")], f"{own}.bent", MICROSOFT)
        return self._normed(self._product(bent, f"{own}.narrow"), states, f"{own}.thought")

    def _product(self, states: str, name: str, biased: bool = True) -> str:
        inputs = [states, self._constant(f"{name}.w"), self._constant(f"{name}.s")]
        inputs += ["", self._constant(f"{name}.b")] if biased else []
        return self.graph.node("DynamicQuantizeMatMul", inputs, name, MICROSOFT)

    def _normed(self, new: str, states: str, name: str) -> str:
        added = self.graph.node("Add", [new, states], f"{name}.in")
        ends = [self._constant(f"{name}.{end}") for end in ("weight", "bias")]
        return self.graph.node("LayerNormalization", [added, *ends], f"{name}.out", axis=-1, epsilon=1e-12)

    def _constant(self, name: str) -> str:
        branch, _, own = name.partition(".")
        return self.graph.constant(f"upper.{name}", self._branches[int(branch)][own])


def eight_bits(weight: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Weights (inputs, outputs) as whole numbers from −127 to 127, and the scale of each output."""
    scales = np.maximum(np.abs(weight).max(0) / 127, 1e-8).astype(np.float32)
    return np.clip(np.rint(weight / scales), -127, 127).astype(np.int8), scales


def unpacked(data: bytes, names: Sequence[str]) -> tuple[dict[str, NDArray[Any]], dict[str, NDArray[Any]]]:
    """The parts so named, and all others as they lie there; but that all is float32 which is not in eight bits."""
    with np.load(BytesIO(data), allow_pickle=False) as kept:
        held = {name: kept[name] for name in kept.files}
    own = {name: np.asarray(held.pop(name), np.float32) for name in names}
    return own, {name: part if part.dtype == np.int8 else part.astype(np.float32) for name, part in held.items()}


def packed(parts: Mapping[str, NDArray[Any]]) -> bytes:
    """An .npz: what is in eight bits as it is, all else in 16."""
    kept = BytesIO()
    small: dict[str, Any] = {
        name: part if part.dtype == np.int8 else part.astype(np.float16) for name, part in parts.items()
    }
    np.savez_compressed(kept, **small)
    return kept.getvalue()


def _leading_to(wanted: str, nodes: list[bytes]) -> list[bytes]:
    """The nodes in their order up to the one that makes `wanted`. Raises ValueError where none does."""
    for at, node in enumerate(nodes):
        if wanted in _names(node, _OUTPUT):
            return nodes[: at + 1]
    raise ValueError(f"nothing makes {wanted}")


def _names(node: bytes, number: int) -> list[str]:
    return [value.decode() for field, value in _fields(node) if field == number]


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """The fields of a message with their bytes; those that are numbers are left out."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        if key & 7 == 0:
            _, at = _varint(message, at)
        elif key & 7 == 5:
            at += 4
        else:
            length, at = _varint(message, at)
            yield key >> 3, message[at : at + length]
            at += length


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
