"""Reads and checks the header of a GGUF file, so that llama.cpp sees no file that is not what it claims to be.

llama.cpp parses the same bytes in C++, where a hostile file can do harm; here every count and length is capped before
it is used. Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md (versions 2 and 3, little-endian).
"""

import os
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any, BinaryIO

from assistant.domain.errors import ModelError, ModelMissing
from assistant.domain.rows import Row, RowView
from assistant.llm.models.gguf_tables import ARCHITECTURES, BLOCKS, NOT_FOR_CHAT
from assistant.messages import decimal, mark, quoted, tr, trn
from assistant.settings.files import open_regular

MOST_PAIRS = 65_536
MOST_TENSORS = 65_536
MOST_ELEMENTS = 4_000_000
MOST_TEXT = 8 << 20
MOST_NAME = 63
MOST_KEY = 256
MOST_ALIGNMENT = 1 << 20
MOST_DIMENSIONS = 4
MOST_CONTEXT = 1 << 27

MOST_HEADER = 64 << 20
STEP = 4 << 20

_U32, _U64 = struct.Struct("<I"), struct.Struct("<Q")
_NUMBERS = {kind: struct.Struct("<" + code) for kind, code in enumerate("BbHhIif?  Qqd") if code != " "}  # no words
_TEXT, _ARRAY = 8, 9
_CUT_OFF = mark("it is cut off within its header; fetch it again")
_LAYER = re.compile(r"blk\.(\d+)\.")


def _named_twice(key: str) -> str:
    return tr("it names the value {key} twice", key=quoted(key)) if key else tr("one of its values has no name")


class _Damaged(Exception):
    """What is wrong with the bytes; becomes a ModelError that names the file."""


@dataclass(frozen=True, slots=True)
class ListOf:
    """Stands for a list of values that was passed over."""

    length: int


@dataclass(frozen=True, slots=True)
class Header:
    """What a GGUF file says of itself. Sizes are in bytes."""

    version: int
    architecture: str
    name: str
    licence: str
    context: int
    """Tokens that the model was trained for; 0 when it does not say."""
    layers: int
    layer_bytes: int
    """Of the largest layer's tensors."""
    tensor_bytes: int
    cache_bytes_per_token: int
    """Keys and values of one token in 16 bits, over all layers; an upper bound for hybrid models."""
    has_template: bool
    work_space: int
    """Compute buffers and the process itself, about."""
    values: RowView
    """All values by key; a list is there as its length alone."""

    def memory(self, context: int) -> int:
        """Bytes that the weights, a context of so many tokens and the work space need, about."""
        return self.tensor_bytes + context * self.cache_bytes_per_token + self.work_space


def read_header(path: Path) -> Header:
    """Raises ModelMissing or ModelError, each with a reason that a person can act on."""
    try:
        with open(open_regular(path), "rb") as file:
            return _Reader(file).header()
    except _Damaged as error:
        raise ModelError(tr("{name} cannot be used as a model: {reason}.", name=path.name, reason=error)) from None
    except FileNotFoundError:
        raise ModelMissing(path) from None
    except OSError as error:
        raise ModelError(
            tr("{path} cannot be read ({reason}). Choose another model.", path=path, reason=error.strerror)
        ) from None


