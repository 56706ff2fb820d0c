"""What the window may say on the buses of a desktop: a fixed list, without which nothing passes."""

import re
from collections.abc import Set
from typing import NamedTuple

from assistant.security.desktop.messages import CALL, FILES, INTERFACE, MEMBER, SIGNAL, TO, Message

DAEMON, PORTAL, REGISTRY = "org.freedesktop.DBus", "org.freedesktop.portal.Desktop", "org.a11y.atspi.Registry"
OUR_NAMES = re.compile(r"org\.mpris\.MediaPlayer2\.alcove(\.instance[0-9]+)?")
_MATCH = re.compile(r"((type|sender|interface|member|path|arg[0-9]+)='[^']*'(,|$))+")
"""A rule of what is heard. The key `eavesdrop`, to hear what is said to others, is not among these."""

_Call = tuple[str, str, str]


def _calls(to: str, interface: str, *members: str) -> frozenset[_Call]:
    return frozenset((to, interface, member) for member in members)


_HEAR = _calls(DAEMON, DAEMON, "Hello", "AddMatch", "RemoveMatch", "GetNameOwner", "NameHasOwner")
_BE_A_PLAYER = _calls(DAEMON, DAEMON, "RequestName", "ReleaseName")
_LOOK = _calls(PORTAL, "org.freedesktop.portal.Settings", "Read", "ReadOne", "ReadAll") | _calls(
    PORTAL, "org.freedesktop.DBus.Properties", "Get", "GetAll"
)
_CHOOSE_FILES = _calls(PORTAL, "org.freedesktop.portal.FileChooser", "OpenFile", "SaveFile")
_BE_READ_ALOUD = (
    _calls(REGISTRY, "org.a11y.atspi.Socket", "Embed")
    | _calls(REGISTRY, "org.a11y.atspi.Registry", "GetRegisteredEvents")
    | _calls(REGISTRY, "org.a11y.atspi.DeviceEventController", "NotifyListenersSync", "NotifyListenersAsync")
)


class Rules(NamedTuple):
    """For one bus: `variable` is the one of the environment by which libraries find it; `signals` begins the names of
    interfaces whose signals may be sent."""

    variable: str
    calls: Set[_Call]
    signals: tuple[str, ...] = ()

    def allow(self, message: Message) -> bool:
        """Answers to what others ask pass always: the bus hands on only those that somebody waits for."""
        if message.fields.get(FILES, 0):
            return False
        interface, member = str(message.fields.get(INTERFACE, "")), str(message.fields.get(MEMBER, ""))
        if message.kind == SIGNAL:
            return TO not in message.fields and interface.startswith(self.signals or ("\0",))
        if message.kind != CALL:
            return True
        call = (str(message.fields.get(TO, "")), interface, member)
        return call in self.calls and _fits(call, message.text)


def _fits(call: _Call, text: str) -> bool:
    if call in _BE_A_PLAYER:
        return OUR_NAMES.fullmatch(text) is not None
    return call[2] not in ("AddMatch", "RemoveMatch") or _MATCH.fullmatch(text) is not None  # no words


SESSION = Rules(
    "DBUS_SESSION_BUS_ADDRESS",
    _HEAR | _BE_A_PLAYER | _LOOK | _CHOOSE_FILES,
    ("org.freedesktop.DBus.Properties", "org.mpris.MediaPlayer2."),
)
SYSTEM = Rules("DBUS_SYSTEM_BUS_ADDRESS", _HEAR)
ACCESSIBILITY = Rules("AT_SPI_BUS_ADDRESS", _HEAR | _BE_READ_ALOUD, ("org.a11y.atspi.", "org.freedesktop.DBus."))
