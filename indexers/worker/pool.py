"""Keeps reader processes alive, gives them files, and ends those that take too long."""

import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from queue import Empty, Queue
from types import TracebackType

from assistant.domain.errors import NetworkLockFailed
from assistant.messages import current_language, one_line, tr, trn
from assistant.security.privacy import bare_environment
from indexers.worker.digests import checked, digest_or_nothing
from indexers.worker.lending import Belongs, Elsewhere, Lender, Loan, anywhere, lending
from indexers.worker.limits import NOT_LOCKED
from indexers.worker.preparing import preparation
from indexers.worker.protocol import IMPORT, READ, Answer, Request, receive_answer, send_request
from indexers.worker.results import MOST_WAITING, Results
from indexers.worker.wire import Line, ProtocolBroken, send, send_file

SECONDS = 30.0
"""Wall-clock seconds for one file."""
MORE_AFTER = 1.0
"""Seconds for which files wait before one more process is started for them: each takes a third of that to begin, in
which the first reads a dozen small files."""
_TICK = 0.2
_OUT_OF_TIME = getattr(signal, "SIGXCPU", 24)
MOST_WISHES = 10_000
"""Files and names that a process may ask for while it reads one file."""
_ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("-m", "indexers.worker.process")
"""Of Python: what it runs; the kind of task follows."""
Password = Callable[[Path], str]
"""What the person gave for a file that has said that it is locked; empty for nothing."""


def no_password(path: Path) -> str:
    return ""


class ReaderProcess:
    """One reader process, started when needed and replaced when it dies, hangs or asks for it."""

    def __init__(
        self,
        seconds: float = SECONDS,
        program: Sequence[str] = PROGRAM,
        password: Password = no_password,
        belongs: Belongs = anywhere,
    ) -> None:
        self._seconds = seconds
        self._program = program
        self._password = password
        self._belongs = belongs
        self._line: Line | None = None
        self._deadline = float("inf")
        self._timed_out = False
        self._prepared = ""
        self._guard = threading.Lock()

    def read(self, path: Path, known: bytes = b"", task: str = READ) -> Answer:
        """What the process made of the file; a process that died over it makes the file failed."""
        (only,) = self.answers(path, known, task)
        return only

    def answers(self, path: Path, known: bytes = b"", task: str = READ) -> Iterator[Answer]:
        """All that the process says of a file: any number of “more”, then the last word."""
        line = self._started(task)
        with self._guard:
            self._deadline, self._timed_out = time.monotonic() + self._seconds, False
        try:
            with lending(path, self._belongs) as lender:
                yield from self._served(line, lender, Request(path, known, task, current_language()))
        except Elsewhere as error:
            place = one_line(os.fsencode(error.place).decode("utf-8", "replace"))
            yield Answer("failed", tr("A link out of your folders. To read it, add {place}.", place=place))
        finally:
            with self._guard:
                self._deadline = float("inf")

    def _served(self, line: Line, lender: Lender, request: Request) -> Iterator[Answer]:
        try:
            self._ask(line, lender, request)
            while (answer := self._answer(line, lender)).state == "more":
                if request.task != IMPORT:
                    raise ProtocolBroken("more than one answer")
                yield answer
            if answer.state == "locked" and (password := self._password(request.path)):
                # By a process that no other file has met before, and that meets none after.
                self.close()
                line = self._started(request.task)
                self._ask(line, lender, replace(request, password=password))
                answer = replace(self._answer(line, lender), retire=True)
            if answer.state == "ready" or (answer.state == "same" and answer.digest != request.known):
                raise ProtocolBroken("no answer to what was asked")
            answer = checked(lender, answer)
        except (ProtocolBroken, OSError):
            self.close()
            answer = Answer("failed", self._last_words(line.process.returncode), digest_or_nothing(lender))
        if answer.retire:
            self.close()
        yield answer

    def prepare(self, task: str = READ) -> None:
        """Start the process ahead of the first file, if it does not run."""
        self._started(task)

    def enforce(self, now: float) -> None:
        """Called by the watchdog: kills the process if its time is up."""
        with self._guard:
            if now > self._deadline and self._line is not None:
                self._timed_out = True
                self._line.process.kill()

    def close(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()

    @property
    def pid(self) -> int | None:
        return self._line.process.pid if self._line else None

    def _ask(self, line: Line, lender: Lender, request: Request) -> None:
        """Sends a request, and the file with it where that is possible."""
        if line.line is None:
            send_request(line.requests, request)
            return
        loan = lender.own_file()
        send_request(line.requests, replace(request, error=loan.error, lent=loan.descriptor is not None))
        _hand_over(line.line, loan)

    def _answer(self, line: Line, lender: Lender) -> Answer:
        """The next answer; until it comes, what the process wishes for is lent to it."""
        wishes = 0
        while isinstance(said := receive_answer(line.answers), dict):
            wishes += 1
            if line.line is None or wishes > MOST_WISHES:
                raise ProtocolBroken("too many wishes")
            loan = lender.serve(said)
            send(line.requests, loan.message())
            _hand_over(line.line, loan)
        return said

    def _started(self, task: str = READ) -> Line:
        """A process that is prepared for the task."""
        kind = preparation(task)
        if self._line is None or self._line.process.poll() is not None or self._prepared != kind:
            self.close()
            self._line = Line([sys.executable, "-P", *self._program, kind], _environment())
            self._prepared = kind
            self._greet(self._line)
        return self._line

    def _greet(self, line: Line) -> None:
        """Waits until the process is locked and ready. What hinders it has nothing to do with any file."""
        try:
            receive_answer(line.answers)
        except (ProtocolBroken, OSError) as error:
            self.close()
            status = line.process.returncode
            if status == NOT_LOCKED:
                raise NetworkLockFailed(
                    tr("The network lock was refused, so no file was opened. See: alcove doctor")
                ) from error
            raise RuntimeError(f"the reader process could not start (status {status})") from error

    def _last_words(self, status: int | None) -> str:
        if self._timed_out:
            return trn(
                "Reading it took more than {n} second, and was stopped.",
                "Reading it took more than {n} seconds, and was stopped.",
                round(self._seconds),
            )
        if status == -_OUT_OF_TIME:
            return tr("Reading it took too much of the processor, and was stopped.")
        return tr("It is damaged in a way that made its reader stop.")


def _hand_over(line: socket.socket, loan: Loan) -> None:
    if loan.descriptor is not None:
        try:
            send_file(line, loan.descriptor)
        finally:
            os.close(loan.descriptor)


def _environment() -> dict[str, str]:
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**bare_environment(_ROOT), **threads, "MALLOC_ARENA_MAX": "1"}


