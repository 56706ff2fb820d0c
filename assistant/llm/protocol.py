"""What the client and the model process say to each other: four bytes of length, then JSON in UTF-8.

A request is {"op": …, "id": n, …}; answers carry the same id and hold `text` (a piece of a reply), `done` (the result,
the last frame of a call) or `error` ({"kind", "message"}, also the last).
"""

import json
import struct
from dataclasses import dataclass
from typing import BinaryIO

from assistant.domain.rows import Row, RowView
from assistant.security.foreign_json import read_json

_LENGTH = struct.Struct(">I")
MOST_BYTES = 64 << 20


class BrokenFrame(Exception):
    """The other side sent what no side of ours sends."""


@dataclass(frozen=True, slots=True)
class Stats:
    """What the last call cost. `stopped` is end (the model ended), stop (a stop string), length or cancelled."""

    evaluated: int = 0
    """Tokens of the prompt that had to be evaluated."""
    reused: int = 0
    """Tokens of the prompt that were still in the cache."""
    generated: int = 0
    decode_seconds: float = 0.0
    stopped: str = "end"


def write_frame(stream: BinaryIO, message: RowView) -> None:
    """One write, so that frames of two threads do not mix if each holds the stream's lock. Raises OSError."""
    content = json.dumps(message, separators=(",", ":")).encode()
    if len(content) > MOST_BYTES:
        raise BrokenFrame(f"{len(content)} bytes are too many for one message")
    stream.write(_LENGTH.pack(len(content)) + content)
    stream.flush()


def read_frame(stream: BinaryIO) -> Row | None:
    """The next message; None at the end of the stream, also when it ends within a message."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > MOST_BYTES:
        raise BrokenFrame(f"a message of {length} bytes")
    content = stream.read(length)
    if len(content) < length:
        return None
    try:
        message = read_json(content)
    except ValueError as error:
        raise BrokenFrame("a message that is no JSON") from error
    if not isinstance(message, dict):
        raise BrokenFrame("a message that is not an object")
    return message
