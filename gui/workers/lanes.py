"""Worker lanes: work runs one at a time on a lane's own thread, and what comes of it arrives on the window's thread."""

import logging
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from assistant.domain.errors import AssistantError, Cancelled
from assistant.messages import tr

log = logging.getLogger("alcove.gui")
Handler = Callable[..., object]
Result = TypeVar("Result")
_LOOK = 0.02
"""Seconds between two looks at whether a lane has come to rest."""


def _nothing() -> None:
    """The work of a job that has none yet, or none any more."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What a person is told. `details` holds a traceback without the values in it, for a bug report; empty if none."""

    message: str
    details: str = ""
    error: BaseException | None = None


@dataclass(eq=False)
class Job:
    """A piece of work that was handed to a lane. After `cancel()` none of its handlers is called any more."""

    work: Callable[[], object]
    done: Handler | None = None
    failed: Callable[[Failure], object] | None = None
    key: str = ""
    _stop: threading.Event = field(default_factory=threading.Event)
    _going: threading.Event = field(default_factory=threading.Event)
    _dropped: bool = False

    def __post_init__(self) -> None:
        self._going.set()

    def cancel(self) -> None:
        """Forget the job: its function is asked to stop, its result is thrown away."""
        self._dropped = True
        self.stop()

    def stop(self) -> None:
        """Ask the function to stop early; what it returns until then still arrives."""
        self._stop.set()
        self._going.set()

    def let_go(self) -> None:
        """Forget what was to be done and who hears of it: a widget that only this job still knows is freed here."""
        self.work, self.done, self.failed = _nothing, None, None

    def pause(self) -> None:
        """Hold the function the next time it asks whether to stop."""
        if not self._stop.is_set():
            self._going.clear()

    def resume(self) -> None:
        """Let it go on from where it was held."""
        self._going.set()

    @property
    def paused(self) -> bool:
        return not self._going.is_set()

    def stopping(self) -> bool:
        """For the function, on its own thread; a paused job is held in here."""
        self._going.wait()
        return self._stop.is_set()

    @property
    def dropped(self) -> bool:
        return self._dropped


class _Post(QObject):
    """Carries calls from a lane's thread to the thread that this object lives in."""

    sent = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.sent.connect(self._call, Qt.ConnectionType.QueuedConnection)

    def _call(self, call: Callable[[], object]) -> None:
        call()