class ReaderPool:
    """Reads many files on `readers` processes at once. Use as a context manager."""

    def __init__(
        self,
        readers: int = 2,
        seconds: float = SECONDS,
        password: Password = no_password,
        belongs: Belongs = anywhere,
    ) -> None:
        self._readers = [ReaderProcess(seconds, password=password, belongs=belongs) for _ in range(max(readers, 1))]
        self._stop = threading.Event()
        self._watchdog = threading.Thread(target=self._watch, name="reader watchdog", daemon=True)  # no words

    def __enter__(self) -> "ReaderPool":
        self._watchdog.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._watchdog.join()
        for reader in self._readers:
            reader.close()

    def ask(self, path: Path, task: str, known: bytes = b"") -> Iterator[Answer]:
        """All that one process says of one file: any number of “more”, then the last word.

        `known` goes along with the request; each task reads it its own way.
        """
        yield from self._readers[0].answers(path, known, task)

    def read_all(self, requests: Iterable[tuple[Path, bytes]], task: str = READ) -> Iterator[tuple[Path, Answer]]:
        """Yields (path, answer) as they come. Closing the generator stops after the files now being read."""
        waiting: Queue[tuple[Path, bytes]] = Queue()
        for request in requests:
            waiting.put(request)
        # Bounded, so that a slow store holds the readers back instead of filling memory.
        done = Results(maxsize=MOST_WAITING)
        abandoned, over = threading.Event(), threading.Event()
        threads = [
            threading.Thread(
                target=_work,
                args=(reader, place * MORE_AFTER, waiting, done, abandoned, over, task),
                name="reader",
                daemon=True,
            )
            for place, reader in enumerate(self._readers)
        ]
        for thread in threads:
            thread.start()
        finished = 0
        try:
            while finished < len(threads):
                result = done.get()
                if result is None:
                    finished += 1
                elif isinstance(result, BaseException):
                    raise result
                else:
                    yield result
        finally:
            abandoned.set()
            over.set()
            for reader in self._readers if finished < len(threads) else ():
                reader.enforce(float("inf"))
            while any(thread.is_alive() for thread in threads):
                try:
                    done.get(timeout=0.05)
                except Empty:
                    continue

    def _watch(self) -> None:
        while not self._stop.wait(_TICK):
            now = time.monotonic()
            for reader in self._readers:
                reader.enforce(now)


def _work(
    reader: ReaderProcess,
    after: float,
    waiting: "Queue[tuple[Path, bytes]]",
    done: Results,
    abandoned: threading.Event,
    over: threading.Event,
    task: str,
) -> None:
    """Has files read from `after` seconds on; `over` is set as soon as none waits."""
    try:
        over.wait(after)
        while not abandoned.is_set():
            try:
                path, known = waiting.get_nowait()
            except Empty:
                over.set()
                break
            done.put((path, reader.read(path, known, task)))
        done.put(None)
    # Whatever goes wrong here belongs to the thread that waits for the results.
    except BaseException as error:
        done.put(error)
