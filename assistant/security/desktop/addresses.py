"""Where the buses of this desktop are."""

import os
import re
import socket

from assistant.security.desktop.messages import (
    ANSWERS,
    CALL,
    INTERFACE,
    MEMBER,
    PATH,
    REPLY,
    TO,
    Message,
    build,
    parse,
    read_frame,
)  # fmt: skip
from assistant.security.desktop.rules import DAEMON
from assistant.security.desktop.talk import exactly, introduce

_SYSTEM = "unix:path=/run/dbus/system_bus_socket"
_A11Y = "org.a11y.Bus"
_PATIENCE = 0.5
"""Seconds for one word of a bus: the window waits for it."""


def session_bus() -> bytes | None:
    """The name of its socket; None where none is found."""
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    return socket_name(os.environ.get("DBUS_SESSION_BUS_ADDRESS") or (f"unix:path={folder}/bus" if folder else ""))


def system_bus() -> bytes | None:
    return socket_name(os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or _SYSTEM)


def accessibility_bus(session: bytes | None) -> bytes | None:
    """The bus of screen readers, where one reads this desktop aloud now."""
    if session is None:
        return None
    try:
        with socket.socket(socket.AF_UNIX) as bus:
            bus.settimeout(_PATIENCE)
            bus.connect(session)
            introduce(bus)
            ask = _Asking(bus)
            ask(DAEMON, "/org/freedesktop/DBus", DAEMON, "Hello")  # no words
            # Asked first: a call alone would start it.
            if not _is_true(ask(DAEMON, "/org/freedesktop/DBus", DAEMON, "NameHasOwner", _A11Y)):
                return None
            place, properties = "/org/a11y/bus", "org.freedesktop.DBus.Properties"
            states = ("IsEnabled", "ScreenReaderEnabled")  # no words
            if not any(_is_true(ask(_A11Y, place, properties, "Get", "org.a11y.Status", one)) for one in states):
                return None
            return socket_name(parse(ask(_A11Y, place, _A11Y, "GetAddress")).text)  # no words
    except (OSError, ValueError):
        return None


def socket_name(addresses: str) -> bytes | None:
    """Of the first address of a list that is a socket of this machine, as `connect` takes it."""
    for address in addresses.split(";"):
        kind, _, rest = address.partition(":")
        known = dict(one.split("=", 1) for one in rest.split(",") if "=" in one)
        if kind == "unix" and "path" in known:
            return _bytes(known["path"])
        if kind == "unix" and "abstract" in known:
            return b"\0" + _bytes(known["abstract"])
        if kind == "unix" and known.get("runtime") == "yes":
            return os.fsencode(os.environ.get("XDG_RUNTIME_DIR", "")) + b"/bus"
    return None


def _bytes(escaped: str) -> bytes:
    """Of a value in an address: %xx stands for a byte."""
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda one: bytes.fromhex(one[1].decode()), os.fsencode(escaped))


class _Asking:
    def __init__(self, bus: socket.socket) -> None:
        self._bus, self._serial = bus, 0

    def __call__(self, to: str, path: str, interface: str, member: str, *texts: str) -> bytes:
        """The frame of the answer. Raises NoMessage for an error."""
        self._serial += 1
        self._bus.sendall(build(CALL, self._serial, {PATH: path, INTERFACE: interface, MEMBER: member, TO: to}, *texts))
        while True:
            frame = read_frame(exactly(self._bus))
            said: Message = parse(frame)
            if said.fields.get(ANSWERS) == self._serial:
                if said.kind != REPLY:
                    raise ValueError(said.text)
                return frame


def _is_true(frame: bytes) -> bool:
    """Of an answer that ends with a truth value."""
    return int.from_bytes(frame[-4:], "little" if frame[:1] == b"l" else "big") == 1
