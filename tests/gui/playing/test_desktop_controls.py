"""The player as the desktop sees it, on a real bus of the test's own, asked by another program."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtDBus import QDBusConnection

from gui.playing import desktop_controls, playback
from gui.playing.mpris import PATH, SERVICE
from gui.shell.shell import Shell
from tests.gui.playing.test_player import Silent, silent
from tests.gui.shelf import ALBUM, TRACKS, OpenShelf, Wait, at_rest, titled

pytestmark = pytest.mark.skipif(not shutil.which("dbus-send"), reason="no bus can be started or asked here")
Ask = Callable[..., str]


@pytest.fixture
def address() -> Iterator[str]:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        QDBusConnection.disconnectFromBus("of the player")
        daemon.kill()


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch, address: str, open_shelf: OpenShelf, wait_until: Wait) -> Shell:
    """The window with a silent engine; what it takes for the session's bus is the test's own."""
    monkeypatch.setattr(playback, "Engine", Silent)
    monkeypatch.setattr(desktop_controls, "has_session_bus", lambda: True)
    bus = QDBusConnection.connectToBus(address, "of the player")
    monkeypatch.setattr(QDBusConnection, "sessionBus", lambda: bus)
    found = open_shelf()
    at_rest(found, wait_until)
    return found


@pytest.fixture
def ask(address: str, wait_until: Wait) -> Ask:
    """Sends a call as another program does, and gives what came back; empty where nobody answers."""

    def asked(member: str, *given: str) -> str:
        command = ["dbus-send", "--session", "--print-reply", f"--dest={SERVICE}", PATH, member, *given]
        environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": address}
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as program:
            wait_until(lambda: program.poll() is not None, 30)
            assert program.stdout is not None
            return program.stdout.read()

    return asked


def shown(ask: Ask) -> str:
    return ask("org.freedesktop.DBus.Properties.GetAll", "string:org.mpris.MediaPlayer2.Player")


def test_media_keys_reach_the_player_while_it_plays(shell: Shell, ask: Ask, wait_until: Wait) -> None:
    assert shown(ask) == ""
    session = shell.session
    session.play_wanted.emit((titled(session.app, ALBUM),), "")
    wait_until(lambda: shell.desktop_controls.mpris is not None and bool(getattr(silent(shell), "next", 0)))
    said = shown(ask)
    assert '"Playing"' in said and f'"{TRACKS[0]}"' in said and "object path" in said
    ask("org.mpris.MediaPlayer2.Player.PlayPause")
    assert not shell.player.playing and '"Paused"' in shown(ask)
    ask("org.mpris.MediaPlayer2.Player.Play")
    ask("org.mpris.MediaPlayer2.Player.Next")
    # The bar names the next piece before the player has begun it.
    wait_until(lambda: shell.player_bar.title.title.text() == TRACKS[1])
    wait_until(lambda: "Slack" in str(silent(shell).told[-1][0]))
    ask("org.mpris.MediaPlayer2.Player.SetPosition", "objpath:/alcove/track/1", "int64:2000000")
    wait_until(lambda: silent(shell).told[-1] == ("seek", 2000))
    ask(
        "org.freedesktop.DBus.Properties.Set",
        "string:org.mpris.MediaPlayer2.Player",
        "string:Volume",
        "variant:double:0.25",
    )
    assert shell.player.volume.value == 0.25
    session.settings.desktop_controls = False
    wait_until(lambda: shell.desktop_controls.mpris is None)
    assert shown(ask) == ""
