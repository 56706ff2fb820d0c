"""What the broker between the window and the desktop lets pass, message by message."""

import random

import pytest

from assistant.security.desktop.addresses import socket_name
from assistant.security.desktop.messages import (
    CALL,
    ERROR,
    INTERFACE,
    MEMBER,
    PATH,
    REPLY,
    SIGNAL,
    TO,
    Message,
    NoMessage,
    build,
    parse,
    read_frame,
    refusal,
)
from assistant.security.desktop.rules import ACCESSIBILITY, DAEMON, PORTAL, REGISTRY, SESSION, SYSTEM, Rules

PLAYER = "org.mpris.MediaPlayer2.alcove"
HEARD = "type='signal',interface='org.freedesktop.ScreenSaver',member='ActiveChanged'"


def said(to: str, interface: str, member: str, *texts: str, kind: int = CALL) -> Message:
    fields = {PATH: "/", INTERFACE: interface, MEMBER: member} | ({TO: to} if to else {})
    return parse(build(kind, 7, fields, *texts))


@pytest.mark.parametrize("rules", [SESSION, SYSTEM, ACCESSIBILITY])
@pytest.mark.parametrize(
    "message",
    [
        said(DAEMON, DAEMON, "ListNames"),
        said(DAEMON, DAEMON, "StartServiceByName", "org.freedesktop.systemd1"),
        said(DAEMON, DAEMON, "UpdateActivationEnvironment"),
        said(DAEMON, DAEMON, "RequestName", "org.freedesktop.secrets"),
        said(DAEMON, DAEMON, "RequestName", f"{PLAYER}.instance1.more"),
        said(DAEMON, DAEMON, "AddMatch", "eavesdrop='true',type='signal'"),
        said(DAEMON, DAEMON, "AddMatch", "type='signal',arg0='x',eavesdrop=true"),
        said(DAEMON, "", "ListNames"),
        said(DAEMON, "org.freedesktop.DBus.Monitoring", "BecomeMonitor"),
        said(PORTAL, "org.freedesktop.portal.OpenURI", "OpenURI", "", "https://example.org/secret"),
        said("org.freedesktop.systemd1", "org.freedesktop.systemd1.Manager", "StartTransientUnit", "x.service"),
        said(":1.5", "org.mpris.MediaPlayer2", "Raise"),
        said("", "org.freedesktop.DBus.Peer", "Ping"),
        said("", "org.freedesktop.ScreenSaver", "ActiveChanged", kind=SIGNAL),
        said(":1.5", "org.freedesktop.DBus.Properties", "PropertiesChanged", kind=SIGNAL),
    ],
)
def test_what_is_not_on_the_list_is_refused(rules: Rules, message: Message) -> None:
    assert not rules.allow(message)
    answer = parse(refusal(message, 1))
    assert (answer.kind, answer.fields[5]) == (ERROR, 7)


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (SESSION, said(DAEMON, DAEMON, "AddMatch", HEARD)),
        (SYSTEM, said(DAEMON, DAEMON, "AddMatch", HEARD)),
        (SESSION, said(DAEMON, DAEMON, "RequestName", f"{PLAYER}.instance12")),
        (SESSION, said(PORTAL, "org.freedesktop.portal.Settings", "ReadAll")),
        (SESSION, said("", "org.freedesktop.DBus.Properties", "PropertiesChanged", kind=SIGNAL)),
        (ACCESSIBILITY, said(REGISTRY, "org.a11y.atspi.Socket", "Embed")),
        (SESSION, parse(build(REPLY, 8, {5: 3, TO: ":1.5"}, "Alcove"))),
    ],
)
def test_what_media_keys_screen_lock_colours_and_speech_need_passes(rules: Rules, message: Message) -> None:
    assert rules.allow(message)


def test_a_message_that_can_be_read_in_two_ways_is_none() -> None:
    good = build(CALL, 1, {PATH: "/", INTERFACE: DAEMON, MEMBER: "Hello", TO: DAEMON})
    twice = good.replace(b"\x03\x01s", b"\x02\x01s")
    other_type = good.replace(b"\x06\x01s", b"\x06\x01o")
    unknown = good.replace(b"\x03\x01s", b"\x0b\x01s")
    for frame in (twice, other_type, unknown, good[:3] + b"\x02" + good[4:], b"x" + good[1:], good[:-9]):
        assert frame != good
        with pytest.raises(NoMessage):
            parse(frame)


def test_damaged_bytes_are_no_message_and_never_another_error() -> None:
    rng = random.Random(5)
    good = build(CALL, 1, {PATH: "/", INTERFACE: DAEMON, MEMBER: "AddMatch", TO: DAEMON}, HEARD)
    for _ in range(4000):
        frame = bytearray(good)
        for _ in range(rng.randint(1, 4)):
            frame[rng.randrange(len(frame))] = rng.randrange(256)
        left = bytes(frame)

        def read(size: int, left: bytes = left) -> bytes:
            if size > len(left):
                raise ConnectionResetError
            return left[:size] if size == 16 else left[16 : 16 + size]

        try:
            message = parse(read_frame(read))
        except (NoMessage, ConnectionResetError):
            continue
        if SESSION.allow(message) and message.kind == CALL:
            assert message.fields[TO] == DAEMON


def test_addresses_of_buses() -> None:
    assert socket_name("unixexec:path=/bin/sh;unix:path=/run/a%20bus,guid=12") == b"/run/a bus"
    assert socket_name("unix:abstract=/tmp/x") == b"\0/tmp/x"
    assert socket_name("tcp:host=localhost,port=1") is None and socket_name("") is None
