"""The client's end of the pipes to one model process, from its start to its death."""

import contextlib
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import assistant
from assistant.domain.errors import Cancelled, ContextOverflow, ModelDied, ModelError
from assistant.domain.rows import Row, RowView
from assistant.llm.believed import Answerable, believed
from assistant.llm.protocol import BrokenFrame, read_frame, write_frame
from assistant.messages import current_language, one_line, tr
from assistant.security.privacy import bare_environment

POLL_SECONDS = 0.02
ACKNOWLEDGE_SECONDS = 0.1
"""How long a caller who cancelled waits for the process to say so."""
STUCK_SECONDS = 5.0
"""A cancelled call that is not over by then never will be: a hostile template can keep the process busy for ever."""
CLOSE_SECONDS = 1.0
OF_LIBRARIES = ("CUDA_", "GGML_", "GOMP_", "HIP_", "HSA_", "LLAMA_", "NVIDIA_", "OPENBLAS_", "ROCR_", "VK_")
"""How variables begin that llama.cpp and what it is built on listen to."""
_LONGEST_MESSAGE = 500
"""Letters of what it says went wrong."""
PROGRAM = ("-m", "assistant.llm.server.process")
NO_GPU = {
    "CUDA_VISIBLE_DEVICES": "-1", "HIP_VISIBLE_DEVICES": "-1", "ROCR_VISIBLE_DEVICES": "-1",
    "GGML_VK_VISIBLE_DEVICES": "",
}  # fmt: skip
"""With these in its environment llama.cpp sees no GPU, whatever it was built for."""
CALM = {"GOMP_SPINCOUNT": "3000", "OPENBLAS_NUM_THREADS": "1"}
"""For the process's environment. By default a thread of llama.cpp that waits for another spins for milliseconds: on a
busy machine that takes the processor from the very thread it waits for, and 15 tokens a second become 0.5. So many
turns, about a tenth of a millisecond, keep 97 % of the speed of an idle machine; with 1,000 it is 88 %.
"""

Frames: TypeAlias = "queue.SimpleQueue[Row | None]"
"""Answers to one call; None when the process died."""


