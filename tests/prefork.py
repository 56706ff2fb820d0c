"""The program in a process of its own that need not begin with a second of imports.

One process has imported the program and read the tables that come with it, opened nothing and started no thread; each
run is a copy of it, which takes arguments, environment and outputs, and ends as any process ends. What a run brings in
by itself, and when, is looked at where processes of their own begin: tests/cli/test_odd_places.py and others.
"""

import functools
import gc
import importlib
import json
import os
import resource
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from pkgutil import walk_packages
from typing import NamedTuple

MOST = 1 << 20
"""Bytes of a request."""
_NOT_OF_COMMANDS = ("assistant.evaluation", "assistant.setup")


class Done(NamedTuple):
    status: int
    out: str
    err: str


class Prefork:
    """Starts runs of the program; ends with the process that made it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="alcove-prefork-")
        self._address = str(Path(self._folder.name) / "socket")
        variables = {name: value for name, value in os.environ.items() if name not in ("CI", "DISPLAY")}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.prefork", self._address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[1],
            env=variables | {"PYTHONWARNINGS": "error"},
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"ready\n"

    def run(self, arguments: Sequence[str], environment: Mapping[str, str], timeout: float) -> Done:
        """Raises TimeoutError, and ends the run, where it takes longer than `timeout` seconds."""
        room = resource.getrlimit(resource.RLIMIT_FSIZE)  # what a test sets for itself, its runs inherit
        request = json.dumps([list(arguments), dict(environment), os.getcwd(), room])
        with (
            socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as line,
            tempfile.TemporaryFile() as out,
            tempfile.TemporaryFile() as err,
        ):
            line.connect(self._address)
            line.settimeout(timeout)
            socket.send_fds(line, [request.encode()], [out.fileno(), err.fileno()])
            pid = int(line.recv(32))
            try:
                status = int(line.recv(32))
            except TimeoutError:
                os.kill(pid, signal.SIGKILL)
                raise
            return Done(status, *(_text(file.fileno()) for file in (out, err)))


def _text(descriptor: int) -> str:
    with open(os.dup(descriptor), encoding="utf-8") as file:
        file.seek(0)
        return file.read()


@functools.cache
def prefork() -> Prefork:
    """The one of this process."""
    return Prefork()


def serve(address: str) -> None:
    """Waits for runs; returns in each new process, which is to run the program, and ends with standard input."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    door = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    door.bind(address)
    door.listen()
    os.write(1, b"ready\n")
    waiting = selectors.DefaultSelector()
    waiting.register(door, selectors.EVENT_READ)
    waiting.register(0, selectors.EVENT_READ)
    while True:
        if any(key.fd == 0 for key, _ in waiting.select()):
            os._exit(0)
        line, _ = door.accept()
        if os.fork() == 0:
            waiting.close()
            door.close()
            return _begin(line)
        line.close()


def _begin(line: socket.socket) -> None:
    """Returns in the run; a process above it waits for its end and tells the status."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    request, descriptors, _, _ = socket.recv_fds(line, MOST, 2)
    if run := os.fork():
        line.send(str(run).encode())
        code = os.waitstatus_to_exitcode(os.waitpid(run, 0)[1])
        line.send(str(code).encode())
        os._exit(0)
    line.close()
    arguments, environment, folder, room = json.loads(request)
    for number, descriptor in enumerate((os.open(os.devnull, os.O_RDONLY), *descriptors)):
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["alcove", *arguments]
    resource.setrlimit(resource.RLIMIT_FSIZE, room)


def _read_in() -> None:
    """Imports what commands bring in one by one, and reads the tables that they look things up in."""
    import assistant
    import indexers

    for package in (assistant, indexers):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.startswith(_NOT_OF_COMMANDS) and not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    for name in ("onnxruntime", "scipy.linalg", "scipy.sparse"):
        importlib.import_module(name)
    from assistant.cards.words import word_lists
    from assistant.cli.registry import commands
    from assistant.guide.finding import guide
    from assistant.guide.naming import load_names
    from indexers.metadata.language import detect_language

    commands()
    word_lists()
    guide()
    load_names()
    detect_language(["The tables of all languages are read with the first text."])


if __name__ == "__main__":
    # The program sets its environment up before numpy comes in.
    from assistant.cli.main import main
    from assistant.security import key_wrapping

    # Vaults made here open in no time; tests/security looks at what real ones cost.
    key_wrapping.MEMORY_KIB = 64
    _read_in()
    gc.freeze()
    serve(sys.argv[1])
    sys.exit(main())
