"""One window for one home."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from assistant.settings.paths import Paths
from gui.shell.single_instance import SingleWindow

Wait = Callable[..., None]


def test_a_second_start_wakes_the_first_and_another_home_is_its_own(qapp, tmp_path: Path, wait_until: Wait):
    woken: list[int] = []
    first = SingleWindow(Paths(tmp_path / "home"))
    assert first.first()
    assert (tmp_path / "home" / "window.lock").stat().st_mode & 0o777 == 0o600
    first.on_raise(lambda: woken.append(1))
    second, other = SingleWindow(Paths(tmp_path / "home")), SingleWindow(Paths(tmp_path / "other"))
    assert other.first() and not second.first()
    assert second.wake_first()
    wait_until(lambda: woken == [1])
    first.close()
    assert not second.wake_first()
    assert second.first()
    for one in (second, other):
        one.close()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with names have no such sockets")
def test_nobody_who_comes_stays(qapp, tmp_path: Path, wait_until: Wait):
    """Another program of the person's could hold its sockets, and fill the window's memory through one."""
    woken: list[int] = []
    first = SingleWindow(Paths(tmp_path / "home"))
    assert first.first()
    first.on_raise(lambda: woken.append(1))
    address = Path(tempfile.gettempdir(), first.names[0])
    with ExitStack() as open_ones:
        callers = [open_ones.enter_context(socket.socket(socket.AF_UNIX)) for _ in range(20)]
        for caller in callers:
            caller.connect(str(address))
            caller.setblocking(False)
        wait_until(lambda: len(woken) == len(callers))
        assert [is_shut(caller) for caller in callers] == [True] * len(callers)
    first.close()


@pytest.mark.skipif(sys.platform == "win32", reason="pipes with names have no such sockets")
def test_a_window_that_was_killed_leaves_nothing_outside_its_home(qapp):
    """Where the home's path is one for a socket; that of the tests' own folder is longer."""
    with tempfile.TemporaryDirectory(prefix="w-", dir="/tmp") as short:
        home, temporary = Path(short, "home"), Path(short, "tmp")
        temporary.mkdir()
        script = (
            "import os, sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication\n"
            "from assistant.settings.paths import Paths; from gui.shell.single_instance import SingleWindow\n"
            "app = QCoreApplication([]); one = SingleWindow(Paths(Path(sys.argv[1]))); print(one.first()); os._exit(9)"
        )
        command = [sys.executable, "-c", script, str(home)]
        done = subprocess.run(command, env=os.environ | {"TMPDIR": str(temporary)}, capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (9, "True\n"), done.stderr
        assert list(temporary.iterdir()) == [] and (home / "window.sock").is_socket()
        again, second = SingleWindow(Paths(home)), SingleWindow(Paths(home))
        assert again.first() and not second.first() and second.wake_first()
        again.close()
        assert not (home / "window.sock").exists()


def is_shut(caller: socket.socket) -> bool:
    """Whether nobody holds the other end."""
    try:
        return caller.recv(1) == b""
    except BlockingIOError:
        return False
