"""The language model as the rest of Alcove sees it: a protocol, and the client of the process that runs it."""

import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeAlias

from assistant.domain.errors import Cancelled, ModelDied, ModelError, ModelMissing
from assistant.domain.rows import Row, RowView
from assistant.llm.connection import ModelConnection
from assistant.llm.protocol import Stats
from assistant.messages import mark, one_line, tr

__all__ = ["LanguageModel", "Message", "ModelClient", "Sampling", "Stats"]

SETTLE_SECONDS = 0.5
GPU_DIED = mark(
    "llama.cpp stopped when it used the GPU, so the processor does its work. "
    "Check the GPU's driver, or build llama.cpp again."
)


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation with a model. `role` is system, user or assistant."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Sampling:
    """How a reply is drawn. It ends before a text of `stop`, and early where `cancelled` says so.

    temperature: 0 for the likeliest token always. The same seed and prompt give the same reply. repeat_penalty: what a
    token's odds are divided by when it was among the reply's last 64.
    """

    max_tokens: int = 200
    temperature: float = 0.2
    stop: tuple[str, ...] = ()
    seed: int = 1
    repeat_penalty: float = 1.1
    cancelled: Callable[[], bool] | None = None

    def limits(self) -> Row:
        """All that the process needs to know."""
        named = ("max_tokens", "temperature", "stop", "seed", "repeat_penalty")
        return {name: getattr(self, name) for name in named}


USUAL = Sampling()

Prompt: TypeAlias = str | Sequence[Message]
"""A plain text, or messages up to where the model's reply begins."""


class LanguageModel(Protocol):
    """What writes and judges. Every method may be called from any thread, and raises ModelError."""

    @property
    def name(self) -> str: ...

    def stream(self, messages: Sequence[Message], how: Sampling = USUAL) -> Iterator[str]:
        """The reply, piece by piece; whole letters only, nothing from the stop string on. Ends early if cancelled."""
        ...

    def score(self, prefix: str, continuations: Sequence[str]) -> list[float]:
        """Log-probability (natural, summed over tokens) of each continuation after the prefix."""
        ...

    def close(self) -> None: ...


class ModelClient:
    """Runs a model file in a process of its own, started with the first call and again after it died.

    threads: processors to use. gpu_layers: layers for the GPU, -1 for as many as fit, 0 for none. context: tokens that
    prompt and reply may have together. check: called with the file before it is opened; raises ModelError to refuse it.
    """

    def __init__(
        self,
        model_file: Path,
        *,
        threads: int,
        gpu_layers: int = 0,
        context: int = 4096,
        name: str = "",
        check: Callable[[Path], object] | None = None,
    ) -> None:
        self.name = name or model_file.stem
        self.last_stats = Stats()
        """What the last call that came to its end cost."""
        self._file = model_file
        self._check = check
        self._request = {
            "op": "open",
            "path": str(model_file.absolute()),
            "threads": threads,
            "gpu_layers": gpu_layers,
            "context": context,
        }
        self._facts: Row = {}
        self._gpu_died = False
        self._connection: ModelConnection | None = None
        self._closer: weakref.finalize[Any, ModelClient] | None = None
        self._opening = threading.Lock()

    def start(self, cancelled: Callable[[], bool] | None = None) -> Row:
        """Opens the model now if it is not open; otherwise the first call does.

        Returns {architecture, context, layers, layers_offloaded, threads, pid, gpu_died}: the last says that llama.cpp
        stopped with the GPU and does without it now.
        Raises ModelMissing, ModelError, Cancelled.
        """
        self._open(cancelled)
        return dict(self._facts)

    def stream(self, messages: Sequence[Message], how: Sampling = USUAL) -> Iterator[str]:
        """As the protocol has it. Raises ModelDied if the process dies meanwhile, ContextOverflow if it is too much."""
        request = {"op": "stream", "prompt": _data(messages), **how.limits()}
        try:
            for frame in self._open(how.cancelled).call(request, how.cancelled):
                if "text" in frame:
                    # Nothing in it turns lines around or steers a terminal.
                    yield "\n".join(map(one_line, frame["text"].split("\n")))
                else:
                    self._take(frame)
        except Cancelled:
            # Stopped before the reply began, or too busy to say how far it came.
            self.last_stats = Stats(stopped="cancelled")

    def score(
        self, prefix: Prompt, continuations: Sequence[str], *, cancelled: Callable[[], bool] | None = None
    ) -> list[float]:
        """As the protocol has it; the prefix, evaluated once, may be messages too. Raises Cancelled, ModelError."""
        if not continuations:
            return []
        request = {"op": "score", "prompt": _data(prefix), "continuations": list(continuations)}
        scores: list[float] = self._result(request, cancelled)
        return scores

    def spent(self) -> Stats:
        """Tokens of all calls since the process started, those left half-way too: evaluated, reused, generated."""
        connection = self._connection
        if connection is None:
            return Stats()
        connection.settled(SETTLE_SECONDS)
        spent = connection.spent
        return Stats(evaluated=spent["evaluated"], reused=spent["reused"], generated=spent["generated"])

    @property
    def file(self) -> Path:
        return self._file

    def cancel(self) -> None:
        """Stops what is going on, from any thread: streams end, other calls raise Cancelled."""
        connection = self._connection
        if connection is not None:
            connection.cancel()

    def close(self) -> None:
        """Ends the process. A later call would start it again."""
        with self._opening:
            if self._closer is not None:
                self._closer()
            self._connection = None

    def _result(self, request: RowView, cancelled: Callable[[], bool] | None) -> Any:
        for frame in self._open(cancelled).call(request, cancelled):
            if "done" in frame:
                return self._take(frame)
        raise ModelDied

    def _take(self, frame: RowView) -> Any:
        done = frame["done"]
        if "stats" in done:
            self.last_stats = Stats(**done["stats"])
        return done["result"]

    def _open(self, cancelled: Callable[[], bool] | None) -> ModelConnection:
        """The process with the model open; started if it is not there or died."""
        with self._opening:
            if self._connection is not None and self._connection.alive:
                return self._connection
            if not self._file.is_file():
                raise ModelMissing(self._file)
            if self._check is not None:
                self._check(self._file)
            connection = self._opened(cancelled)
            if self._closer is not None:
                self._closer.detach()
            self._connection = connection
            self._closer = weakref.finalize(self, connection.close)
            return connection

    def _opened(self, cancelled: Callable[[], bool] | None) -> ModelConnection:
        """A new process with the model open. It sees a GPU where layers are to run on one, until that killed it."""
        while True:
            layers = 0 if self._gpu_died else self._request["gpu_layers"]
            connection = ModelConnection(with_gpu=bool(layers))
            request = {**self._request, "gpu_layers": layers}
            try:
                for frame in connection.call(request, cancelled):
                    self._facts = {**frame["done"], "gpu_died": self._gpu_died}
                return connection
            except ModelDied:
                self._gpu_died = bool(layers)
                if not layers:
                    raise ModelError(
                        tr(
                            "The model process stopped while it opened {name}. Choose another model.",
                            name=self._file.name,
                        )
                    ) from None
            except BaseException:
                connection.close()
                raise


def _data(prompt: Prompt) -> str | list[tuple[str, str]]:
    return prompt if isinstance(prompt, str) else [(message.role, message.content) for message in prompt]
