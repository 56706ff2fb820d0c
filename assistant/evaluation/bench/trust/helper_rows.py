"""What can be had from the network helper by asking: addresses, places and programs that it should not take.

One row an attack; 0 says that it was refused, and that the helper was there afterwards.
"""

import hashlib
import os
import queue
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from assistant.domain.errors import AssistantError
from assistant.domain.rows import Row as Request
from assistant.evaluation.bench.recommend import Row
from assistant.evaluation.bench.trust.probes import Scale, probe
from assistant.security.network_helper import Courier
from assistant.storage.scratch import passing_folder

_CONTENT = b"a model" * 1000
_NO_REQUESTS = (b"", b"{", b"[]", b"null", b'{"id": []}', b"\xff\xfe\x00", b"[" * 60_000, b"x" * 300_000)
_PROGRAMS = ("x.desktop", "x.sh", "x.py", "x.html", "x.exe", "x.jar", "x.AppImage", "x")


class _Server(ThreadingHTTPServer):
    """Answers with what was asked for, or sends on to `onward`."""

    daemon_threads = True

    def __init__(self, onward: str = "") -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.onward, self.asked = onward, 0
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/model"


class _Talk(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self.server.asked += 1
        self.send_response(302 if self.server.onward else 200)
        self.send_header("Location" if self.server.onward else "X-Nothing", self.server.onward)
        self.send_header("Content-Length", "0" if self.server.onward else str(len(_CONTENT)))
        self.end_headers()
        if not self.server.onward:
            self.wfile.write(_CONTENT)

    def log_message(self, format: str, *arguments: object) -> None:
        return


@dataclass
class _Place:
    folder: Path
    courier: Courier
    stranger: _Server

    def ask(self, request: Request) -> None:
        """Sends a request in any form and waits for what becomes of it."""
        with suppress(AssistantError, queue.Empty):
            self.courier._wait(request)

    def appeared(self) -> bool:
        """Whether anything came to lie outside the models folder, was started, or was asked of the stranger."""
        return self.stranger.asked > 0 or any((self.folder / "outside").iterdir())


@contextmanager
def _place() -> Iterator[_Place]:
    with passing_folder("trust") as made:
        folder = Path(made)
        for name in ("outside", "bin", "files"):
            (folder / name).mkdir()
        stranger = _Server()
        known = _Server(onward=stranger.url)
        opener = folder / "bin" / "xdg-open"
        opener.write_text(f"#!/bin/sh\ntouch {folder}/outside/started\n")
        opener.chmod(stat.S_IRWXU)
        sha = hashlib.sha256(_CONTENT).hexdigest()
        rows = [("onward", "onward.gguf"), ("out", "../outside/out.gguf")]
        (folder / "models.toml").write_text(
            "\n".join(
                f'[[model]]\nname = "{name}"\nfile = "{file}"\nbytes = {len(_CONTENT)}\nsha256 = "{sha}"\n'
                f'url = "{known.url}"\n'
                for name, file in rows
            )
        )
        before = os.environ.get("PATH", "")
        os.environ["PATH"] = f"{folder}/bin:{before}"
        try:
            with Courier(folder / "models", folder / "models.toml") as courier:
                yield _Place(folder, courier, stranger)
        finally:
            os.environ["PATH"] = before
            for server in (known, stranger):
                server.shutdown()
                server.server_close()


def _address(place: _Place) -> bool:
    target = str(place.folder / "outside" / "file")
    told = {"sha256": hashlib.sha256(_CONTENT).hexdigest(), "bytes": len(_CONTENT), "target": target}
    place.ask({"verb": "download", "url": place.stranger.url, **told})
    place.ask({"verb": "download", "name": place.stranger.url, **told})
    place.ask(
        {"verb": "unpack", "indexes": [place.stranger.url], "package": "x", "version": "1", "member": "x", **told}
    )
    return place.appeared()


def _out_of_the_folder(place: _Place) -> bool:
    for name in ("out", "../outside/out", str(place.folder / "outside" / "out")):
        place.ask({"verb": "download", "name": name})
    return place.appeared()


def _stranger(place: _Place) -> bool:
    place.ask({"verb": "download", "name": "onward"})
    return place.appeared()


def _malformed(place: _Place) -> bool:
    line = place.courier._line
    assert line is not None
    for piece in _NO_REQUESTS:
        line.requests.write(piece + b"\n")
    line.requests.flush()
    return not _answers(place)


def _programs(place: _Place) -> bool:
    for name in _PROGRAMS:
        file = place.folder / "files" / name
        file.write_text("#!/bin/sh\n")
        file.chmod(stat.S_IRWXU)
        link = file.with_name(f"{name}.epub")
        link.symlink_to(file)
        for path in (file, link):
            place.ask({"verb": "open", "path": str(path)})
    return place.appeared()


_ATTACKS: dict[str, Callable[[_Place], bool]] = {
    "helper: an address in place of a name": _address,
    "helper: a place outside the models folder": _out_of_the_folder,
    "helper: a redirect to a host that nobody named": _stranger,
    "helper: lines that are no requests": _malformed,
    "helper: programs to open, and links to them": _programs,
}


@probe("helper")
def helper(scale: Scale) -> list[Row]:
    """Every attack on a helper of its own, and how many succeeded."""
    return [Row(name, float(_succeeded(attack)), "succeeded") for name, attack in _ATTACKS.items()]


def _succeeded(attack: Callable[[_Place], bool]) -> bool:
    with _place() as place:
        return attack(place) or not _answers(place)


def _answers(place: _Place) -> bool:
    try:
        place.courier.open_file(place.folder / "no such file")
    except AssistantError as error:
        return "no such file" in str(error)
    return False
