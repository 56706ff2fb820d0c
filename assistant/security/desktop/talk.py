"""How one begins to speak with a bus, and how one begins as a bus; then messages, each weighed."""

import itertools
import os
import socket
import threading
from collections.abc import Callable

from assistant.security.desktop.messages import CALL, NO_ANSWER, NoMessage, parse, read_frame, refusal
from assistant.security.desktop.rules import Rules

_LONGEST_LINE = 1024
_OURS = "a1c0" * 8
"""The name that a bus has to state, in 32 digits."""


def introduce(bus: socket.socket) -> None:
    """Say to a bus who we are. Raises OSError."""
    bus.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\n")
    if not _line(bus).startswith(b"OK"):
        raise ConnectionRefusedError
    bus.sendall(b"BEGIN\r\n")


def welcome(client: socket.socket) -> None:
    """Be the bus for one whom the kernel has named already; files are not taken. Raises OSError."""
    exactly(client)(1)
    while (said := _line(client)) != b"BEGIN":
        match said.split():
            case [b"AUTH", b"EXTERNAL", _] | [b"DATA", *_]:
                client.sendall(f"OK {_OURS}\r\n".encode())
            case [b"AUTH", b"EXTERNAL"]:
                client.sendall(b"DATA\r\n")
            case [b"AUTH", *_]:
                client.sendall(b"REJECTED EXTERNAL\r\n")
            case _:
                client.sendall(b"ERROR\r\n")


def relay(client: socket.socket, name: bytes, rules: Rules) -> None:
    """Carry messages between a client and the bus of this name until one ends; to the bus what `rules` allow."""
    with client, socket.socket(socket.AF_UNIX) as bus:
        try:
            bus.connect(name)
            introduce(bus)
            welcome(client)
            one_at_a_time = threading.Lock()
            threading.Thread(target=_inward, args=(bus, client, one_at_a_time), daemon=True).start()
            _outward(client, bus, rules, one_at_a_time)
        except (OSError, NoMessage):
            pass
        finally:
            _end(bus)
            _end(client)


def exactly(one: socket.socket) -> Callable[[int], bytes]:
    """Reads so many bytes. Raises OSError where the other side ends before."""

    def read(size: int) -> bytes:
        data = bytearray()
        while len(data) < size:
            piece = one.recv(min(size - len(data), 1 << 16))
            if not piece:
                raise ConnectionResetError
            data += piece
        return bytes(data)

    return read


def _outward(client: socket.socket, bus: socket.socket, rules: Rules, one_at_a_time: threading.Lock) -> None:
    for number in itertools.count(1):
        frame = read_frame(exactly(client))
        message = parse(frame)
        if rules.allow(message):
            bus.sendall(frame)
        elif message.kind == CALL and not message.flags & NO_ANSWER:
            with one_at_a_time:
                client.sendall(refusal(message, number))


def _inward(bus: socket.socket, client: socket.socket, one_at_a_time: threading.Lock) -> None:
    try:
        while True:
            frame = read_frame(exactly(bus))
            with one_at_a_time:
                client.sendall(frame)
    except (OSError, NoMessage):
        _end(bus)
        _end(client)


def _end(one: socket.socket) -> None:
    try:
        one.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _line(one: socket.socket) -> bytes:
    read, said = exactly(one), b""
    while not said.endswith(b"\r\n"):
        said += read(1)
        if len(said) > _LONGEST_LINE:
            raise ConnectionRefusedError
    return said[:-2]
