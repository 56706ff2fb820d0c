"""The ground on which captured processes are let loose: bait, listeners and a bystander, and what became of them."""

import contextlib
import json
import os
import secrets
import shutil
import socket
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from assistant.domain.rows import Row
from assistant.evaluation.bench.trust.attacks import ATTACKS
from assistant.storage.scratch import passing_folder

_ROOT = Path(__file__).resolve().parents[4]
_PRIVATE = 0o600
_LOOKED_AT = "whether a file is there, asked as if of a descriptor"
LEFT = {"fetcher": {"a TCP connection", "whether a file is there, and its size", _LOOKED_AT}, "model": {_LOOKED_AT}}
"""What is not held back, by the kind of process: what a download is for; and, where files are opened by their paths,
whether they are there, which Landlock does not cover."""


def attacks_on(which: str) -> list[str]:
    """The attacks by a process of that kind that are to fail."""
    return [name for name in ATTACKS if name not in LEFT.get(which.partition("-")[0], ())]


def _asked(parent: "subprocess.Popen[bytes]", request: Row) -> bool:
    assert parent.stdin is not None and parent.stdout is not None
    parent.stdin.write(json.dumps(request).encode() + b"\n")
    parent.stdin.flush()
    answer = parent.stdout.readline()
    if not answer:
        raise RuntimeError(f"the attacked process ended over {request['attack']!r} by {request['which']}")
    return bool(json.loads(answer))


class Bystander:
    """A process that has nothing to do with it all, and should live on. Use as a context manager."""

    def __enter__(self) -> "Bystander":
        self._process = subprocess.Popen(["sleep", "600"], start_new_session=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()

    @property
    def pid(self) -> int:
        return self._process.pid

    def harmed(self) -> bool:
        return self._process.poll() is not None

    def renew(self) -> None:
        self.__exit__()
        self.__enter__()


class Listener:
    """Accepts connections, remembers what came, and may hand each caller a descriptor."""

    def __init__(self, family: int, address: object, gift: "socket.socket | None" = None) -> None:
        self.heard: list[bytes] = []
        self._gift = gift
        self._socket = socket.socket(family)
        self._socket.bind(address)  # type: ignore[arg-type]  # one form for each family
        self._socket.listen()
        self.address: object = self._socket.getsockname()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=self._talk, args=self._socket.accept()[:1], daemon=True).start()

    def _talk(self, caller: socket.socket) -> None:
        self.heard.append(b"")
        with caller, contextlib.suppress(OSError):
            if self._gift is not None:
                socket.send_fds(caller, [b"!"], [self._gift.fileno()])
            while piece := caller.recv(4096):
                self.heard.append(piece)

    def close(self) -> None:
        # A thread that waits in accept() is woken by this alone.
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


class Ground:
    """One temporary home with all that an attack could want. Use as a context manager."""

    def __enter__(self) -> "Ground":
        self._made = passing_folder("trust")
        self.folder = self._made.__enter__()
        self.secret = secrets.token_hex(16)
        name = f"alcove-trust-{self.secret[:12]}"
        self._server = Listener(socket.AF_INET, ("127.0.0.1", 0))
        self._gift = socket.create_connection(self._server.address)  # type: ignore[arg-type]  # of an internet socket
        self._bus = Listener(socket.AF_UNIX, str(self.folder / "bus"))
        self._abstract = Listener(socket.AF_UNIX, f"\0{name}", self._gift)
        self._bait()
        self.prey: Row = {
            "parent": 0, "helper": 0, "address": 0, "bystander": 0, "secret": self.secret,
            "key_file": str(self._at("home/.ssh/id")), "autostart": str(self._at("home/.config/autostart")),
            "document": str(self._at("home/document.txt")), "at_hand": str(self._at("shelf/hostile.txt")),
            "model": str(self._at("models/own.gguf")), "landing": "",
            "bus": str(self.folder / "bus"), "abstract": name, "port": self._server.address[1],  # type: ignore[index]
        }  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        for one in (self._server, self._bus, self._abstract, self._gift):
            one.close()
        self._made.__exit__(None, None, None)

    def results(self, *kinds: str) -> Iterator[tuple[str, str, bool]]:
        """(kind of process, attack, whether it succeeded), by a captured process of each kind; all have one parent.

        Raises RuntimeError if that parent ends meanwhile: what is not attempted does not count as prevented.
        """
        command = [sys.executable, "-m", "assistant.evaluation.bench.trust.attacked", *kinds]
        with self._started(command) as parent, Bystander() as bystander:
            for which in kinds:
                for name in attacks_on(which):
                    prey = {**self.prey, "bystander": bystander.pid}
                    won = _asked(parent, {"which": which, "attack": name, "prey": prey})
                    won = won or bystander.harmed() or self._marked()
                    yield which, name, won
                    if won:
                        self._bait()
                        bystander.renew()

    @contextlib.contextmanager
    def _started(self, command: list[str]) -> "Iterator[subprocess.Popen[bytes]]":
        variables = {
            **os.environ, "HOME": str(self._at("home")), "ALCOVE_PASSPHRASE_FILE": str(self._at("passphrase")),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.folder / 'bus'}", "PYTHONPATH": str(_ROOT),
        }  # fmt: skip
        pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
        with subprocess.Popen(command, env=variables, stdin=pipe, stdout=pipe, stderr=quiet) as one:
            yield one
            assert one.stdin is not None
            one.stdin.close()

    def _marked(self) -> bool:
        """Whether anything outside the captured process bears its mark."""
        document = self._at("home/document.txt")
        whole = document.is_file() and self.secret in document.read_text()
        touched = not whole or stat.S_IMODE(document.stat().st_mode) != _PRIVATE
        heard = [*self._bus.heard, *self._abstract.heard, *self._server.heard[1:]]
        model = self._at("models/own.gguf")
        touched = touched or not model.is_file() or model.read_text() != self.secret
        return touched or bool(heard) or any(self._at("home/.config/autostart").iterdir())

    def _bait(self) -> None:
        shutil.rmtree(self._at("home"), ignore_errors=True)
        self._at("home/.config/autostart").mkdir(parents=True, exist_ok=True)
        self._at("home/.ssh").mkdir()
        for folder in ("shelf", "models"):
            self._at(folder).mkdir(exist_ok=True)
        for place in ("home/.ssh/id", "home/document.txt", "passphrase", "shelf/hostile.txt", "models/own.gguf"):
            self._at(place).write_text(self.secret if place != "shelf/hostile.txt" else "hostile")
            self._at(place).chmod(_PRIVATE)
        for listener in (self._server, self._bus, self._abstract):
            del listener.heard[1 if listener is self._server else 0 :]

    def _at(self, place: str) -> Path:
        return self.folder / place
