"""The real window on a real bus, taken over once its library is open: it reaches the desktop's programs no more, while
media keys, the screen lock and sound go on."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection, QDBusMessage

from tests.gui.test_processes import ROOT, environment

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("dbus-daemon"), reason="no bus can be started here"
)
TAKEN_OVER = """
import json, os, signal, socket, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from assistant.settings.paths import Paths
import gui.shell.app
from gui.playing.engine import Engine
from gui.shell.main_window import MainWindow

real, shown = sys.argv[1], MainWindow.show
DAEMON = "org.freedesktop.DBus"

def call(member, *arguments):
    message = QDBusMessage.createMethodCall(DAEMON, "/org/freedesktop/DBus", DAEMON, member)
    message.setArguments(list(arguments))
    return QDBusConnection.sessionBus().call(message).errorName().rpartition(".")[2]

def connect(name):
    try:
        socket.socket(socket.AF_UNIX).connect(name)
    except OSError as error:
        return type(error).__name__

def child(name):
    said = f"import socket; socket.socket(socket.AF_UNIX).connect({name!r})"
    return os.spawnv(os.P_WAIT, sys.executable, [sys.executable, "-c", said])

def sound():
    engine = Engine()
    engine.prepare()
    first = engine.pid
    os.kill(first, signal.SIGKILL)
    engine._line.process.wait()
    engine.prepare()
    second, started_by = engine.pid, Path(f"/proc/{engine.pid}/stat").read_text().rpartition(")")[2].split()[1]
    engine.close()
    return first != second, int(started_by) != os.getpid(), Path(f"/proc/{second}").exists()

def attack(window):
    bus = QDBusConnection.sessionBus()
    print(json.dumps({
        "bus": bus.isConnected(), "lists": call("ListNames"), "starts": call("StartServiceByName", "org.example.X", 0),
        "listens in": call("AddMatch", "eavesdrop='true'"), "is another": call("RequestName", "org.example.X", 0),
        "new": connect(real), "child": child(real), "another way": QDBusConnection.connectToBus(
            "unix:path=" + real, "x").isConnected(),
        "player": bus.registerService("org.mpris.MediaPlayer2.alcove"), "sound": sound(),
    }), flush=True)
    window.shell.session.lock_wanted.connect(lambda: (print("locked", flush=True), window.close()))

def show(window):
    shown(window)
    window.ready.connect(lambda: QTimer.singleShot(300, lambda: attack(window)))

MainWindow.show = show
sys.exit(gui.shell.app.run(Paths.default()))
"""


@pytest.fixture
def bus() -> Iterator[str]:
    """The place of its socket."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().split("path=")[1].split(",")[0].strip()
        daemon.kill()


def test_a_window_that_was_taken_over_reaches_no_program_of_the_desktop(tmp_path: Path, bus: str) -> None:
    variables = environment(tmp_path / "home", QT_QPA_PLATFORM="offscreen", DBUS_SESSION_BUS_ADDRESS=f"unix:path={bus}")
    ours = QDBusConnection.connectToBus(f"unix:path={bus}", "of the test")
    # What is refused below is nothing that this bus would refuse.
    daemon = "org.freedesktop.DBus"
    for member, arguments in (("ListNames", []), ("AddMatch", ["eavesdrop='true'"])):
        message = QDBusMessage.createMethodCall(daemon, "/org/freedesktop/DBus", daemon, member)
        message.setArguments(arguments)
        assert not ours.call(message).errorName()
    command = [sys.executable, "-c", TAKEN_OVER, bus]
    with subprocess.Popen(command, env=variables, cwd=ROOT, stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout is not None
        won = json.loads(window.stdout.readline())
        assert ours.interface().isServiceRegistered("org.mpris.MediaPlayer2.alcove").value()
        message = QDBusMessage.createSignal("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged")
        message.setArguments([True])
        assert ours.send(message)
        assert window.stdout.readline() == "locked\n"
    QDBusConnection.disconnectFromBus("of the test")
    refused = dict.fromkeys(("lists", "starts", "listens in", "is another"), "AccessDenied")
    assert won == {
        "bus": True, **refused, "new": "PermissionError", "child": 1, "another way": False, "player": True,
        "sound": [True, True, False],
    }  # fmt: skip
    assert window.returncode == 0