class _Reader:
    """Walks over the bytes of a file, which are read as they are needed; `_place` never passes what was read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._size = os.fstat(file.fileno()).st_size
        self._content = bytearray()
        self._place = 0

    def header(self) -> Header:
        if self._size == 0:
            raise _Damaged(tr("it is empty"))
        if self._size < 4 or self._content[self._advance(4) : self._place] != b"GGUF":
            raise _Damaged(tr("it is not a GGUF file, whatever its name says"))
        version = self._u32()
        if version & 0xFFFF == 0:
            raise _Damaged(tr("it was written for big-endian machines"))
        if version not in (2, 3):
            raise _Damaged(
                tr("its format, GGUF {version}, is not one that this Alcove knows (2 and 3)", version=version)
            )
        tensors = self._count(MOST_TENSORS, mark("it claims to hold {n} tensors"))
        pairs = self._count(MOST_PAIRS, mark("it claims to hold {n} values"))
        values: Row = {}
        for _ in range(pairs):
            key = self._text(MOST_KEY)
            if not key or key in values:
                raise _Damaged(_named_twice(key))
            values[key] = self._value(self._u32())
        sizes = self._tensors(tensors, self._alignment(values))
        return _header(version, values, sizes)

    def _tensors(self, count: int, alignment: int) -> dict[str, int]:
        """Bytes of every tensor by name; raises if one lies beyond the end of the file."""
        sizes: dict[str, int] = {}
        furthest = 0
        for _ in range(count):
            name = self._text(MOST_NAME)
            if name in sizes:
                raise _Damaged(tr("it holds the tensor {name} twice", name=quoted(name)))
            sizes[name] = self._tensor_size(name)
            offset = self._u64()
            if offset % alignment:
                raise _Damaged(tr("the tensor {name} does not stand where it may", name=quoted(name)))
            furthest = max(furthest, offset + sizes[name])
        begin = -(-self._place // alignment) * alignment
        if begin + furthest > self._size:
            missing = begin + furthest - self._size
            raise _Damaged(
                trn(
                    "it is cut off, {n} of its bytes is missing; fetch it again",
                    "it is cut off, {n} of its bytes are missing; fetch it again",
                    missing,
                )
            )
        return sizes

    def _tensor_size(self, name: str) -> int:
        rank = self._u32()
        if rank > MOST_DIMENSIONS:
            raise _Damaged(
                trn(
                    "the tensor {name} has {n} dimension",
                    "the tensor {name} has {n} dimensions",
                    rank,
                    name=quoted(name),
                )
            )
        shape = [self._u64() for _ in range(rank)]
        kind = self._u32()
        if kind not in BLOCKS:
            raise _Damaged(
                tr(
                    "the tensor {name} is packed in a way that this Alcove does not know ({kind})",
                    name=quoted(name),
                    kind=kind,
                )
            )
        elements, size = BLOCKS[kind]
        if shape and shape[0] % elements:
            raise _Damaged(tr("the tensor {name} does not fill its blocks", name=quoted(name)))
        if any(length > 1 << 40 for length in shape) or prod(shape) > 1 << 50:
            raise _Damaged(tr("the tensor {name} claims an absurd size", name=quoted(name)))
        return prod(shape) // elements * size

    @staticmethod
    def _alignment(values: RowView) -> int:
        alignment = values.get("general.alignment", 32)
        if not isinstance(alignment, int) or not 0 < alignment <= MOST_ALIGNMENT or alignment & (alignment - 1):
            raise _Damaged(tr("its alignment is {alignment}", alignment=alignment))
        return alignment

    def _value(self, kind: int) -> Any:
        """One value; a list is walked over, and its length stands for it."""
        if kind == _TEXT:
            return self._text(MOST_TEXT)
        if kind == _ARRAY:
            return ListOf(self._skip_array())
        if kind not in _NUMBERS:
            raise _Damaged(tr("it holds a value of the unknown type {kind}", kind=kind))
        number = _NUMBERS[kind]
        return number.unpack_from(self._content, self._advance(number.size))[0]

    def _skip_array(self) -> int:
        kind = self._u32()
        count = self._count(MOST_ELEMENTS, mark("it claims to hold {n} elements in one list"))
        if kind in _NUMBERS:
            self._advance(count * _NUMBERS[kind].size)
        elif kind == _TEXT:
            self._skip_texts(count)
        else:
            raise _Damaged(tr("it holds a list of the type {kind}", kind=kind))
        return count

    def _skip_texts(self, count: int) -> None:
        # A vocabulary has some hundred thousand of them: this loop is the whole cost of a header, so it is kept bare.
        place, unpack = self._place, _U64.unpack_from
        for _ in range(count):
            if place + 8 > len(self._content):
                self._reach(place + 8)
            place += 8 + unpack(self._content, place)[0]
        self._reach(place)
        self._place = place

    def _text(self, most: int) -> str:
        length = self._u64()
        if length > most:
            raise _Damaged(tr("one of its texts claims {n} bytes", n=decimal(length)))
        begin = self._advance(length)
        return self._content[begin : begin + length].decode("utf-8", "replace")

    def _count(self, most: int, what: str) -> int:
        count = self._u64()
        if count > most:
            raise _Damaged(tr(what, n=decimal(count)))
        return count

    def _u32(self) -> int:
        number: int = _U32.unpack_from(self._content, self._advance(4))[0]
        return number

    def _u64(self) -> int:
        number: int = _U64.unpack_from(self._content, self._advance(8))[0]
        return number

    def _advance(self, length: int) -> int:
        """The place before so many bytes, which are then behind us."""
        begin = self._place
        self._reach(begin + length)
        self._place = begin + length
        return begin

    def _reach(self, end: int) -> None:
        """Reads on until `end` is reached."""
        if end > self._size:
            raise _Damaged(tr(_CUT_OFF))
        if end > MOST_HEADER:
            raise _Damaged(tr("its header is absurdly long"))
        while end > len(self._content):
            more = self._file.read(max(STEP, end - len(self._content)))
            if not more:
                raise _Damaged(tr(_CUT_OFF))
            self._content += more


def _header(version: int, values: RowView, sizes: Mapping[str, int]) -> Header:
    architecture = values.get("general.architecture")
    if not isinstance(architecture, str) or not architecture:
        raise _Damaged(tr("it does not say of which architecture it is"))
    if architecture in NOT_FOR_CHAT:
        raise _Damaged(tr("{architecture} is not a model that writes text", architecture=quoted(architecture)))
    if architecture not in ARCHITECTURES:
        raise _Damaged(
            tr(
                "its architecture {architecture} is newer than this Alcove, or unknown to llama.cpp",
                architecture=quoted(architecture),
            )
        )
    if not sizes:
        raise _Damaged(tr("it holds no weights"))

    def number(key: str, most: int) -> int:
        value = values.get(f"{architecture}.{key}", 0)
        if isinstance(value, ListOf):
            # Some models give one number for each layer.
            return 0
        if not isinstance(value, int) or not 0 <= value <= most:
            raise _Damaged(f"its {key.replace('_', ' ')} is {value}")
        return value

    words = values.get("tokenizer.ggml.tokens")
    layers = number("block_count", 4096)
    heads = number("attention.head_count", 65_536)
    width = number("embedding_length", 1 << 20)
    heads_kept = number("attention.head_count_kv", 65_536) or heads
    head = width // heads if heads else 0
    keys = number("attention.key_length", 65_536) or head
    kept = number("attention.value_length", 65_536) or head
    return Header(
        version=version,
        architecture=architecture,
        name=str(values.get("general.name", ""))[:200],
        licence=str(values.get("general.license", ""))[:100],
        context=number("context_length", MOST_CONTEXT),
        layers=layers,
        layer_bytes=_largest_layer(sizes),
        tensor_bytes=sum(sizes.values()),
        cache_bytes_per_token=layers * heads_kept * (keys + kept) * 2,
        has_template=isinstance(values.get("tokenizer.chat_template"), str),
        # A batch of 512 tokens by the vocabulary, in 32 bits, and about 60 MB of Python and libraries.
        work_space=(60 << 20) + 512 * 4 * (words.length if isinstance(words, ListOf) else 0),
        values=values,
    )


def _largest_layer(sizes: Mapping[str, int]) -> int:
    layers: dict[str, int] = {}
    for name, size in sizes.items():
        if found := _LAYER.match(name):
            layers[found[1]] = layers.get(found[1], 0) + size
    return max(layers.values(), default=0)
