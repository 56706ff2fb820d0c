"""Reads a safetensors file: eight bytes with the length of the header, the header in JSON, then the numbers.

Only the header is read; a tensor's numbers come when they are asked for, or stay where they lie.
"""

import json
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.domain.errors import ModelError
from assistant.messages import tr

_LONGEST_HEADER = 16 << 20


@dataclass(frozen=True, slots=True)
class Tensor:
    """32-bit floats of a shape, `length` bytes from the byte `offset` of the file."""

    shape: tuple[int, ...]
    offset: int
    length: int


class WeightFile:
    """The 32-bit tensors of a safetensors file by name; those of other types are left out. Raises ModelError."""

    def __init__(self, path: Path) -> None:
        self.path = path
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
        return name in self._tensors

    def array(self, name: str) -> NDArray[np.float32]:
        """The numbers of a tensor, in its shape."""
        tensor = self[name]
        return np.fromfile(self.path, "<f4", tensor.length // 4, offset=tensor.offset).reshape(tensor.shape)


def _tensors(path: Path) -> dict[str, Tensor]:
    with path.open("rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        if length > _LONGEST_HEADER:
            raise ValueError("the header is absurdly long")
        header = json.loads(file.read(length))
    size, found = path.stat().st_size, {}
    for name, entry in header.items():
        if entry.get("dtype") != "F32":
            continue
        start, end = (8 + length + int(place) for place in entry["data_offsets"])
        shape = tuple(int(side) for side in entry["shape"])
        if end > size or end - start != 4 * int(np.prod(shape)):
            raise ValueError("the numbers do not fit the header")
        found[name] = Tensor(shape, start, end - start)
    return found
