"""Writes a graph of operators as an ONNX file, large weights left in the file that they come from.

ONNX is a protocol buffer: fields of (number, kind) and a value, messages within messages. The numbers below are those
of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. Ours instead of the package `onnx`, which weighs 31 MB and
would be installed for this alone; the tests read with it what is written here.
"""

import struct
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.outputs import delimited, varint
from assistant.setup.weights import WeightFile

Constant = NDArray[np.float32] | NDArray[np.uint8] | NDArray[np.int8] | NDArray[np.int64]
Setting = int | float | Sequence[int]
Fields = Iterable[tuple[int, "int | float | str | bytes"]]
Side = str | int
"""The length of an axis, or the name of one that is free."""

MICROSOFT = "com.microsoft"
"""The operators that onnxruntime adds to the standard's."""
OPSET = 17
FLOAT, INT32, INT64 = 1, 6, 7
_TYPES = {"float32": FLOAT, "uint8": 2, "int8": 3, "int64": INT64}
_IR_VERSION = 8
_EXTERNAL = 1


class OnnxGraph:
    """Operators in the order in which they run. Each method returns the name of what it made."""

    def __init__(self, weights: WeightFile) -> None:
        self.weights = weights
        self._nodes: list[bytes] = []
        self._tensors: dict[str, bytes] = {}

    def node(
        self, kind: str, inputs: Sequence[str], outputs: str | Sequence[str], domain: str = "", **settings: Setting
    ) -> str:
        """An operator; an empty name stands for an input that is left out. Returns its first output."""
        made = [outputs] if isinstance(outputs, str) else list(outputs)
        fields: list[tuple[int, int | float | str | bytes]] = [(1, name) for name in inputs]
        fields += [(2, name) for name in made] + [(3, made[0]), (4, kind)]
        fields += [(5, _setting(name, value)) for name, value in settings.items()]
        self._nodes.append(_message([*fields, (7, domain)]))
        return made[0]

    def constant(self, name: str, value: Constant) -> str:
        """Numbers kept in the graph."""
        if name not in self._tensors:
            kind = _TYPES[value.dtype.name]
            dims = [(1, side) for side in value.shape]
            self._tensors[name] = _message([*dims, (2, kind), (8, name), (9, np.ascontiguousarray(value).tobytes())])
        return name

    def stored(self, name: str) -> str:
        """A tensor of the weight file, which stays there: it must lie beside the graph under the name it has now."""
        if name in self.weights.beside:
            return self.constant(name, self.weights.array(name))
        if name not in self._tensors:
            tensor = self.weights[name]
            place = {"location": self.weights.path.name, "offset": str(tensor.offset), "length": str(tensor.length)}
            fields = [(1, side) for side in tensor.shape] + [(2, _TYPES[tensor.kind])]
            said = [(13, _message([(1, key), (2, value)])) for key, value in place.items()]
            self._tensors[name] = _message([*fields, (8, name), *said, (14, _EXTERNAL)])
        return name

    def adopt(self, nodes: Sequence[bytes], tensors: Mapping[str, bytes]) -> None:
        """Takes over operators and numbers of a graph that was written here before."""
        self._nodes += nodes
        self._tensors |= tensors

    def write(
        self,
        path: Path,
        inputs: Mapping[str, Sequence[Side]],
        outputs: Mapping[str, Sequence[Side]],
        notes: Mapping[str, str] | None = None,
    ) -> None:
        """The graph from 64-bit integers `inputs` to float `outputs`, with `notes` for who looks into the file."""
        path.write_bytes(self.content(path.stem, inputs, outputs, notes))

    def content(
        self,
        name: str,
        inputs: Mapping[str, Sequence[Side]],
        outputs: Mapping[str, Sequence[Side]],
        notes: Mapping[str, str] | None = None,
    ) -> bytes:
        """What `write` writes."""
        graph = _message(
            [(1, node) for node in self._nodes]
            + [(2, name)]
            + [(5, tensor) for tensor in self._tensors.values()]
            + [(11, _value(each, INT64, shape)) for each, shape in inputs.items()]
            + [(12, _value(each, FLOAT, shape)) for each, shape in outputs.items()]
        )
        opsets = [(8, _message([(1, ""), (2, OPSET)])), (8, _message([(1, MICROSOFT), (2, 1)]))]
        said = [(14, _message([(1, key), (2, value)])) for key, value in (notes or {}).items()]
        return _message([(1, _IR_VERSION), (2, "alcove"), (7, graph), *opsets, *said])


def _setting(name: str, value: Setting) -> bytes:
    if isinstance(value, float):
        return _message([(1, name), (2, value), (20, 1)])
    if isinstance(value, int):
        return _message([(1, name), (3, value), (20, 2)])
    return _message([(1, name), *((8, each) for each in value), (20, 7)])


def _value(name: str, kind: int, shape: Sequence[Side]) -> bytes:
    sides = [(1, _message([(1 if isinstance(side, int) else 2, side)])) for side in shape]
    tensor = _message([(1, kind), (2, _message(sides))])
    return _message([(1, name), (2, _message([(1, tensor)]))])


def _message(fields: Fields) -> bytes:
    return b"".join(_field(number, value) for number, value in fields)


def _field(number: int, value: int | float | str | bytes) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    if isinstance(value, float):
        return varint(number << 3 | 5) + struct.pack("<f", value)
    return delimited(number, value.encode() if isinstance(value, str) else value)