class Lane(QObject):
    """One thread that works off its jobs in order. It is made on, and reports to, the window's thread."""

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self._jobs: deque[Job] = deque()
        self._wake = threading.Condition()
        self._closed = False
        self._current: Job | None = None
        self._post = _Post(self)
        self._thread = threading.Thread(target=self._work, name=f"alcove-{name}", daemon=True)
        self._thread.start()

    def run(
        self,
        function: Callable[..., Result],
        *args: object,
        done: Callable[[Result], object] | None = None,
        failed: Callable[[Failure], object] | None = None,
        progress: Handler | None = None,
        streams: Mapping[str, Handler] | None = None,
        cancelled: str = "",
        key: str = "",
        **kwargs: object,
    ) -> Job:
        """Run `function(*args, **kwargs)` on the lane.

        `progress` and each of `streams` (argument name → handler) become callables that the function may call; the
        handlers run on the window's thread. `cancelled` names the argument that takes a `() -> bool`. A job with a
        `key` takes the place of an earlier one with the same key, which is cancelled.
        """
        job = Job(_nothing, done, failed, key)
        handlers = dict(streams or {})
        if progress is not None:
            handlers["progress"] = progress
        for argument, handler in handlers.items():
            kwargs[argument] = self._stream(job, handler)
        if cancelled:
            kwargs[cancelled] = job.stopping
        job.work = lambda: function(*args, **kwargs)
        with self._wake:
            if key:
                self._supersede(key)
            self._jobs.append(job)
            self._wake.notify()
        return job

    def close(self, patience: float = 2.0) -> bool:
        """Cancel everything and wait for the thread to end; True if it did within `patience` seconds."""
        with self._wake:
            self._closed = True
            for job in (*self._jobs, *([self._current] if self._current else [])):
                job.cancel()
            self._jobs.clear()
            self._wake.notify()
        self._thread.join(patience)
        return not self._thread.is_alive()

    def forget(self) -> None:
        """Cancel everything that waits or is under way; the lane goes on."""
        with self._wake:
            for job in (*self._jobs, *([self._current] if self._current else [])):
                job.cancel()
            self._jobs.clear()

    def settle(self, patience: float) -> bool:
        """Wait, on another lane, until nothing is under way here; True if that came within `patience` seconds."""
        end = time.monotonic() + patience
        while not self.idle:
            if time.monotonic() > end:
                return False
            time.sleep(_LOOK)
        return True

    @property
    def idle(self) -> bool:
        with self._wake:
            return self._current is None and not self._jobs

    def _supersede(self, key: str) -> None:
        if self._current is not None and self._current.key == key:
            self._current.cancel()
        for job in [job for job in self._jobs if job.key == key]:
            job.cancel()
            self._jobs.remove(job)

    def _stream(self, job: Job, handler: Handler) -> Callable[..., None]:
        def send(*values: object) -> None:
            self._deliver(job, handler, *values)

        return send

    def _work(self) -> None:
        while True:
            with self._wake:
                self._current = None
                while not self._jobs and not self._closed:
                    self._wake.wait()
                if self._closed:
                    return
                self._current = job = self._jobs.popleft()
            self._carry_out(job)

    def _carry_out(self, job: Job) -> None:
        try:
            result = job.work()
        except Cancelled as error:
            self._fail(job, Failure(str(error) or tr("Stopped."), error=error))
        except AssistantError as error:
            self._fail(job, Failure(str(error), error=error))
        except Exception as error:  # A bug in one job must not end the lane: it is reported, and the next job runs.
            details = without_values(error)
            log.error("lane %s: %s", self.name, details)
            self._fail(job, Failure(tr("Something went wrong. Nothing was lost; please try again."), details, error))
        else:
            if job.done is not None:
                self._deliver(job, job.done, result)
        self._send(job.let_go)

    def _fail(self, job: Job, failure: Failure) -> None:
        if job.failed is not None:
            self._deliver(job, job.failed, failure)

    def _deliver(self, job: Job, handler: Handler, *values: object) -> None:
        def call() -> None:
            owner = getattr(handler, "__self__", None)
            if not job.dropped and not (isinstance(owner, QObject) and not isValid(owner)):
                handler(*values)

        self._send(call)

    def _send(self, call: Callable[[], object]) -> None:
        if not self._closed and isValid(self._post):
            self._post.sent.emit(call)


class Lanes(QObject):
    """The window's lanes: quick reads and feedback, indexing, the model's work, covers, the watch for changes, what
    takes long but is not about files (a download, a report), what is done ahead while nobody asks, opening what is
    to be heard or read, and ranking: no search waits for a list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = Lane("library", self)
        self.index = Lane("index", self)
        self.model = Lane("model", self)
        self.cover = Lane("cover", self)
        self.watch = Lane("watch", self)
        self.work = Lane("work", self)
        self.idle = Lane("idle", self)
        self.media = Lane("media", self)
        self.picks = Lane("picks", self)

    def all(self) -> tuple[Lane, ...]:
        quick = self.library, self.cover, self.watch, self.media, self.picks
        return *quick, self.index, self.model, self.work, self.idle

    def close(self) -> bool:
        return all([lane.close() for lane in self.all()])


def without_values(error: BaseException) -> str:
    """The kind of error and the places it passed, without its message: that may hold a title or a path."""
    places = traceback.extract_tb(error.__traceback__)
    lines = [f"  {Path(place.filename).name}:{place.lineno} in {place.name}" for place in places]
    return "\n".join([type(error).__name__, *lines])
