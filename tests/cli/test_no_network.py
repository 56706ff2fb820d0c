"""The promise of no network, as the kernel sees it: the whole main job, traced, with CI unset."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.program import Program, make_program

INTERNET = re.compile(r"(socket\(AF_INET6?|connect\(.*AF_INET|sendto\(.*AF_INET)")
POSITIVE_CONTROL = """
import socket
from assistant.security.network_lock import lock_network
lock_network()
try:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(("192.0.2.1", 9))
except OSError as error:
    print("stopped", error.errno)
"""


def traced(program: Program, log: Path, *arguments: object) -> str:
    """Run a command under strace and return what it did with sockets; run it bare where strace is missing."""
    variables = {name: value for name, value in os.environ.items() if name not in ("CI", "ORT_DISABLE_TELEMETRY")}
    variables |= {"ALCOVE_HOME": str(program.home), "ALCOVE_PASSPHRASE_FILE": str(program.passphrase)}
    strace = ["strace", "-ff", "-e", "trace=socket,connect,sendto", "-o", str(log)] if shutil.which("strace") else []
    command = [*strace, sys.executable, "-m", "assistant.cli.main", *map(str, arguments)]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr
    return "\n".join(path.read_text(errors="replace") for path in log.parent.glob(f"{log.name}.*"))


def test_the_main_job_opens_no_internet_socket(tmp_path: Path, shelf: Path) -> None:
    program = make_program(tmp_path)
    said = traced(program, tmp_path / "index", "index", shelf)
    said += traced(program, tmp_path / "recommend", "recommend", "-n", "2")
    said += traced(program, tmp_path / "chat", "chat", "Something about the sea, please")
    assert not INTERNET.search(said)


def test_the_lock_stops_what_tries(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", POSITIVE_CONTROL], capture_output=True, text=True, timeout=60)
    assert done.stdout.startswith("stopped")


CAPTURED = """
import json, socket, subprocess, sys
from assistant.app.app import App
from assistant.cli.main import main

bus = sys.argv[1]
before = socket.socket(socket.AF_UNIX)
before.connect(bus)
close = App.close

def says(act):
    try:
        act()
    except OSError as error:
        return type(error).__name__
    return "done"

def datagram():
    one, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    one.sendto(b"x", bus)

def pair():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(b"x")

def captured(app):
    child = "import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])"
    print(json.dumps({
        "new": says(lambda: socket.socket(socket.AF_UNIX).connect(bus)),
        "old": says(lambda: before.sendall(b"x")),
        "datagram": says(datagram),
        "child": subprocess.run([sys.executable, "-c", child, bus], stderr=subprocess.DEVNULL).returncode,
        "pair": says(pair),
    }))
    close(app)

App.close = captured
sys.exit(main(["profile", "show", "--json"]))
"""
"""The command line as code leaves it that has taken it over, once the library is open."""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere doctor says what is not held back")
def test_the_command_line_reaches_no_other_program_once_the_library_is_open(tmp_path: Path) -> None:
    program = make_program(tmp_path)
    variables = {**os.environ, "ALCOVE_HOME": str(program.home), "ALCOVE_PASSPHRASE_FILE": str(program.passphrase)}
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(tmp_path / "bus"))
        bus.listen()
        command = [sys.executable, "-c", CAPTURED, str(tmp_path / "bus")]
        done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "new": "PermissionError", "old": "BrokenPipeError", "datagram": "PermissionError", "child": 1, "pair": "done",
    }  # fmt: skip


def test_every_process_is_locked_while_it_works(tmp_path: Path, shelf: Path) -> None:
    program = make_program(tmp_path)
    variables = {"ALCOVE_HOME": str(program.home), "ALCOVE_PASSPHRASE_FILE": str(program.passphrase)}
    program("index", shelf)
    command = [sys.executable, "-m", "assistant.cli.main", "recommend"]
    running = subprocess.Popen(command, env={**os.environ, **variables}, stdout=subprocess.DEVNULL)
    seen: set[str] = set()
    while running.poll() is None:
        seen |= {state for pid in family(running.pid) for state in [lock_of(pid)] if state}
        time.sleep(0.01)
    assert running.returncode == 0
    # Until it has locked itself a process has opened nothing, so the state before may be seen as well.
    assert "2" in seen


def family(pid: int) -> list[int]:
    """A process and its children, as far as they still live."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in family(int(child)))]


def lock_of(pid: int) -> str:
    try:
        found = re.search(r"Seccomp:\s*(\d)", Path(f"/proc/{pid}/status").read_text())
    except OSError:
        return ""
    return found.group(1) if found else ""
