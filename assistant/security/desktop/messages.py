"""Messages of D-Bus, as far as one who decides on them reads them: the header, and the first text of the body.

https://dbus.freedesktop.org/doc/dbus-specification.html#message-protocol
"""

import struct
from collections.abc import Callable, Mapping
from typing import NamedTuple

CALL, REPLY, ERROR, SIGNAL = 1, 2, 3, 4
NO_ANSWER = 1
"""A flag: whoever called wants none."""
PATH, INTERFACE, MEMBER, ERROR_NAME, ANSWERS, TO, FROM, SIGNATURE, FILES = range(1, 10)
_TYPES = {PATH: "o", INTERFACE: "s", MEMBER: "s", ERROR_NAME: "s", ANSWERS: "u", TO: "s", FROM: "s", SIGNATURE: "g", FILES: "u"}  # fmt: skip # noqa: E501
LARGEST = 16 << 20
_LARGEST_HEADER = 64 << 10
_START = 16
_ORDERS = {b"l": "<", b"B": ">"}

Fields = Mapping[int, str | int]


class NoMessage(ValueError):
    """These bytes are none, or one that could be read in two ways."""


class Message(NamedTuple):
    kind: int
    flags: int
    serial: int
    fields: Fields
    text: str
    """The first argument, where that is a text."""


def read_frame(read: Callable[[int], bytes]) -> bytes:
    """The bytes of the next message; `read` gives exactly so many. Raises NoMessage."""
    start = read(_START)
    order = _order(start)
    body, _, fields = struct.unpack(f"{order}III", start[4:])
    if fields > _LARGEST_HEADER or body > LARGEST:
        raise NoMessage("too large")
    return start + read(fields + -fields % 8 + body)


def parse(frame: bytes) -> Message:
    """What a whole frame says. Raises NoMessage."""
    order = _order(frame)
    _, serial, length = struct.unpack(f"{order}III", frame[4:_START])
    try:
        fields = _fields(frame, order, _START + length)
        body = _START + length + -length % 8
        first = str(fields.get(SIGNATURE, ""))[:1]
        text = _text(frame, order, body)[0] if first == "s" else ""
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise NoMessage("cut short") from error
    return Message(frame[1], frame[2], serial, fields, text)


def build(kind: int, serial: int, fields: Fields, *texts: str, flags: int = 0) -> bytes:
    """A message whose arguments are texts."""
    body, header = b"", b""
    for text in texts:
        body += bytes(-len(body) % 4) + _packed(text)
    known: Fields = {**fields, SIGNATURE: "s" * len(texts)} if texts else fields
    for code, value in known.items():
        header += bytes(-len(header) % 8) + bytes((code, 1)) + _TYPES[code].encode() + b"\0"
        if _TYPES[code] == "g":
            header += bytes((len(str(value)),)) + str(value).encode() + b"\0"
        else:
            header += bytes(-len(header) % 4)
            header += struct.pack("<I", value) if isinstance(value, int) else _packed(value)
    start = struct.pack("<cBBBIII", b"l", kind, flags, 1, len(body), serial, len(header))
    return start + header + bytes(-len(header) % 8) + body


def refusal(message: Message, serial: int) -> bytes:
    """The answer to a call that is not let through."""
    fields: Fields = {
        ERROR_NAME: "org.freedesktop.DBus.Error.AccessDenied",  # no words
        ANSWERS: message.serial,
        FROM: "org.freedesktop.DBus",
    }
    return build(ERROR, serial, fields, "Alcove makes no such call.", flags=NO_ANSWER)  # no words


def _order(start: bytes) -> str:
    order = _ORDERS.get(start[:1])
    if order is None or start[3] != 1:
        raise NoMessage("not of this protocol")
    return order


def _fields(frame: bytes, order: str, end: int) -> dict[int, str | int]:
    found: dict[int, str | int] = {}
    at = _START
    while at < end:
        at += -at % 8
        code, signature = frame[at], frame[at + 1 : at + 4]
        if code in found or signature != b"\1" + _TYPES.get(code, "?").encode() + b"\0":
            raise NoMessage("a field that is unknown, of another type, or there twice")
        at += 4
        match _TYPES[code]:
            case "g":
                size = frame[at]
                found[code], at = frame[at + 1 : at + 1 + size].decode("ascii"), at + 2 + size
            case "u":
                at += -at % 4
                found[code], at = struct.unpack_from(f"{order}I", frame, at)[0], at + 4
            case _:
                found[code], at = _text(frame, order, at + -at % 4)
    if at != end:
        raise NoMessage("a field goes on into the body")
    return found


def _text(frame: bytes, order: str, at: int) -> tuple[str, int]:
    """(a text, where it ends with its NUL)."""
    (size,) = struct.unpack_from(f"{order}I", frame, at)
    end = at + 4 + size
    if frame[end] != 0:
        raise NoMessage("a text without end")
    return frame[at + 4 : end].decode("utf-8"), end + 1


def _packed(text: str) -> bytes:
    data = text.encode()
    return struct.pack("<I", len(data)) + data + b"\0"
