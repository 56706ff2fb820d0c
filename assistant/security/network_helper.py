"""The way to the courier, the one process outside the network lock. Start it before the lock.

It is asked for names: of a model in the catalogue, or of a file to open. Requests and answers are lines of JSON on a
socket of its own, which no other process can open, as it could a pipe.
"""

import contextlib
import json
import math
import os
import queue
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import IO, Self, TypeAlias

from assistant.domain.errors import AssistantError, Cancelled
from assistant.domain.rows import Row, RowView
from assistant.messages import decimal, mark, tr
from assistant.security.helper import process
from assistant.security.helper.orders import CATALOGUE
from assistant.security.helper.telling import LONGEST_LINE, understood
from assistant.security.network_lock import lock_state
from assistant.settings.paths import models_folder

ANSWER_SECONDS = 15.0
"""For what should be answered at once. A download may take as long as bytes come."""
POLL_SECONDS = 0.1
MOST_WAITING = 100
"""Words on how far a download is that may wait to be heard."""
KEPT_OUT = ("ALCOVE_PASSPHRASE_FILE", "ALCOVE_HOME")
"""What the courier need not know."""

STOP_SECONDS = 2.0

Answers: TypeAlias = "queue.SimpleQueue[Row]"
Progress = Callable[[int, int], None]
Asked = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Line:
    """Both ways of the talk with the process."""

    requests: IO[bytes]
    answers: IO[bytes]
    hang_up: Callable[[], object]
    """Ends it: the process ends then. What it still answers is heard."""
    end: Callable[[], object]
    """Ends the process at once."""
    let_go: Callable[[], object] = tuple


class CourierError(AssistantError):
    """The courier could not do what was asked, or is not there."""


class Courier:
    """Runs the courier process and speaks with it. May be called from any thread."""

    def __init__(self, models: Path | None = None, catalogue: Path = CATALOGUE) -> None:
        """`models`: the folder of models; downloads land beside it (see `landing`)."""
        self._models = models or models_folder() / "models"
        self._catalogue = catalogue
        self._process: subprocess.Popen[bytes] | None = None
        self._line: Line | None = None
        self._waiting: dict[int, Answers] = {}
        self._lock = threading.Lock()
        self._last = 0

    def start(self) -> None:
        """Starts the process. Raises CourierError after lock_network(), whose lock it would inherit."""
        if lock_state()[0] == "seccomp":
            raise CourierError(tr("The courier must start before the network is locked. Start Alcove again."))
        environment = {name: value for name, value in os.environ.items() if name not in KEPT_OUT}
        # -I -S: neither folder nor environment can slip a module in.
        command = [sys.executable, "-I", "-S", str(process.__file__), str(self._catalogue), str(self._models)]
        self._process, self._line = _started(command, environment)
        threading.Thread(target=self._listen, args=(self._line,), name="courier", daemon=True).start()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def open_file(self, path: Path) -> None:
        """Opens a file or folder in the desktop's usual program for it. Raises CourierError, saying what is missing."""
        self._wait({"verb": "open", "path": str(path.absolute())})

    def download(self, name: str, progress: Progress | None = None, cancelled: Asked | None = None) -> None:
        """Brings a model of the catalogue to its landing, beside the models folder. Whoever asked has to check it: what
        brought it may have been taken over by a server.

        Goes on where an earlier try ended. progress: called with (bytes here, bytes in all). Raises CourierError, and
        Cancelled where `cancelled` says so.
        """
        number, answers = self._send({"verb": "download", "name": name})
        stop_by = math.inf
        try:
            while True:
                answer = self._next(answers)
                if "progress" in answer and progress is not None:
                    progress(*answer["progress"])
                if "done" in answer:
                    return
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
        process, line = self._process, self._line
        if process is None or line is None:
            return
        # It may have died before, and taken its end with it.
        with contextlib.suppress(OSError):
            line.hang_up()
        try:
            process.wait(2.0)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._process = self._line = None

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
        process, line = self._process, self._line
        if process is None or line is None or process.poll() is not None:
            raise _gone()
        try:
            with self._lock:
                line.requests.write(json.dumps(message).encode() + b"\n")
                line.requests.flush()
        except (OSError, ValueError) as error:
            raise _gone() from error

    def _listen(self, line: Line) -> None:
        with line.answers, contextlib.suppress(OSError):
            while said := line.answers.readline(LONGEST_LINE):
                number, answer = understood(said)
                if not answer:
                    # No courier of ours says such a thing.
                    line.end()
                    break
                waiting = self._waiting.get(number)
                if waiting is not None and not ("progress" in answer and waiting.qsize() > MOST_WAITING):
                    waiting.put(answer)
        line.let_go()
        for waiting in list(self._waiting.values()):
            waiting.put({"error": {"says": _GONE, "with": {}}})


def _started(command: list[str], environment: dict[str, str]) -> "tuple[subprocess.Popen[bytes], Line]":
    if os.name == "nt":
        piped = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
        assert piped.stdin is not None and piped.stdout is not None
        return piped, Line(piped.stdin, piped.stdout, piped.stdin.close, piped.kill)
    ours, theirs = socket.socketpair()
    with theirs:
        started = subprocess.Popen(
            command, stdin=theirs.fileno(), stdout=theirs.fileno(), env=environment, start_new_session=True
        )
    hang_up = partial(ours.shutdown, socket.SHUT_WR)
    return started, Line(ours.makefile("wb"), ours.makefile("rb"), hang_up, started.kill, ours.close)


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
