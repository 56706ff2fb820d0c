"""Text of any size and encoding, block by block and line by line."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from indexers.readers.decoding import decode_text, has_wide_letters, wide_encoding
from indexers.readers.packed import open_anywhere

BLOCK = 1 << 22
"""Bytes that are decoded at once."""
_SAMPLE = 65_536


class Stream(Protocol):
    """What bytes are read from: a file, or a part of an archive."""

    def read(self, size: int = ..., /) -> bytes: ...


def text_blocks(stream: Stream) -> Iterator[str]:
    """A text in blocks that end with a line, or where the line is very long at a comma. No mark comes out."""
    data = stream.read(_SAMPLE)
    if has_wide_letters(data):
        yield from _wide(stream, data)
        return
    rest = b""
    while data:
        rest += data
        if len(rest) >= BLOCK and (cut := max(rest.rfind(b"\n"), -1 if b"\n" in rest else rest.rfind(b","))) > 0:
            yield decode_text(rest[: cut + 1])
            rest = rest[cut + 1 :]
        data = stream.read(BLOCK)
    if rest:
        yield decode_text(rest)


def _wide(stream: Stream, data: bytes) -> Iterator[str]:
    """UTF-16 or UTF-32, whose letters a cut between two bytes would break."""
    encoding = "utf-32" if data.startswith(b"\xff\xfe\x00\x00") else "utf-16"
    if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = wide_encoding(data)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while data:
        yield decoder.decode(data).removeprefix("\ufeff")
        data = stream.read(BLOCK)


def lines_of(blocks: Iterator[str]) -> Iterator[tuple[int, str]]:
    """(number from 1, line without its end). Only the usual line ends part lines: U+2028 stands within a title."""
    number, rest = 0, ""
    for block in blocks:
        whole = (rest + block).replace("\r\n", "\n")
        *lines, rest = whole.replace("\r", "\n").split("\n") if "\n" not in whole else whole.split("\n")
        for line in lines:
            number += 1
            yield number, line.rstrip("\r")
    if rest:
        yield number + 1, rest.rstrip("\r")


@contextmanager
def opened_text(path: Path) -> Iterator[Iterator[str]]:
    """The blocks of a file."""
    with open_anywhere(path) as file:
        yield text_blocks(file)


def file_lines(path: Path) -> Iterator[tuple[int, str]]:
    with opened_text(path) as blocks:
        yield from lines_of(blocks)
