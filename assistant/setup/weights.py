"""A safetensors file: eight bytes with the length of the header, the header in JSON, then the numbers.

Only the header is read; a tensor's numbers come when they are asked for, or stay where they lie.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.domain.errors import ModelError
from assistant.messages import tr

Numbers = NDArray[np.float32] | NDArray[np.uint8]

_LONGEST_HEADER = 16 << 20
_TYPES = {"F32": "float32", "U8": "uint8"}


@dataclass(frozen=True, slots=True)
class Tensor:
    """Numbers of a type and shape, `length` bytes from the byte `offset` of the file."""

    shape: tuple[int, ...]
    offset: int
    length: int
    kind: str = "float32"


class WeightFile:
    """The tensors of 32-bit floats and of bytes in a safetensors file by name; others are left out. Raises ModelError.

    `beside`: more weights, which are held in memory and not in the file.
    """

    def __init__(self, path: Path, beside: Mapping[str, NDArray[np.float32]] | None = None) -> None:
        self.path = path
        self.beside = beside or {}
        try:
            self._tensors = _tensors(path)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, struct.error) as error:
            raise ModelError(tr("{path} holds no weights that can be read.", path=path)) from error

    def __getitem__(self, name: str) -> Tensor:
        try:
            return self._tensors[name]
        except KeyError as error:
            raise ModelError(tr("{path} has no weights named {name}.", path=self.path, name=name)) from error

    def __contains__(self, name: str) -> bool:
        return name in self._tensors or name in self.beside

    def array(self, name: str) -> NDArray[np.float32]:
        """The floats of a tensor, in its shape."""
        if name in self.beside:
            return self.beside[name]
        tensor = self[name]
        return np.fromfile(self.path, "<f4", tensor.length // 4, offset=tensor.offset).reshape(tensor.shape)


def write_weights(path: Path, tensors: Mapping[str, Numbers]) -> None:
    """A safetensors file of `tensors`."""
    names = {kind: name for name, kind in _TYPES.items()}
    header: dict[str, dict[str, object]] = {}
    end = 0
    for name, tensor in tensors.items():
        start, end = end, end + tensor.nbytes
        header[name] = {"dtype": names[tensor.dtype.name], "shape": tensor.shape, "data_offsets": [start, end]}
    described = json.dumps(header).encode()
    # The numbers start at a multiple of eight.
    described += b" " * (-len(described) % 8)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(described)) + described)
        for tensor in tensors.values():
            file.write(np.ascontiguousarray(tensor).data)


def _tensors(path: Path) -> dict[str, Tensor]:
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        if length > _LONGEST_HEADER:
            raise ValueError("the header is absurdly long")
        header = json.loads(file.read(length))
    size, found = path.stat().st_size, {}
    for name, entry in header.items():
        kind = _TYPES.get(entry.get("dtype"))
        if kind is None:
            continue
        start, end = (8 + length + int(place) for place in entry["data_offsets"])
        shape = tuple(int(side) for side in entry["shape"])
        if end > size or end - start != np.dtype(kind).itemsize * int(np.prod(shape)):
            raise ValueError("the numbers do not fit the header")
        found[name] = Tensor(shape, start, end - start, kind)
    return found