class ModelConnection:
    """Starts the process and carries calls. Any thread may call; the process takes them one after the other."""

    def __init__(self, program: Sequence[str] = PROGRAM, *, with_gpu: bool = True) -> None:
        self._program = program
        self._hidden = {} if with_gpu else NO_GPU
        self._process: subprocess.Popen[bytes] | None = None
        self._calls: dict[int, tuple[Frames, Answerable]] = {}
        self._abandoned: dict[int, float] = {}
        self._cancelled: set[int] = set()
        self._last = 0
        self.spent = {"evaluated": 0, "reused": 0, "generated": 0}
        """Tokens of all calls so far."""
        self._guard = threading.Lock()
        self._write = threading.Lock()
        self._started = threading.Event()
        self._failure: OSError | None = None
        self._over = False
        # Linux kills the process when the thread that started it ends: this one ends with the process, not before.
        threading.Thread(target=self._keep, name="model process", daemon=True).start()  # no words
        self._started.wait()
        if self._failure is not None:
            raise ModelError(
                tr("The model process could not be started ({reason}). Try again.", reason=self._failure.strerror)
            )

    @property
    def alive(self) -> bool:
        """False once the process is dead, or was found to be stuck."""
        with self._guard:
            stuck = any(time.monotonic() - since > STUCK_SECONDS for since in self._abandoned.values())
        if stuck:
            self.kill()
        return not (self._over or stuck)

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    def call(self, request: RowView, cancelled: Callable[[], bool] | None = None) -> Iterator[Row]:
        """Every frame of the answer. Raises ModelDied, Cancelled, ContextOverflow, ModelError.

        A caller who stops taking frames cancels the call.
        """
        frames: Frames = queue.SimpleQueue()
        with self._guard:
            self._last += 1
            number = self._last
            self._calls[number] = frames, Answerable(request)
            if self._over:
                frames.put(None)
        try:
            self._send({**request, "id": number, "language": current_language()})
            while True:
                frame = self._next(frames, cancelled, number)
                if "done" in frame:
                    yield frame
                    return
                if "error" in frame:
                    raise _error(frame["error"])
                yield frame
        finally:
            self._leave(number)

    def settled(self, seconds: float) -> bool:
        """Waits until the calls that were left half-way have ended, so that `spent` counts them."""
        until = time.monotonic() + seconds
        while self._abandoned and time.monotonic() < until:
            time.sleep(POLL_SECONDS)
        return not self._abandoned

    def cancel(self) -> None:
        """Stops every call that is going on or waits."""
        with self._guard:
            numbers = list(self._calls)
            self._cancelled.update(numbers)
        for number in numbers:
            self._send({"op": "cancel", "id": number})

    def close(self) -> None:
        """Ends the process; it goes at once when its pipe is closed, and is killed if it does not."""
        process = self._process
        if process is None:
            return
        with self._write, contextlib.suppress(OSError):
            _pipe(process.stdin).close()
        try:
            process.wait(CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _next(self, frames: Frames, cancelled: Callable[[], bool] | None, number: int) -> Row:
        """The next frame. Polls for `cancelled` while it waits; after that it waits a moment only."""
        deadline = None
        while True:
            wanted = cancelled is None or deadline is not None or not cancelled()
            if not wanted:
                self._send({"op": "cancel", "id": number})
            if deadline is None and (not wanted or number in self._cancelled):
                deadline = time.monotonic() + ACKNOWLEDGE_SECONDS
            try:
                frame = frames.get(timeout=POLL_SECONDS)
            except queue.Empty:
                if deadline is not None and time.monotonic() > deadline:
                    raise Cancelled("Stopped.") from None
                continue
            if frame is None:
                raise ModelDied
            if deadline is None or "text" not in frame:
                return frame

    def _leave(self, number: int) -> None:
        """Forgets a call; one that is not over is cancelled, and remembered until the process lets go of it."""
        with self._guard:
            self._cancelled.discard(number)
            if self._calls.pop(number, None) is None or self._over:
                return
            self._abandoned[number] = time.monotonic()
        self._send({"op": "cancel", "id": number})

    def _send(self, message: RowView) -> None:
        # A process that died is noticed by the thread that reads from it.
        with self._write, contextlib.suppress(OSError, ValueError):
            if self._process is not None:
                try:
                    write_frame(_pipe(self._process.stdin), message)
                except BrokenFrame:
                    raise ModelError(tr("That is far too much text for a model. Shorten it.")) from None

    def _keep(self) -> None:
        """Starts the process, hands out what it says, and sees it die."""
        try:
            process = self._process = _start(self._program, self._hidden)
        except OSError as error:
            self._failure, self._over = error, True
            self._started.set()
            return
        self._started.set()
        answers = _pipe(process.stdout)
        try:
            while (frame := read_frame(answers)) is not None:
                self._hand_out(believed(frame))
        except (BrokenFrame, ValueError):
            process.kill()
        with self._guard:
            self._over = True
            for frames, _ in self._calls.values():
                frames.put(None)
        with self._write, contextlib.suppress(OSError):
            _pipe(process.stdin).close()
        answers.close()
        process.wait()

    def _hand_out(self, frame: Row) -> None:
        """Raises BrokenFrame for an answer that nobody waits for, or that is none to what was asked."""
        number = frame["id"]
        with self._guard:
            last = "text" not in frame
            call = self._calls.get(number)
            if call is not None:
                call[1].weigh(frame)
            elif number not in self._abandoned:
                raise BrokenFrame("an answer that nobody waits for")
            if last:
                self._calls.pop(number, None)
                self._abandoned.pop(number, None)
                stats = frame.get("done", {}).get("stats", {}) if isinstance(frame.get("done"), dict) else {}
                for name in self.spent:
                    self.spent[name] += int(stats.get(name, 0))
            if call is not None:
                call[0].put(frame)


def _start(program: Sequence[str], more: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    environment = {**CALM, **bare_environment(Path(assistant.__file__).parent.parent, *OF_LIBRARIES), **more}
    # -P: not the folder we happen to stand in, where a file could bear the name of a module.
    command = [sys.executable, "-P", *program]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )


def _pipe(stream: Any) -> Any:
    """A stream that subprocess.PIPE made, so it is there."""
    return stream


def _error(error: RowView) -> Exception:
    """The exception that the process caught, as it was."""
    if error["kind"] == "cancelled":
        return Cancelled("Stopped.")
    if error["kind"] == "overflow":
        return ContextOverflow(error["tokens"], error["limit"])
    said = one_line(error["message"][:_LONGEST_MESSAGE])
    return ModelError(said) if error["kind"] == "model" else RuntimeError(f"in the model process: {said}")
